/** What holds for every call that comes without a key, or under another scheme than Bearer. */
import type { RequirementId } from '../../contract/catalogue.ts';
import { requestHeader, type Answer } from './answer.ts';
import type { Invariant } from './invariant.ts';

const unauthenticated = (
  clause: RequirementId,
  presents: (authorization: string | undefined) => boolean,
): Invariant => ({
  clause,
  of: {},
  breach: (answer) => {
    const { status: seen } = answer.exchange.response;
    if (isUnsure(answer) || answer.ours || !presents(requestHeader(answer.exchange, 'authorization')))
      return undefined;
    return seen === 401 ? undefined : { code: 'status.other', expected: 401, seen };
  },
});

/** What failed on the way, or was one request too many, says nothing of the key. */
const isUnsure = ({ outcome, exchange }: Answer) => outcome === 'neither' || exchange.response.status === 429;

export const authInvariants: readonly Invariant[] = [
  unauthenticated('auth.no-key', (sent) => sent === undefined),
  unauthenticated('auth.empty-key', (sent) => sent !== undefined && /^Bearer\s*$/.test(sent)),
  unauthenticated('auth.unknown-key', (sent) => sent !== undefined && /^Bearer\s+\S/.test(sent)),
  unauthenticated('auth.wrong-scheme', (sent) => sent !== undefined && !/^Bearer\b/i.test(sent)),
];
