/** Finds a witness for each breaking change: a program that ends well under the old version and fails under the new one. */
import { compileFunction } from 'node:vm';
import type { Configuration } from '../../client/configuration.ts';
import type { Exchange } from '../../client/exchange.ts';
import type { Created } from '../../client/persona.ts';
import type { RuleId } from '../change.ts';
import { isBreaking, isConsequence, kindOf, type Change, type Witness } from '../judge.ts';
import { keySent, observedExchanges, scenarioIn, stepOf } from '../observed-exchange.ts';
import { READING_TWICE, type ReadTwice } from '../read-twice.ts';
import type { VersionRun } from '../version-run.ts';
import { claimsOf, locate, seenOf, text, type Claim } from './claims.ts';
import { compiled, execute } from './execute.ts';
import { programOf } from './program.ts';
import { createdId, storiesTo, type Call } from './slice.ts';

export interface Witnesses {
  /** By the fingerprint of the change. */
  readonly found: ReadonlyMap<string, Witness>;
  readonly requests: number;
}

interface Sides {
  readonly before: readonly VersionRun[];
  readonly now: readonly VersionRun[];
  readonly twice?: readonly ReadTwice[] | undefined;
}

interface Options {
  readonly onCreated?: ((created: Created) => void) | undefined;
}

/** So many breaking changes get a witness each; where there are more, one cause is behind many of them. */
const MOST_CHANGES = 24;

/** So many programs are tried for one change. */
const MOST_PROGRAMS = 16;

/** So many in all. */
const MOST_IN_ALL = 80;

/** A change that shows in some answers only is given so many chances. */
const MOST_REPEATS = 6;

const sometimes = new Set<RuleId>([
  'shape.member-sometimes-absent',
  'shape.null-possible',
  'transition.other-share',
  // Two times of one object may fall into the same millisecond.
  'shape.other-value',
  'header.removed',
]);

/** Answers of the steps that show a change, that are looked at. */
const MOST_STEPS = 8;

export async function findWitnesses(
  changes: readonly Change[],
  sides: Sides,
  configuration: Configuration,
  options: Options = {},
): Promise<Witnesses> {
  const found = new Map<string, Witness>();
  let requests = 0;
  const failed = new Set<string>();
  let all = 0;
  for (const change of inTurn(changes.filter(isBreaking)).slice(0, MOST_CHANGES)) {
    // What follows from a change that is borne out needs no program of its own.
    if (found.size > 0 && isConsequence(change)) continue;
    let tried = 0;
    for (const program of candidates(change, sides, configuration)) {
      const body = program.slice(program.indexOf('\n'));
      if (failed.has(body)) continue;
      if (tried++ === MOST_PROGRAMS || all++ === MOST_IN_ALL) break;
      const tested = await testify(
        program,
        sometimes.has(change.rule) ? MOST_REPEATS : 1,
        sides,
        configuration,
        options,
      );
      requests += tested.requests;
      if (tested.failure === undefined) {
        failed.add(body);
        continue;
      }
      found.set(change.fingerprint, { program, failure: tested.failure });
      break;
    }
  }
  return { found, requests };
}

/** One change of each kind first, then the second of each, and so on. */
function inTurn(changes: readonly Change[]): readonly Change[] {
  const turns = new Map<string, number>();
  return changes
    .map((change) => {
      const turn = turns.get(kindOf(change)) ?? 0;
      turns.set(kindOf(change), turn + 1);
      return { change, turn };
    })
    .toSorted((a, b) => Number(isConsequence(a.change)) - Number(isConsequence(b.change)) || a.turn - b.turn)
    .map(({ change }) => change);
}

async function testify(
  source: string,
  repeats: number,
  { before, now }: Sides,
  configuration: Configuration,
  { onCreated }: Options,
): Promise<{ readonly failure: string | undefined; readonly requests: number }> {
  const program = await compiled(source);
  let requests = 0;
  for (let repeat = 0; repeat < repeats; repeat++) {
    const old = await execute(program, configuration, before[0]?.version ?? '', onCreated);
    requests += old.requests;
    if (old.error !== undefined) break;
    const next = await execute(program, configuration, now[0]?.version ?? '', onCreated);
    requests += next.requests;
    if (next.error !== undefined) return { failure: next.error, requests };
  }
  return { failure: undefined, requests };
}

/** A story's next claim comes before the first claim of a story that is so many places behind it. */
const PLACES_A_CLAIM = 2;

/** Programs that the recorded answers speak for, the shortest stories and the nearest claims first. */
function candidates(change: Change, sides: Sides, configuration: Configuration): readonly string[] {
  /** The programs of each story, whichever run it was recorded in. */
  const told = new Map<string, Set<string>>();
  const pairs = pairsOf(change, sides);
  const oldVersion = sides.before[0]?.version ?? '';
  const title = `Relies on what changes: ${change.sentence}.`;
  const stories = pairs.flatMap(({ old, next, run, again }) => {
    const past = again === undefined ? run.exchanges : [...run.exchanges, old];
    const opened = new Set(observedExchanges(run, new Set()).registry.openedAt.keys());
    const plain = storiesTo(old, past, opened).map((story) => ({ story, old, next, run }));
    if (again === undefined) return plain;
    // The object under the old version first, and then under the one that the program is run under.
    const pinned = plain.map((one) => {
      const story = one.story.map((call) =>
        call.exchange === old ? { ...call, version: oldVersion } : call,
      );
      return { ...one, old: again, story: [...story, { exchange: again, opens: false }] };
    });
    return [...plain, ...pinned];
  });
  const size = ({ exchange }: Call): number =>
    1_000 +
    exchange.request.url.length +
    (exchange.request.body?.length ?? 0) +
    exchange.request.headers.length;
  const sizeOf = (story: readonly Call[]): number => story.reduce((sum, call) => sum + size(call), 0);
  for (const { story, old, next, run } of stories.toSorted((a, b) => sizeOf(a.story) - sizeOf(b.story))) {
    const earlier = earlierOf(old, story);
    // Who runs into a limit on purpose has to wait for it, each time.
    if (story.some(({ exchange }) => exchange.response.status === 429)) continue;
    for (const claim of claimsThatTell(change, { old, next, run }, story, earlier, sides)) {
      const program = programOf(title, story, claim, claim.compares ? earlier : undefined, configuration);
      if (program === undefined) continue;
      const name = story
        .map(({ exchange, version = '' }) => `${stepOf(exchange.label)} ${version}`)
        .join('\n');
      told.set(name, (told.get(name) ?? new Set()).add(program));
    }
  }
  return [...told.values()]
    .flatMap((programs, place) =>
      [...programs].map((program, claim) => ({ program, at: place + PLACES_A_CLAIM * claim })),
    )
    .toSorted((a, b) => a.at - b.at)
    .map(({ program }) => program);
}

interface Pair {
  readonly old: Exchange;
  readonly next: Exchange;
  readonly run: VersionRun;
  /** One object was read under both: what the old version showed of it once more. */
  readonly again?: Exchange;
}

/** Answers of one step under the old and the new version. */
function pairsOf({ steps, touches }: Change, { before, now, twice = [] }: Sides): Pair[] {
  const pairs: Pair[] = twice
    .flatMap(({ readings }) => readings)
    .filter(({ step }) => steps.includes(step))
    .slice(0, MOST_STEPS)
    .map((one) => ({ old: one.before, next: one.now, run: one.run, again: one.again ?? one.before }));
  const played = steps.filter((step) => scenarioIn(step) !== READING_TWICE);
  const tells = new Set(played.filter((step) => showsOnBothSides(step, touches.members, before[0], now[0])));
  const telling = [...tells, ...played.filter((step) => !tells.has(step))];
  for (const step of telling.slice(0, MOST_STEPS)) {
    for (const run of before) {
      const old = run.exchanges.find(({ label }) => stepOf(label) === step);
      const next = now
        .map(({ exchanges }) => exchanges.find(({ label }) => stepOf(label) === step))
        .filter((one) => one !== undefined);
      if (old && next[0]) pairs.push({ old, next: next[0], run });
      if (pairs.length > 2 * MOST_STEPS) return pairs;
    }
  }
  return pairs;
}

/** Whether one of the members is of another kind in the first answers of the two sides. */
function showsOnBothSides(
  step: string,
  members: readonly string[],
  before: VersionRun | undefined,
  now: VersionRun | undefined,
): boolean {
  const [old, next] = [before, now].map((run) => run?.exchanges.find(({ label }) => stepOf(label) === step));
  if (!old || !next) return false;
  const kind = (path: string, exchange: Exchange): string => {
    const value = locate(path, exchange)?.value;
    return value === null ? 'null' : typeof value;
  };
  return members.some((path) => kind(path, old) !== kind(path, next));
}

/** The answer that the last one is compared with: the one under the same key, else the one about the same object before it. */
function earlierOf(last: Exchange, story: readonly Call[]): Exchange | undefined {
  const past = story.map(({ exchange }) => exchange).filter((exchange) => exchange !== last);
  const key = keySent(last);
  return (
    past.find((one) => key !== undefined && one.request.method !== 'GET' && keySent(one) === key) ??
    past.findLast(({ endpoint, pathId }) => endpoint === last.endpoint && pathId === last.pathId) ??
    past.findLast(({ pathId }) => pathId !== undefined && pathId === last.pathId)
  );
}

function claimsThatTell(
  change: Change,
  { old, next }: Pair,
  story: readonly Call[],
  earlier: Exchange | undefined,
  sides: Sides,
): Claim[] {
  const laterRun = sides.now.find(({ exchanges }) => exchanges.includes(next));
  const isReadTwice = laterRun === undefined;
  const later = (exchange: Exchange | undefined): Exchange | undefined =>
    isReadTwice ? exchange : exchange && laterRun.exchanges.find(({ label }) => label === exchange.label);
  const made = story.map(({ exchange }) => createdId(exchange)).filter((id) => id !== undefined);
  const madeLater = new Map(
    story.map(({ exchange }) => {
      const other = later(exchange);
      return [createdId(exchange), other && createdId(other)] as const;
    }),
  );
  if (old.pathId !== undefined) madeLater.set(old.pathId, next.pathId);
  const earlierNext = later(earlier);
  return claimsOf(change, old, earlier, made).filter(
    (claim) =>
      (!claim.compares || (earlier !== undefined && earlierNext !== undefined)) &&
      holds(claim, old, earlier, (id) => id) &&
      !holds(claim, next, earlierNext, (id) => madeLater.get(id) ?? 'unknown'),
  );
}

/** Whether a claim holds of recorded answers; one that cannot be asked does not. */
function holds(
  claim: Claim,
  last: Exchange,
  earlier: Exchange | undefined,
  idOf: (id: string) => string,
): boolean {
  const expression = claim
    .holds({ last: 'last', earlier: 'earlier', idOf: (id) => text(idOf(id)) })
    .replaceAll('(one: any)', '(one)');
  try {
    const ask = compileFunction(`return (${expression});`, ['last', 'earlier']) as (
      ...args: unknown[]
    ) => unknown;
    return ask(seenOf(last), earlier && seenOf(earlier)) === true;
  } catch {
    return false;
  }
}
