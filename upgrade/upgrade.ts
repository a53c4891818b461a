/** Can we upgrade? Runs under both versions, as many as it takes, one comparison, one answer. */
import { SUBJECT, titleOf } from '../contract/endpoints.ts';
import { knownChanges, type KnownChange } from '../contract/versions.ts';
import type { Configuration } from '../client/configuration.ts';
import { classify } from './classify.ts';
import { compare, type Noise } from './compare.ts';
import type { Model } from './model.ts';
import { MOST_RUNS, openQuestions } from './open-questions.ts';
import type { Consumer } from './consumer.ts';
import { isBreaking, isConsequence, isMember, judge, kindOf, withWitnesses, type Change } from './judge.ts';
import { findWitnesses, type Witnesses } from './witness/find.ts';
import { observe } from './observe.ts';
import { runVersion, type VersionRun, type VersionRunOptions } from './version-run.ts';
import { brokenRequirements } from './requirements.ts';
import { controlSteps, statesShown } from './observed-exchange.ts';
import { modelsOfReadings } from './planes/values.ts';
import { readUnderBoth, type ReadTwice } from './read-twice.ts';
import { refusedVersion } from './refused-version.ts';
import { unobservedMembers } from './unobserved.ts';
import { withTraits } from './request-traits.ts';

/** What became of an entry of the changelog. */
export interface Reconciled {
  readonly entry: KnownChange;
  readonly state: 'observed' | 'not observable' | 'not observed';
  readonly because: string;
  /** Fingerprints of the changes that it explains. */
  readonly changes: readonly string[];
}

/** Something that could not be compared. */
export interface Gap {
  readonly scenario: string;
  readonly reason: string;
  /** Counts against the answer: it was seen before and cannot be told now. */
  readonly matters: boolean;
}

export type UpgradeExitCode = 0 | 1 | 3;

export interface Answer {
  readonly from: string;
  readonly to: string;
  readonly changes: readonly Change[];
  readonly known: readonly Reconciled[];
  readonly noise: readonly Noise[];
  readonly gaps: readonly Gap[];
  /** Members that neither version showed with a value, so that no change of them would show. */
  readonly unobserved: readonly string[];
  /** Points compared. */
  readonly compared: number;
  readonly requests: number;
  /** Name of the profile; null: everything documented counts as read. */
  readonly consumer: string | null;
  readonly exitCode: UpgradeExitCode;
  readonly sentence: string;
  /** Median duration of a call in milliseconds, before and after: an observation, never a verdict. */
  readonly timing: readonly { readonly call: string; readonly before: number; readonly after: number }[];
}

/** Both versions, each as often as it was run; the earliest runs are whole, later ones look again at what was open. */
export interface Runs {
  readonly before: readonly VersionRun[];
  readonly now: readonly VersionRun[];
  /** The same objects read under both. */
  readonly twice?: readonly ReadTwice[] | undefined;
}

export interface Versions {
  readonly from: string;
  readonly to: string;
}

type RunsOptions = VersionRunOptions & {
  readonly onRun?: (name: string, version: string) => void;
};

/** Runs the old version and the new one. Where they agree in all that they show, that settles it. */
export async function runBothVersions(
  configuration: Configuration,
  { from, to }: Versions,
  options: RunsOptions,
): Promise<Runs> {
  const run = async (name: string, version: string): Promise<VersionRun> => {
    options.onRun?.(name, version);
    return runVersion(configuration, version, options);
  };
  const before = await run('before', from);
  const now = await run('after', to);
  return {
    before: [before],
    now: [now],
    twice: [await readUnderBoth(configuration, { from, to }, [before, now], options)],
  };
}

/** Where something breaks for sure, more of the kind changes the answer no more. */
const ENOUGH_RUNS = 8;

/** Something breaks, and whatever is open is of a kind with what does. */
function isDecided(changes: readonly Change[]): boolean {
  const sure = new Set(changes.filter(isBreaking).map(kindOf));
  return (
    sure.size > 0 &&
    changes.every(
      (change) => change.verdict !== 'undecided' || isConsequence(change) || sure.has(kindOf(change)),
    )
  );
}

/** Looks again, under both versions in turn, at what is not settled, until it is or more runs would not help. */
export async function settle(
  configuration: Configuration,
  runs: Runs,
  options: RunsOptions & {
    readonly consumer?: Consumer | undefined;
    /** Does not stop at what breaks for sure. */
    readonly thorough?: boolean;
  },
): Promise<Runs> {
  let { before, now, twice = [] } = runs;
  const [from, to] = [before[0]?.version ?? '', now[0]?.version ?? ''];
  while (now.length < MOST_RUNS) {
    const soFar = answer({ before, now, twice }, options.consumer);
    if (options.thorough !== true && now.length >= ENOUGH_RUNS && isDecided(soFar.changes)) break;
    const open = openQuestions(soFar, now.length);
    if (open === undefined) break;
    const look = (version: string): Promise<VersionRun> => {
      options.onRun?.(`look again, ${now.length}`, version);
      return runVersion(configuration, version, { ...options, ...open });
    };
    now = [...now, await look(to)];
    before = [...before, await look(from)];
    const made = twice.flatMap(({ readings }) => readings.map(({ run }) => run));
    if (twice.length > 0 && open.rereads)
      twice = [...twice, await readUnderBoth(configuration, { from, to }, [...new Set(made)], options, true)];
  }
  return { before, now, twice };
}

export interface AnswerOptions {
  /** The target was the mock, which knows documented changes only. */
  readonly byDocumentation?: boolean;
  /** What was run to bear the changes out; without it they are not asked for one. */
  readonly witnesses?: Witnesses | undefined;
}

/** The answer in which every breaking change is borne out by a program that was run against both versions. */
export async function provenAnswer(
  configuration: Configuration,
  first: Runs,
  options: RunsOptions &
    Omit<AnswerOptions, 'witnesses'> & {
      readonly consumer?: Consumer | undefined;
    },
): Promise<{ readonly answer: Answer; readonly runs: Runs }> {
  const { consumer } = options;
  let runs = first;
  let said = answer(runs, consumer, options);
  for (const thorough of [false, true]) {
    runs = await settle(configuration, runs, { ...options, thorough });
    said = answer(runs, consumer, options);
    if (!said.changes.some(isBreaking)) break;
    const witnesses = await findWitnesses(said.changes, runs, configuration, options);
    said = answer(runs, consumer, { ...options, witnesses });
    if (said.changes.some(isBreaking)) break;
  }
  return { answer: said, runs };
}

/** Compares the runs. Pure: same runs and witnesses, same answer. */
export function answer(
  runs: Runs,
  consumer?: Consumer,
  { byDocumentation = false, witnesses }: AnswerOptions = {},
): Answer {
  const { before, now } = runs;
  const [first, latest] = [before[0], now[0]];
  if (!first || !latest) throw new Error('Both versions have to be run.');
  const controls = controlSteps([...before, ...now]);
  const models = (side: readonly VersionRun[]): readonly Model[] => side.map((run) => observe(run, controls));
  const twice = modelsOfReadings(runs.twice ?? [], { from: first.version, to: latest.version });
  const [old, next] = [models(before), models(now)];
  const comparison = compare([...old, ...twice.before], [...next, ...twice.now]);
  const refused = refusedVersion(runs);
  const findings = refused
    ? [refused]
    : classify(comparison.differences, statesShown(now)).map((finding) => withTraits(finding, now));
  const between = knownBetween(first.version, latest.version);
  const broken = refused ? [] : brokenRequirements(before, now, findings, comparison.bound);
  const judged = judge([...findings, ...broken], consumer, between);
  const changes = witnesses ? withWitnesses(judged, witnesses.found) : judged;
  const gaps = refused ? [] : gapsOf(runs, comparison.unmatched);
  const known = reconcile(between, changes);
  const parts = {
    from: first.version,
    to: latest.version,
    changes,
    gaps,
    known,
    compared: comparison.compared,
  };
  const unknown = byDocumentation ? unknownSteps(known) : [];
  // The mock keeps to one of the ways that the documentation leaves open, so a documented change may not show on it.
  const unseen = byDocumentation ? documentedUnseen(known, changes, consumer) : [];
  const found = unseen.length > 0 ? 1 : exitCodeOf(parts);
  const exitCode = found === 0 && unknown.length > 0 ? 3 : found;
  const said =
    exitCode === 3 && found === 0
      ? `Cannot tell: what ${unknown.join(' and ')} changes is not known; ask a real target.`
      : sentenceOf(parts, exitCode, consumer?.name ?? null, unseen);
  return {
    ...parts,
    unobserved: unobservedMembers(consumer, [...old, ...next]),
    noise: comparison.noise,
    requests: [...before, ...now, ...(runs.twice ?? [])].reduce(
      (sum, { requests }) => sum + requests,
      witnesses?.requests ?? 0,
    ),
    consumer: consumer?.name ?? null,
    exitCode,
    sentence: byDocumentation
      ? `By what is documented: ${said.charAt(0).toLowerCase()}${said.slice(1)}`
      : said,
    timing: timingOf(first, latest),
  };
}

/** The entries of the changelog between two versions, in whichever direction. */
export function knownBetween(from: string, to: string): readonly KnownChange[] {
  const [low, high] = from < to ? [from, to] : [to, from];
  return knownChanges.filter(({ date }) => date > low && date <= high);
}

function reconcile(entries: readonly KnownChange[], changes: readonly Change[]): readonly Reconciled[] {
  return entries.map((entry) => {
    const own = changes.filter(({ known }) => known === entry.id).map(({ fingerprint }) => fingerprint);
    if (own.length > 0) return { entry, state: 'observed', because: 'it was seen', changes: own };
    if (entry.notObservable !== undefined)
      return { entry, state: 'not observable', because: entry.notObservable, changes: [] };
    return { entry, state: 'not observed', because: 'nothing of the kind was seen here', changes: [] };
  });
}

function gapsOf({ before, now }: Runs, unmatched: readonly string[]): readonly Gap[] {
  const gaps = new Map<string, Gap>();
  const playedIn = (runs: readonly VersionRun[], scenario: string): boolean =>
    runs.some(({ played }) => played.has(scenario));
  const all = [...before, ...now];
  for (const { scenario, reason } of all.flatMap(({ unplayed }) => unplayed)) {
    if (playedIn(before, scenario) && playedIn(now, scenario)) continue;
    const own = all.flatMap(({ unplayed }) => unplayed).filter((one) => one.scenario === scenario);
    const absentThroughout = own.every(({ kind }) => kind === 'not applicable') && !playedIn(all, scenario);
    if (!gaps.has(scenario)) gaps.set(scenario, { scenario, reason, matters: !absentThroughout });
  }
  for (const step of unmatched) {
    const scenario = step.slice(0, step.indexOf('/'));
    if (!gaps.has(scenario))
      gaps.set(scenario, {
        scenario,
        reason: `the step "${step}" did not come about any more`,
        matters: true,
      });
  }
  return [...gaps.values()];
}

type Parts = Pick<Answer, 'from' | 'to' | 'changes' | 'gaps' | 'known' | 'compared'>;

function exitCodeOf({ changes, gaps, compared }: Parts): UpgradeExitCode {
  if (changes.some(isBreaking)) return 1;
  const doubt = changes.some(({ verdict }) => verdict === 'undecided') || gaps.some(({ matters }) => matters);
  return doubt || compared === 0 ? 3 : 0;
}

function sentenceOf(
  parts: Parts,
  exitCode: UpgradeExitCode,
  profile: string | null,
  unseen: readonly KnownChange[],
): string {
  const { changes, gaps, from, to } = parts;
  const whose = profile === null ? 'what is documented' : 'what you read';
  const breaking = changes.filter(isBreaking);
  if (exitCode === 1) {
    // What the changelog explains is one cause, however many members it touches; what nobody explains comes first.
    const roots = breaking.filter((change) => !isConsequence(change));
    const leading = roots.length > 0 ? roots : breaking;
    const causes = [...causesOf(leading, parts.known), ...unseen.map(causeOf)].sort(
      (a, b) => Number(a.explained) - Number(b.explained),
    );
    const named = causes.slice(0, MOST_CAUSES).map(({ sentence, explained, remedy }) => {
      const news = explained ? '' : ' (no changelog entry explains it)';
      return `${sentence}${news}; ${remedy?.split(':')[0] ?? 'no way round it is known'}`;
    });
    const rest = causes.length - named.length;
    const follow = breaking.length - leading.length;
    const more = [
      ...(rest > 0 ? [`and ${rest} more below`] : []),
      ...(follow > 0 ? [`${follow} that follow from ${causes.length === 1 ? 'it' : 'them'} below`] : []),
    ]
      .map((part) => `, ${part}`)
      .join('');
    return `No: ${count(causes.length, 'breaking change')} ${causes.length === 1 ? 'touches' : 'touch'} ${whose}: ${named.join(' · ')}${more}.`;
  }
  if (exitCode === 3) {
    const undecided = changes.filter(({ verdict }) => verdict === 'undecided');
    const reasons = new Map<string, string[]>();
    for (const { scenario, reason } of gaps.filter(({ matters }) => matters)) {
      const plain = reason.replace(/\.$/, '');
      reasons.set(plain, [...(reasons.get(plain) ?? []), scenario]);
    }
    const [most] = [...reasons].sort(([, a], [, b]) => b.length - a.length);
    if (undecided.length > 0) {
      const others = undecided.length > 1 ? `, and ${undecided.length - 1} more below` : '';
      return `Cannot tell: ${undecided[0]?.sentence ?? ''}, but this was seen too unsteadily or no program bears it out${others}; run it again, or look at what is said below.`;
    }
    if (most === undefined) return `Cannot tell: nothing could be compared between ${from} and ${to}.`;
    const [reason, scenarios] = most;
    const where = scenarios.length === 1 ? (scenarios[0] ?? '') : `${scenarios.length} scenarios`;
    return `Cannot tell: ${where} could not be run under both versions (${reason}); see what npm run doctor says of the target.`;
  }
  if (changes.length === 0) return `Yes: no change was seen between ${from} and ${to}.`;
  return `Yes: ${count(changes.length, 'change')} between ${from} and ${to}, and none of them breaks ${whose}.`;
}

/** How many causes the first sentence names. */
const MOST_CAUSES = 3;

interface Cause {
  readonly sentence: string;
  readonly remedy?: string | undefined;
  readonly explained: boolean;
}

function causesOf(breaking: readonly Change[], known: readonly Reconciled[]): Cause[] {
  const single = (change: Change): Cause => ({
    sentence: change.sentence,
    remedy: change.remedy,
    explained: change.known !== undefined,
  });
  const unexplained = breaking.filter((change) => change.known === undefined).map(single);
  const explained = known.flatMap(({ entry }) => {
    const own = breaking.filter((change) => change.known === entry.id);
    const [only] = own;
    if (only === undefined) return [];
    if (own.length === 1) return [single(only)];
    return [causeOf(entry)];
  });
  return [...unexplained, ...explained];
}

function causeOf({ summary, date, remedy }: KnownChange): Cause {
  const words = summary.replace(/\.$/, '');
  return {
    sentence: `${words.charAt(0).toLowerCase()}${words.slice(1)} (since ${date})`,
    remedy,
    explained: true,
  };
}

/** Documented breaking changes that did not show here, of what is read. */
function documentedUnseen(
  known: readonly Reconciled[],
  changes: readonly Change[],
  consumer: Consumer | undefined,
): KnownChange[] {
  const broken = new Set(changes.filter(isBreaking).map((change) => change.known));
  return known
    .filter(
      ({ entry, state }) => state !== 'not observable' && entry.remedy !== undefined && !broken.has(entry.id),
    )
    .map(({ entry }) => entry)
    .filter(
      ({ members }) =>
        consumer === undefined ||
        (consumer.members ?? []).some((read) => members.some((member) => isMember(read, member, true))),
    );
}

/** The versions in between of which nothing is known. */
function unknownSteps(known: readonly Reconciled[]): readonly string[] {
  return known.filter(({ entry }) => entry.unknown === true).map(({ entry }) => entry.date);
}

function count(n: number, noun: string): string {
  return `${n} ${noun}${n === 1 ? '' : 's'}`;
}

function timingOf(before: VersionRun, after: VersionRun): Answer['timing'] {
  const expire = (run: VersionRun): number => {
    const times = run.exchanges
      .filter(({ label }) => /\/expire$/.test(label))
      .map(({ durationMs }) => durationMs)
      .sort((a, b) => a - b);
    return Math.round(times[Math.floor(times.length / 2)] ?? 0);
  };
  return [{ call: titleOf(SUBJECT), before: expire(before), after: expire(after) }];
}
