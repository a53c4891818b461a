/** Two faults in one target: which pairs are tried, and whether both are told. Pure. */
import { isDeepStrictEqual } from 'node:util';
import { faults, sampledBlindFaults, type Fault } from '../../mock/faults/faults.ts';
import { isObject } from '../../mock/json.ts';
import { combine } from '../../mock/patch.ts';
import { seededRandom } from '../../mock/random.ts';
import { goTogether } from '../../mock/variations/variation.ts';
import type { Patch } from '../../mock/types.ts';
import type { Server } from './servers.ts';
import type { Trial } from './trial.ts';

export interface FaultPair {
  readonly inner: Fault;
  /** Its patch is laid round the other's. */
  readonly outer: Fault;
}

const drawnFrom = [...faults, ...sampledBlindFaults].filter(({ equivalent }) => equivalent === undefined);
const bySlug = new Map(drawnFrom.map((fault) => [fault.slug, fault]));

const BETWEEN = ' + ';

export function pairSlug({ inner, outer }: FaultPair): string {
  return inner.slug + BETWEEN + outer.slug;
}

/** Different pairs of faults that can hold at once; the same seed gives the same. */
export function drawPairs(count: number, seed: number): readonly FaultPair[] {
  const random = seededRandom(seed);
  const drawn = new Map<string, FaultPair>();
  while (drawn.size < count) {
    const [inner, outer] = [random.pick(drawnFrom as [Fault]), random.pick(drawnFrom as [Fault])];
    const pair = { inner, outer };
    if (canHoldAtOnce(pair)) drawn.set([inner.slug, outer.slug].toSorted().join(BETWEEN), pair);
  }
  return [...drawn.values()];
}

/** How many there are at most, so that nobody asks for more than there are. */
export const MOST_PAIRS = Math.floor((drawnFrom.length * (drawnFrom.length - 1)) / 4);

function canHoldAtOnce({ inner, outer }: FaultPair): boolean {
  const oneVersion = inner.under === undefined || outer.under === undefined || inner.under === outer.under;
  return oneVersion && goTogether(inner, outer);
}

/** The target of a pair, by its slug. */
export function pairServer(slug: string): Server | undefined {
  const [inner, outer] = slug.split(BETWEEN).map((part) => bySlug.get(part));
  return inner && outer && pairOf({ inner, outer });
}

function pairOf({ inner, outer }: FaultPair): Server {
  const under = inner.under ?? outer.under;
  const depth = inner.depth ?? outer.depth;
  return {
    kind: 'fault',
    slug: pairSlug({ inner, outer }),
    patch: combine(inner.patch, outer.patch),
    ...(under && { under }),
    ...(depth && { depth }),
  };
}

/** What became of one fault in company. */
export type Told =
  /** The requirement that it was made for is red. */
  | 'named'
  /** That requirement could not be judged: the other fault is in its way. */
  | 'unjudged'
  /** Something that it breaks is red with the finding of its own run, which the other fault alone does not bring about. */
  | 'elsewhere'
  /** It does not show by itself under the version that the other one needs. */
  | 'not there'
  /** It shows when the two are laid round each other the other way: the other one covers it. */
  | 'covered'
  /** Beside the other one it changes nothing that is sent: its place is not reached, or what it does is undone. */
  | 'without effect'
  /** The other one hides what it does; `hidden` says how. */
  | 'hidden'
  /** It should be red, and is not. */
  | 'missed';

/** Faults that another one hides though the target still answers differently, each with what hides it. */
const hidden: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  'error-replayed-as-conflict': {
    'key-ignored-on-creation':
      'a refused creation is no longer repeated, and of wrong repeats the requirement on their status names the other’s, which comes first',
  },
  'nested-include-lost': {
    'include-ignored-under-key':
      'the one nested include that is left asks for a thinned-out inquiry, which may show no sessions',
  },
  'expire-all-takes-a-stranger': {
    'expired-not-listed': 'the stranger is seen in lists alone, and there it is missing once it is expired',
  },
};

/** Whether a run names this fault. */
function toldBy({ violates: [madeFor] }: Fault, { outcomes }: Trial): 'named' | 'unjudged' | 'passed' {
  const outcome = outcomes.find(({ id }) => id === madeFor);
  if (outcome?.verdict === 'violation') return 'named';
  // A mistake of the suite's own is no reason.
  const isReason = outcome?.verdict === 'not applicable' || (outcome?.doubt ?? 'suite') !== 'suite';
  return isReason ? 'unjudged' : 'passed';
}

export interface PairResult {
  readonly pair: FaultPair;
  readonly red: readonly string[];
  readonly inner: Told;
  readonly outer: Told;
}

type Target = Omit<Server, 'kind' | 'slug'>;

/** Tries again what passed in company: by itself, the other way round, and left out. `run` plays the suite against a target. */
export async function judgePair(
  pair: FaultPair,
  trial: Trial,
  run: (target: Target) => Promise<Trial>,
): Promise<PairResult> {
  const { under, depth } = pairOf(pair);
  const company = { ...(under && { under }), ...(depth && { depth }) };
  const told = async (fault: Fault, other: Fault): Promise<Told> => {
    const inCompany = toldBy(fault, trial);
    if (inCompany !== 'passed') return inCompany;
    const alone = await run({ ...company, patch: fault.patch });
    if (toldBy(fault, alone) !== 'named') return 'not there';
    const others = findingsIn(await run({ ...company, patch: other.patch }));
    const own = findingsIn(alone).filter((finding) => !others.includes(finding));
    if (findingsIn(trial).some((finding) => own.includes(finding))) return 'elsewhere';
    const turned = pairOf({ inner: pair.outer, outer: pair.inner });
    if (toldBy(fault, await run(turned)) === 'named') return 'covered';
    const sent = async (patch: Patch) => answersOf({ ...company, patch }, run);
    const together = await sent(pairOf(pair).patch);
    if (together.length > 0 && isDeepStrictEqual(together, await sent(other.patch))) return 'without effect';
    return hidden[fault.slug]?.[other.slug] === undefined ? 'missed' : 'hidden';
  };
  return {
    pair,
    red: redIn(trial),
    inner: await told(pair.inner, pair.outer),
    outer: await told(pair.outer, pair.inner),
  };
}

const redIn = ({ outcomes }: Trial) =>
  outcomes.filter(({ verdict }) => verdict === 'violation').map(({ id }) => id);

const findingsIn = ({ outcomes }: Trial) =>
  outcomes.flatMap(({ id, finding }) => (finding ? [`${id} ${finding.code} ${finding.exchange ?? ''}`] : []));

/** All that a target answers in a run, in order of the text: without what differs from run to run. */
async function answersOf(
  target: Target,
  run: (target: Target) => Promise<Trial>,
): Promise<readonly string[]> {
  const answers: string[] = [];
  const watch: Patch = {
    response: (answer, { method, path }) => {
      answers.push(lasting(`${method} ${path} ${answer.status} ${inOrder(answer.text)}`));
      return answer;
    },
  };
  await run({ ...target, patch: combine(target.patch, watch) });
  return answers.toSorted();
}

/** JSON with its members in order of their names; other text as it is. */
function inOrder(text: string): string {
  try {
    return JSON.stringify(JSON.parse(text), (_, value: unknown) =>
      isObject(value) ? Object.fromEntries(Object.entries(value).toSorted()) : value,
    );
  } catch {
    return text;
  }
}

/** Ids, tokens and times are other ones in each run. */
function lasting(text: string): string {
  return text
    .replaceAll(/\d{4}-\d\d-\d\dT[\d:.]+/g, 'TIME')
    .replaceAll(/\b(iqse|inq|itmpl|dev|ntwk|act|evt)_\w+/g, '$1_ID')
    .replaceAll(/127\.0\.0\.1:\d+/g, 'HERE')
    .replaceAll(/\bey[\w.-]+|\?code=\w+|\/v\/\w+/g, 'TOKEN');
}

/** What is not in order, one line for each pair. */
export function pairComplaints(results: readonly PairResult[]): readonly string[] {
  return results.flatMap(({ pair, red, inner, outer }) => {
    const slug = pairSlug(pair);
    if (red.length === 0) return [`${slug}: nothing is red.`];
    return (
      [
        ['inner', inner],
        ['outer', outer],
      ] as const
    )
      .filter(([, told]) => told === 'missed')
      .map(([which]) => `${slug}: ${pair[which].violates[0]} is not red, and nothing says why.`);
  });
}

const IN_WORDS: Readonly<Record<Exclude<Told, 'named'>, string>> = {
  unjudged: 'its requirement cannot be judged beside the other',
  elsewhere: 'told by another finding of its own',
  'not there': 'does not show under the version of the other',
  covered: 'covered by the other, told when laid the other way round',
  'without effect': 'changes no answer beside the other',
  hidden: 'hidden by the other, in a way that is written down',
  missed: 'unexplained',
};

/** The figures of the pairs, one line each. */
export function pairFigures(results: readonly PairResult[]): readonly string[] {
  const both = results.filter(({ inner, outer }) => inner === 'named' && outer === 'named').length;
  const each = results.flatMap(({ inner, outer }) => [inner, outer]);
  return [
    `${results.filter(({ red }) => red.length > 0).length} of ${results.length} pairs are red; in ${both} each fault is named.`,
    'Where one is not:',
    ...Object.entries(IN_WORDS).map(
      ([told, words]) => `  ${String(each.filter((one) => one === told).length).padStart(3)}  ${words}`,
    ),
  ];
}
