/** Blind faults of times: formats in one place only, moments that move, time zones that lie. */
import { type Json } from '../../json.ts';
import { sessionResource } from '../../resources/session.ts';
import { sessionsOf } from '../../lifecycle.ts';
import type { BlindFault } from './fault.ts';
import {
  alter,
  behind,
  bodied,
  camel,
  counter,
  creating,
  expiring,
  having,
  keyed,
  listing,
  named,
  opened,
  reading,
  sessions,
  succeeded,
  uponSuccess,
  wireAttributes,
} from './kit.ts';

const DATE_TIME = 'Times are date-times (RFC 3339 with a time zone), or null.';
const KEPT = '`expired-at` does not move once it is set.';
const NOW = '`expired-at` is about now by the server’s own clock.';
const SAME = 'A session has one set of times, wherever it is shown.';
const any = (): boolean => true;

const text = (change: (value: string) => Json) => (value: Json) =>
  typeof value === 'string' ? change(value) : value;
const later = (ms: number) => text((value) => new Date(Date.parse(value) + ms).toISOString());
const HOUR = 3_600_000;
const repeats = counter();

export const timeFaults: readonly BlindFault[] = [
  {
    slug: 'third-expire-moves-end',
    area: 'time',
    sentence: 'The third expire of a session moves `expired-at`.',
    violates: ['time.second-expire-keeps-time'],
    clause: KEPT,
    kind: 'softer',
    patch: behind(
      (answer, call, world) => expiring(call, world) && answer.status === 409,
      (call, world) => {
        const id = call.params['id'] ?? '';
        if (repeats(world, id) === 2) alter(world, id, () => ({ expiredAt: call.at.getTime() + 1000 }));
      },
    ),
  },
  {
    slug: 'camel-repeat-moves-end',
    area: 'time',
    sentence: 'A second expire with `Key-Inflection: camel` moves `expired-at`.',
    violates: ['time.second-expire-keeps-time'],
    clause: KEPT,
    kind: 'softer',
    patch: behind(
      (answer, call, world) => expiring(call, world) && answer.status === 409 && camel(call, world),
      (call, world) => alter(world, call.params['id'] ?? '', () => ({ expiredAt: call.at.getTime() + 1000 })),
    ),
  },
  {
    slug: 'keyed-repeat-moves-end',
    area: 'time',
    sentence: 'A second expire under an idempotency key moves `expired-at`.',
    violates: ['time.second-expire-keeps-time'],
    clause: KEPT,
    kind: 'softer',
    patch: behind(
      (answer, call, world) => expiring(call, world) && answer.status === 409 && keyed(call, world),
      (call, world) => alter(world, call.params['id'] ?? '', () => ({ expiredAt: call.at.getTime() + 1000 })),
    ),
  },
  {
    slug: 'expire-all-moves-end',
    area: 'time',
    sentence: 'Expiring all sessions of an inquiry moves `expired-at` of those that were over.',
    violates: ['time.second-expire-keeps-time'],
    clause: KEPT,
    kind: 'softer',
    patch: behind(
      (answer, call) => call.endpoint.name === 'expireAllSessions' && succeeded(answer),
      (call, world) => {
        for (const session of world.store.sessions.everywhere()) {
          if (session.status === 'expired' && call.bodyText.includes(session.inquiryId)) {
            alter(world, session.id, () => ({ expiredAt: call.at.getTime() }));
          }
        }
      },
    ),
  },
  {
    slug: 'inquiry-expiry-moves-end',
    area: 'time',
    sentence: 'Expiring an inquiry moves `expired-at` of its sessions that were over.',
    violates: ['time.second-expire-keeps-time'],
    clause: KEPT,
    kind: 'softer',
    patch: behind(
      (answer, call) => call.endpoint.name === 'expireInquiry' && succeeded(answer),
      (call, world) => {
        const inquiry = world.store.inquiries.everywhere().find(({ id }) => id === call.params['id']);
        if (!inquiry) return;
        for (const { id } of sessionsOf(inquiry, world))
          alter(world, id, () => ({ expiredAt: call.at.getTime() }));
      },
    ),
  },
  {
    slug: 'read-moves-end',
    area: 'time',
    sentence: '`expired-at` of a session that is over is the time of the last read.',
    violates: ['time.second-expire-keeps-time', 'state.answer-agrees-with-read'],
    clause: KEPT,
    kind: 'softer',
    patch: behind(
      (answer, call, world) =>
        reading(call, world) && succeeded(answer) && named(call, world)?.status === 'expired',
      (call, world) => alter(world, call.params['id'] ?? '', () => ({ expiredAt: call.at.getTime() })),
    ),
  },
  {
    slug: 'refused-reader-moves-end',
    area: 'time',
    sentence: 'An expire that is answered 401 or 403 moves `expired-at` of a session that is over.',
    violates: ['time.second-expire-keeps-time', 'auth.refused-without-effect'],
    clause: 'What is refused does nothing.',
    kind: 'contradicts',
    patch: behind(
      (answer, call, world) =>
        [401, 403].includes(answer.status) &&
        expiring(call, world) &&
        named(call, world)?.status === 'expired',
      (call, world) => alter(world, call.params['id'] ?? '', () => ({ expiredAt: call.at.getTime() })),
    ),
  },
  {
    slug: 'created-at-in-list-is-now',
    area: 'time',
    sentence: 'Lists show every session as created now.',
    violates: ['time.created-at-kept', 'state.answer-agrees-with-read'],
    clause: SAME,
    kind: 'softer',
    patch: sessions(listing, (resource, call) => ({
      ...resource,
      attributes: { ...resource.attributes, 'created-at': call.at.toISOString() },
    })),
  },
  {
    slug: 'created-at-moves-with-idempotency-key',
    area: 'time',
    sentence: 'Under an idempotency key expiring moves `created-at` by a second.',
    violates: ['time.created-at-kept'],
    clause: 'Expiring does not change when a session was created.',
    kind: 'softer',
    patch: uponSuccess(keyed, (session, _call, world) =>
      alter(world, session.id, ({ createdAt }) => ({ createdAt: createdAt + 1000 })),
    ),
  },
  {
    slug: 'never-opened-gets-start',
    area: 'time',
    sentence: 'Expiring a session that nobody opened gives it a `started-at`.',
    violates: ['time.started-at-kept'],
    clause: 'A session starts when an end user opens it.',
    kind: 'softer',
    patch: uponSuccess(any, (session, call, world) => {
      if (session.startedAt === null) alter(world, session.id, () => ({ startedAt: call.at.getTime() }));
    }),
  },
  {
    slug: 'list-shows-local-time',
    area: 'time',
    sentence: 'Lists show `expired-at` in local time and call it UTC.',
    violates: ['state.answer-agrees-with-read', 'time.expired-at-is-now'],
    clause: SAME,
    kind: 'softer',
    patch: wireAttributes('inquiry-session', listing, { 'expired-at': later(HOUR) }),
  },
  {
    slug: 'read-shows-wrong-offset',
    area: 'time',
    sentence: 'A read gives times the offset `+02:00` without moving the digits.',
    violates: ['state.answer-agrees-with-read'],
    clause: SAME,
    kind: 'softer',
    patch: wireAttributes('inquiry-session', reading, {
      'created-at': text((value) => value.replace(/Z$/, '+02:00')),
      'expired-at': text((value) => value.replace(/Z$/, '+02:00')),
    }),
  },
  {
    slug: 'month-for-minute',
    area: 'time',
    sentence: '`expired-at` of a session that was opened has the month where its minutes belong.',
    violates: ['time.expired-at-is-now'],
    clause: NOW,
    kind: 'softer',
    patch: wireAttributes('inquiry-session', (call, world) => expiring(call, world) && opened(call, world), {
      'expired-at': text((value) => value.replace(/^(\d+-(\d\d)-\d\dT\d\d):\d\d/, '$1:$2')),
    }),
  },
  {
    slug: 'end-at-midnight',
    area: 'time',
    sentence: '`expired-at` is stored as a date: it reads as midnight of the day.',
    violates: ['time.expired-at-is-now', 'time.expired-at-after-creation'],
    clause: NOW,
    kind: 'softer',
    patch: uponSuccess(any, (session, call, world) => {
      const day = Math.floor(call.at.getTime() / (24 * HOUR)) * 24 * HOUR;
      alter(world, session.id, () => ({ expiredAt: day }));
      return {
        status: 200,
        document: { data: sessionResource({ ...session, expiredAt: day }, world.settings.open) },
      };
    }),
  },
  {
    slug: 'end-an-hour-behind-with-body',
    area: 'time',
    sentence: 'With a body `expired-at` is an hour ago.',
    violates: ['time.expired-at-is-now'],
    clause: NOW,
    kind: 'softer',
    patch: uponSuccess(bodied, (session, call, world) => {
      const at = call.at.getTime() - HOUR;
      alter(world, session.id, () => ({ expiredAt: at }));
      return {
        status: 200,
        document: { data: sessionResource({ ...session, expiredAt: at }, world.settings.open) },
      };
    }),
  },
  {
    slug: 'end-of-expire-all-missing',
    area: 'time',
    sentence: 'Sessions that end by expire-all have no `expired-at`.',
    violates: ['time.expired-at-set'],
    clause: 'A session that is expired says since when.',
    kind: 'softer',
    patch: behind(
      (answer, call) => call.endpoint.name === 'expireAllSessions' && succeeded(answer),
      (call, world) => {
        for (const session of world.store.sessions.everywhere()) {
          if (session.status === 'expired' && call.bodyText.includes(session.inquiryId)) {
            alter(world, session.id, () => ({ expiredAt: null }));
          }
        }
      },
    ),
  },
  {
    slug: 'end-of-inquiry-expiry-missing',
    area: 'time',
    sentence: 'Sessions that end with their inquiry have no `expired-at`.',
    violates: ['time.expired-at-set'],
    clause: 'A session that is expired says since when.',
    kind: 'softer',
    patch: behind(
      (answer, call) => call.endpoint.name === 'expireInquiry' && succeeded(answer),
      (call, world) => {
        for (const session of world.store.sessions.everywhere()) {
          if (session.inquiryId === call.params['id']) alter(world, session.id, () => ({ expiredAt: null }));
        }
      },
    ),
  },
  {
    slug: 'camel-times-as-numbers',
    area: 'time',
    sentence: 'In camel case `createdAt` is a number of seconds.',
    violates: ['schema.created-at'],
    clause: DATE_TIME,
    kind: 'contradicts',
    patch: wireAttributes('inquiry-session', camel, {
      createdAt: text((value) => Math.floor(Date.parse(value) / 1000)),
    }),
  },
  {
    slug: 'list-created-at-without-zone',
    area: 'time',
    sentence: 'Lists show `created-at` without a time zone.',
    violates: ['schema.created-at'],
    clause: DATE_TIME,
    kind: 'contradicts',
    patch: wireAttributes('inquiry-session', listing, {
      'created-at': text((value) => value.replace(/Z$/, '')),
    }),
  },
  {
    slug: 'started-at-with-space',
    area: 'time',
    sentence: '`started-at` has a blank for the T and `UTC` for the zone.',
    violates: ['schema.times'],
    clause: DATE_TIME,
    kind: 'contradicts',
    patch: wireAttributes('inquiry-session', any, {
      'started-at': text((value) => value.replace('T', ' ').replace(/\.\d+Z$/, ' UTC')),
    }),
  },
  {
    slug: 'started-at-empty-when-never',
    area: 'time',
    sentence: '`started-at` of a session that nobody opened is an empty text.',
    violates: ['schema.times'],
    clause: DATE_TIME,
    kind: 'contradicts',
    patch: sessions(any, (resource) => ({
      ...resource,
      attributes: { ...resource.attributes, 'started-at': resource.attributes['started-at'] ?? '' },
    })),
  },
  {
    slug: 'creation-expired-at-zero',
    area: 'time',
    sentence: 'A session is created with `expired-at` `0000-00-00T00:00:00Z`.',
    violates: ['schema.times'],
    clause: DATE_TIME,
    kind: 'contradicts',
    patch: sessions(creating, (resource) => ({
      ...resource,
      attributes: { ...resource.attributes, 'expired-at': '0000-00-00T00:00:00Z' },
    })),
  },
  {
    slug: 'expired-at-in-wrong-month',
    area: 'time',
    sentence: '`expired-at` counts months from 0: its date may not exist.',
    violates: ['time.expired-at-is-now', 'state.answer-agrees-with-read'],
    clause: NOW,
    kind: 'softer',
    patch: wireAttributes('inquiry-session', expiring, {
      'expired-at': text((value) =>
        value.replace(
          /^(\d+)-(\d\d)/,
          (_, year: string, month: string) => `${year}-${String(Number(month) - 1).padStart(2, '0')}`,
        ),
      ),
    }),
  },
  {
    slug: 'old-version-times-in-http-form',
    area: 'time',
    sentence: 'Under versions before 2022 times are written like in an HTTP header.',
    violates: ['schema.created-at', 'schema.times'],
    clause: DATE_TIME,
    kind: 'contradicts',
    patch: wireAttributes('inquiry-session', (call) => call.version < '2022', {
      'created-at': text((value) => new Date(value).toUTCString()),
    }),
  },
  {
    slug: 'version-2022-offset-without-colon',
    area: 'time',
    sentence: 'Under version 2022-09-01 the time zone is written `+0000`.',
    violates: ['schema.created-at', 'schema.times'],
    clause: DATE_TIME,
    kind: 'contradicts',
    patch: wireAttributes('inquiry-session', having('persona-version', '2022-09-01'), {
      'created-at': text((value) => value.replace(/Z$/, '+0000')),
      'started-at': text((value) => value.replace(/Z$/, '+0000')),
      'expired-at': text((value) => value.replace(/Z$/, '+0000')),
    }),
  },
  {
    slug: 'included-inquiry-created-in-seconds',
    area: 'time',
    sentence: 'An included inquiry shows `created-at` as a number.',
    violates: ['query.inquiry-status'],
    clause: DATE_TIME,
    kind: 'contradicts',
    patch: wireAttributes(
      'inquiry',
      any,
      { 'created-at': text((value) => Math.floor(Date.parse(value) / 1000)) },
      'included',
    ),
  },
  {
    slug: 'end-is-start-of-newest-sibling',
    area: 'time',
    sentence: 'In an inquiry of several sessions the end of one is stored at the creation of the newest.',
    violates: ['time.expired-at-is-now', 'state.answer-agrees-with-read'],
    clause: NOW,
    kind: 'softer',
    patch: uponSuccess(any, (session, _call, world) => {
      const newest = world.store.sessions
        .list(session.environment)
        .find(({ inquiryId, id }) => inquiryId === session.inquiryId && id !== session.id);
      if (newest) alter(world, session.id, () => ({ expiredAt: newest.createdAt }));
    }),
  },
];
