/** What holds for the sessions of the run, whichever answer shows them. */
import type { RequirementId } from '../../contract/catalogue.ts';
import { sessionAttributes } from '../../contract/attributes.ts';
import { attribute, document, idOf } from '../../client/document.ts';
import type { Claim } from '../finding.ts';
import { toHaveBodyOf } from '../expectations/shapes.ts';
import { kindOf, valueOf } from '../value.ts';
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
        code: 'time.wrong-order',
        earlier: name,
        later: 'expired-at',
        byS: Math.round((earlier - later) / 1_000),
        path: [...shown.path, 'attributes', 'expired-at'],
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
      return { code: 'time.changed', name, since: first.label, path: [...shown.path, 'attributes', name] };
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
      return { code: 'session.other-object', seen: kindOf(shown), path: ['data', 'id'] };
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
        code: 'session.other-state',
        expected: 'new',
        status: answer.exchange.response.status,
        seen: valueOf(status, 'status'),
        path: ['data', 'attributes', 'status'],
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
          code: 'time.not-set',
          name: 'expired-at',
          seen: kindOf(attribute(shown.resource, 'expired-at')),
          path: [...shown.path, 'attributes', 'expired-at'],
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
        sessionsIn(answer).filter(({ path }) => path.length === 1),
        (shown) => vanished(answer, shown, history),
      ),
  },
  kept('time.created-at-kept', 'created-at'),
  kept('time.started-at-kept', 'started-at'),
  {
    // Nobody had a link to it, and nobody simulated a start: so nobody has opened it.
    clause: 'time.started-at-kept',
    of: success,
    breach: (answer, { mayBeOpened }) =>
      firstOf(sessionsIn(answer), (shown) => {
        const value = attribute(shown.resource, 'started-at');
        const id = idOf(shown.resource);
        if (typeof value !== 'string' || id === undefined || mayBeOpened(id)) return undefined;
        return {
          code: 'attribute.unexpected',
          name: 'started-at',
          seen: kindOf(value),
          path: [...shown.path, 'attributes', 'started-at'],
        };
      }),
  },
  {
    clause: 'idempotency.replay-status',
    of: {},
    breach: (answer, { firstOf: repeated }) => {
      const first = repeated.get(answer);
      const { status } = answer.exchange.response;
      if (!first || status >= 500 || first.exchange.response.status === status) return undefined;
      return {
        code: 'replay.other-status',
        expected: first.exchange.response.status,
        seen: status,
        since: first.exchange.label,
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
  // A saved answer shows what was so at first.
  if (shown.sparse || history.firstOf.has(answer) || history.savedOtherwise.has(answer)) return undefined;
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
      code: 'attribute.lost',
      name: lost,
      since: earlier.exchange.label,
      path: [...shown.path, 'attributes', lost],
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
