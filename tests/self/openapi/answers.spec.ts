/** The mock speaks as the vendor describes: whole runs of the suite against it, held against the vendor's own files. */
import { readdirSync } from 'node:fs';
import { expect, test } from '@playwright/test';
import { readConfiguration } from '../../../client/configuration.ts';
import type { RequirementId } from '../../../contract/catalogue.ts';
import type { Exchange } from '../../../client/exchange.ts';
import { evaluateAll } from '../../../judging/evaluate.ts';
import { openRun } from '../../../judging/run.ts';
import type { Patch } from '../../../mock/types.ts';
import { startEmbeddedMock } from '../../../preflight/embedded-mock.ts';
import { loadSuite } from '../../conformance/index.ts';
import { absent, NOT_AT_HAND, VENDOR } from './support/planting.ts';
import { held } from './support/validating.ts';

/** A whole run costs seconds; the others are for the night. */
const EVERY_TIME = '2025-12-08.yaml';

async function answersOf(
  version: string,
  { patch = {}, ids }: { readonly patch?: Patch; readonly ids?: readonly RequirementId[] } = {},
): Promise<readonly Exchange[]> {
  const { mock, configuration } = await startEmbeddedMock(
    readConfiguration({ PERSONA_VERSION: version, PERSONA_BACKOFF_MS: '1', CONFORMANCE_SEED: '1' }),
    { patch },
  );
  const run = openRun(configuration, { pause: async (milliseconds) => mock.clock.advance(milliseconds) });
  const exchanges: Exchange[] = [];
  run.persona.onExchange((exchange) => exchanges.push(exchange));
  try {
    await evaluateAll(await loadSuite(), run.runner, ids);
  } finally {
    await run.close();
    await mock.close();
  }
  return exchanges;
}

test.describe('answers of the mock', () => {
  test.skip(absent(VENDOR), NOT_AT_HAND);

  for (const file of absent(VENDOR)
    ? [EVERY_TIME]
    : readdirSync(VENDOR).filter((one) => one.endsWith('.yaml'))) {
    const version = file.replace('.yaml', '');

    test(`are as published at ${version}${file === EVERY_TIME ? '' : ' @nightly'}`, async ({}, testInfo) => {
      const { checked, left, disagreements } = held(await answersOf(version));
      const told = `${checked} answers at ${version} held against what the vendor publishes`;
      testInfo.annotations.push({ type: 'figure', description: told });
      console.log(`${told}; left out: ${JSON.stringify(left)}`);
      expect(disagreements).toEqual([]);
      expect(checked).toBeGreaterThan(200);
      expect(Object.keys(left).filter((why) => why.startsWith('a status'))).toEqual([]);
    });
  }

  test('that bend are told apart', async () => {
    const bent: Patch = {
      document: (document, call) =>
        call.endpoint.name === 'expireSession' ? { ...document, extra: true } : document,
      response: (answer) => ({
        ...answer,
        headers: answer.headers.filter(([name]) => name !== 'RateLimit-Reset'),
      }),
    };
    const few = { patch: bent, ids: ['state.active-becomes-expired'] as const };
    const { disagreements } = held(await answersOf('2025-12-08', few));
    expect(disagreements.filter((one) => one.startsWith('expireSession'))).toEqual([
      expect.stringContaining('expireSession 200:  must NOT have additional properties'),
      'expireSession 200: no RateLimit-Reset',
    ]);
  });
});
