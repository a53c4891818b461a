/** Kinds of mistakes of the comparison that a corpus has shown: what is no repetition, and what a documented member may not be. */
import { expect, test } from '@playwright/test';
import type { Exchange } from '../../../client/exchange.ts';
import { classify } from '../../../upgrade/classify.ts';
import type { Difference } from '../../../upgrade/compare.ts';
import { Points } from '../../../upgrade/model.ts';
import { lookAtIdempotency } from '../../../upgrade/planes/idempotency.ts';
import { withTraits } from '../../../upgrade/request-traits.ts';
import { observedExchanges } from '../../../upgrade/observed-exchange.ts';
import type { VersionRun } from '../../../upgrade/version-run.ts';
import { exchangeOf } from '../client/support/exchanges.ts';

function sent(
  label: string,
  method: string,
  query: string,
  status: number,
  headers: Exchange['request']['headers'] = [],
): Exchange {
  const one = exchangeOf({ body: { data: { type: 'inquiry-session', id: 'iqse_1', attributes: {} } } });
  return {
    ...one,
    label,
    endpoint: method === 'GET' ? 'retrieveSession' : 'expireSession',
    request: { ...one.request, method, url: `http://here/api/v1/inquiry-sessions/iqse_1${query}`, headers },
    response: { ...one.response, status, body: `${one.response.body} ${label} ${status}` },
  };
}

function runOf(exchanges: readonly Exchange[]): VersionRun {
  return {
    version: '2023-01-05',
    exchanges,
    evidence: new Set(exchanges),
    played: new Set(),
    unplayed: [],
    outcomes: [],
    requests: exchanges.length,
  };
}

test('a key on a reading, and a key used for something else, are no repetition', () => {
  const key = [['Idempotency-Key', 'k']] as const;
  const points = new Points();
  const exchanges = [
    sent('s/read', 'GET', '', 200, key),
    sent('s/expire', 'POST', '/expire', 404, key),
    sent('s/expire again', 'POST', '/expire', 200, key),
    sent('s/expire otherwise', 'POST', '/expire?include=device', 400, key),
  ];
  lookAtIdempotency(observedExchanges(runOf(exchanges), new Set()), points);
  const seen = points.all.filter(({ subject }) => subject === 'answer under a used key');
  expect(seen.map(({ where, values }) => [where, Object.keys(values)])).toEqual([
    ['s/expire again', ['another status']],
    ['s/expire otherwise', ['a refusal']],
  ]);
});

const difference = (
  plane: Difference['plane'],
  subject: string,
  before: string,
  after: string,
): Difference => ({
  plane,
  subject,
  where: 'somewhere',
  call: 'POST /inquiry-sessions/{id}/expire',
  before: { [before]: 9 },
  after: { [after]: 9 },
  steps: ['s/expire'],
  doubtful: false,
  nowhere: false,
});

for (const [plane, subject, before, after, rule] of [
  ['errors', 'errors[].meta', 'absent', 'string', 'error.member-type'],
  ['errors', 'errors[].meta', 'absent', 'object', 'error.member-added'],
  ['errors', 'errors[].hint', 'absent', 'string', 'error.member-added'],
  ['shape', 'data.attributes.gps-latitude', 'null', 'string', 'shape.type-changed'],
  ['shape', 'data.attributes.gps-latitude', 'null', 'number', 'shape.filled-where-null'],
  ['shape', 'data.attributes.device-handoff-method', 'null', 'date-time', 'shape.filled-where-null'],
] as const) {
  test(`${subject} is ${after} where it was ${before}: ${rule}`, () => {
    const findings = classify([difference(plane, subject, before, after)]);
    expect(findings.map((finding) => finding.rule)).toEqual([rule]);
  });
}

test('what is refused is named by what its requests have and those that are answered have not', () => {
  const [finding] = classify([difference('transitions', 'status', '200', '400')]);
  if (!finding) throw new Error('Nothing was found.');
  const traits = (refused: string, answered: string): readonly string[] | undefined =>
    withTraits({ ...finding, steps: ['s/refused'] }, [
      runOf([sent('s/refused', 'POST', refused, 400), sent('s/answered', 'POST', answered, 200)]),
    ]).asked;
  expect(traits('/expire?include=device', '/expire?include=network')).toEqual(['`include=device`']);
  expect(traits('/expire?include=device', '/expire')).toEqual(['`include`']);
  expect(traits('/expire', '/expire')).toBeUndefined();
});
