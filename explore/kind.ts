/** What the kinds of steps have in common. */
import fc from 'fast-check';
import type { RequirementId } from '../contract/catalogue.ts';
import type { CallOptions } from '../client/call.ts';
import type { Exchange } from '../client/exchange.ts';
import type { SessionRecord } from '../judging/model/model.ts';
import { promised } from './controls.ts';
import { Step, type StepParts } from './step.ts';
import type { Choice, Sequence } from './sequence.ts';
import { optionsOf, type Way } from './ways.ts';

/** Steps of one kind, and how often they come beside others. */
export interface Kind {
  readonly weight: number;
  readonly steps: fc.Arbitrary<Step>;
}

export function kind<P>(weight: number, chosen: fc.Arbitrary<P>, parts: (chosen: P) => StepParts): Kind {
  const stepOf = (one: P): Step => new Step(parts(one), () => plainerOf(one));
  function* plainerOf(one: P): Iterable<Step> {
    for (const { value } of chosen.shrink(one, undefined)) yield stepOf(value);
  }
  return { weight, steps: chosen.map(stepOf) };
}

/** One of the inquiries that the sequence has made; a high number begins anew at the first. */
export const which = fc.nat({ max: 5 });

/** More often true than not; false is simpler. */
export const often = fc.constantFrom(false, true, true, true);

/** One in four. */
const seldom = fc.constantFrom(false, false, false, true);

/** A session that lives, three times in four. */
export const whichSession: fc.Arbitrary<Choice> = fc.record({ index: which, any: seldom });

export const sessionWords = (sequence: Sequence, choice: Choice) =>
  `session ${sequence.sessions.indexOf(sequence.sessionAt(choice)) + 1}`;

export const inquiryWords = (sequence: Sequence, index: number) =>
  `inquiry ${(index % sequence.inquiries.length) + 1}`;

/** True when a session or an inquiry can only be in these states. */
export function isIn(
  record: Pick<SessionRecord, 'may' | 'loose'> | undefined,
  ...states: readonly string[]
): boolean {
  return record !== undefined && !record.loose && [...record.may].every((state) => states.includes(state));
}

interface Intent {
  readonly way: Way;
  readonly promise: RequirementId | undefined;
  /** Looks whether what the call is about is as it was left. */
  readonly look?: () => Promise<unknown>;
}

/** Sends a documented call in this way, and keeps it for later where it carries an idempotency key. */
export async function send(
  sequence: Sequence,
  words: string,
  { way, promise, look }: Intent,
  call: (options: CallOptions) => Promise<Exchange>,
): Promise<Exchange> {
  return promised(
    sequence,
    promise,
    words,
    async (as) => {
      const key = way.key === undefined ? undefined : sequence.freshKey(way.key);
      const options = { ...optionsOf(way), idempotencyKey: key };
      const exchange = await call({ ...options, as });
      if (key !== undefined) {
        sequence.keyed.push({
          words,
          key,
          casing: way.casing,
          again: (changed) => call({ ...options, ...changed }),
        });
      }
      return exchange;
    },
    look,
  );
}
