/** What was seen in one run, or in several, as points that can be compared: plain data, fit to be written to a file. */

/** What can change: the six planes. */
export const planes = [
  { plane: 'transitions', title: 'State transitions' },
  { plane: 'errors', title: 'Error objects' },
  { plane: 'shape', title: 'Body shape' },
  { plane: 'headers', title: 'Headers and casing' },
  { plane: 'idempotency', title: 'Idempotency' },
  { plane: 'linkage', title: 'Identity and linkage' },
] as const;

export type Plane = (typeof planes)[number]['plane'];

/** Ends the subject of a point that tells how a value of one object compares between the versions. */
export const PAIRED = ' (read under both)';

/** What stands for a value that is not there. */
export const ABSENT = 'absent';

/** How often each value was seen. */
export type Tally = Readonly<Record<string, number>>;

/** Counts by origin of the samples. */
export type Strata = Readonly<Record<string, { readonly samples: number; readonly values: Tally }>>;

/**
 * - `exact`: what a step shows in a run, all of it together
 * - `set`: which values occur in a run, not how often
 * - `kinds`: kinds of a member over many users within a run
 */
export type PointMode = 'exact' | 'set' | 'kinds';

export interface Point {
  readonly plane: Plane;
  /** What it is about, e.g. `status`, `data.attributes.os-name`, `Request-Id`. */
  readonly subject: string;
  /** Where it was seen: a step `scenario/step`, or a class of answers. */
  readonly where: string;
  /** The call, e.g. `POST /inquiry-sessions/{id}/expire`. */
  readonly call: string;
  readonly mode: PointMode;
  /** How many samples show each value. */
  readonly values: Tally;
  /** `kinds`: users; `exact` and `set`: runs. */
  readonly samples: number;
  /** The same by where the samples come from: only samples of one origin can be compared. Without it they are all of one. */
  readonly strata?: Strata | undefined;
  /** Steps that show it, the shortest scenarios first. */
  readonly steps: readonly string[];
}

export interface Model {
  readonly version: string;
  /** How many runs it tells of. */
  readonly runs: number;
  readonly points: ReadonlyMap<string, Point>;
  /** Steps of which there is evidence. */
  readonly steps: ReadonlySet<string>;
}

/** The name under which a point is found in another model. */
export function keyOf(point: Pick<Point, 'plane' | 'where' | 'subject'>): string {
  return `${point.plane} | ${point.where} | ${point.subject}`;
}

/** Several values that a step shows at once, as one text; one value that it shows once stands for itself. */
function togetherAs(tally: Tally): string {
  return Object.entries(tally)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([value, times]) => (times === 1 ? value : `${value}${TIMES}${times}`))
    .join(AND);
}

/** The values in a text that `togetherAs` has made. */
export function tallyOf(text: string): Tally {
  return Object.fromEntries(
    text.split(AND).map((part): [string, number] => {
      const [value = '', times] = part.split(TIMES);
      return [value, Number(times ?? 1)];
    }),
  );
}

const TIMES = ' ×';
const AND = ' + ';

/** Collects points while a plane looks at a run. */
export class Points {
  readonly #points = new Map<string, Point & { values: Record<string, number>; steps: string[] }>();

  /** Notes a value once more. */
  note(point: Omit<Point, 'values' | 'steps' | 'samples'>, value: string, step: string): void {
    const key = keyOf(point);
    let known = this.#points.get(key);
    if (!known) this.#points.set(key, (known = { ...point, values: {}, samples: 1, steps: [] }));
    known.values[value] = (known.values[value] ?? 0) + 1;
    if (!known.steps.includes(step)) known.steps.push(step);
  }

  put(point: Point): void {
    this.#points.set(keyOf(point), { ...point, values: { ...point.values }, steps: [...point.steps] });
  }

  /** All points of a run, their values counted by sample. */
  get all(): readonly Point[] {
    return [...this.#points.values()].map((point) => {
      if (point.mode === 'exact') return { ...point, values: { [togetherAs(point.values)]: 1 } };
      if (point.mode === 'set')
        return { ...point, values: Object.fromEntries(Object.keys(point.values).map((value) => [value, 1])) };
      return point;
    });
  }
}
