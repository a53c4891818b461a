/** Blind faults of what an expire does, and to whom. */
import { sessionResource } from '../../resources/session.ts';
import { endInquiry } from '../../lifecycle.ts';
import { showSession } from '../../handlers/finding.ts';
import { refuse } from '../../refusals.ts';
import { all } from '../build.ts';
import type { BlindFault } from './fault.ts';
import {
  alter,
  asking,
  behind,
  bodied,
  camel,
  counter,
  end,
  expiring,
  finished,
  having,
  inquiryOf,
  instead,
  keyed,
  listing,
  named,
  opened,
  pretended,
  reading,
  revive,
  sessionOf,
  siblings,
  sparse,
  succeeded,
  uponSuccess,
  withStatus,
} from './kit.ts';

const ONE_SESSION = 'The endpoint expires one specific session, not its neighbours and not its inquiry.';
const READ_EXPIRED = 'Expiring a session makes it expired.';
const STAYS = 'A session that was expired stays expired.';
const anyCall = (): boolean => true;

const thirdRead = counter();
const thirdExpire = counter();

export const stateFaults: readonly BlindFault[] = [
  {
    slug: 'opened-again-soon-after',
    area: 'state',
    sentence: 'A session that was opened is active again 300 ms after it was expired.',
    violates: ['state.active-becomes-expired', 'state.stays-expired'],
    clause: READ_EXPIRED,
    kind: 'contradicts',
    patch: uponSuccess(opened, (session, _call, world) => {
      setTimeout(() => revive(sessionOf(world, session.id), world), 300).unref();
    }),
  },
  {
    slug: 'undone-by-third-read',
    area: 'state',
    sentence: 'The third read of an expired session brings it back to life.',
    violates: ['state.stays-expired'],
    clause: STAYS,
    kind: 'softer',
    patch: behind(
      (answer, call, world) =>
        reading(call, world) && succeeded(answer) && named(call, world)?.status === 'expired',
      (call, world) => {
        const session = named(call, world);
        if (session && thirdRead(world, session.id) === 2) revive(session, world);
      },
    ),
  },
  {
    slug: 'undone-by-listing',
    area: 'state',
    sentence: 'Listing the sessions of an inquiry revives the one that was opened and expired last.',
    violates: ['state.stays-expired'],
    clause: STAYS,
    kind: 'softer',
    patch: behind(
      (answer, call, world) => listing(call, world) && succeeded(answer),
      (call, world) => {
        const inquiryId = call.query.get('filter[inquiry-id]');
        const ended = world.store.sessions
          .everywhere()
          .filter((session) => session.inquiryId === inquiryId && session.startedAt !== null)
          .find(({ status }) => status === 'expired');
        revive(ended, world);
      },
    ),
  },
  {
    slug: 'undone-by-next-session',
    area: 'state',
    sentence: 'Creating another session of the inquiry revives its expired ones.',
    violates: ['state.stays-expired'],
    clause: STAYS,
    kind: 'softer',
    patch: behind(
      (answer, call) => call.endpoint.name === 'createSession' && answer.status === 201,
      (_call, world, answer) => {
        const id = (JSON.parse(answer.text) as { data: { id: string } }).data.id;
        const created = sessionOf(world, id);
        if (created) for (const sibling of siblings(world, created)) revive(sibling, world);
      },
    ),
  },
  {
    slug: 'undone-by-refused-link',
    area: 'state',
    sentence: 'Asking for a one-time link of an expired session is refused, and revives the session.',
    violates: ['state.stays-expired'],
    clause: STAYS,
    kind: 'softer',
    patch: behind(
      (answer, call) => call.endpoint.name === 'generateOneTimeLink' && answer.status === 409,
      (call, world) => revive(named(call, world), world),
    ),
  },
  {
    slug: 'undone-by-refused-repeat',
    area: 'state',
    sentence: 'A second expire under an idempotency key is refused, and revives the session.',
    violates: ['state.stays-expired'],
    clause: STAYS,
    kind: 'softer',
    patch: behind(
      (answer, call, world) => expiring(call, world) && answer.status === 409 && keyed(call, world),
      (call, world) => revive(named(call, world), world),
    ),
  },
  {
    slug: 'undone-by-third-expire',
    area: 'state',
    sentence: 'The third expire of a session brings it back to life.',
    violates: ['state.second-expire-keeps-expired'],
    clause: STAYS,
    kind: 'softer',
    patch: behind(
      (answer, call, world) => expiring(call, world) && answer.status === 409,
      (call, world) => {
        if (thirdExpire(world, call.params['id'] ?? '') === 2) revive(named(call, world), world);
      },
    ),
  },
  {
    slug: 'undone-by-sibling-expire',
    area: 'state',
    sentence: 'Expiring a session revives the sessions of its inquiry that were expired before.',
    violates: ['state.stays-expired'],
    clause: STAYS,
    kind: 'softer',
    patch: uponSuccess(anyCall, (session, _call, world) => {
      for (const sibling of siblings(world, session)) revive(sibling, world);
    }),
  },
  {
    slug: 'neighbour-of-wrong-id-expired',
    area: 'state',
    sentence:
      'An id with a wrong last character is answered 404, but the session that it resembles is expired.',
    violates: ['errors.refused-without-effect'],
    clause: ONE_SESSION,
    kind: 'contradicts',
    patch: behind(
      (answer, call, world) => expiring(call, world) && answer.status === 404,
      (call, world) => {
        const start = (call.params['id'] ?? '').slice(0, -1);
        if (start.length < 8) return;
        end(
          world.store.sessions.everywhere().find(({ id }) => id.startsWith(start)),
          call,
          world,
        );
      },
    ),
  },
  {
    slug: 'other-sessions-of-device-expired',
    area: 'state',
    sentence: 'All sessions that were opened on the same device end with it.',
    violates: ['state.active-sibling-untouched'],
    clause: ONE_SESSION,
    kind: 'contradicts',
    patch: {
      open: { deviceSharing: 'shared' },
      ...uponSuccess(opened, (session, call, world) => {
        for (const other of world.store.sessions.list(session.environment)) {
          if (other.deviceId === session.deviceId) end(other, call, world);
        }
      }),
    },
  },
  {
    slug: 'same-reference-expired',
    area: 'state',
    sentence: 'Sessions of other inquiries with the same reference id end with it.',
    violates: ['state.other-inquiries-untouched'],
    clause: ONE_SESSION,
    kind: 'contradicts',
    patch: uponSuccess(anyCall, (session, call, world) => {
      const reference = inquiryOf(world, session)?.referenceId ?? null;
      if (reference === null) return;
      for (const other of world.store.sessions.list(session.environment)) {
        if (inquiryOf(world, other)?.referenceId === reference) end(other, call, world);
      }
    }),
  },
  {
    slug: 'previous-inquiry-expired',
    area: 'state',
    sentence: 'The sessions of the inquiry that was created just before end with it.',
    violates: ['state.other-inquiries-untouched'],
    clause: ONE_SESSION,
    kind: 'contradicts',
    patch: uponSuccess(anyCall, (session, call, world) => {
      const list = world.store.inquiries.list(session.environment);
      const before = list[list.findIndex(({ id }) => id === session.inquiryId) + 1];
      for (const other of world.store.sessions.list(session.environment)) {
        if (other.inquiryId === before?.id) end(other, call, world);
      }
    }),
  },
  {
    slug: 'last-session-takes-inquiry',
    area: 'state',
    sentence: 'When no session of an inquiry is left, the inquiry expires too.',
    violates: ['state.inquiry-untouched'],
    clause: ONE_SESSION,
    kind: 'contradicts',
    patch: uponSuccess(anyCall, (session, call, world) => {
      const inquiry = inquiryOf(world, session);
      const over = siblings(world, session).every(({ status }) => status === 'expired');
      if (inquiry && over) endInquiry(inquiry, world, call.at.getTime());
    }),
  },
  {
    slug: 'active-session-fails-inquiry',
    area: 'state',
    sentence: 'Expiring a session that somebody had opened turns its inquiry into a failed one.',
    violates: ['state.inquiry-untouched'],
    clause: ONE_SESSION,
    kind: 'contradicts',
    patch: uponSuccess(opened, (session, _call, world) => {
      const inquiry = inquiryOf(world, session);
      if (inquiry) world.store.inquiries.put({ ...inquiry, status: 'failed' });
    }),
  },
  {
    slug: 'inquiry-back-to-created',
    area: 'state',
    sentence: 'A pending inquiry becomes created again when its session is expired.',
    violates: ['state.inquiry-untouched'],
    clause: ONE_SESSION,
    kind: 'contradicts',
    patch: uponSuccess(anyCall, (session, _call, world) => {
      const inquiry = inquiryOf(world, session);
      if (inquiry?.status === 'pending') {
        world.store.inquiries.put({ ...inquiry, status: 'created', startedAt: null });
      }
    }),
  },
  {
    slug: 'older-unopened-siblings-expired',
    area: 'state',
    sentence: 'Sessions of the inquiry that are older and were never opened end with it.',
    violates: ['state.new-sibling-untouched'],
    clause: ONE_SESSION,
    kind: 'contradicts',
    patch: uponSuccess(anyCall, (session, call, world) => {
      for (const other of siblings(world, session)) {
        if (other.order < session.order && other.status === 'new') end(other, call, world);
      }
    }),
  },
  {
    slug: 'newer-active-siblings-expired',
    area: 'state',
    sentence: 'Active sessions of the inquiry that are newer end with a session that was never opened.',
    violates: ['state.active-sibling-untouched'],
    clause: ONE_SESSION,
    kind: 'contradicts',
    patch: uponSuccess(
      (call, world) => !opened(call, world),
      (session, call, world) => {
        for (const other of siblings(world, session)) {
          if (other.order > session.order && other.status === 'active') end(other, call, world);
        }
      },
    ),
  },
  {
    slug: 'body-expires-siblings',
    area: 'state',
    sentence: 'With a JSON body all sessions of the inquiry are expired.',
    violates: ['state.active-sibling-untouched', 'state.new-sibling-untouched'],
    clause: ONE_SESSION,
    kind: 'contradicts',
    patch: uponSuccess(bodied, (session, call, world) => {
      for (const other of siblings(world, session)) end(other, call, world);
    }),
  },
  {
    slug: 'include-expires-inquiry',
    area: 'state',
    sentence: 'With `include=inquiry` the inquiry expires together with the session.',
    violates: ['state.inquiry-untouched'],
    clause: ONE_SESSION,
    kind: 'contradicts',
    patch: uponSuccess(
      (call) => (call.query.get('include') ?? '').includes('inquiry'),
      (session, call, world) => {
        const inquiry = inquiryOf(world, session);
        if (inquiry) endInquiry(inquiry, world, call.at.getTime());
      },
    ),
  },
  {
    slug: 'keyed-expire-of-active-not-stored',
    area: 'state',
    sentence: 'Under an idempotency key an active session is answered as expired and stays active.',
    violates: ['query.every-combination'],
    clause: READ_EXPIRED,
    kind: 'contradicts',
    patch: pretended(all(keyed, opened)),
  },
  {
    slug: 'sparse-expire-without-status-not-stored',
    area: 'state',
    sentence: 'A sparse expire that does not ask for `status` is answered well and stores nothing.',
    violates: ['query.every-combination'],
    clause: READ_EXPIRED,
    kind: 'contradicts',
    patch: pretended(
      (call, world) =>
        sparse(call, world) &&
        !(call.query.get('fields[inquiry-session]') ?? '').split(',').includes('status'),
    ),
  },
  {
    slug: 'camel-expire-of-active-not-stored',
    area: 'state',
    sentence: 'With `Key-Inflection: camel` an active session is answered as expired and stays active.',
    violates: ['query.every-combination'],
    clause: READ_EXPIRED,
    kind: 'contradicts',
    patch: pretended(all(camel, opened)),
  },
  {
    slug: 'old-version-expire-not-stored',
    area: 'state',
    sentence: 'Under a version before 2021-08-18 the answer says expired and nothing is stored.',
    violates: ['query.every-combination'],
    clause: READ_EXPIRED,
    kind: 'contradicts',
    patch: pretended((call) => call.version < '2021-08-18'),
  },
  {
    slug: 'newest-version-expire-not-stored',
    area: 'state',
    sentence: 'Under version 2025-12-08 an active session is answered as expired and stays active.',
    violates: ['query.every-combination'],
    clause: READ_EXPIRED,
    kind: 'contradicts',
    patch: pretended(all(having('persona-version', '2025-12-08'), opened)),
  },
  {
    slug: 'json-body-expire-not-stored',
    area: 'state',
    sentence: 'With a JSON body the answer says expired and nothing is stored.',
    violates: ['errors.body-cannot-steer'],
    clause: READ_EXPIRED,
    kind: 'contradicts',
    patch: pretended(bodied),
  },
  {
    slug: 'newest-sibling-expired-instead',
    area: 'state',
    sentence: 'In an inquiry of three sessions or more the newest is expired, whichever was named.',
    violates: ['state.active-becomes-expired', 'state.new-sibling-untouched'],
    clause: ONE_SESSION,
    kind: 'contradicts',
    patch: uponSuccess(anyCall, (session, call, world) => {
      const [newest, ...more] = siblings(world, session);
      if (!newest || more.length === 0 || newest.order < session.order) return;
      revive(session, world);
      end(newest, call, world);
    }),
  },
  {
    slug: 'new-refused-beside-active',
    area: 'state',
    sentence: 'A session that nobody has opened cannot be expired while its inquiry has an active one.',
    violates: ['state.new-becomes-expired'],
    clause: 'A session can be expired; nothing says that it must be the only one.',
    kind: 'softer',
    patch: instead(
      'expireSession',
      (call, world) => {
        const session = named(call, world);
        return (
          session?.status === 'new' && siblings(world, session).some(({ status }) => status === 'active')
        );
      },
      (_call, world) => refuse(world, 409, { details: 'Another session is in use.' }),
    ),
  },
  {
    slug: 'place-wiped',
    area: 'state',
    sentence: 'Expiring wipes what was recorded of the end user; the answer still shows it.',
    violates: ['state.attributes-kept'],
    clause: 'Expiring changes the status and the time of the end, nothing that was recorded.',
    kind: 'softer',
    patch: uponSuccess(opened, (session, _call, world) => alter(world, session.id, () => ({ visit: null }))),
  },
  {
    slug: 'gps-precision-lowered',
    area: 'state',
    sentence: 'Expiring rounds the recorded position and calls it approximate.',
    violates: ['state.attributes-kept'],
    clause: 'Expiring changes the status and the time of the end, nothing that was recorded.',
    kind: 'softer',
    patch: uponSuccess(opened, (session, _call, world) => {
      const { visit } = session;
      if (!visit) return;
      alter(world, session.id, () => ({
        visit: { ...visit, gpsLatitude: Math.round(visit.gpsLatitude), gpsPrecision: 'approximate' },
      }));
    }),
  },
  {
    slug: 'sibling-loses-device',
    area: 'state',
    sentence: 'Expiring one session cuts the other sessions of its inquiry off from their devices.',
    violates: ['state.relationships-kept'],
    clause: ONE_SESSION,
    kind: 'softer',
    patch: uponSuccess(anyCall, (session, _call, world) => {
      for (const other of siblings(world, session)) alter(world, other.id, () => ({ deviceId: null }));
    }),
  },
  {
    slug: 'moved-to-newest-inquiry',
    area: 'state',
    sentence: 'Once expired, a session says that it belongs to the newest inquiry of the environment.',
    violates: ['state.relationships-kept', 'schema.inquiry-is-its-own'],
    clause: 'One session belongs to one inquiry.',
    kind: 'contradicts',
    patch: uponSuccess(anyCall, (session, _call, world) => {
      const newest = world.store.inquiries.list(session.environment)[0];
      if (newest) alter(world, session.id, () => ({ inquiryId: newest.id }));
    }),
  },
  {
    slug: 'repeat-with-new-key-fails',
    area: 'state',
    sentence: 'A second expire under an idempotency key is answered 500.',
    violates: ['state.second-expire-no-server-error'],
    clause: 'A second expire keeps the documented shapes and is no failure of the server.',
    kind: 'softer',
    patch: instead(
      'expireSession',
      (call, world) => keyed(call, world) && named(call, world)?.status === 'expired',
      (_call, world) => refuse(world, 500),
    ),
  },
  {
    slug: 'repeat-with-include-empty',
    area: 'state',
    sentence: 'A second expire with `include` is refused with an empty body.',
    violates: ['errors.media-type'],
    clause: 'Every documented error comes in the JSON envelope.',
    kind: 'contradicts',
    patch: finished(
      (answer, call, world) =>
        expiring(call, world) && answer.status === 409 && asking('include')(call, world),
      (answer) => ({ ...answer, text: '' }),
    ),
  },
  {
    slug: 'repeat-in-camel-shows-reason-only',
    area: 'state',
    sentence:
      'A second expire with `Key-Inflection: camel` is refused with one `message` in place of the errors.',
    violates: ['state.second-expire-documented-shape', 'errors.list'],
    clause: 'Every documented error comes in the JSON envelope.',
    kind: 'contradicts',
    patch: {
      document: (document, call, answer, world) =>
        answer.status === 409 && camel(call, world)
          ? { message: 'The session is expired already.' }
          : document,
    },
  },
  {
    slug: 'answer-of-active-shown-before',
    area: 'state',
    sentence: 'The answer to expiring an active session still shows it as active.',
    violates: ['state.answer-shows-expired', 'state.answer-agrees-with-read'],
    clause: 'The answer is the session, which is expired by then.',
    kind: 'softer',
    patch: uponSuccess(opened, (session, _call, world) =>
      showSession({ ...session, status: 'active', expiredAt: null }, world),
    ),
  },
  {
    slug: 'sparse-answer-shown-before',
    area: 'state',
    sentence: 'A sparse answer shows the status from before the expire.',
    violates: ['state.answer-shows-expired'],
    clause: 'The answer is the session, which is expired by then.',
    kind: 'softer',
    patch: uponSuccess(sparse, (session, _call, world) => ({
      status: 200,
      document: { data: sessionResource({ ...session, status: 'new' }, world.settings.open) },
    })),
  },
  {
    slug: 'head-on-expire-expires',
    area: 'state',
    sentence: 'A HEAD on the expire address is answered 404 and expires the session.',
    violates: ['errors.reading-expires-nothing'],
    clause: 'The endpoint is a POST; a request that only reads expires nothing.',
    kind: 'softer',
    patch: behind(
      (answer, call) => call.method === 'HEAD' && answer.status === 404,
      (call, world) =>
        end(sessionOf(world, /inquiry-sessions\/([^/]+)\/expire$/.exec(call.path)?.[1] ?? ''), call, world),
    ),
  },
  {
    slug: 'keyed-read-on-expire-expires',
    area: 'state',
    sentence: 'A GET on the expire address under an idempotency key is answered 404 and expires the session.',
    violates: ['errors.reading-expires-nothing'],
    clause: 'The endpoint is a POST, and the key has no effect on a GET.',
    kind: 'softer',
    patch: behind(
      (answer, call, world) => call.method === 'GET' && answer.status === 404 && keyed(call, world),
      (call, world) =>
        end(sessionOf(world, /inquiry-sessions\/([^/]+)\/expire$/.exec(call.path)?.[1] ?? ''), call, world),
    ),
  },
  {
    slug: 'active-with-include-answered-202',
    area: 'state',
    sentence: 'Expiring an active session with `include` is answered 202.',
    violates: ['schema.status-200'],
    clause: 'Success is a 200.',
    kind: 'contradicts',
    patch: finished(
      (answer, call, world) =>
        expiring(call, world) &&
        withStatus(200)(answer) &&
        opened(call, world) &&
        asking('include')(call, world),
      (answer) => ({ ...answer, status: 202 }),
    ),
  },
];
