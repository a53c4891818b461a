/** What holds for every answer to the endpoint that this suite is about. */
import { attribute, document } from '../../client/document.ts';
import { header, type Exchange } from '../../client/exchange.ts';
import { valueOf } from '../value.ts';
import { sessionsIn, type Answer } from './answer.ts';
import type { History } from './history.ts';
import { firstOf, type Invariant } from './invariant.ts';

const session = { outcome: 'success', shows: ['session'] } as const;

/** Clocks and rounding: `Date` has whole seconds, and machines behind one address differ a little. */
export const TOLERANCE_MS = 120_000;

const isExpire = ({ endpoint }: Exchange) => endpoint === 'expireSession';

export const expiringInvariants: readonly Invariant[] = [
  {
    clause: 'schema.status-200',
    of: session,
    breach: ({ exchange }) => {
      const { status: seen } = exchange.response;
      return isExpire(exchange) && seen !== 200 ? { code: 'status.other', expected: 200, seen } : undefined;
    },
  },
  {
    clause: 'state.answer-shows-expired',
    of: session,
    breach: ({ exchange }) => {
      const status = attribute(document(exchange).data, 'status');
      if (!isExpire(exchange) || typeof status !== 'string' || status === 'expired') return undefined;
      return {
        code: 'session.other-state',
        expected: 'expired',
        status: exchange.response.status,
        seen: valueOf(status, 'status'),
        path: ['data', 'attributes', 'status'],
      };
    },
  },
  {
    clause: 'time.expired-at-is-now',
    of: session,
    breach: (answer, history) => {
      if (!isFirstEnd(answer, history)) return undefined;
      const shown = attribute(document(answer.exchange).data, 'expired-at');
      const away = Date.parse(String(shown)) - Date.parse(header(answer.exchange, 'date') ?? '');
      if (!(Math.abs(away) > TOLERANCE_MS)) return undefined;
      return {
        code: 'time.not-now',
        toleranceS: TOLERANCE_MS / 1_000,
        awayS: Math.round(away / 1_000),
        path: ['data', 'attributes', 'expired-at'],
      };
    },
  },
  {
    // What is over has not ended at a time that is still to come.
    clause: 'time.expired-at-is-now',
    of: { outcome: 'success' },
    breach: (answer) =>
      firstOf(sessionsIn(answer), ({ resource, path }) => {
        if (attribute(resource, 'status') !== 'expired') return undefined;
        const shown = attribute(resource, 'expired-at');
        const ahead = Date.parse(String(shown)) - Date.parse(header(answer.exchange, 'date') ?? '');
        if (!(ahead > TOLERANCE_MS)) return undefined;
        return {
          code: 'time.not-now',
          toleranceS: TOLERANCE_MS / 1_000,
          awayS: Math.round(ahead / 1_000),
          path: [...path, 'attributes', 'expired-at'],
        };
      }),
  },
];

/** Nothing before it may have ended the session: whoever asks again is told of a time gone by. */
function isFirstEnd({ exchange }: Answer, { answers, inquiryOf }: History): boolean {
  const { pathId: id } = exchange;
  if (!isExpire(exchange) || id === undefined) return false;
  const inquiry = inquiryOf.get(id) ?? id;
  return !answers.some(
    (other) =>
      other.exchange.startedAt < exchange.startedAt &&
      other.outcome !== 'refusal' &&
      ((isExpire(other.exchange) && other.exchange.pathId === id) ||
        (other.exchange.endpoint === 'expireInquiry' && other.exchange.pathId === inquiry) ||
        (other.exchange.endpoint === 'expireAllSessions' &&
          other.exchange.request.body?.includes(inquiry) === true)),
  );
}
