/** Doubts by cause, since one unreachable host makes a doubt of every requirement. */
import type { Doubt } from '../judging/outcome.ts';

interface Doubtful {
  readonly doubt?: Doubt;
  readonly reason?: string;
}

export interface SharedDoubt<T> {
  /** As the first of them says it, without the step it was met at. */
  readonly reason: string;
  /** At least one. */
  readonly those: readonly T[];
}

/** The step at the head of a reason, `scenario/step: `. */
const PLACE = /^[\w-]+\/[^:]*: /;

/** Groups doubts whose reasons differ at most in the step they were met at and in figures; the largest group first. */
export function byCause<T extends Doubtful>(doubtful: readonly T[]): readonly SharedDoubt<T>[] {
  const groups = new Map<string, { reason: string; those: T[] }>();
  for (const one of doubtful) {
    const reason = (one.reason ?? 'not recorded').replace(PLACE, '');
    const cause = `${one.doubt ?? ''} ${reason.replace(/\d+(\.\d+)?/g, 'n')}`;
    const group = groups.get(cause) ?? { reason, those: [] };
    group.those.push(one);
    groups.set(cause, group);
  }
  return [...groups.values()].sort((a, b) => b.those.length - a.those.length);
}
