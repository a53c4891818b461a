/** Things made before the first scenario begins, put into the run's memory so that they are not wasted. */
import type { Memory } from './memory.ts';
import type { Session } from './sessions.ts';

/** Something that was made beforehand. */
export interface MadeBefore {
  /** An inquiry of the run in which one session has been created. */
  readonly inquiryId: string;
  /** A session of it that came to no harm, in this state. */
  readonly spare?: { readonly id: string; readonly state: 'new' | 'active' } | undefined;
}

/** Hands an inquiry and its session over to the run; call it before the run's first scenario. */
export async function handOver(memory: Memory, { inquiryId, spare }: MadeBefore): Promise<void> {
  await memory.set('inquiries:shared', [{ id: inquiryId, used: 1, works: true }]);
  if (!spare) return;
  const session: Session = { id: spare.id, inquiryId, created: null };
  await memory.set(`spare:${spare.state}`, [session]);
}
