/** A sample of faults through the real command, against the mock as a server of its own: the same verdicts as in the campaign. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { catalogue } from '../../../contract/catalogue.ts';
import { foundBlindFaults } from '../../../mock/faults/blind/found.ts';
import { faults } from '../../../mock/faults/faults.ts';
import { startMock } from '../../../mock/server.ts';
import type { Statement } from '../../../reporting/statement.ts';
import { runTrial } from '../../../proof/campaign/trial.ts';
import { runNode } from '../support/run-node.ts';

/** One of every area. */
const SAMPLE = [
  'active-not-expired',
  'creation-moved',
  'is-datacenter-renamed',
  'meta-not-recased',
  'fingerprint-after-move',
  'replay-as-it-is-now',
  'read-only-key-refused-and-done',
  'malformed-body-html',
  'include-as-references',
  'request-id-missing',
  'rivals-undo-each-other',
  'limit-403',
  'page-skips-first-item',
];

/** The way is the same for all: three show it, and the rest is tried at night. */
const EVERY_TIME = 3;

/** So that running into the limit costs a second, not a minute. */
const SHORT_WINDOW = { limit: 300, windowSeconds: 1 };

const all = [...faults, ...foundBlindFaults];
const sampled = SAMPLE.flatMap((slug) => all.find((fault) => fault.slug === slug) ?? []);

test.describe('through the real command', () => {
  test('the sample has a fault of every area', () => {
    expect(sampled).toHaveLength(SAMPLE.length);
    expect(new Set(sampled.map(({ area }) => area))).toEqual(new Set(catalogue.map(({ area }) => area)));
  });

  for (const { tag, slug, area, patch: patch, violates } of sampled.map((fault, n) => ({
    ...fault,
    tag: n < EVERY_TIME ? '' : ' @nightly',
  }))) {
    test(`${slug} gets the verdicts that it gets in the campaign${tag}`, async ({}, testInfo) => {
      const ids = catalogue.filter((requirement) => requirement.area === area).map(({ id }) => id);
      const inProcess = (await runTrial(patch, { ids })).outcomes.map(
        ({ id, verdict }) => `${id}: ${verdict}`,
      );

      const mock = await startMock({ patch: patch, seed: 1, rateLimit: SHORT_WINDOW });
      const reportDir = testInfo.outputPath('reports');
      const run = await runNode(
        ['--import', 'tsx', 'cli/conformance.ts', '--no-report', '--grep', `@${area}( |$)`],
        {
          env: {
            REPORT_DIR: reportDir,
            PERSONA_TARGET: 'sandbox',
            PERSONA_BASE_URL: mock.baseUrl,
            PERSONA_API_KEY: mock.keys.full,
            PERSONA_READONLY_API_KEY: mock.keys.readOnly,
            PERSONA_OTHER_API_KEY: mock.keys.otherEnvironment,
            PERSONA_LOW_LIMIT_API_KEY: mock.keys.lowLimit,
            PERSONA_INQUIRY_TEMPLATE_ID: mock.templateId,
            PERSONA_READ_LAG_MS: '0',
          },
        },
      ).finally(() => mock.close());

      const statement = JSON.parse(readFileSync(join(reportDir, 'conformance.json'), 'utf8')) as Statement;
      const endToEnd = statement.requirements.map((entry) => `${entry.slug}: ${entry.verdict}`);
      expect(endToEnd.toSorted(), run.output).toEqual(inProcess.toSorted());
      expect(endToEnd).toContain(`${violates[0]}: violation`);
      expect(run.exitCode).toBe(1);
    });
  }
});
