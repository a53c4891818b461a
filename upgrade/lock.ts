/**
 * The lock: what a target was seen to do under the pinned version, small enough to be read in a pull request.
 * Places that show the same are written down once. Its JSON Schema is `schemas/contract-lock.schema.json`.
 */
import { readFileSync } from 'node:fs';
import { isDeepStrictEqual } from 'node:util';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { requirementById, type RequirementId } from '../contract/catalogue.ts';
import { ConfigurationError } from '../client/errors.ts';
import type { Observation } from '../judging/observation.ts';
import { compare } from './compare.ts';
import { keyOf, planes, type Model, type Plane, type Point, type PointMode, type Tally } from './model.ts';
import { observe, pooled } from './observe.ts';
import type { VersionRun } from './version-run.ts';
import { controlSteps } from './observed-exchange.ts';

export const LOCK_SCHEMA = 'urn:persona-session-expiry-conformance:contract-lock:2';

/** One value, several of which the order does not count, or how often each was seen. */
type Value = string | readonly string[] | Readonly<Record<string, number>>;

interface Entry {
  /** Steps, or classes of answers, that all show the same. */
  readonly at: readonly string[];
  /** What was seen, by subject; for body shapes the other way round: subjects by kind. */
  readonly seen: Readonly<Record<string, Value>>;
  /** Body shapes: how many objects were looked at, at most `MOST_SAMPLES`. */
  readonly samples?: number;
}

export interface Lock {
  readonly $schema: typeof LOCK_SCHEMA;
  readonly version: string;
  readonly target: 'mock' | 'sandbox';
  /** What the documentation leaves open, as it was seen, by requirement. */
  readonly observations: Readonly<Record<string, readonly Observation[]>>;
  /** Requirements that did not hold, or could not be checked. */
  readonly notHeld: readonly string[];
  /** Steps by call. */
  readonly steps: Readonly<Record<string, readonly string[]>>;
  readonly planes: Readonly<Record<Plane, readonly Entry[]>>;
  /** Points that varied by themselves. */
  readonly noise: readonly string[];
}

/** More samples than these make no difference to what chance explains. */
const MOST_SAMPLES = 10;

/** Makes the lock of two runs of the pinned version; what differs between them is noted as noise. */
export function lockOf(first: VersionRun, second: VersionRun, target: Lock['target']): Lock {
  const controls = controlSteps([first, second]);
  const [one, other] = [observe(first, controls), observe(second, controls)];
  const both = pooled(one, other);
  const varying = new Set(
    compare(one, one, other)
      .differences.map(keyOf)
      .concat(compare(one, other, one).noise.map(keyOf)),
  );
  const points = [...both.points.values()].filter((point) => !varying.has(keyOf(point)));
  // Shown once, where two runs gave the same twice.
  const settled = points.map((point) =>
    point.mode === 'exact'
      ? { ...point, values: one.points.get(keyOf(point))?.values ?? point.values }
      : point,
  );
  return {
    $schema: LOCK_SCHEMA,
    version: first.version,
    target,
    observations: observationsOf(first, second),
    notHeld: [first, second]
      .flatMap(({ outcomes }) => outcomes.filter(({ verdict }) => verdict !== 'pass').map(({ id }) => id))
      .filter((id, index, all) => all.indexOf(id) === index)
      .sort(),
    steps: stepsByCall(settled, both.steps),
    planes: Object.fromEntries(
      planes.map(({ plane }) => [plane, entriesOf(plane, settled)]),
    ) as unknown as Lock['planes'],
    noise: [...varying].sort(),
  };
}

/** What both runs observed alike. */
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

function stepsByCall(points: readonly Point[], steps: ReadonlySet<string>): Lock['steps'] {
  const calls: Record<string, string[]> = {};
  for (const { plane, where, call, subject } of points) {
    if (plane === 'transitions' && subject === 'status' && steps.has(where)) (calls[call] ??= []).push(where);
  }
  return Object.fromEntries(Object.entries(calls).map(([call, own]) => [call, own.sort()]));
}

function entriesOf(plane: Plane, points: readonly Point[]): Entry[] {
  const places = new Map<string, Point[]>();
  for (const point of points.filter((one) => one.plane === plane)) {
    places.set(point.where, [...(places.get(point.where) ?? []), point]);
  }
  const entries = new Map<string, Entry & { at: string[] }>();
  for (const [where, own] of places) {
    const seen = plane === 'shape' && where !== 'all answers' ? byKind(own) : bySubject(own);
    const most = own.find(({ subject }) => subject === '(class)')?.samples;
    const samples = most === undefined || plane !== 'shape' ? undefined : Math.min(MOST_SAMPLES, most);
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
      .map(({ subject, mode, values }): [string, Value] => [subject, valueOf(values, mode)])
      .sort(([a], [b]) => (a < b ? -1 : 1)),
  );
}

function byKind(points: readonly Point[]): Entry['seen'] {
  const kinds: Record<string, string[]> = {};
  for (const { subject, values, samples } of points) {
    if (subject === '(class)') continue;
    const shares = Object.entries(values)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([kind, times]) => `${kind} ${tenths(times / (samples ?? 1))}`);
    (kinds[Object.keys(values).length === 1 ? (Object.keys(values)[0] ?? '') : shares.join(', ')] ??=
      []).push(subject);
  }
  return Object.fromEntries(
    Object.entries(kinds)
      .map(([kind, subjects]): [string, string[]] => [kind, subjects.sort()])
      .sort(([a], [b]) => (a < b ? -1 : 1)),
  );
}

/** A share in tenths; what was seen at all is never nothing. */
function tenths(share: number): string {
  return Math.max(0.1, Math.round(share * 10) / 10).toFixed(1);
}

function valueOf(values: Tally, mode: PointMode): Value {
  const names = Object.keys(values).sort();
  if (names.length === 1 && (mode !== 'exact' || values[names[0] ?? ''] === 1)) return names[0] ?? '';
  return mode === 'exact' ? Object.fromEntries(names.map((name) => [name, values[name] ?? 0])) : names;
}

/** The model that a lock describes. */
export function modelOf(lock: Lock): Model {
  const callOfStep = new Map(
    Object.entries(lock.steps).flatMap(([call, steps]) =>
      steps.map((step): [string, string] => [step, call]),
    ),
  );
  const points: Point[] = [];
  for (const { plane } of planes) {
    for (const { at, seen, samples } of lock.planes[plane]) {
      for (const where of at) points.push(...pointsAt(plane, where, seen, samples, callOfStep));
    }
  }
  return {
    version: lock.version,
    points: new Map(points.map((point) => [keyOf(point), point])),
    steps: new Set(callOfStep.keys()),
  };
}

function pointsAt(
  plane: Plane,
  where: string,
  seen: Entry['seen'],
  samples: number | undefined,
  callOfStep: ReadonlyMap<string, string>,
): Point[] {
  const step = where.replace(/ \(\d{3}\)$/, '');
  const call = callOfStep.get(step) ?? /^[A-Z]+ \/\S+/.exec(where)?.[0] ?? '';
  const base = { plane, where, call, steps: callOfStep.has(step) ? [step] : [] } as const;
  const anchor: Point[] =
    plane === 'shape' || plane === 'headers'
      ? [
          {
            ...base,
            subject: '(class)',
            mode: 'kinds',
            values: { there: samples ?? 1 },
            samples: samples ?? 1,
          },
        ]
      : [];
  if (plane === 'shape' && where !== 'all answers') {
    const size = samples ?? 1;
    return Object.entries(seen).reduce<Point[]>((all, [kinds, subjects]) => {
      const values = talliedKinds(kinds, size);
      const own = Array.isArray(subjects) ? (subjects as readonly string[]) : [];
      return [
        ...all,
        ...own.map((subject): Point => ({ ...base, subject, mode: 'kinds', values, samples: size })),
      ];
    }, anchor);
  }
  return Object.entries(seen).reduce<Point[]>((all, [subject, value]) => {
    const mode = modeOf(plane, subject, where, callOfStep.has(step));
    return [...all, { ...base, subject, mode, values: tallied(value) }];
  }, anchor);
}

function modeOf(plane: Plane, subject: string, where: string, isStep: boolean): PointMode {
  if (plane === 'transitions')
    return !isStep || subject === 'state in passing' || subject.includes(' changed since ') ? 'set' : 'exact';
  if (plane === 'linkage')
    return where === 'ids' || subject.startsWith('data[].relationships.') ? 'set' : 'exact';
  return plane === 'idempotency' ? 'exact' : 'set';
}

function talliedKinds(text: string, samples: number): Tally {
  if (!/ \d/.test(text)) return { [text]: samples };
  return Object.fromEntries(
    text.split(', ').map((part): [string, number] => {
      const at = part.lastIndexOf(' ');
      return [part.slice(0, at), Number(part.slice(at + 1)) * samples];
    }),
  );
}

function tallied(value: Value): Tally {
  if (typeof value === 'string') return { [value]: 1 };
  return Array.isArray(value)
    ? Object.fromEntries((value as readonly string[]).map((name) => [name, 1]))
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
    const missing = (error as NodeJS.ErrnoException).code === 'ENOENT';
    throw new ConfigurationError({
      cause: missing ? `There is no lock ${path}` : `The lock ${path} cannot be read as JSON`,
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
