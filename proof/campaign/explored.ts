/** The servers of the campaign, explored by random sequences in place of the suite. */
import type { VersionDate } from '../../contract/versions.ts';
import { readConfiguration } from '../../client/configuration.ts';
import { explore } from '../../explore/explore.ts';
import { blindFaults } from '../../mock/faults/blind/index.ts';
import { noFaults, notFound } from '../../mock/faults/blind/standing.ts';
import type { Fault } from '../../mock/faults/fault.ts';
import type { Patch } from '../../mock/types.ts';
import { startEmbeddedMock } from '../../preflight/embedded-mock.ts';
import { blindResults } from './blind.ts';
import { ENVIRONMENT, sharedClock, type Trial } from './trial.ts';

/** The same sequences for every server, so that only the patch makes a difference. */
const SEED = 1;

/** Explores a mock that is patched in this way: the clauses that are broken, as outcomes. */
export async function exploreTrial(
  patch: Patch,
  { requests, version }: { readonly requests: number; readonly version?: VersionDate | undefined },
): Promise<Trial> {
  const startedAt = performance.now();
  const read = readConfiguration({ ...ENVIRONMENT, ...(version && { PERSONA_VERSION: version }) });
  const { mock, configuration } = await startEmbeddedMock(read, { patch });
  const clock = sharedClock(mock);
  try {
    const exploration = await explore(configuration, {
      seed: SEED,
      requests,
      pause: clock.pass,
      client: { clock },
    });
    const outcomes = exploration.found.map(({ breach, exchanges }) => ({
      id: breach.requirement,
      verdict: 'violation' as const,
      finding: breach.finding,
      durationMs: 0,
      observations: [],
      exchanges: exchanges.map(({ label }) => label),
    }));
    return { outcomes, requests: exploration.requests, durationMs: performance.now() - startedAt };
  } finally {
    await mock.close();
  }
}

interface Tables {
  readonly faults: readonly Fault[];
  readonly variations: readonly { readonly slug: string }[];
  readonly pairs: readonly { readonly slug: string }[];
}

/** What was found, what only this finds, and what was called wrong that is legal; figures with their values. */
export function exploredSummary(
  trials: ReadonlyMap<string, Trial>,
  { faults, variations, pairs }: Tables,
): { readonly rows: readonly (readonly [string, string])[]; readonly wronged: readonly string[] } {
  const redOf = (slug: string) => trials.get(slug)?.outcomes.map(({ id }) => id) ?? [];
  const blindSlugs = new Set(blindFaults.map(({ slug }) => slug));
  const own = faults.filter(
    ({ slug, equivalent }) => equivalent === undefined && !blindSlugs.has(slug) && trials.has(slug),
  );
  const named = own.filter(({ slug, violates }) => violates.some((id) => redOf(slug).includes(id)));
  const any = own.filter(({ slug }) => redOf(slug).length > 0);
  const legal = [{ slug: 'plain' }, ...variations, ...pairs].filter(({ slug }) => trials.has(slug));
  const wronged = legal.filter(({ slug }) => redOf(slug).length > 0);
  const results = blindResults(trials).filter(({ fault }) => !(fault.slug in noFaults));
  const blind = (kind: 'contradicts' | 'softer', which: string) => {
    const ofKind = results.filter(({ fault }) => fault.kind === kind);
    const red = ofKind.filter(({ red: clauses }) => clauses.length > 0).length;
    const byName = ofKind.filter(({ found }) => found).length;
    return [`blind faults ${which}`, found(red, ofKind.length, byName)] as const;
  };
  const onlyHere = results.filter(({ fault, red }) => notFound.has(fault.slug) && red.length > 0);
  const requests = [...trials.values()].reduce((sum, trial) => sum + trial.requests, 0);
  return {
    wronged: wronged.map(({ slug }) => `${slug} is legal, and broken: ${redOf(slug).join(', ')}`),
    rows: [
      ['faults written beside their tests', found(any.length, own.length, named.length)],
      blind('contradicts', 'that contradict the documentation outright'),
      blind('softer', 'that break a reasonable reading of it'),
      [
        'blind faults that no run of the suite finds',
        `${onlyHere.length} of ${[...notFound].filter((slug) => trials.has(slug)).length}`,
      ],
      ['legal servers called wrong', `${wronged.length} of ${legal.length}`],
      ['requests in all', requests.toLocaleString('en')],
    ],
  };
}

const found = (any: number, of: number, named: number) =>
  `${any} of ${of}; ${named} by a requirement that they name`;
