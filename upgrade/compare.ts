/** Compares two models, the older one seen twice: what differs between its two runs is noise and proves nothing. */
import type { Model, Plane, Point, PointMode, Tally } from './model.ts';
import { pooled } from './observe.ts';

export interface Difference {
  readonly plane: Plane;
  readonly subject: string;
  readonly where: string;
  readonly call: string;
  readonly mode: PointMode;
  /** Empty where the point was not there at all. */
  readonly before: Tally;
  readonly after: Tally;
  readonly steps: readonly string[];
  /** Both runs of the old version already differed here, and the new one shows something else again. */
  readonly doubtful: boolean;
}

/** A point that varies by itself. */
export interface Noise {
  readonly plane: Plane;
  readonly subject: string;
  readonly where: string;
  readonly values: readonly string[];
}

export interface Comparison {
  readonly differences: readonly Difference[];
  readonly noise: readonly Noise[];
  /** Points compared. */
  readonly compared: number;
  /** Steps that only one side has evidence of. */
  readonly unmatched: readonly string[];
}

/** Less likely than this by chance counts as a change. */
const CHANCE = 0.01;

/** Compares what the old version did, twice, with what the new one does. */
export function compare(old: Model, oldAgain: Model, now: Model): Comparison {
  const before = pooled(old, oldAgain);
  const differences: Difference[] = [];
  const noise: Noise[] = [];
  let compared = 0;
  const restless = restlessSubjects(before, now);
  for (const key of new Set([...before.points.keys(), ...now.points.keys()])) {
    const [first, second, next] = [old, oldAgain, now].map(({ points }) => points.get(key));
    const point = before.points.get(key) ?? next;
    if (!point || !isShared(point, old, now) || point.subject === '(class)') continue;
    compared += 1;
    const noisy = isShared(point, old, oldAgain) && differ(first, second, point.mode);
    if (noisy) noise.push(noiseAt(point, before.points.get(key)?.values ?? {}));
    const both = before.points.get(key);
    const difference = { ...point, before: both?.values ?? {}, after: next?.values ?? {} };
    if (point.mode === 'kinds') {
      if (!kindsDiffer(before, now, key, point, restless)) continue;
      differences.push({ ...difference, doubtful: false });
    } else if (noisy) {
      const beyond = Object.keys(next?.values ?? {}).some((value) => !((both?.values ?? {})[value] ?? 0));
      const tells = point.subject === 'status' || point.subject === 'state';
      if (beyond && tells) differences.push({ ...difference, doubtful: true });
    } else if (differ(first, next, point.mode)) {
      differences.push({ ...difference, before: first?.values ?? {}, doubtful: false });
    }
  }
  const unmatched = [...old.steps].filter((step) => !now.steps.has(step));
  return { differences, noise, compared, unmatched };
}

/** Whether both models looked at what the point is about. */
function isShared(point: Point, one: Model, other: Model): boolean {
  const anchor = anchorOf(point);
  return anchor === undefined || (has(one, point, anchor) && has(other, point, anchor));
}

function has(model: Model, point: Point, anchor: string): boolean {
  return anchor === 'step' ? model.steps.has(point.where) : model.points.has(anchor);
}

/** What has to be there on both sides for a difference to mean anything. */
function anchorOf({ plane, where, subject, mode }: Point): string | undefined {
  if (where === 'ids' || where === 'all answers') return `${plane} | ${where} | ${subject}`;
  if (plane === 'errors') return `${plane} | ${where} | errors`;
  if (plane === 'shape') return `${plane} | ${where} | (class)`;
  if (subject.startsWith('casing of ')) return `${plane} | ${where} | ${subject}`;
  if (plane === 'headers') return `${plane} | ${where} | (class)`;
  if (plane === 'transitions' && mode === 'set')
    return `${plane} | ${where} | ${subject.replace(/: [^:]*$/, '')}`;
  // What a success shows can be compared with another success only.
  if (plane === 'transitions' && subject !== 'status') return `${plane} | ${where} | ${subject}`;
  if (plane === 'linkage')
    return `${plane} | ${where} | ${subject.startsWith('data[]') ? 'data[] (count)' : 'data.type'}`;
  return 'step';
}

function differ(one: Point | undefined, other: Point | undefined, mode: PointMode): boolean {
  const [a, b] = [one?.values ?? {}, other?.values ?? {}];
  const names = new Set([...Object.keys(a), ...Object.keys(b)]);
  return [...names].some((name) => (mode === 'exact' ? a[name] !== b[name] : !a[name] !== !b[name]));
}

function noiseAt({ plane, subject, where }: Point, values: Tally): Noise {
  return { plane, subject, where, values: Object.keys(values) };
}

/** Members of which some samples of a class say one kind and others another: chance may decide there. */
function restlessSubjects(...models: readonly Model[]): ReadonlySet<string> {
  const restless = new Set<string>();
  for (const { points } of models) {
    for (const { mode, subject, values } of points.values()) {
      if (mode === 'kinds' && Object.keys(values).length > 1) restless.add(subject);
    }
  }
  return restless;
}

/** Whether the kinds that a member shows have changed, beyond what chance explains. */
function kindsDiffer(
  before: Model,
  now: Model,
  key: string,
  point: Point,
  restless: ReadonlySet<string>,
): boolean {
  const [old, next] = [kindsAt(before, key, point), kindsAt(now, key, point)];
  const kinds = new Set([...Object.keys(old.values), ...Object.keys(next.values)]);
  return [...kinds].some((kind) => {
    const [share, others] = [portion(old, kind), portion(next, kind)];
    if ((share === 0) === (others === 0)) return false;
    if (!restless.has(point.subject)) return true;
    // The kind is seen on one side only: how likely is it that the other side missed it by chance?
    return share === 0 ? (1 - others) ** old.samples <= CHANCE : (1 - share) ** next.samples <= CHANCE;
  });
}

interface Kinds {
  readonly values: Tally;
  readonly samples: number;
}

/** The kinds of a member; where it is not there at all, every sample of its class lacks it. */
function kindsAt(model: Model, key: string, { plane, where }: Point): Kinds {
  const point = model.points.get(key);
  if (point) return { values: point.values, samples: point.samples ?? 1 };
  const samples = model.points.get(`${plane} | ${where} | (class)`)?.samples ?? 1;
  return { values: { absent: samples }, samples };
}

function portion({ values, samples }: Kinds, kind: string): number {
  return Math.min(1, (values[kind] ?? 0) / samples);
}
