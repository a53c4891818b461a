/** Deviations of Persona's that somebody has published: told beside a violation that matches, so that nobody takes it for their own. */
import type { RequirementId } from './catalogue.ts';

export interface PublicDeviation {
  readonly requirement: RequirementId;
  /** Code of the finding that it shows as, e.g. `status.other`. */
  readonly finding: string;
  /** What was seen, in one sentence. */
  readonly sentence: string;
  /** Where it is published. */
  readonly url: string;
  /** The day on which it was last seen, `YYYY-MM-DD`. */
  readonly seen: string;
}

/** Empty is better than wrong: an entry needs a page that anybody can read, and its date. */
export const publicDeviations: readonly PublicDeviation[] = [];
