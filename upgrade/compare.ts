/**
 * Compares what one version does with what another does, each seen in several runs. What varies within a version is noise: a
 * difference counts where an exact test says that chance does not explain it.
 */
import { boundFor, exactTest, type Evidence, type Table } from './exact-test.ts';
import { ABSENT, tallyOf, type Model, type Plane, type Point, type Tally } from './model.ts';

export interface Difference {
  readonly plane: Plane;
  readonly subject: string;
  readonly where: string;
  readonly call: string;
  /** What was seen, `absent` where it was not there; never empty. */
  readonly before: Tally;
  readonly after: Tally;
  readonly steps: readonly string[];
  /** The two sides have nothing in common, and there are too few runs to rule out chance. */
  readonly doubtful: boolean;
  /** The later version shows it nowhere at all any more. */
  readonly nowhere: boolean;
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
  /** A test of a single point has to come out below this. */
  readonly bound: number;
}

/** The chance of any false finding, over all points of an answer together. */
const FALSE_FINDINGS = 0.01;

/** What one side shows at a place, over all its runs. */
interface Side {
  readonly values: Tally;
  readonly samples: number;
}

interface Compared {
  readonly point: Point;
  readonly before: Side;
  readonly after: Side;
}

/** One value at one place, where the two sides, or the samples of one, do not all agree about it. */
interface Uneven {
  readonly at: Compared;
  readonly value: string;
  readonly table: Table;
  readonly family: string;
}

export function compare(before: readonly Model[], now: readonly Model[]): Comparison {
  const places = comparedPlaces(before, now);
  const uneven = places.flatMap(unevenValues);
  const families = new Map<string, Uneven[]>();
  for (const one of uneven) families.set(one.family, [...(families.get(one.family) ?? []), one]);
  const single = new Map(uneven.map((one) => [one, exactTest([one.table])]));
  const together = new Map(
    [...families].map(([family, members]) => [family, exactTest(members.map(({ table }) => table))]),
  );
  const wide = [...families].filter(([, members]) => members.length > 1);
  const bound = boundFor(
    [...single.values(), ...wide.map(([family]) => together.get(family) as Evidence)],
    FALSE_FINDINGS,
  );
  const isSure = (one: Uneven): boolean =>
    (single.get(one)?.p ?? 1) <= bound ||
    ((together.get(one.family)?.p ?? 1) <= bound && agrees(one.table, families.get(one.family) ?? []));

  const shownNow = new Set(
    places
      .filter(({ after }) => Object.keys(after.values).some((value) => value !== ABSENT))
      .map(({ point }) => subjectKey(point)),
  );
  const byPlace = new Map<Compared, Uneven[]>();
  for (const one of uneven) byPlace.set(one.at, [...(byPlace.get(one.at) ?? []), one]);
  const differences: Difference[] = [];
  const noise: Noise[] = [];
  for (const [at, values] of byPlace) {
    const found = values.some(isSure);
    // Where something has surely changed, whatever it leaves nothing of on the other side has changed with it.
    const sure = new Set(
      values.filter((one) => isSure(one) || (found && isApart(one.table))).map(({ value }) => value),
    );
    const doubtful = !found && values.some(({ table }) => isApart(table));
    if (found || doubtful)
      differences.push(differenceAt(at, sure, doubtful, !shownNow.has(subjectKey(at.point))));
    if (values.some(({ table }) => varies(table))) noise.push(noiseAt(at));
  }
  const [old, next] = [stepsOf(before), stepsOf(now)];
  return {
    differences,
    noise,
    compared: places.length,
    unmatched: [...old].filter((step) => !next.has(step)),
    bound,
  };
}

/** Several models of one version in one. */
export function pooled(models: readonly Model[]): Model {
  const points = new Map<string, Point>();
  for (const model of models) for (const [key, point] of model.points) points.set(key, point);
  return {
    version: models[0]?.version ?? '',
    runs: models.reduce((sum, { runs }) => sum + runs, 0),
    points: new Map(
      [...points].map(([key, point]) => [
        key,
        {
          ...point,
          ...sideOf(models, key, point),
          steps: [...new Set(models.flatMap(({ points: own }) => own.get(key)?.steps ?? []))],
        },
      ]),
    ),
    steps: stepsOf(models),
  };
}

function stepsOf(models: readonly Model[]): ReadonlySet<string> {
  return new Set(models.flatMap(({ steps }) => [...steps]));
}

/** All places at which both sides looked. */
function comparedPlaces(before: readonly Model[], now: readonly Model[]): Compared[] {
  const points = new Map<string, Point>();
  for (const model of [...before, ...now]) {
    for (const [key, point] of model.points) if (point.subject !== '(class)') points.set(key, point);
  }
  const places: Compared[] = [];
  for (const [key, point] of points) {
    const sides = [sideOf(before, key, point), sideOf(now, key, point)] as const;
    if (sides[0].samples === 0 || sides[1].samples === 0) continue;
    const steps = [...new Set([...before, ...now].flatMap((model) => model.points.get(key)?.steps ?? []))];
    places.push({ point: { ...point, steps }, before: sides[0], after: sides[1] });
  }
  return places;
}

function sideOf(models: readonly Model[], key: string, point: Point): Side {
  const values: Record<string, number> = {};
  let samples = 0;
  for (const model of models) {
    const looked = samplesLooked(model, point);
    if (looked === 0) continue;
    const own = model.points.get(key);
    for (const [value, times] of Object.entries(own?.values ?? { [ABSENT]: looked }))
      values[value] = (values[value] ?? 0) + times;
    samples += own?.samples ?? looked;
  }
  return { values, samples };
}

/** How many samples a model has of the place that a point stands at, whether or not it shows the point. */
function samplesLooked(model: Model, point: Point): number {
  const anchor = anchorOf(point);
  if (anchor === 'step') return model.steps.has(point.where) ? model.runs : 0;
  const found = model.points.get(anchor);
  return found === undefined ? 0 : point.mode === 'kinds' ? found.samples : model.runs;
}

/** What has to be there on both sides for a difference to mean anything. */
function anchorOf({ plane, where, subject, mode }: Point): string {
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

/** What is the same at several places: noise that the place has nothing to do with is told by all of them together. */
function subjectKey({ plane, subject, call }: Point): string {
  return plane === 'transitions' || plane === 'idempotency'
    ? `${plane} | ${subject} | ${call}`
    : `${plane} | ${subject}`;
}

function unevenValues(at: Compared): Uneven[] {
  const { point, before, after } = at;
  const values = new Set([...Object.keys(before.values), ...Object.keys(after.values)]);
  return [...values].flatMap((value): Uneven[] => {
    const table = {
      before: Math.min(before.samples, before.values[value] ?? 0),
      beforeOf: before.samples,
      after: Math.min(after.samples, after.values[value] ?? 0),
      afterOf: after.samples,
    };
    const isEven =
      table.before + table.after === 0 || table.before + table.after === table.beforeOf + table.afterOf;
    return isEven ? [] : [{ at, value, table, family: `${subjectKey(point)} | ${value}` }];
  });
}

/** One side always shows it, the other never. */
function isApart({ before, beforeOf, after, afterOf }: Table): boolean {
  return (before === 0 && after === afterOf) || (before === beforeOf && after === 0);
}

/** Samples of one version do not agree. */
function varies({ before, beforeOf, after, afterOf }: Table): boolean {
  return (before > 0 && before < beforeOf) || (after > 0 && after < afterOf);
}

/** A place moves in the direction in which all of them do together. */
function agrees(table: Table, family: readonly Uneven[]): boolean {
  const shift = ({ before, beforeOf, after, afterOf }: Table): number =>
    Math.sign(after / afterOf - before / beforeOf);
  const expected = family.reduce((sum, { table: one }) => {
    const share = (one.before + one.after) / (one.beforeOf + one.afterOf);
    return sum + one.after - share * one.afterOf;
  }, 0);
  return shift(table) !== 0 && shift(table) === Math.sign(expected);
}

function differenceAt(
  { point, before, after }: Compared,
  sure: ReadonlySet<string>,
  doubtful: boolean,
  nowhere: boolean,
): Difference {
  const { plane, subject, where, call, steps } = point;
  const sides =
    point.mode === 'exact'
      ? { before: told(before, sure), after: told(after, sure) }
      : doubtful
        ? { before: before.values, after: after.values }
        : evenedOut(before, after, sure);
  return { plane, subject, where, call, ...sides, steps, doubtful, nowhere };
}

/** What a step mostly shows, and what it shows beyond chance; as a tally of single values. */
function told({ values }: Side, sure: ReadonlySet<string>): Tally {
  const most = Object.entries(values).sort(([, a], [, b]) => b - a)[0]?.[0];
  const chosen = Object.keys(values).filter((value) => value === most || sure.has(value));
  return chosen.map(tallyOf).reduce((all, one) => ({ ...all, ...one }), {});
}

/** Values about which chance may decide are shown by both sides or by neither. */
function evenedOut(before: Side, after: Side, sure: ReadonlySet<string>): { before: Tally; after: Tally } {
  const side = (own: Side, other: Side): Tally =>
    Object.fromEntries([
      ...Object.entries(other.values).filter(([value]) => !sure.has(value)),
      ...Object.entries(own.values),
    ]);
  return { before: side(before, after), after: side(after, before) };
}

function noiseAt({ point: { plane, subject, where }, before, after }: Compared): Noise {
  const values = [...new Set([...Object.keys(before.values), ...Object.keys(after.values)])].sort();
  return { plane, subject, where, values };
}
