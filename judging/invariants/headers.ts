/** What the head of every authenticated answer says, and the course of the limits over the run. */
import type { RequirementId } from '../../contract/catalogue.ts';
import { header, type Exchange } from '../../client/exchange.ts';
import { toCountIn, toHaveHeader } from '../expectations/headers.ts';
import { requestHeader, type Answer, type Kinds } from './answer.ts';
import { endOf, type History } from './history.ts';
import { claimOf, firstOf, type Invariant } from './invariant.ts';

const success = { outcome: 'success', authenticated: true } as const;
const refusal = { outcome: 'refusal', authenticated: true } as const;

const LIMITS = ['RateLimit-Limit', 'RateLimit-Remaining', 'RateLimit-Reset'] as const;

/** A window lasts a minute; a day leaves room for other accounts, and no point in time is so small. */
const LONGEST_WINDOW_S = 86_400;

/** Reset times are whole seconds, and clocks of one service differ a little. */
const ROUNDING_MS = 2_000;

/** How far the announced end of one window may move: `Date` and the seconds to go are rounded one by one. */
const DRIFT_MS = 3_000;

const number = (exchange: Exchange, name: string) => {
  const text = header(exchange, name);
  return text !== undefined && /^\d+$/.test(text) ? Number(text) : undefined;
};

/** Answers of a kind carry these headers. */
function carrying(clause: RequirementId, of: Kinds, ...names: readonly string[]): Invariant {
  return {
    clause,
    of,
    breach: ({ exchange }) => firstOf(names, (name) => claimOf(toHaveHeader(exchange, name))),
  };
}

export const headerInvariants: readonly Invariant[] = [
  carrying('headers.request-id', success, 'Request-Id'),
  carrying('headers.request-id-on-errors', refusal, 'Request-Id'),
  {
    clause: 'headers.request-id-unique',
    of: { authenticated: true },
    breach: (answer, { withRequestId }) => {
      const earlier = withRequestId.get(header(answer.exchange, 'request-id') ?? '');
      if (!earlier || earlier === answer) return undefined;
      // Whether a repeated answer carries the first one's id is left open.
      const [key, other] = [answer, earlier].map((one) => requestHeader(one.exchange, 'idempotency-key'));
      if (key !== undefined && key === other) return undefined;
      return { code: 'request-id.reused', since: earlier.exchange.label };
    },
  },
  carrying('headers.rate-limit-announced', success, ...LIMITS),
  carrying('headers.rate-limit-on-errors', refusal, ...LIMITS),
  carrying('headers.environment-id', success, 'Persona-Environment-Id'),
  carrying('headers.environment-id-on-errors', refusal, 'Persona-Environment-Id'),
  carrying('headers.organization-id', success, 'Persona-Organization-Id'),
  carrying('headers.organization-id-on-errors', refusal, 'Persona-Organization-Id'),
  {
    clause: 'headers.rate-limit-numbers',
    of: {},
    breach: ({ exchange }) => claimOf(toCountIn(exchange, 'ratelimit')),
  },
  {
    clause: 'headers.quota-numbers',
    of: {},
    breach: ({ exchange }) => claimOf(toCountIn(exchange, 'quota')),
  },
  {
    clause: 'headers.rate-limit-reset-seconds',
    of: {},
    breach: ({ exchange }) => {
      const reset = number(exchange, 'ratelimit-reset');
      if (reset === undefined || reset <= LONGEST_WINDOW_S) return undefined;
      return { code: 'rate-limit.reset-not-seconds', text: String(reset) };
    },
  },
  {
    // The window begins with its first request: until then every answer names the same end.
    clause: 'headers.rate-limit-reset-seconds',
    of: { authenticated: true },
    breach: (answer, history) => {
      const before = firstOfWindow(answer, history);
      const [earlier, later] = [before, answer].map((one) => one && windowOf(one));
      if (!before || !earlier || !later || later.now >= earlier.ends - DRIFT_MS) return undefined;
      const moved = later.ends - earlier.ends;
      if (Math.abs(moved) <= DRIFT_MS) return undefined;
      return { code: 'rate-limit.reset-moved', byS: Math.round(moved / 1_000), since: before.exchange.label };
    },
  },
  {
    clause: 'headers.rate-limit-constant',
    of: { authenticated: true },
    breach: (answer, history) => {
      const before = previous(answer, history);
      const [earlier, later] = [before, answer].map((one) => one && number(one.exchange, 'ratelimit-limit'));
      if (!before || earlier === undefined || later === undefined || earlier === later) return undefined;
      return {
        code: 'rate-limit.limit-changed',
        before: earlier,
        after: later,
        since: before.exchange.label,
      };
    },
  },
  {
    clause: 'headers.rate-limit-counts',
    of: { authenticated: true },
    breach: (answer, history) => {
      const before = previous(answer, history);
      if (!before) return undefined;
      const [earlier, later] = [before, answer].map(windowOf);
      if (!earlier || !later || later.limit !== earlier.limit) return undefined;
      if (later.now >= earlier.ends - ROUNDING_MS || later.remaining <= earlier.remaining) return undefined;
      return {
        code: 'rate-limit.remaining-rose',
        before: earlier.remaining,
        after: later.remaining,
        since: before.exchange.label,
      };
    },
  },
];

/** The window that an answer announces, by the clock of the target; undefined where it does not announce one. */
function windowOf({ exchange }: Answer) {
  const now = Date.parse(header(exchange, 'date') ?? '');
  const [limit, remaining, reset] = LIMITS.map((name) => number(exchange, name));
  if (Number.isNaN(now) || remaining === undefined || reset === undefined) return undefined;
  return { now, ends: now + reset * 1_000, limit, remaining };
}

/** The first answer to the same key in the window that this one is in: the earliest whose end has not come. */
function firstOfWindow(answer: Answer, { answers }: History): Answer | undefined {
  const key = requestHeader(answer.exchange, 'authorization');
  const now = windowOf(answer)?.now ?? Number.NaN;
  return answers.find((other) => {
    if (other === answer || other.exchange.startedAt >= answer.exchange.startedAt) return false;
    if (requestHeader(other.exchange, 'authorization') !== key) return false;
    const window = windowOf(other);
    return window !== undefined && now < window.ends - DRIFT_MS;
  });
}

/** The answer before this one to the same key, where the two did not overlap. */
function previous(answer: Answer, { answers }: History): Answer | undefined {
  const key = requestHeader(answer.exchange, 'authorization');
  const { startedAt } = answer.exchange;
  return answers.findLast(
    ({ exchange }) =>
      exchange.startedAt < startedAt &&
      endOf(exchange) <= startedAt &&
      requestHeader(exchange, 'authorization') === key &&
      header(exchange, 'ratelimit-remaining') !== undefined,
  );
}
