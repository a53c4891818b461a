/**
 * Compares what one version does with what another does, each seen in several runs. What varies within a version is noise: a
 * difference counts where an exact test says that chance does not explain it.
 */
import { boundFor, exactTest, type Evidence, type Table } from './exact-test.ts';
import {
  ABSENT,
  keyOf,
  PAIRED,
  tallyOf,
  type Model,
  type Plane,
  type Point,
  type Strata,
  type Tally,
} from './model.ts';
import { scenarioIn } from './observed-exchange.ts';

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
  readonly strata: Strata;
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
  /** The same by origin of the samples. */
  readonly tables: readonly Table[];
  readonly family: string;
}

export function compare(before: readonly Model[], now: readonly Model[]): Comparison {
  const places = comparedPlaces(before, now);
  const uneven = places.flatMap(unevenValues);
  const families = new Map<string, Uneven[]>();
  for (const one of uneven) families.set(one.family, [...(families.get(one.family) ?? []), one]);
  const single = new Map(uneven.map((one) => [one, exactTest(one.tables)]));
  const together = new Map(
    [...families].map(([family, members]) => [family, exactTest(independent(members))]),
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
    const doubtful = !found && values.some(isSuspicious);
    if (found || doubtful)
      differences.push({
        ...differenceAt(at, sure, doubtful, !shownNow.has(subjectKey(at.point))),
        steps: stepsAt(at.point, [...before, ...now]),
      });
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

function stepsAt(point: Point, models: readonly Model[]): readonly string[] {
  const key = keyOf(point);
  return [...new Set(models.flatMap((model) => model.points.get(key)?.steps ?? []))];
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
    places.push({ point, before: sides[0], after: sides[1] });
  }
  return places;
}

function sideOf(models: readonly Model[], key: string, point: Point): Side {
  const values: Record<string, number> = {};
  const strata: Record<string, { samples: number; values: Record<string, number> }> = {};
  let samples = 0;
  for (const model of models) {
    const own = model.points.get(key);
    const looked = own ?? missed(model, point);
    if (looked === undefined) continue;
    for (const [value, times] of Object.entries(looked.values)) values[value] = (values[value] ?? 0) + times;
    samples += looked.samples;
    for (const [origin, { samples: n, values: tally }] of Object.entries(looked.strata ?? { '': looked })) {
      const known = (strata[origin] ??= { samples: 0, values: {} });
      known.samples += n;
      for (const [value, times] of Object.entries(tally))
        known.values[value] = (known.values[value] ?? 0) + times;
    }
  }
  return { values, samples, strata };
}

/** What a model says of a place at which it looked without finding the point; undefined where it did not look. */
function missed(model: Model, point: Point): Pick<Point, 'values' | 'samples' | 'strata'> | undefined {
  const anchor = anchorOf(point);
  const whole = anchor === 'step' ? undefined : model.points.get(anchor);
  if (point.mode === 'kinds' && whole !== undefined) {
    const absent = (samples: number) => ({ samples, values: { [ABSENT]: samples } });
    return {
      ...absent(whole.samples),
      ...(whole.strata && {
        strata: Object.fromEntries(
          Object.entries(whole.strata).map(([origin, { samples }]) => [origin, absent(samples)]),
        ),
      }),
    };
  }
  const looked = anchor === 'step' ? model.steps.has(point.where) : whole !== undefined;
  return looked ? { samples: model.runs, values: { [ABSENT]: model.runs } } : undefined;
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
  if (plane === 'linkage') return `${plane} | ${where} | ${linkageAnchor(subject)}`;
  return 'step';
}

function linkageAnchor(subject: string): string {
  if (!subject.startsWith('data[]')) return 'data.type';
  // A list without entries has no links, and says nothing about them.
  return subject.startsWith('data[].') ? 'data[] (linked)' : 'data[] (count)';
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
    const table = tableOf(value, before, after);
    if (isEvenTable(table)) return [];
    // Places that show the same users do not testify twice.
    const family = point.mode === 'kinds' ? keyOf(point) : subjectKey(point);
    return [{ at, value, table, tables: tablesOf(value, at), family: `${family} | ${value}` }];
  });
}

type Counts = Strata[string];

function tableOf(value: string, before: Counts, after: Counts): Table {
  return {
    before: Math.min(before.samples, before.values[value] ?? 0),
    beforeOf: before.samples,
    after: Math.min(after.samples, after.values[value] ?? 0),
    afterOf: after.samples,
  };
}

/** By origin; all in one where a side does not know where its samples come from. */
function tablesOf(value: string, { before, after }: Compared): Table[] {
  const none: Counts = { samples: 0, values: {} };
  if ('' in before.strata || '' in after.strata) return [tableOf(value, before, after)];
  return Object.keys(before.strata)
    .filter((origin) => origin in after.strata)
    .map((origin) => tableOf(value, before.strata[origin] ?? none, after.strata[origin] ?? none));
}

/** One table for each scenario: what it shows at one step depends on what it showed at another. */
function independent(family: readonly Uneven[]): readonly Table[] {
  const byScenario = new Map<string, readonly Table[]>();
  for (const { at, tables } of family.toSorted((a, b) => (a.at.point.where < b.at.point.where ? -1 : 1))) {
    const scenario = scenarioIn(at.point.where);
    if (!byScenario.has(scenario)) byScenario.set(scenario, tables);
  }
  return [...byScenario.values()].flat();
}

/** One side always shows it, the other never. */
function isApart({ before, beforeOf, after, afterOf }: Table): boolean {
  return (before === 0 && after === afterOf) || (before === beforeOf && after === 0);
}

/**
 * Worth another look. One object read under both versions differs by itself in no way, so there it is enough that one kind of
 * object shows it.
 */
function isSuspicious({ at, table, tables }: Uneven): boolean {
  if (isApart(table)) return true;
  if (!at.point.subject.endsWith(PAIRED)) return false;
  const telling = tables.filter((one) => !isEvenTable(one));
  return telling.length > 0 && telling.every(isApart);
}

function isEvenTable({ before, beforeOf, after, afterOf }: Table): boolean {
  return before + after === 0 || before + after === beforeOf + afterOf;
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
): Omit<Difference, 'steps'> {
  const { plane, subject, where, call } = point;
  const sides =
    point.mode === 'exact'
      ? { before: told(before, sure), after: told(after, sure) }
      : doubtful
        ? { before: before.values, after: after.values }
        : evenedOut(before, after, sure);
  return { plane, subject, where, call, ...sides, doubtful, nowhere };
}

/** What a step mostly shows, and what it shows beyond chance; as a tally of single values. */
function told({ values }: Side, sure: ReadonlySet<string>): Tally {
  const most = Object.entries(values).sort(([, a], [, b]) => b - a)[0]?.[0];
  const chosen = Object.keys(values).filter((value) => value === most || sure.has(value));
  return chosen.map(tallyOf).reduce((all, one) => ({ ...all, ...one }), {});
}

/** Values about which chance may decide are shown by both sides or by neither. */
function evenedOut(before: Side, after: Side, sure: ReadonlySet<string>): { before: Tally; after: Tally } {
  // A side that shows nothing at all shows nothing of what the other one shows now and then.
  const isEmpty = ({ values }: Side): boolean => Object.keys(values).every((value) => value === ABSENT);
  const side = (own: Side, other: Side): Tally =>
    isEmpty(own)
      ? own.values
      : Object.fromEntries([
          ...Object.entries(other.values).filter(([value]) => !sure.has(value)),
          ...Object.entries(own.values),
        ]);
  return { before: side(before, after), after: side(after, before) };
}

function noiseAt({ point: { plane, subject, where }, before, after }: Compared): Noise {
  const values = [...new Set([...Object.keys(before.values), ...Object.keys(after.values)])].sort();
  return { plane, subject, where, values };
}
