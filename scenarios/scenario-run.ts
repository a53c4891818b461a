/** What is remembered of a scenario once it was run. */
import type { Inconclusive } from '../client/errors.ts';
import type { Exchange } from '../client/exchange.ts';
import type { ScenarioResult } from './scenario.ts';

export type ScenarioRun =
  | {
      readonly kind: 'completed';
      readonly result: ScenarioResult;
      readonly exchanges: readonly Exchange[];
      readonly runs: number;
      /** The scenarios that this one built on. */
      readonly reads: readonly string[];
    }
  | { readonly kind: 'not-applicable'; readonly reason: string; readonly reads: readonly string[] }
  | {
      readonly kind: 'inconclusive';
      readonly doubt: Inconclusive['doubt'];
      readonly reason: string;
      readonly exchanges: readonly Exchange[];
      readonly runs: number;
      readonly reads: readonly string[];
      /** Requests that were sent for it, answered or not. */
      readonly sent: number;
    };
