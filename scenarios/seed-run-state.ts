/** Things made before the first scenario begins, put into the state of the run so that they are not wasted. */
import type { RunState } from './run-state.ts';

/** A session that was made beforehand, the only one of its inquiry, and came to no harm. */
export interface PreparedSession {
  readonly id: string;
  readonly inquiryId: string;
  readonly state: 'new' | 'active';
}

/** Hands a session and its inquiry over to the run; call it before the run's first scenario. */
export async function seedRunState(
  runState: RunState,
  { id, inquiryId, state }: PreparedSession,
): Promise<void> {
  await runState.set('made', [inquiryId, id]);
  await runState.set('inquiries:shared', [{ id: inquiryId, used: 1, works: true }]);
  await runState.set(`reusable:${state}`, [{ id, inquiryId, created: null }]);
}
