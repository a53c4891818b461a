/**
 * What is asked beyond the suite's own scenarios, to decide the choices that those leave undecided: at most 60 requests in all.
 * In this order: the last one fills an inquiry up.
 */
import { setTimeout as delay } from 'node:timers/promises';
import { document, isObject, member } from '../client/document.ts';
import { preconditionDoubt } from '../client/errors.ts';
import type { Exchange } from '../client/exchange.ts';
import { CapabilityMissing } from '../scenarios/capabilities.ts';
import { expireActive, expireNew } from '../scenarios/expiring.ts';
import { nonexistentId } from '../scenarios/nonexistent-id.ts';
import { isFound, listsAll, shownId, stateInList, succeeded } from '../scenarios/reading.ts';
import { scenario, type Scenario, type ScenarioContext } from '../scenarios/scenario.ts';

/** An inquiry shows itself whole, so that its default includes and its attributes can be read. */
export const closedInquiry = scenario(
  'probe-closed-inquiry',
  'An inquiry is expired, and a session is created in it; then all sessions of an unknown inquiry are expired.',
  async ({ persona, sessions }) => {
    const inquiryId = await sessions.inquiry();
    const expired = await persona.expireInquiry(inquiryId, { as: 'expire the inquiry' });
    const created = await persona.createSession(inquiryId, {
      as: 'create in it',
      expectedStatuses: [500],
    });
    const all = await persona.expireAll([nonexistentId(inquiryId)], {
      as: 'expire all of an unknown one',
      unowned: true,
      expectedStatuses: [500],
    });
    return { inquiryId, expired, created, all };
  },
);

export const sparse = scenario(
  'probe-sparse',
  'An expired session is read thinned out.',
  async ({ persona, run }) => {
    const { sessionId } = await run(expireNew);
    const query = 'fields[inquiry-session]=status,created-at';
    return { read: await persona.retrieve(sessionId, { as: 'read', query }) };
  },
);

export const simulatedStart = scenario(
  'probe-simulated-start',
  'The start of an inquiry with two waiting sessions is simulated.',
  async ({ persona, sessions }) => {
    const inquiryId = await sessions.inquiry();
    const older = await sessions.created({ inquiryId, as: 'create older' });
    const newer = await sessions.created({ inquiryId, as: 'create newer' });
    const simulated = await persona.simulate(inquiryId, ['start_inquiry'], {
      as: 'simulate',
      expectedStatuses: [500],
    });
    const isAnyOpened = (page: Exchange) =>
      [older, newer].some(({ id }) => stateInList(page, id) === 'active');
    const list = await persona.listUntil({ inquiryId }, isAnyOpened, { as: 'list' });
    return { inquiryId, olderId: older.id, newerId: newer.id, simulated, list };
  },
);

/** When the list of events is looked at, in milliseconds after the end of the session. */
const LOOKS_MS = [0, 100, 300, 1_000, 1_850, 2_150] as const;

export const lateEvents = scenario(
  'probe-late-events',
  'A session is expired, and the list of events is looked at until it shows that.',
  async ({ persona, sessions }) => {
    const session = await sessions.fresh();
    const expire = await persona.expire(session.id, { as: 'expire' });
    const since = performance.now();
    const looks: Exchange[] = [];
    for (const [n, due] of LOOKS_MS.entries()) {
      await delay(Math.max(0, since + due - performance.now()));
      const look = await persona.events({ as: `events~${n + 1}` });
      looks.push(look);
      if (showsTheEnd(look, session.id) || !succeeded(look)) break;
    }
    return { sessionId: session.id, expire, looks };
  },
);

/** True when the list of events has the end of this session. */
export function showsTheEnd(events: Exchange, sessionId: string): boolean {
  return document(events).list.some((event) => {
    const payload = member(event.attributes, 'payload');
    const data = isObject(payload) ? payload['data'] : undefined;
    return (
      member(event.attributes, 'name') === 'inquiry-session.expired' &&
      isObject(data) &&
      data['id'] === sessionId
    );
  });
}

export const otherHeaders = scenario(
  'probe-other-headers',
  'A session is expired twice under one idempotency key, the second time in another casing and under another version.',
  async ({ persona, sessions, freshKey }) => {
    const session = await sessions.fresh();
    const idempotencyKey = freshKey('headers');
    const first = await persona.expire(session.id, { as: 'expire', idempotencyKey, inflection: 'kebab' });
    const second = await persona.expire(session.id, {
      as: 'expire in another casing',
      idempotencyKey,
      inflection: 'snake',
      expectedStatuses: [500],
    });
    return { first, second };
  },
);

export const oddReads = scenario(
  'probe-odd-reads',
  'Sessions are listed with `include`, and one is read with the word bearer in lower case.',
  async ({ persona, run, configuration }) => {
    const { sessionId, inquiryId } = await run(expireNew);
    const list = await persona.list(
      { inquiryId },
      { as: 'list with include', query: 'include=inquiry', expectedStatuses: [500] },
    );
    const bearer = await persona.retrieve(sessionId, {
      as: 'read as bearer',
      key: { authorization: `bearer ${configuration.keys.main.reveal()}` },
      expectedStatuses: [500],
    });
    return { list, bearer };
  },
);

/** A version of each kind that the documentation tells apart at this endpoint, the oldest first. */
export const VERSION_KINDS = ['2021-07-05', '2023-01-05', '2025-12-08'] as const;

export const defaultVersion = scenario(
  'probe-default-version',
  'A session is read without a version, and under a version of each kind.',
  async ({ persona, run }) => {
    const sessionId = await openedOrNot(run);
    const read = (as: string, version: string | null) =>
      persona.retrieve(sessionId, {
        as,
        version,
        inflection: 'snake',
        query: 'include=inquiry,device',
        expectedStatuses: [500],
      });
    const plain = await read('read without version', null);
    const dated: Exchange[] = [];
    for (const version of VERSION_KINDS) dated.push(await read(`read under ${version}`, version));
    return { plain, dated };
  },
);

/** A session that was opened shows more of a version; where none can be opened, one that was not. */
async function openedOrNot(run: ScenarioContext['run']): Promise<string> {
  try {
    return (await run(expireActive)).sessionId;
  } catch (error) {
    if (!(error instanceof CapabilityMissing)) throw error;
    return (await run(expireNew)).sessionId;
  }
}

export const secondKey = scenario(
  'probe-second-key',
  'A session is created under one idempotency key by two API keys of the same environment.',
  async ({ persona, sessions, keyFor, freshKey, configuration }) => {
    const second = keyFor('rate-limit');
    if (second.reveal() === configuration.keys.main.reveal()) {
      throw new CapabilityMissing('rate-limit', {
        code: 'not-configured',
        variable: 'PERSONA_LOW_LIMIT_API_KEY',
      });
    }
    const inquiryId = await sessions.roomInSharedInquiry(2);
    const idempotencyKey = freshKey('second');
    const create = (as: string, key?: typeof second) =>
      persona.createSession(inquiryId, { as, idempotencyKey, key, expectedStatuses: [429, 500] });
    const first = await create('create');
    const id = shownId(first);
    if (id === undefined) throw preconditionDoubt('No session was created for the second key to see.');
    const seen = await persona.retrieveUntil(id, isFound, {
      as: 'read with the second key',
      key: second,
      expectedStatuses: [429, 500],
    });
    const again = await create('create with the second key', second);
    return { first, seen, again };
  },
);

export const savedRefusal = scenario(
  'probe-saved-refusal',
  'Two sessions are expired under one idempotency key with a key that may only read.',
  async ({ persona, sessions, keyFor, freshKey }) => {
    const key = keyFor('read-only-key');
    const idempotencyKey = freshKey('refusal');
    const one = await sessions.fresh();
    const other = await sessions.fresh({ as: 'create another' });
    const expire = (as: string, id: string) =>
      persona.expire(id, { as, idempotencyKey, key, expectedStatuses: [500] });
    const first = await expire('expire one', one.id);
    const second = await expire('expire the other', other.id);
    return { first, second };
  },
);

/** With the two that are there, more than the documented limit. */
const MOST_CREATIONS = 26;

/** The largest page. */
const PAGE = 100;

export const sessionLimit = scenario(
  'probe-session-limit',
  'Sessions are created in the inquiry of the simulated start until one is refused; then they are listed.',
  async ({ persona, run }) => {
    const { inquiryId } = await run(simulatedStart);
    const creations: Exchange[] = [];
    let refused: Exchange | null = null;
    while (refused === null && creations.length < MOST_CREATIONS) {
      const creation = await persona.createSession(inquiryId, { as: 'create', expectedStatuses: [500] });
      if (succeeded(creation)) creations.push(creation);
      else refused = creation;
    }
    const list = await persona.listUntil({ inquiryId, pageSize: PAGE }, (page) => listsAll(page, creations), {
      as: 'list',
    });
    return { creations, refused, list };
  },
);

export const probes: readonly Scenario[] = [
  closedInquiry,
  sparse,
  simulatedStart,
  lateEvents,
  otherHeaders,
  oddReads,
  defaultVersion,
  secondKey,
  savedRefusal,
  sessionLimit,
];
