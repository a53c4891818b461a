/**
 * Counts what is seen of bodies and headers by user. What one user, device and inquiry show depends on who they are, so all of
 * it together is one sample, however many answers show it.
 */
import { ABSENT, type Plane, type Points, type Strata } from './model.ts';

/** Whose sample something is. */
export interface Unit {
  readonly id: string;
  /** Where in the run it came about: the same in every run. */
  readonly origin: string;
}

export interface Place {
  readonly plane: Plane;
  readonly where: string;
  readonly call: string;
}

interface Sample {
  readonly unit: Unit;
  readonly kinds: ReadonlyMap<string, string>;
}

interface Taken extends Place {
  readonly steps: Set<string>;
  readonly samples: Sample[];
}

export class Samples {
  readonly #places = new Map<string, Taken>();

  /** Takes what one object or answer shows at a place, by subject. */
  take(place: Place, step: string, unit: Unit, kinds: ReadonlyMap<string, string>): void {
    const key = `${place.plane} | ${place.where}`;
    const known = this.#places.get(key) ?? { ...place, steps: new Set(), samples: [] };
    known.steps.add(step);
    known.samples.push({ unit, kinds });
    this.#places.set(key, known);
  }

  /** Puts a point for each subject, and one for the place as a whole. */
  write(points: Points): void {
    for (const { plane, where, call, steps, samples } of this.#places.values()) {
      const subjects = new Set(samples.flatMap(({ kinds }) => [...kinds.keys()]));
      const base = { plane, where, call, mode: 'kinds', steps: [...steps] } as const;
      const put = (subject: string, kindOf: (sample: Sample) => string): void => {
        const strata = counted(samples, kindOf);
        const all = Object.values(strata);
        const values: Record<string, number> = {};
        for (const one of all)
          for (const [kind, times] of Object.entries(one.values)) values[kind] = (values[kind] ?? 0) + times;
        points.put({
          ...base,
          subject,
          values,
          samples: all.reduce((sum, one) => sum + one.samples, 0),
          strata,
        });
      };
      for (const subject of subjects) put(subject, ({ kinds }) => kinds.get(subject) ?? ABSENT);
      put('(class)', () => 'there');
    }
  }
}

/** How many users show each kind at least once, by origin. */
function counted(samples: readonly Sample[], kindOf: (sample: Sample) => string): Strata {
  const users = new Map<string, { origin: string; kinds: Set<string> }>();
  for (const sample of samples) {
    const { id, origin } = sample.unit;
    const known = users.get(id) ?? { origin, kinds: new Set() };
    known.kinds.add(kindOf(sample));
    users.set(id, known);
  }
  const strata: Record<string, { samples: number; values: Record<string, number> }> = {};
  for (const { origin, kinds } of users.values()) {
    const own = (strata[origin] ??= { samples: 0, values: {} });
    own.samples += 1;
    for (const kind of kinds) own.values[kind] = (own.values[kind] ?? 0) + 1;
  }
  return strata;
}
