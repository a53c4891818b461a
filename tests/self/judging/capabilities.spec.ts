/** `needs` and `versions` decide what is run, and agree with what the checks really make use of. */
import { expect, test } from '@playwright/test';
import { readConfiguration, type Configuration } from '../../../client/configuration.ts';
import { catalogue, type RequirementId } from '../../../contract/catalogue.ts';
import type { Capability } from '../../../contract/types.ts';
import { inapplicable } from '../../../judging/applicability.ts';
import { evaluate, evaluateAll } from '../../../judging/evaluate.ts';
import { openRun, type Run } from '../../../judging/run.ts';
import type { Patch } from '../../../mock/types.ts';
import { startEmbeddedMock } from '../../../preflight/embedded-mock.ts';
import type { Suite } from '../../../judging/suite.ts';
import { loadSuite } from '../../conformance/index.ts';

let suite: Suite;

test.beforeAll(async () => {
  suite = await loadSuite();
});

/** How a capability is taken away. */
const takenAway: Readonly<
  Record<
    Capability,
    { readonly patch?: Patch; readonly without?: (configuration: Configuration) => Configuration }
  >
> = {
  'active-session': { patch: { open: { linkActivation: 'script', simulateStart: 'none' } } },
  'read-only-key': { without: withoutKey('readOnly') },
  'other-environment-key': { without: withoutKey('other') },
  'rate-limit': {
    without: (configuration) => ({ ...withoutKey('lowLimit')(configuration), allowRateLimit: false }),
  },
};

function withoutKey(name: 'readOnly' | 'other' | 'lowLimit') {
  return (configuration: Configuration): Configuration => {
    const keys = { ...configuration.keys };
    delete (keys as Partial<Record<typeof name, unknown>>)[name];
    return { ...configuration, keys };
  };
}

async function withRun<Result>(
  { patch = {}, without = (all) => all }: (typeof takenAway)[Capability],
  use: (run: Run) => Promise<Result>,
  env: NodeJS.ProcessEnv = {},
): Promise<Result> {
  const { mock, configuration } = await startEmbeddedMock(
    readConfiguration({ PERSONA_BACKOFF_MS: '1', CONFORMANCE_SEED: '1', ...env }),
    { patch },
  );
  const run = openRun(without(configuration), {
    pause: async (milliseconds) => mock.clock.advance(milliseconds),
  });
  try {
    return await use(run);
  } finally {
    await run.close();
    await mock.close();
  }
}

const declaring = (capability: Capability): readonly RequirementId[] =>
  catalogue.filter(({ needs = [] }) => needs.includes(capability)).map(({ id }) => id);

test('every requirement declares what its check makes use of, no more and no less', async () => {
  await withRun({}, async ({ runner }) => {
    expect(suite.checks).toHaveLength(catalogue.length);
    for (const check of suite.checks) {
      const { used } = await evaluate(check, runner);
      const { needs = [] } = catalogue.find(({ id }) => id === check.id) ?? {};
      expect([...used], check.id).toEqual([...needs]);
    }
  });
});

for (const capability of Object.keys(takenAway) as Capability[]) {
  test(`without ${capability}, what declares it is not applicable, and everything else is checked`, async () => {
    const usual = await withRun({}, ({ runner }) => evaluateAll(suite, runner));
    const without = await withRun(takenAway[capability], ({ runner }) => evaluateAll(suite, runner));
    const expected = new Set<string>(declaring(capability));
    expect(expected.size).toBeGreaterThan(0);
    expect(without.map(({ id, verdict }) => `${id} ${verdict}`)).toEqual(
      usual.map(({ id, verdict }) => `${id} ${expected.has(id) ? 'not applicable' : verdict}`),
    );
    expect(without.filter(({ verdict }) => verdict === 'inconclusive' || verdict === 'violation')).toEqual(
      [],
    );
  });
}

test('nothing is sent for a requirement whose key is missing', async () => {
  await withRun(takenAway['read-only-key'], async ({ runner, persona }) => {
    const { outcome } = await evaluate(suite.check('auth.read-only-key'), runner);
    expect(outcome).toMatchObject({
      verdict: 'not applicable',
      reason: 'PERSONA_READONLY_API_KEY is not set.',
    });
    expect(persona.requests).toBe(0);
  });
});

test('whether sessions can be opened is tried once', async () => {
  await withRun(takenAway['active-session'], async ({ runner, persona }) => {
    await evaluate(suite.check('schema.flags'), runner);
    const sent = persona.requests;
    expect(sent).toBeGreaterThan(0);
    const { outcome } = await evaluate(suite.check('schema.gps-attributes'), runner);
    expect(outcome.reason).toContain('No session can be opened here (tried: reading the link, simulating)');
    expect(persona.requests).toBe(sent);
  });
});

test('nothing is sent for a requirement that does not apply to the pinned version', async () => {
  await withRun(
    {},
    async ({ runner, persona }) => {
      const { outcome } = await evaluate(suite.check('query.include-default'), runner);
      expect(outcome).toMatchObject({
        verdict: 'not applicable',
        reason: 'It applies to versions before 2025-10-27; the run pins 2025-12-08.',
      });
      expect(persona.requests).toBe(0);
    },
    { PERSONA_VERSION: '2025-12-08' },
  );
});

test.describe('the pinned version', () => {
  const cases = [
    { versions: { from: '2021-08-18' }, pinned: '2021-08-18', applies: true },
    { versions: { from: '2021-08-18' }, pinned: '2021-07-05', applies: false },
    { versions: { before: '2021-08-18' }, pinned: '2021-07-05', applies: true },
    { versions: { before: '2021-08-18' }, pinned: '2021-08-18', applies: false },
    { versions: { from: '2021-07-05', before: '2022-09-01' }, pinned: '2023-01-05', applies: false },
  ];
  for (const { versions, pinned, applies } of cases) {
    test(`${pinned} is ${applies ? '' : 'not '}among ${JSON.stringify(versions)}`, async () => {
      const reason = await inapplicable({ versions }, pinned, async () => ({ available: true }));
      expect(reason === undefined).toBe(applies);
    });
  }
});
