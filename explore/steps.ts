/** The steps that a sequence is made of: every call of the client, each in many ways, and what must come of it. */
import fc from 'fast-check';
import { callSteps } from './steps-calls.ts';
import { keySteps } from './steps-keys.ts';
import { readSteps } from './steps-reads.ts';
import { strangerSteps } from './steps-strangers.ts';
import { often, type Kind } from './kind.ts';
import type { Beginning } from './sequence.ts';

const kinds: readonly Kind[] = [...callSteps, ...readSteps, ...keySteps, ...strangerSteps];

/** Longer sequences show little more, and take long to shorten. */
const STEPS_AT_MOST = 24;

const steps = fc.commands(
  kinds.flatMap(({ weight, steps }) => Array.from({ length: weight }, () => steps)),
  { maxCommands: STEPS_AT_MOST, size: 'max', disableReplayLog: true },
);

/** Mostly with much to confuse: what is not needed goes when a sequence is made shorter. */
const beginnings: fc.Arbitrary<Beginning> = fc.record({
  opened: fc.constantFrom(0, 1, 2, 2),
  sibling: often,
  elsewhere: often,
});

/** Of any length alike: fast-check prefers short ones as a rule, and most of what they send is their beginning and their end. */
export const sequences = fc.noBias(fc.tuple(beginnings, steps));
