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

/** How often each value was seen. */
export type Tally = Readonly<Record<string, number>>;

/**
 * - `exact`: the same steps give the same values, as often
 * - `set`: which values occur counts, not how often
 * - `kinds`: kinds of a member over many samples, some of which may vary by chance
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
  readonly values: Tally;
  /** For `kinds`: samples of the class; a sample without the member counts as `absent`. */
  readonly samples?: number;
  /** Steps that show it, the shortest scenarios first. */
  readonly steps: readonly string[];
}

export interface Model {
  readonly version: string;
  readonly points: ReadonlyMap<string, Point>;
  /** Steps of which there is evidence. */
  readonly steps: ReadonlySet<string>;
}

/** The name under which a point is found in another model. */
export function keyOf(point: Pick<Point, 'plane' | 'where' | 'subject'>): string {
  return `${point.plane} | ${point.where} | ${point.subject}`;
}

/** Both tallies together. */
export function added(one: Tally, other: Tally): Tally {
  const sum: Record<string, number> = { ...one };
  for (const [value, times] of Object.entries(other)) sum[value] = (sum[value] ?? 0) + times;
  return sum;
}

/** Collects points while a plane looks at a run. */
export class Points {
  readonly #points = new Map<string, Point & { values: Record<string, number>; steps: string[] }>();

  /** Notes a value once more. */
  note(point: Omit<Point, 'values' | 'steps' | 'samples'>, value: string, step: string): void {
    const key = keyOf(point);
    let known = this.#points.get(key);
    if (!known) this.#points.set(key, (known = { ...point, values: {}, steps: [] }));
    known.values[value] = (known.values[value] ?? 0) + 1;
    if (!known.steps.includes(step)) known.steps.push(step);
  }

  put(point: Point): void {
    this.#points.set(keyOf(point), { ...point, values: { ...point.values }, steps: [...point.steps] });
  }

  get all(): readonly Point[] {
    return [...this.#points.values()];
  }
}
