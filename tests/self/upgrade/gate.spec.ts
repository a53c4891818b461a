/** The gate between named versions: what it says, by whose profile, and in which formats. */
import type { Patch } from '../../../mock/types.ts';
import type { Suite } from '../../../judging/suite.ts';
import { loadSuite } from '../../conformance/index.ts';
import { readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { expect, test } from '@playwright/test';
import { readConfiguration, type Configuration } from '../../../client/configuration.ts';
import type { Secret } from '../../../client/secret.ts';
import { checked } from '../../../upgrade/consumer.ts';
import { sealed } from '../../../reporting/digests.ts';
import { verify } from '../../../reporting/verification.ts';
import { plainStyle } from '../../../reporting/style.ts';
import { markdown } from '../../../upgrade/report-markdown.ts';
import { terminalLines } from '../../../upgrade/report-terminal.ts';
import { resultOf } from '../../../upgrade/result.ts';
import { openTarget } from '../../../upgrade/target.ts';
import { answer, runBothVersions, settle, type Answer, type Runs } from '../../../upgrade/upgrade.ts';
import { onlyBefore } from '../../../proof/corpus/only-under.ts';
import { omit, relinked, without } from '../../../proof/corpus/build.ts';
import { combine } from '../../../mock/patch.ts';
import { knownChanges } from '../../../contract/versions.ts';

let suite: Suite;

test.beforeAll(async () => {
  suite = await loadSuite();
});

async function bothVersions(
  from: string,
  to: string,
  patch: Patch = {},
): Promise<{ runs: Runs; configuration: Configuration }> {
  const target = await openTarget(readConfiguration({}), suite, { patch, seed: 3 });
  try {
    const runs = await runBothVersions(target.configuration, { from, to }, target.runOptions);
    return {
      runs: await settle(target.configuration, runs, target.runOptions),
      configuration: target.configuration,
    };
  } finally {
    await target.close();
  }
}

test('2021-07-05 → 2023-01-05: the fingerprint’s move, with the remedy; safe for who does not read it', async () => {
  const { runs, configuration } = await bothVersions('2021-07-05', '2023-01-05');
  const said = answer(runs);
  expect(said.exitCode).toBe(1);
  expect(said.sentence).toBe(
    'No: 1 breaking change touches what is documented: `data.attributes.browser-fingerprint` is gone since 2021-08-18; read it from the included device.',
  );
  expect(said.changes.filter(({ verdict }) => verdict !== 'safe')).toHaveLength(1);
  expect(said.changes[0]).toMatchObject({
    verdict: 'needs code',
    known: 'fingerprint-moved-to-device',
    rule: 'shape.member-removed',
    policy: { id: 'breaking.removed-attribute' },
  });

  const reader = checked({ name: 'reader', members: ['data.attributes.browser-fingerprint'] }, 'here');
  expect(answer(runs, reader).exitCode).toBe(1);
  expect(answer(runs, reader).changes[0]?.reading).toBe('profile');
  const other = answer(runs, checked({ name: 'other', members: ['data.attributes.status'] }, 'here'));
  expect(other.exitCode).toBe(0);
  expect(other.changes[0]?.verdict).toBe('safe');
  expect(other.known.find(({ entry }) => entry.id === 'fingerprint-moved-to-device')?.state).toBe('observed');

  const result = resultOf(said, runs, configuration);
  const schema = JSON.parse(readFileSync('schemas/upgrade.schema.json', 'utf8')) as object;
  const validate = new Ajv2020({ strict: true, strictRequired: false }).compile(schema);
  expect(validate(result), JSON.stringify(validate.errors)).toBe(true);
  expect(validate({ ...result, exitCode: 2 })).toBe(false);
  const written = Buffer.from(sealed(JSON.stringify(result)));
  expect(verify(written, 'upgrade.json')).toMatchObject({ exitCode: 0 });
  expect(
    verify(Buffer.from(written.toString().replace('2021-07-05', '2021-07-06')), 'upgrade.json').exitCode,
  ).toBe(1);
  const [first] = result.changes;
  expect(first?.evidence).toMatchObject({ step: 'expire-camel/expire' });
  expect(first?.evidence?.curlBefore).toContain('-H "Persona-Version: 2021-07-05"');
  expect(first?.evidence?.curlAfter).toContain('-H "Persona-Version: 2023-01-05"');
  // It runs alone: what it names it has made.
  const { curlAfter = '' } = first?.evidence ?? {};
  expect(curlAfter).not.toContain(':?set it');
  for (const [, name = ''] of curlAfter.matchAll(/\$\{(\w+_\d+)\}/g)) expect(curlAfter).toContain(`${name}=`);

  const page = terminalLines(result, { style: plainStyle, width: 100 }).join('\n');
  const comment = markdown(result);
  for (const text of [page, comment]) {
    expect(text).toContain('breaking.removed-attribute');
    expect(text).toContain(first?.fingerprint);
    expect(text).toContain('read it from the included device');
  }
  expect(comment.length).toBeLessThan(65_536);
  for (const text of [JSON.stringify(result), page, comment]) {
    for (const key of Object.values(configuration.keys) as Secret[]) expect(text).not.toContain(key.reveal());
  }
  // The same change has the same fingerprint in another run.
  const again = answer((await bothVersions('2021-07-05', '2023-01-05')).runs);
  const breaks = ({ changes }: Answer): string[] =>
    changes.filter(({ verdict }) => verdict !== 'safe').map(({ fingerprint }) => fingerprint);
  expect(breaks(again)).toEqual(breaks(said));
});

test('2023-01-05 → 2025-12-08: three documented changes with remedies; safe for who reads no inquiry', async () => {
  const { runs } = await bothVersions('2023-01-05', '2025-12-08');
  const said = answer(runs, undefined, { byDocumentation: true });
  expect(said.exitCode).toBe(1);
  expect(said.sentence).toMatch(/^By what is documented: no: 3 breaking changes touch what is documented: /);
  for (const words of ['fields', 'personal attributes', 'nothing is included any more'])
    expect(said.sentence).toContain(words);
  expect(said.changes.filter(({ verdict, known }) => verdict !== 'safe' && known === undefined)).toEqual([]);
  const reader = checked({ name: 'reader', members: ['data.attributes.status'] }, 'here');
  expect(answer(runs, reader, { byDocumentation: true }).exitCode).toBe(0);
});

test('2023-01-05 → 2025-10-27 at a target that included by default: seen three times, each time explained', async () => {
  const { runs } = await bothVersions('2023-01-05', '2025-10-27', {
    open: { includeDefault: 'all-until-2025-10-27' },
  });
  const said = answer(runs);
  expect(said.exitCode).toBe(1);
  expect(said.sentence).toMatch(
    /^No: 3 breaking changes touch what is documented: nothing is included any more/,
  );
  const breaking = said.changes.filter(({ verdict }) => verdict !== 'safe');
  expect(new Set(breaking.map(({ known }) => known))).toEqual(
    new Set(['nothing-included-by-default', 'fields-names-kept', 'personal-attributes-moved']),
  );
  expect(breaking.filter(({ remedy }) => remedy === undefined)).toEqual([]);
  const reader = checked({ name: 'reader', members: ['data.attributes.status'] }, 'here');
  expect(answer(runs, reader).exitCode).toBe(0);
});

test('a version of which nothing is known is no “yes” on the mock', async () => {
  const { runs } = await bothVersions('2025-12-08', '2026-09-29');
  expect(answer(runs).exitCode).toBe(0);
  const said = answer(runs, undefined, { byDocumentation: true });
  expect(said.exitCode).toBe(3);
  expect(said.sentence).toContain('2026-09-29');
});

test('2025-10-27 → 2025-12-08: safe, and every known entry is not observable here', async () => {
  const said = answer((await bothVersions('2025-10-27', '2025-12-08')).runs);
  expect(said.exitCode).toBe(0);
  expect(said.sentence).toBe('Yes: no change was seen between 2025-10-27 and 2025-12-08.');
  expect(said.changes).toEqual([]);
  expect(said.known.map(({ entry }) => entry.id)).toContain('reports-run-history');
  for (const { state, because } of said.known) {
    expect(state).toBe('not observable');
    expect(because.length).toBeGreaterThan(10);
  }
});

test('every addition of the changelog is safe, and its entry explains it', async () => {
  const additions = knownChanges.filter(({ id }) => id.startsWith('added-'));
  expect(additions.length).toBeGreaterThan(5);
  const names = additions.flatMap(({ members }) => members);
  const attributes = names
    .filter((name) => name.startsWith('data.attributes.'))
    .map((name) => name.slice(16));
  const hidden = combine(
    onlyBefore('2025-12-08', without(attributes)),
    onlyBefore(
      '2025-12-08',
      relinked((links) => omit(links, ['device', 'network'])),
    ),
  );
  const { runs } = await bothVersions('2023-01-05', '2025-12-08', hidden);
  const said = answer(runs, checked({ name: 'reader', members: names }, 'here'));
  expect(said.exitCode, said.sentence).toBe(0);
  const observed = said.known.filter(({ state }) => state === 'observed').map(({ entry }) => entry.id);
  expect(observed.filter((id) => id.startsWith('added-')).sort()).toEqual(
    additions.map(({ id }) => id).sort(),
  );
});
