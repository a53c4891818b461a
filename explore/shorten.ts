/**
 * Makes a sequence shorter that breaks a clause: fewer steps, a plainer beginning, plainer steps. fast-check's own way takes
 * hundreds of tries, and each of ours is a dozen requests: so what can go at once goes first.
 */
import type { Beginning } from './sequence.ts';
import type { Step } from './step.ts';

export interface Plan {
  readonly beginning: Beginning;
  readonly steps: readonly Step[];
}

/** Plays a plan: the part of it that was needed to break the clause again; undefined where it did not. */
type Attempt = (plan: Plan) => Promise<Plan | undefined>;

/** The shortest plan that was found; `attempt` says no where its budget is used up. */
export async function shorten(first: Plan, attempt: Attempt): Promise<void> {
  let best = first;
  const tryOut = async (plan: Plan): Promise<boolean> => {
    const shorter = await attempt(plan);
    best = shorter ?? best;
    return shorter !== undefined;
  };

  const withoutSteps = async (): Promise<boolean> => {
    let changed = false;
    for (let size = Math.ceil(best.steps.length / 2); size >= 1; size = Math.floor(size / 2)) {
      for (let at = 0; at < best.steps.length;) {
        const steps = best.steps.toSpliced(at, size);
        if (await tryOut({ ...best, steps })) changed = true;
        else at += size;
      }
    }
    return changed;
  };

  const withPlainerBeginning = async (): Promise<boolean> => {
    let changed = false;
    for (const plainer of PLAINER_BEGINNINGS) {
      const beginning = { ...best.beginning, ...plainer };
      const isOther = Object.entries(plainer).some(
        ([name, value]) => best.beginning[name as keyof Beginning] > value,
      );
      if (isOther && (await tryOut({ ...best, beginning }))) changed = true;
    }
    return changed;
  };

  const withPlainerSteps = async (): Promise<boolean> => {
    let changed = false;
    for (let at = 0; at < best.steps.length; at += 1) {
      for (let more = true; more;) {
        more = false;
        for (const plainer of best.steps[at]?.plainer() ?? []) {
          more = await tryOut({ ...best, steps: best.steps.with(at, plainer) });
          if (more) break;
        }
        changed ||= more;
        // It may have ended sooner.
        more &&= at < best.steps.length;
      }
    }
    return changed;
  };

  await withPlainerBeginning();
  for (let changed = true; changed;) {
    changed = await withoutSteps();
    changed = (await withPlainerSteps()) || changed;
    changed = (await withPlainerBeginning()) || changed;
  }
}

const PLAINER_BEGINNINGS: readonly Partial<Beginning>[] = [
  { elsewhere: false },
  { opened: 0 },
  { opened: 1 },
  { sibling: false },
];
