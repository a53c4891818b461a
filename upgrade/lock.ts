/**
 * The lock: what a target was seen to do under the pinned version, small enough to be read in a pull request.
 * Places that show the same are written down once. Its JSON Schema is `schemas/contract-lock.schema.json`.
 */
import { readFileSync } from 'node:fs';
import { isDeepStrictEqual } from 'node:util';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { requirementById, type RequirementId } from '../contract/catalogue.ts';
import { ConfigurationError } from '../client/errors.ts';
import { fileTrouble } from '../client/file-trouble.ts';
import type { Observation } from '../judging/observation.ts';
import { pooled } from './compare.ts';
import { keyOf, planes, type Model, type Plane, type Point, type PointMode, type Tally } from './model.ts';
import { observe } from './observe.ts';
import type { VersionRun } from './version-run.ts';
import { controlSteps } from './observed-exchange.ts';

export const LOCK_SCHEMA = 'urn:persona-session-expiry-conformance:contract-lock:3';

/** One value, several of which the order does not count, or how often each was seen. */
type Value = string | readonly string[] | Readonly<Record<string, number>>;

interface Entry {
  /** Steps, or classes of answers, that all show the same. */
  readonly at: readonly string[];
  /** What was seen, by subject; for body shapes the other way round: subjects by kind. */
  readonly seen: Readonly<Record<string, Value>>;
  /** Bodies and headers: how many objects or answers were looked at, at most `MOST_SAMPLES`. */
  readonly samples?: number;
}

export interface Lock {
  readonly $schema: typeof LOCK_SCHEMA;
  readonly version: string;
  readonly target: 'mock' | 'sandbox';
  /** How many runs it was made of. */
  readonly runs: number;
  /** What the documentation leaves open, as it was seen, by requirement. */
  readonly observations: Readonly<Record<string, readonly Observation[]>>;
  /** Requirements that did not hold, or could not be checked. */
  readonly notHeld: readonly string[];
  /** Steps that only prepare the ground, by call. */
  readonly preparing: Readonly<Record<string, readonly string[]>>;
  /** Steps by call. */
  readonly steps: Readonly<Record<string, readonly string[]>>;
  readonly planes: Readonly<Record<Plane, readonly Entry[]>>;
  /** Points that varied by themselves. */
  readonly noise: readonly string[];
}

/** How often a lock's version is run: fewer could not tell what varies from what has changed. */
export const LOCK_RUNS = 6;

/** More samples than these tell little more, and would change the lock each time it is made. */
const MOST_SAMPLES = 40;

/** Makes the lock of several runs of the pinned version; how often each thing was seen is kept where it varies. */
export function lockOf(runs: readonly VersionRun[], target: Lock['target']): Lock {
  const controls = controlSteps(runs);
  const all = pooled(runs.map((run) => observe(run, controls)));
  const points = [...all.points.values()];
  return {
    $schema: LOCK_SCHEMA,
    version: all.version,
    target,
    runs: runs.length,
    observations: observationsOf(...runs),
    notHeld: runs
      .flatMap(({ outcomes }) => outcomes.filter(({ verdict }) => verdict !== 'pass').map(({ id }) => id))
      .filter((id, index, ids) => ids.indexOf(id) === index)
      .sort(),
    preparing: stepsByCall(
      points.filter(({ where, subject }) => subject === PASSING && !all.steps.has(where)),
    ),
    steps: stepsByCall(points.filter(({ where, subject }) => subject === 'status' && all.steps.has(where))),
    planes: Object.fromEntries(
      planes.map(({ plane }) => [plane, entriesOf(plane, points)]),
    ) as unknown as Lock['planes'],
    noise: points.filter(varies).map(keyOf).sort(),
  };
}

const PASSING = 'status in passing';

function varies({ values, samples }: Point): boolean {
  return Object.values(values).some((times) => times < samples);
}

/** What all runs observed alike. */
export function observationsOf(...runs: readonly VersionRun[]): Lock['observations'] {
  const [first, ...others] = runs.map(
    ({ outcomes }) => new Map(outcomes.map(({ id, observations }) => [id, observations])),
  );
  return Object.fromEntries(
    [...(first ?? [])]
      .filter(([id, seen]) => seen.length > 0 && requirementById(id as RequirementId).level === 'OBSERVED')
      .filter(([id, seen]) => others.every((other) => isDeepStrictEqual(other.get(id), seen)))
      .sort(([a], [b]) => (a < b ? -1 : 1)),
  );
}

function stepsByCall(points: readonly Point[]): Lock['steps'] {
  const calls: Record<string, string[]> = {};
  for (const { plane, where, call } of points) if (plane === 'transitions') (calls[call] ??= []).push(where);
  return Object.fromEntries(Object.entries(calls).map(([call, own]) => [call, own.sort()]));
}

function entriesOf(plane: Plane, points: readonly Point[]): Entry[] {
  const places = new Map<string, Point[]>();
  for (const point of points.filter((one) => one.plane === plane)) {
    places.set(point.where, [...(places.get(point.where) ?? []), point]);
  }
  const entries = new Map<string, Entry & { at: string[] }>();
  for (const [where, own] of places) {
    const most = own.find(({ subject }) => subject === '(class)')?.samples;
    const seen = most === undefined ? bySubject(own) : byKind(own);
    const samples = most === undefined ? undefined : Math.min(MOST_SAMPLES, most);
    const key = JSON.stringify([seen, samples]);
    const known = entries.get(key);
    if (known) known.at.push(where);
    else entries.set(key, { at: [where], seen, ...(samples === undefined ? {} : { samples }) });
  }
  return [...entries.values()].map((entry) => ({ ...entry, at: entry.at.sort() })).sort(byPlace);
}

function byPlace(a: Entry, b: Entry): number {
  return (a.at[0] ?? '') < (b.at[0] ?? '') ? -1 : 1;
}

function bySubject(points: readonly Point[]): Entry['seen'] {
  return Object.fromEntries(
    points
      .filter(({ subject }) => subject !== '(class)')
      .map((point): [string, Value] => [point.subject, valueOf(point)])
      .sort(([a], [b]) => (a < b ? -1 : 1)),
  );
}

function byKind(points: readonly Point[]): Entry['seen'] {
  const kinds: Record<string, string[]> = {};
  for (const { subject, values, samples } of points) {
    if (subject === '(class)') continue;
    const size = Math.min(MOST_SAMPLES, samples);
    const counts = Object.entries(values)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([kind, times]) => `${kind} ${OF} ${Math.max(1, Math.round((times * size) / samples))}`);
    (kinds[counts.length === 1 ? (Object.keys(values)[0] ?? '') : counts.join(', ')] ??= []).push(subject);
  }
  return Object.fromEntries(
    Object.entries(kinds)
      .map(([kind, subjects]): [string, string[]] => [kind, subjects.sort()])
      .sort(([a], [b]) => (a < b ? -1 : 1)),
  );
}

/** Stands between a kind and how often it was seen. */
const OF = '×';

function valueOf(point: Point): Value {
  const { values, samples } = point;
  const names = Object.keys(values).sort();
  if (names.length === 1 && values[names[0] ?? ''] === samples) return names[0] ?? '';
  return varies(point) ? Object.fromEntries(names.map((name) => [name, values[name] ?? 0])) : names;
}

/** The model that a lock describes. */
export function modelOf(lock: Lock): Model {
  const callOfStep = new Map(callsIn(lock.steps));
  const callAt = new Map([...callOfStep, ...callsIn(lock.preparing)]);
  const points: Point[] = [];
  for (const { plane } of planes) {
    for (const { at, seen, samples } of lock.planes[plane]) {
      for (const where of at) {
        const step = where.replace(/ \(\d{3}\)$/, '');
        const base = {
          plane,
          where,
          call: callAt.get(step) ?? /^[A-Z]+ \/\S+/.exec(where)?.[0] ?? '',
          steps: callAt.has(step) ? [step] : [],
        };
        points.push(
          ...(samples === undefined
            ? countedByRun(base, seen, lock.runs, callOfStep.has(step))
            : countedBySample(base, seen, samples)),
        );
      }
    }
  }
  return {
    version: lock.version,
    runs: lock.runs,
    points: new Map(points.map((point) => [keyOf(point), point])),
    steps: new Set(callOfStep.keys()),
  };
}

function callsIn(steps: Lock['steps']): [string, string][] {
  return Object.entries(steps).flatMap(([call, own]) => own.map((step): [string, string] => [step, call]));
}

type Place = Pick<Point, 'plane' | 'where' | 'call' | 'steps'>;

function countedBySample(base: Place, seen: Entry['seen'], samples: number): Point[] {
  const whole: Point = {
    ...base,
    subject: '(class)',
    mode: 'kinds',
    values: { there: samples },
    samples,
  };
  return Object.entries(seen).reduce<Point[]>(
    (all, [kinds, subjects]) => {
      const values = talliedKinds(kinds, samples);
      const own = Array.isArray(subjects) ? (subjects as readonly string[]) : [];
      return [...all, ...own.map((subject): Point => ({ ...base, subject, mode: 'kinds', values, samples }))];
    },
    [whole],
  );
}

function countedByRun(base: Place, seen: Entry['seen'], runs: number, isStep: boolean): Point[] {
  return Object.entries(seen).map(([subject, value]): Point => {
    const mode = modeOf(base.plane, subject, base.where, isStep);
    const values = tallied(value, runs);
    const samples = mode === 'exact' ? Object.values(values).reduce((sum, times) => sum + times, 0) : runs;
    return { ...base, subject, mode, values, samples };
  });
}

function modeOf(plane: Plane, subject: string, where: string, isStep: boolean): PointMode {
  if (plane === 'transitions')
    return !isStep || subject.endsWith(' in passing') || subject.includes(' changed since ')
      ? 'set'
      : 'exact';
  if (plane === 'linkage')
    return where === 'ids' || subject.startsWith('data[].relationships.') ? 'set' : 'exact';
  return plane === 'idempotency' ? 'exact' : 'set';
}

function talliedKinds(text: string, samples: number): Tally {
  if (!text.includes(` ${OF} `)) return { [text]: samples };
  return Object.fromEntries(
    text.split(', ').map((part): [string, number] => {
      const [kind = '', times] = part.split(` ${OF} `);
      return [kind, Number(times)];
    }),
  );
}

function tallied(value: Value, runs: number): Tally {
  if (typeof value === 'string') return { [value]: runs };
  return Array.isArray(value)
    ? Object.fromEntries((value as readonly string[]).map((name) => [name, runs]))
    : (value as Tally);
}

/**
 * Reads and checks a lock.
 * @throws ConfigurationError for a file that is missing, is no JSON, or is no lock
 */
export function readLock(path: string): Lock {
  let parsed: unknown;
  try {
    parsed = JSON.parse(readFileSync(path, 'utf8').replace(/^\ufeff/, ''));
  } catch (error) {
    const trouble = fileTrouble(error);
    const missing = (error as NodeJS.ErrnoException).code === 'ENOENT';
    throw new ConfigurationError({
      cause: missing
        ? `There is no lock ${path}`
        : `The lock ${path} cannot be read${trouble === undefined ? ' as JSON' : `: ${trouble}`}`,
      hint: 'the lock says what the target did when it was made; make one, and commit it',
      next: 'npm run lock',
    });
  }
  const schema = JSON.parse(
    readFileSync(new URL('../schemas/contract-lock.schema.json', import.meta.url), 'utf8'),
  ) as object;
  const validate = new Ajv2020({ strict: true, strictRequired: false, allowUnionTypes: true }).compile<Lock>(
    schema,
  );
  if (validate(parsed)) return parsed;
  const error = validate.errors?.[0];
  throw new ConfigurationError({
    cause: `The lock ${path} does not fit: ${error?.instancePath || 'the whole'} ${error?.message ?? 'is wrong'}`,
    hint: 'it was written by hand, or by another version of this suite; make it anew',
    next: 'npm run lock',
  });
}
