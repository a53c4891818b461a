/** The one table: every open choice and every fact of the account, with what decides it. */
import type { Finding, SandboxProfile } from '../../mock/profile.ts';
import type { Played } from '../play.ts';
import { accountDeciders } from './account.ts';
import { answerDeciders } from './choices-answer.ts';
import { requestDeciders } from './choices-request.ts';
import { stateDeciders } from './choices-state.ts';
import type { Decider, Deciders } from './decider.ts';
import { Seen, Undecidable } from './seen.ts';

const deciders: Deciders = { ...stateDeciders, ...requestDeciders, ...answerDeciders };

/** Decides everything that what was seen decides. */
export function decide(played: Played): Pick<SandboxProfile, 'choices' | 'account'> {
  const seen = new Seen(played);
  const all = (table: Readonly<Record<string, Decider<unknown>>>): Record<string, Finding<unknown>> =>
    Object.fromEntries(Object.entries(table).map(([name, decider]) => [name, orWhy(decider, seen)]));
  return {
    choices: all(deciders) as unknown as SandboxProfile['choices'],
    account: all(accountDeciders) as unknown as SandboxProfile['account'],
  };
}

function orWhy(decider: Decider<unknown>, seen: Seen): Finding<unknown> {
  try {
    return decider(seen);
  } catch (error) {
    if (error instanceof Undecidable)
      return { undecidable: error.message, ...(error.not.length > 0 && { not: error.not }) };
    throw error;
  }
}
