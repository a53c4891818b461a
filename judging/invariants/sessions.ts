/** What holds for the sessions of the run, whichever answer shows them. */
import type { RequirementId } from '../../contract/catalogue.ts';
import { sessionAttributes } from '../../contract/attributes.ts';
import { attribute, document, idOf } from '../../client/document.ts';
import type { Claim } from '../expectations/generic.ts';
import { toHaveBodyOf } from '../expectations/shapes.ts';
import { kindOf, showStatus } from '../expectations/show.ts';
import { inKebab, sessionsIn, type Answer, type Shown } from './answer.ts';
import type { History } from './history.ts';
import { claimOf, firstOf, type Invariant } from './invariant.ts';

const success = { outcome: 'success' } as const;

/** Timestamps may be cut to whole seconds one by one. */
const ROUNDING_MS = 1_000;

const SAMPLED = sessionAttributes.filter(({ sampled }) => sampled).map(({ name }) => name);

const time = ({ resource }: Shown, name: string) => {
  const value = attribute(resource, name);
  return typeof value === 'string' ? Date.parse(value) : Number.NaN;
};

const isExpired = ({ resource }: Shown) => attribute(resource, 'status') === 'expired';

/** `expired-at` of an expired session is not before another of its times. */
const notBefore = (clause: RequirementId, name: 'created-at' | 'started-at'): Invariant => ({
  clause,
  of: success,
  breach: (answer) =>
    firstOf(sessionsIn(answer).filter(isExpired), (shown) => {
      const [earlier, later] = [time(shown, name), time(shown, 'expired-at')];
      if (!(later < earlier - ROUNDING_MS)) return undefined;
      return {
        what: `\`expired-at\` is before \`${name}\`.`,
        expected: `not before \`${name}\``,
        seen: `${Math.round((earlier - later) / 1_000)} s before it`,
        pointer: `${shown.pointer}/attributes/expired-at`,
      };
    }),
});

/** A time that was shown once is shown ever after. */
const kept = (clause: RequirementId, name: 'created-at' | 'started-at'): Invariant => ({
  clause,
  of: success,
  breach: (answer, history) =>
    firstOf(sessionsIn(answer), (shown) => {
      const first = firstShown(shown, name, history);
      const value = time(shown, name);
      if (Number.isNaN(value) || first === undefined || first.value === value) return undefined;
      return {
        what: `\`${name}\` of a session has changed.`,
        expected: `the same as in ${first.label}`,
        seen: 'another time',
        pointer: `${shown.pointer}/attributes/${name}`,
      };
    }),
});

export const sessionInvariants: readonly Invariant[] = [
  {
    clause: 'state.answer-is-the-session',
    of: { outcome: 'success', shows: ['session'] },
    breach: ({ exchange }) => {
      const { pathId: id } = exchange;
      const shown = document(exchange).data?.id;
      if (id === undefined || shown === undefined || shown === id) return undefined;
      return {
        what: 'The answer shows another object than the one that was asked for.',
        expected: 'the id that was asked for',
        seen: typeof shown === 'string' && shown !== '' ? 'another id' : kindOf(shown),
        pointer: '/data/id',
      };
    },
  },
  {
    clause: 'state.created-new',
    of: { outcome: 'success', shows: ['session'] },
    breach: (answer, { firstOf: repeated }) => {
      if (answer.exchange.endpoint !== 'createSession' || repeated.has(answer)) return undefined;
      const status = attribute(document(answer.exchange).data, 'status');
      if (status === undefined || status === 'new') return undefined;
      return {
        what: 'The session is in another state than it should be.',
        expected: 'status "new"',
        seen: `status ${JSON.stringify(status)}`,
        pointer: '/data/attributes/status',
      };
    },
  },
  {
    clause: 'time.expired-at-set',
    of: success,
    breach: (answer) =>
      firstOf(sessionsIn(answer).filter(isExpired), (shown) => {
        if (shown.sparse || Number.isFinite(time(shown, 'expired-at'))) return undefined;
        return {
          what: '`expired-at` of an expired session is not set.',
          expected: 'a date-time',
          seen: kindOf(attribute(shown.resource, 'expired-at')),
          pointer: `${shown.pointer}/attributes/expired-at`,
        };
      }),
  },
  notBefore('time.expired-at-after-creation', 'created-at'),
  notBefore('time.expired-at-after-start', 'started-at'),
  {
    clause: 'schema.sampled-attributes-present',
    of: { outcome: 'success', shows: ['session'] },
    breach: (answer, history) =>
      firstOf(
        sessionsIn(answer).filter(({ pointer }) => pointer === '/data'),
        (shown) => vanished(answer, shown, history),
      ),
  },
  kept('time.created-at-kept', 'created-at'),
  kept('time.started-at-kept', 'started-at'),
  {
    clause: 'idempotency.replay-status',
    of: {},
    breach: (answer, { firstOf: repeated }) => {
      const first = repeated.get(answer);
      const { status } = answer.exchange.response;
      if (!first || status >= 500 || first.exchange.response.status === status) return undefined;
      return {
        what: 'A repeated request has another status than the first answer under its key.',
        expected: `${showStatus(first.exchange.response.status)}, as in ${first.exchange.label}`,
        seen: showStatus(status),
      };
    },
  },
  {
    clause: 'idempotency.replay-body',
    of: {},
    breach: (answer, { firstOf: repeated }) => {
      const first = repeated.get(answer);
      if (first?.exchange.response.status !== answer.exchange.response.status) return undefined;
      return claimOf(toHaveBodyOf(answer.exchange, first.exchange));
    },
  },
];

/** Presence is declared nowhere, so null may be left away; but what was filled does not vanish. */
function vanished(answer: Answer, shown: Shown, history: History): Claim | undefined {
  if (shown.sparse) return undefined;
  const attributes = inKebab(shown.resource.attributes);
  const id = idOf(shown.resource);
  for (const earlier of history.answers) {
    if (earlier === answer) return undefined;
    if (earlier.outcome !== 'success' || earlier.shows !== 'session') continue;
    const { data } = document(earlier.exchange);
    if (id === undefined || idOf(data) !== id) continue;
    const before = inKebab(data?.attributes);
    const lost = SAMPLED.find((name) => (before[name] ?? null) !== null && attributes[name] === undefined);
    if (lost === undefined) continue;
    return {
      what: `\`${lost}\` has vanished.`,
      expected: `the attribute, as in ${earlier.exchange.label}`,
      seen: 'nothing',
      pointer: `${shown.pointer}/attributes/${lost}`,
    };
  }
  return undefined;
}

function firstShown(
  { resource }: Shown,
  name: string,
  { answers }: History,
): { readonly value: number; readonly label: string } | undefined {
  const id = idOf(resource);
  if (id === undefined) return undefined;
  for (const answer of answers.filter(isSuccess)) {
    const shown = sessionsIn(answer).find((other) => idOf(other.resource) === id);
    const value = shown ? time(shown, name) : Number.NaN;
    if (!Number.isNaN(value)) return { value, label: answer.exchange.label };
  }
  return undefined;
}

const isSuccess = ({ outcome }: Answer) => outcome === 'success';
