/** The optional keys: are they accepted, and are they what their variables say? One request each where all is well. */
import { announced } from '../../client/limit-headers.ts';
import { keyVariables } from '../../client/keys.ts';
import type { Exchange } from '../../client/exchange.ts';
import type { Persona } from '../../client/persona.ts';
import type { Secret } from '../../client/secret.ts';
import { problem } from './access-checks.ts';
import type { CheckResult } from './check-result.ts';
import { isSuccess, outcome, saying, statusOf, type Reply } from './replies.ts';

/** What the checks of the other keys need. */
export interface OtherKeysPlace {
  /** A session that the main key made and has read. */
  readonly sessionId: string;
  /** The main key's reading of it. */
  readonly read: Exchange;
  ask(call: (persona: Persona) => Promise<Exchange>): Promise<Reply>;
}

/** The key must not change anything, so it asks for a link, which leaves the session as it is. */
export async function readOnlyKey(key: Secret, place: OtherKeysPlace): Promise<CheckResult> {
  const { sessionId } = place;
  const written = await place.ask((persona) =>
    persona.oneTimeLink(sessionId, { as: 'link with the read-only key', key, expectedStatuses: [500] }),
  );
  if (statusOf(written) === 401 && (await isUnknown(key, place)))
    return unknownKey('read-only-key', 'readOnly', written);
  if (isSuccess(written)) {
    return {
      check: 'read-only-key',
      health: 'warning',
      seen: `With ${keyVariables.readOnly} a one-time link could be made, so it may write, or the target does not check.`,
      remedy: `Take the write permissions from that key. If it has none, the run will show what the target does not check.`,
      source: 'authentication',
    };
  }
  return {
    check: 'read-only-key',
    health: 'ok',
    seen: `Accepted, and refused where it wants to write (${outcome(written)}).`,
  };
}

export async function otherKey(key: Secret, place: OtherKeysPlace): Promise<CheckResult> {
  const read = await place.ask((persona) =>
    persona.retrieve(place.sessionId, { as: 'read with the other key', key, expectedStatuses: [500] }),
  );
  if (statusOf(read) === 401 && (await isUnknown(key, place))) return unknownKey('other-key', 'other', read);
  if (isSuccess(read)) {
    return {
      check: 'other-key',
      health: 'warning',
      seen: `${keyVariables.other} sees the main key’s session, so it is of the same environment, or the target does not keep them apart.`,
      remedy: 'Take a key of another environment. If it is one, the run will show what the target mixes up.',
      source: 'authentication',
    };
  }
  return {
    check: 'other-key',
    health: 'ok',
    seen: `Accepted, and does not see the main key’s session (${outcome(read)}).`,
  };
}

export async function lowLimitKey(key: Secret, place: OtherKeysPlace): Promise<CheckResult> {
  const read = await place.ask((persona) =>
    persona.retrieve(place.sessionId, {
      as: 'read with the low-limit key',
      key,
      expectedStatuses: [429, 500],
    }),
  );
  const name = keyVariables.lowLimit;
  if (statusOf(read) === 401 && (await isUnknown(key, place)))
    return unknownKey('low-limit-key', 'lowLimit', read);
  if (statusOf(read) === 404 || statusOf(read) === 403) {
    return problem('low-limit-key', `${name} does not see what the main key made (${outcome(read)}).`, {
      remedy: 'Take a second key of the same environment, with the same permissions and a lower limit.',
      source: 'rate-limiting',
    });
  }
  const own = read.kind === 'answer' ? announced(read.exchange.response.headers, 'ratelimit') : undefined;
  const main = announced(place.read.response.headers, 'ratelimit');
  if (own && main && own.limit >= main.limit) {
    return {
      check: 'low-limit-key',
      health: 'warning',
      seen: `${name} has no lower limit than the main key: ${own.limit} requests a window.`,
      remedy: 'Give that key a low limit of its own, or the run spends the whole environment’s limit on it.',
      source: 'rate-limiting',
    };
  }
  return {
    check: 'low-limit-key',
    health: 'ok',
    seen: own ? `Accepted; its limit is ${own.limit} requests a window.` : `Accepted (${outcome(read)}).`,
  };
}

/** Asked once more, in another way: a target that answers 401 where it should say 403 or 404 is no wrong key. */
async function isUnknown(key: Secret, place: OtherKeysPlace): Promise<boolean> {
  const list = await place.ask((persona) =>
    persona.list({ pageSize: 1 }, { as: 'list with another key', key, expectedStatuses: [500] }),
  );
  return statusOf(list) === 401;
}

function unknownKey(check: CheckResult['check'], role: keyof typeof keyVariables, reply: Reply): CheckResult {
  const name = keyVariables[role];
  return problem(check, `${name} is not accepted (status 401${saying(reply)}).`, {
    remedy: `Copy that key once more, or unset ${name}: what needs it is then not applicable.`,
    source: 'authentication',
  });
}
