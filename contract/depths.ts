/** How deep a run goes: how many requests it may cost, and what it then proves. */
import type { RequirementId } from './catalogue.ts';

export const depths = {
  quick: 'the main promises alone, in at most 60 requests',
  standard:
    'every requirement, with every two parameters together, in at most 250 requests where no optional key is set',
  thorough: 'every requirement, with every three parameters together, in at most 900 requests',
} as const;

export type Depth = keyof typeof depths;

export const DEFAULT_DEPTH: Depth = 'standard';

export function isDepth(value: string): value is Depth {
  return Object.hasOwn(depths, value);
}

/** Whether a run of this depth checks the requirement. */
export function isCheckedAt(depth: Depth, id: RequirementId): boolean {
  return depth !== 'quick' || mainPromises.has(id);
}

/** What a quick run checks: what the endpoint is for, and what a failure of it would cost most. */
const mainPromises: ReadonlySet<RequirementId> = new Set<RequirementId>([
  'state.active-becomes-expired',
  'state.new-becomes-expired',
  'state.answer-shows-expired',
  'state.answer-is-the-session',
  'state.stays-expired',
  'state.active-sibling-untouched',
  'state.new-sibling-untouched',
  'state.inquiry-untouched',
  'state.other-inquiries-untouched',
  'state.attributes-kept',
  'state.relationships-kept',
  'state.answer-agrees-with-read',
  'state.listed-as-expired',
  'state.second-expire-keeps-expired',
  'state.stays-as-left',
  'time.expired-at-set',
  'time.created-at-kept',
  'time.started-at-kept',
  'time.second-expire-keeps-time',
  'auth.no-key',
  'auth.unknown-key',
  'auth.refused-without-effect',
]);
