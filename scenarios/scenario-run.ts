/** What is remembered of a scenario once it was run. */
import type { Capability } from '../contract/types.ts';
import type { Inconclusive } from '../client/errors.ts';
import type { Exchange } from '../client/exchange.ts';
import type { Absence } from './capabilities.ts';

/** What a scenario leaves behind: exchanges by step, and the ids that checks compare with. JSON all through. */
export type ScenarioResult = Readonly<
  Record<string, Exchange | readonly Exchange[] | string | readonly string[] | null>
>;

interface Any {
  /** The scenarios that this one built on. */
  readonly reads: readonly string[];
  /** The capabilities that it made use of, or would have. */
  readonly uses: readonly Capability[];
}

export type ScenarioRun = Any & Ending;

type Ending =
  | {
      readonly kind: 'completed';
      readonly result: ScenarioResult;
      readonly exchanges: readonly Exchange[];
      readonly runs: number;
    }
  | {
      readonly kind: 'not-applicable';
      readonly capability: Capability;
      readonly absence: Absence;
      /** What was sent until that showed. */
      readonly exchanges: readonly Exchange[];
    }
  | {
      readonly kind: 'inconclusive';
      readonly doubt: Inconclusive['doubt'];
      readonly reason: string;
      readonly exchanges: readonly Exchange[];
      readonly runs: number;
      /** Requests that were sent for it, answered or not. */
      readonly sent: number;
    };
