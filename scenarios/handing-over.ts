/** Things made before the first scenario begins, put into the run's memory so that they are not wasted. */
import type { Memory } from './memory.ts';
import type { Session } from './sessions.ts';

/** A session that was made beforehand, the only one of its inquiry, and came to no harm. */
export interface MadeBefore {
  readonly id: string;
  readonly inquiryId: string;
  readonly state: 'new' | 'active';
}

/** Hands a session and its inquiry over to the run; call it before the run's first scenario. */
export async function handOver(memory: Memory, { id, inquiryId, state }: MadeBefore): Promise<void> {
  await memory.set('made', [inquiryId, id]);
  await memory.set('inquiries:shared', [{ id: inquiryId, used: 1, works: true }]);
  await memory.set(`spare:${state}`, [{ id, inquiryId, created: null } satisfies Session]);
}
