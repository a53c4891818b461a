/** Blind faults of the endpoints beside: creations, links, expire-all, inquiries, events. */
import type { Call } from '../../call.ts';
import { notFound, showSession } from '../../handlers/finding.ts';
import { member } from '../../json.ts';
import { emitSession, sessionsOf } from '../../lifecycle.ts';
import { refuse } from '../../refusals.ts';
import type { Inquiry, Session } from '../../store/entities.ts';
import type { World } from '../../types.ts';
import type { BlindFault } from './fault.ts';
import {
  alter,
  behind,
  camel,
  creating,
  end,
  finished,
  inquiryOf,
  instead,
  keyed,
  misread,
  named,
  revive,
  rewritten,
  sessionOf,
  siblings,
  succeeded,
  uponSuccess,
} from './kit.ts';

const CREATED = 'Creating a session is a 201 with a new session of the named inquiry.';
const LINK = 'A one-time link opens the session for which it was made.';
const EXPIRE_ALL = 'Expire-all expires all active sessions of the named inquiries, and no others.';
const INQUIRY = 'Expiring an inquiry expires it and all its sessions, and no others.';
const RESUME = 'Resuming gives a token of a session that can be used.';
const WAYS = 'A session expires by its own endpoint, by expire-all, with its inquiry, or in time.';
const EVENT = 'An event `inquiry-session.expired` tells of the session that was expired, once.';

/** The session that an answer has just created. */
function created(text: string, world: World): Session | undefined {
  return sessionOf(world, String(member(JSON.parse(text), 'data', 'id')));
}

/** Something that happens when a session has been created. */
const uponCreation = (effect: (session: Session, call: Call, world: World) => void) =>
  behind(
    (answer, call) =>
      call.endpoint.name === 'createSession' && answer.status === 201 && call.slot === undefined,
    (call, world, answer) => {
      const session = created(answer.text, world);
      if (session) effect(session, call, world);
    },
  );

/** The inquiries that an expire-all names. */
function meant(call: Call, world: World): Inquiry[] {
  const ids = member(call.body, 'meta', 'inquiry-ids');
  const environment = call.key?.environment ?? '';
  return Array.isArray(ids)
    ? ids.flatMap((id) => world.store.inquiries.get(String(id), environment) ?? [])
    : [];
}

/** Something that happens behind a successful answer of an endpoint. */
const behindSuccess = (name: string, effect: (call: Call, world: World) => void) =>
  behind(
    (answer, call) => call.endpoint.name === name && succeeded(answer),
    (call, world) => effect(call, world),
  );

/** An expire-all that spares some of what it should take. */
function sparing(spared: (session: Session, call: Call, world: World) => boolean) {
  return instead(
    'expireAllSessions',
    () => true,
    async (call, world, original) => {
      const before = meant(call, world).flatMap((inquiry) => sessionsOf(inquiry, world));
      const kept = before.filter((session) => session.status === 'active' && spared(session, call, world));
      const answer = await original(call, world);
      for (const session of kept) world.store.sessions.put(session);
      return answer;
    },
  );
}

/** The expiry of an inquiry that spares some of its sessions. */
function sparingOfInquiry(spared: (session: Session, world: World) => boolean) {
  return instead(
    'expireInquiry',
    () => true,
    async (call, world, original) => {
      const inquiry = world.store.inquiries.everywhere().find(({ id }) => id === call.params['id']);
      const kept = inquiry ? sessionsOf(inquiry, world).filter((session) => spared(session, world)) : [];
      const answer = await original(call, world);
      for (const session of kept) world.store.sessions.put(session);
      return answer;
    },
  );
}

/** Makes the link of another session than was asked for. */
const linkOf = (other: (session: Session, call: Call, world: World) => Session | undefined) =>
  instead(
    'generateOneTimeLink',
    () => true,
    async (call, world, original) => {
      const answer = await original(call, world);
      const session = named(call, world);
      const link = world.store.links.everywhere()[0];
      const wrong = session && other(session, call, world);
      if (answer.status === 200 && wrong && link) world.store.links.put({ ...link, sessionId: wrong.id });
      return answer;
    },
  );

function tokenOf(id: string): string {
  const part = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url');
  return `${part({ alg: 'none', typ: 'JWT' })}.${part({ sub: id, sid: id })}.not-a-signature`;
}

/** Changes the token of a resumed inquiry, given the id of the session that it names; undefined leaves it away. */
const withToken = (change: (id: string, call: Call, world: World) => string | undefined) =>
  finished(
    (answer, call) => call.endpoint.name === 'resumeInquiry' && succeeded(answer),
    (answer, call, world) =>
      rewritten(answer, (document) => {
        const entries = Object.entries((document['meta'] ?? {}) as Record<string, string>).flatMap(
          ([name, token]) => {
            const claims = Buffer.from(token.split('.')[1] ?? '', 'base64url').toString();
            const now = change((JSON.parse(claims) as { sub: string }).sub, call, world);
            return now === undefined ? [] : [[name, now] as const];
          },
        );
        return { ...document, meta: Object.fromEntries(entries) };
      }),
  );

export const neighbourFaults: readonly BlindFault[] = [
  // ── creations
  {
    slug: 'created-active-in-camel',
    area: 'neighbours',
    sentence: 'With `Key-Inflection: camel` a session is created active.',
    violates: ['state.created-new'],
    clause: 'A session is created `new`.',
    kind: 'contradicts',
    patch: instead('createSession', camel, async (call, world, original) => {
      const answer = await original(call, world);
      const { data } = answer.document ?? {};
      if (answer.status !== 201 || !data || Array.isArray(data)) return answer;
      const session = sessionOf(world, data.id);
      return session
        ? showSession(world.store.sessions.put({ ...session, status: 'active' }), world, 201)
        : answer;
    }),
  },
  {
    slug: 'created-for-inquiry-before',
    area: 'neighbours',
    sentence: 'A creation whose body is in camel case belongs to the inquiry created before the named one.',
    violates: ['schema.inquiry-is-its-own', 'inflection.request-camel'],
    clause: CREATED,
    kind: 'contradicts',
    patch: misread('createSession', (call, world) => {
      if (!call.bodyText.includes('inquiryId')) return call;
      const list = world.store.inquiries.list(call.key?.environment ?? '');
      const at = list.findIndex(({ id }) => id === member(call.body, 'data', 'attributes', 'inquiry-id'));
      const before = list[at + 1];
      return before ? { ...call, body: { data: { attributes: { 'inquiry-id': before.id } } } } : call;
    }),
  },
  {
    slug: 'creation-answered-200',
    area: 'neighbours',
    sentence: 'Creating a session is answered 200.',
    violates: ['neighbours.session-created-201'],
    clause: CREATED,
    kind: 'contradicts',
    patch: finished(
      (answer, call, world) => answer.status === 201 && creating(call, world),
      (answer) => ({ ...answer, status: 200 }),
    ),
  },
  {
    slug: 'creation-ends-older-sessions',
    area: 'neighbours',
    sentence: 'Creating a session expires the active sessions of its inquiry.',
    violates: ['state.stays-as-left'],
    clause: WAYS,
    kind: 'contradicts',
    patch: uponCreation((session, call, world) => {
      for (const other of siblings(world, session)) if (other.status === 'active') end(other, call, world);
    }),
  },
  {
    slug: 'fourth-session-ends-first',
    area: 'neighbours',
    sentence: 'The fourth session of an inquiry makes the first one expire.',
    violates: ['state.stays-as-left'],
    clause: WAYS,
    kind: 'contradicts',
    patch: uponCreation((session, call, world) => {
      const others = siblings(world, session);
      if (others.length >= 3) end(others.at(-1), call, world);
    }),
  },
  {
    slug: 'creation-for-unknown-inquiry-accepted',
    area: 'neighbours',
    sentence: 'A session for an inquiry that does not exist is created, for the newest one.',
    violates: ['errors.missing-parameter'],
    clause: 'What does not exist is answered 404.',
    kind: 'contradicts',
    patch: misread('createSession', (call, world) => {
      const environment = call.key?.environment ?? '';
      const id = member(call.body, 'data', 'attributes', 'inquiry-id');
      const newest = world.store.inquiries.list(environment)[0];
      if (typeof id !== 'string' || world.store.inquiries.get(id, environment) || !newest) return call;
      return { ...call, body: { data: { attributes: { 'inquiry-id': newest.id } } } };
    }),
  },
  {
    slug: 'more-than-25-sessions',
    area: 'neighbours',
    sentence: 'An inquiry takes any number of sessions.',
    violates: null,
    clause: '25 sessions per inquiry by default; creating more fails.',
    kind: 'softer',
    patch: instead(
      'createSession',
      (call, world) => {
        const id = member(call.body, 'data', 'attributes', 'inquiry-id');
        return world.store.sessions.everywhere().filter(({ inquiryId }) => inquiryId === id).length >= 25;
      },
      async (call, world, original) => {
        const id = member(call.body, 'data', 'attributes', 'inquiry-id');
        const oldest = world.store.sessions.everywhere().find(({ inquiryId }) => inquiryId === id);
        if (!oldest) return original(call, world);
        alter(world, oldest.id, () => ({ inquiryId: 'elsewhere' }));
        const answer = await original(call, world);
        alter(world, oldest.id, () => ({ inquiryId: oldest.inquiryId }));
        return answer;
      },
    ),
  },
  {
    slug: 'twelfth-session-refused',
    area: 'neighbours',
    sentence: 'An inquiry takes eleven sessions.',
    violates: null,
    clause: '25 sessions per inquiry by default.',
    kind: 'softer',
    patch: instead(
      'createSession',
      (call, world) => {
        const id = member(call.body, 'data', 'attributes', 'inquiry-id');
        return world.store.sessions.everywhere().filter(({ inquiryId }) => inquiryId === id).length >= 11;
      },
      (_call, world) => refuse(world, 422),
    ),
  },
  // ── reading
  {
    slug: 'active-read-as-new',
    area: 'neighbours',
    sentence: 'A read shows an active session as new.',
    violates: ['state.stays-as-left'],
    clause: 'A session becomes `active` when an end user opens the flow with it.',
    kind: 'contradicts',
    patch: instead(
      'retrieveSession',
      (call, world) => named(call, world)?.status === 'active',
      (call, world, original) => {
        const session = named(call, world);
        return session && session.environment === call.key?.environment
          ? showSession({ ...session, status: 'new' }, world)
          : original(call, world);
      },
    ),
  },
  {
    slug: 'over-not-found',
    area: 'neighbours',
    sentence: 'An expired session that was never opened cannot be read any more.',
    violates: ['state.new-becomes-expired', 'state.stays-expired'],
    clause: 'An expired session is a session with the status `expired`.',
    kind: 'contradicts',
    patch: instead(
      'retrieveSession',
      (call, world) => named(call, world)?.status === 'expired' && named(call, world)?.startedAt === null,
      (_call, world) => notFound(world),
    ),
  },
  {
    slug: 'stale-read-in-camel',
    area: 'neighbours',
    sentence: 'A read in camel case is answered from a cache that an expire does not clear.',
    violates: ['state.active-becomes-expired', 'state.answer-agrees-with-read'],
    clause: 'Expiring a session makes it expired: reading it shows so.',
    kind: 'contradicts',
    patch: instead('retrieveSession', camel, (call, world, original) => {
      const session = named(call, world);
      if (session?.status !== 'expired' || session.environment !== call.key?.environment)
        return original(call, world);
      const before = session.startedAt === null ? 'new' : 'active';
      return showSession({ ...session, status: before, expiredAt: null }, world);
    }),
  },
  // ── links
  {
    slug: 'link-opens-sibling',
    area: 'neighbours',
    sentence: 'Where the inquiry has another unopened session, the link opens that one.',
    violates: ['state.stays-as-left'],
    clause: LINK,
    kind: 'contradicts',
    patch: linkOf((session, _call, world) => siblings(world, session).find(({ status }) => status === 'new')),
  },
  {
    slug: 'second-link-ends-session',
    area: 'neighbours',
    sentence: 'A second link for a session expires the session.',
    violates: ['state.stays-as-left'],
    clause: WAYS,
    kind: 'contradicts',
    patch: behindSuccess('generateOneTimeLink', (call, world) => {
      const links = world.store.links.everywhere().filter(({ sessionId }) => sessionId === call.params['id']);
      if (links.length > 1) end(named(call, world), call, world);
    }),
  },
  {
    slug: 'link-ends-active-sibling',
    area: 'neighbours',
    sentence: 'Making a link for a session expires the active sessions of its inquiry.',
    violates: ['state.stays-as-left'],
    clause: WAYS,
    kind: 'contradicts',
    patch: behindSuccess('generateOneTimeLink', (call, world) => {
      const session = named(call, world);
      if (!session) return;
      for (const other of siblings(world, session)) if (other.status === 'active') end(other, call, world);
    }),
  },
  {
    slug: 'short-link-missing',
    area: 'neighbours',
    sentence: 'The short form of the one-time link is missing.',
    violates: ['neighbours.link-made'],
    clause: 'The answer has `meta.one-time-link` and `meta.one-time-link-short`.',
    kind: 'contradicts',
    patch: finished(
      (answer, call) => call.endpoint.name === 'generateOneTimeLink' && succeeded(answer),
      (answer) =>
        rewritten(answer, (document) => ({
          ...document,
          meta: Object.fromEntries(
            Object.entries((document['meta'] ?? {}) as Record<string, string>).filter(
              ([name]) => !/short/i.test(name),
            ),
          ),
        })),
    ),
  },
  {
    slug: 'link-for-unknown-session',
    area: 'neighbours',
    sentence: 'A link is made for a session that does not exist.',
    violates: ['neighbours.no-link-for-unknown'],
    clause: 'What does not exist is answered 404.',
    kind: 'contradicts',
    patch: instead(
      'generateOneTimeLink',
      (call, world) => named(call, world) === undefined,
      (_call, world) => ({
        status: 200,
        document: {
          meta: { 'one-time-link': `${world.origin}/verify?code=none`, 'one-time-link-short': null },
        },
      }),
    ),
  },
  // ── expire-all
  {
    slug: 'expire-all-takes-one',
    area: 'neighbours',
    sentence: 'Expire-all expires the newest active session of each inquiry only.',
    violates: ['state.expire-all-takes-active'],
    clause: EXPIRE_ALL,
    kind: 'contradicts',
    patch: sparing((session, _call, world) =>
      siblings(world, session).some(({ status, order }) => status === 'active' && order > session.order),
    ),
  },
  {
    slug: 'expire-all-takes-first-inquiry',
    area: 'neighbours',
    sentence: 'Expire-all takes the sessions of the first inquiry in the list only.',
    violates: ['state.expire-all-takes-active'],
    clause: EXPIRE_ALL,
    kind: 'contradicts',
    patch: sparing((session, call, world) => session.inquiryId !== meant(call, world)[0]?.id),
  },
  {
    slug: 'keyed-expire-all-takes-nothing',
    area: 'neighbours',
    sentence: 'Under an idempotency key expire-all expires nothing.',
    violates: ['state.expire-all-takes-active'],
    clause: EXPIRE_ALL,
    kind: 'contradicts',
    patch: sparing((_session, call, world) => keyed(call, world)),
  },
  {
    slug: 'camel-expire-all-takes-nothing',
    area: 'neighbours',
    sentence: 'With the list in camel case expire-all answers 200 and expires nothing.',
    violates: ['state.expire-all-takes-active', 'inflection.request-camel'],
    clause: 'Requests may use any of the three casings.',
    kind: 'contradicts',
    patch: sparing((_session, call) => call.bodyText.includes('inquiryIds')),
  },
  {
    slug: 'expire-all-of-nothing-takes-everything',
    area: 'neighbours',
    sentence: 'Expire-all with an empty list expires every active session of the environment.',
    violates: ['state.expire-all-spares-other-inquiries'],
    clause: EXPIRE_ALL,
    kind: 'contradicts',
    patch: behindSuccess('expireAllSessions', (call, world) => {
      const ids = member(call.body, 'meta', 'inquiry-ids');
      if (!Array.isArray(ids) || ids.length > 0) return;
      for (const session of world.store.sessions.list(call.key?.environment ?? '')) {
        if (session.status === 'active') end(session, call, world);
      }
    }),
  },
  {
    slug: 'expire-all-takes-next-inquiry',
    area: 'neighbours',
    sentence: 'Expire-all also takes the active sessions of the inquiry created after the named one.',
    violates: ['state.expire-all-spares-other-inquiries'],
    clause: EXPIRE_ALL,
    kind: 'contradicts',
    patch: behindSuccess('expireAllSessions', (call, world) => {
      const list = world.store.inquiries.list(call.key?.environment ?? '');
      for (const { id } of meant(call, world)) {
        const next = list[list.findIndex((inquiry) => inquiry.id === id) - 1];
        if (next)
          for (const session of sessionsOf(next, world))
            if (session.status === 'active') end(session, call, world);
      }
    }),
  },
  {
    slug: 'expire-all-takes-same-reference',
    area: 'neighbours',
    sentence: 'Expire-all also takes inquiries with the same reference id.',
    violates: ['state.expire-all-spares-other-inquiries'],
    clause: EXPIRE_ALL,
    kind: 'contradicts',
    patch: behindSuccess('expireAllSessions', (call, world) => {
      const references = meant(call, world).map(({ referenceId }) => referenceId);
      for (const session of world.store.sessions.list(call.key?.environment ?? '')) {
        const reference = inquiryOf(world, session)?.referenceId ?? null;
        if (reference !== null && references.includes(reference)) end(session, call, world);
      }
    }),
  },
  {
    slug: 'expire-all-takes-inquiries',
    area: 'neighbours',
    sentence: 'Expire-all expires the inquiries themselves too.',
    violates: ['state.inquiry-untouched'],
    clause: 'Expire-all speaks of sessions; an inquiry has an endpoint of its own.',
    kind: 'softer',
    patch: behindSuccess('expireAllSessions', (call, world) => {
      for (const inquiry of meant(call, world)) {
        world.store.inquiries.put({ ...inquiry, status: 'expired', expiredAt: call.at.getTime() });
      }
    }),
  },
  {
    slug: 'refused-expire-all-obeyed',
    area: 'neighbours',
    sentence: 'An expire-all whose list also holds a number is answered 400 and carried out.',
    violates: ['state.expire-all-spares-other-inquiries'],
    clause: 'A 400 is a request that was not accepted.',
    kind: 'softer',
    patch: behind(
      (answer, call) => call.endpoint.name === 'expireAllSessions' && answer.status === 400,
      (call, world) => {
        for (const inquiry of meant(call, world))
          for (const session of sessionsOf(inquiry, world)) end(session, call, world);
      },
    ),
  },
  // ── inquiries
  {
    slug: 'inquiry-expiry-leaves-new-sessions',
    area: 'neighbours',
    sentence: 'Expiring an inquiry leaves its unopened sessions new.',
    violates: ['state.inquiry-expiry-takes-sessions'],
    clause: INQUIRY,
    kind: 'contradicts',
    patch: sparingOfInquiry((session) => session.status === 'new'),
  },
  {
    slug: 'inquiry-expiry-spares-active',
    area: 'neighbours',
    sentence: 'Expiring an inquiry leaves its active sessions active.',
    violates: ['state.inquiry-expiry-takes-sessions'],
    clause: INQUIRY,
    kind: 'contradicts',
    patch: sparingOfInquiry((session) => session.status === 'active'),
  },
  {
    slug: 'inquiry-expiry-takes-newest-only',
    area: 'neighbours',
    sentence: 'Expiring an inquiry expires its newest session only.',
    violates: ['state.inquiry-expiry-takes-sessions'],
    clause: INQUIRY,
    kind: 'contradicts',
    patch: sparingOfInquiry((session, world) =>
      siblings(world, session).some(({ order }) => order > session.order),
    ),
  },
  {
    slug: 'inquiry-expiry-takes-same-reference',
    area: 'neighbours',
    sentence: 'Expiring an inquiry expires the sessions of inquiries with the same reference id.',
    violates: ['state.other-inquiries-untouched'],
    clause: INQUIRY,
    kind: 'contradicts',
    patch: behindSuccess('expireInquiry', (call, world) => {
      const reference = world.store.inquiries
        .everywhere()
        .find(({ id }) => id === call.params['id'])?.referenceId;
      for (const session of world.store.sessions.everywhere()) {
        if (reference && inquiryOf(world, session)?.referenceId === reference) end(session, call, world);
      }
    }),
  },
  {
    slug: 'inquiry-expiry-not-stored',
    area: 'neighbours',
    sentence: 'Expiring an inquiry expires its sessions, and the inquiry stays as it was.',
    violates: null,
    clause: INQUIRY,
    kind: 'contradicts',
    patch: behindSuccess('expireInquiry', (call, world) => {
      const inquiry = world.store.inquiries.everywhere().find(({ id }) => id === call.params['id']);
      if (inquiry) world.store.inquiries.put({ ...inquiry, status: 'pending', expiredAt: null });
    }),
  },
  {
    slug: 'redaction-keeps-names',
    area: 'neighbours',
    sentence: 'Redacting an inquiry keeps the names in its `fields`.',
    violates: null,
    clause: 'DELETE redacts the inquiry.',
    kind: 'contradicts',
    patch: instead(
      'redactInquiry',
      () => true,
      async (call, world, original) => {
        const before = world.store.inquiries.everywhere().find(({ id }) => id === call.params['id']);
        const answer = await original(call, world);
        const now = world.store.inquiries.everywhere().find(({ id }) => id === call.params['id']);
        if (before && now) {
          world.store.inquiries.put({ ...now, fields: before.fields });
        }
        return answer;
      },
    ),
  },
  {
    slug: 'resume-token-of-inquiry',
    area: 'neighbours',
    sentence: 'The token of a resumed inquiry names the inquiry where the session should stand.',
    violates: ['neighbours.resume-names-a-session'],
    clause: RESUME,
    kind: 'contradicts',
    patch: withToken((_id, call) => tokenOf(call.params['id'] ?? '')),
  },
  {
    slug: 'resume-without-token',
    area: 'neighbours',
    sentence: 'Resuming an inquiry gives no token.',
    violates: ['neighbours.resume-names-a-session'],
    clause: RESUME,
    kind: 'contradicts',
    patch: withToken(() => undefined),
  },
  {
    slug: 'resume-gives-ended-session',
    area: 'neighbours',
    sentence: 'Resuming an inquiry gives the token of a session that is expired already, where it has one.',
    violates: ['neighbours.resume-names-a-session'],
    clause: RESUME,
    kind: 'contradicts',
    patch: withToken((id, _call, world) => {
      const session = sessionOf(world, id);
      const ended = session && siblings(world, session).find(({ status }) => status === 'expired');
      return tokenOf(ended?.id ?? id);
    }),
  },
  {
    slug: 'resume-revives-sessions',
    area: 'neighbours',
    sentence: 'Resuming an inquiry revives the sessions that were expired.',
    violates: ['state.nothing-revives'],
    clause: 'An expired session stays expired.',
    kind: 'softer',
    patch: behindSuccess('resumeInquiry', (call, world) => {
      for (const session of world.store.sessions.everywhere()) {
        if (session.inquiryId === call.params['id']) revive(session, world);
      }
    }),
  },
  {
    slug: 'resume-ends-active-sessions',
    area: 'neighbours',
    sentence: 'Resuming an inquiry expires its active sessions.',
    violates: ['state.stays-as-left'],
    clause: WAYS,
    kind: 'contradicts',
    patch: behindSuccess('resumeInquiry', (call, world) => {
      for (const session of world.store.sessions.everywhere()) {
        if (session.inquiryId === call.params['id'] && session.status === 'active') end(session, call, world);
      }
    }),
  },
  // ── events
  {
    slug: 'expired-event-twice',
    area: 'neighbours',
    sentence: 'The event of an expire is recorded twice.',
    violates: ['state.event-sent'],
    clause: EVENT,
    kind: 'softer',
    patch: uponSuccess(
      () => true,
      (session, call, world) => emitSession(world, 'inquiry-session.expired', session, call.at.getTime()),
    ),
  },
  {
    slug: 'expired-event-on-refused-repeat',
    area: 'neighbours',
    sentence: 'A second expire is refused and records the event again.',
    violates: ['state.event-sent'],
    clause: EVENT,
    kind: 'softer',
    patch: behind(
      (answer, call) => call.endpoint.name === 'expireSession' && answer.status === 409,
      (call, world) => {
        const session = named(call, world);
        if (session) emitSession(world, 'inquiry-session.expired', session, call.at.getTime());
      },
    ),
  },
  {
    slug: 'expired-event-of-refused-stranger',
    area: 'neighbours',
    sentence: 'An expire that is answered 401 records the event of an expire that never was.',
    violates: ['auth.refused-without-effect'],
    clause: 'What is refused does nothing.',
    kind: 'contradicts',
    patch: behind(
      (answer, call) => call.endpoint.name === 'expireSession' && answer.status === 401,
      (call, world) => {
        const session = named(call, world);
        if (session) emitSession(world, 'inquiry-session.expired', session, call.at.getTime());
      },
    ),
  },
  {
    slug: 'expired-event-names-sibling',
    area: 'neighbours',
    sentence: 'The event of an expire also comes for the other sessions of the inquiry, which go on.',
    violates: ['state.event-sent'],
    clause: EVENT,
    kind: 'softer',
    patch: uponSuccess(
      () => true,
      (session, call, world) => {
        for (const other of siblings(world, session)) {
          emitSession(world, 'inquiry-session.expired', other, call.at.getTime());
        }
      },
    ),
  },
  {
    slug: 'expired-event-shows-before',
    area: 'neighbours',
    sentence: 'The events of an expire show the session as it was before.',
    violates: ['state.event-sent'],
    clause: EVENT,
    kind: 'softer',
    patch: instead(
      'expireSession',
      () => true,
      async (call, world, original) => {
        const before = named(call, world);
        const answer = await original(call, world);
        const event = world.store.events.everywhere()[0];
        const data = event?.payload.data;
        if (answer.status !== 200 || !before || !event || !data || Array.isArray(data)) return answer;
        const attributes = { ...data.attributes, status: before.status, 'expired-at': null };
        world.store.events.put({ ...event, payload: { data: { ...data, attributes } } });
        return answer;
      },
    ),
  },
];
