/** A choice of the mock where the documentation is silent, as the book shows it. The command hands them in: reporting knows no mock. */
import type { SourcePageName } from '../../contract/sources.ts';

export interface MockChoice {
  readonly name: string;
  /** What it is about, in one sentence. */
  readonly about: string;
  /** Every value, and what it means where a sentence says so. */
  readonly values: readonly { readonly value: string; readonly means?: string }[];
  readonly standard: string;
  /** Why the default is what it is. */
  readonly why: string;
  readonly page?: SourcePageName;
  /** What a sandbox was seen to do; absent: no profile was at hand. */
  readonly seen?: {
    readonly what: string;
    readonly target: string;
    readonly version: string;
    readonly day: string;
  };
}
