/** A session to try things on, and an inquiry to make it in, as a run remembers them. */
import type { Exchange } from '../client/exchange.ts';

export interface Session {
  readonly id: string;
  readonly inquiryId: string;
  /** The exchange that created it; null when it was created by an earlier scenario and released. */
  readonly created: Exchange | null;
}

/** An inquiry that scenarios share. */
export interface SharedInquiry {
  readonly id: string;
  readonly used: number;
  /** A session could be created in it. */
  readonly works?: true;
}
