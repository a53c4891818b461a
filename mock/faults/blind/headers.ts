/** Blind faults of the head: lines that are missing on some answers only, and lines that say something wrong. */
import type { FinishedAnswer, World } from '../../types.ts';
import type { Call } from '../../call.ts';
import { notebook } from '../build.ts';
import type { BlindFault } from './fault.ts';
import {
  asking,
  bodied,
  creating,
  expiring,
  finished,
  keyed,
  listing,
  opened,
  reheaded,
  snake,
  sparse,
  succeeded,
  withStatus,
  without,
} from './kit.ts';

const REQUEST_ID = '`Request-Id` is on every authenticated response, errors included.';
const LIMITS = '`RateLimit-*` is on every authenticated response, in whole numbers.';
const JSON_ANSWER = 'Responses are `application/json`.';
const any = (): boolean => true;

type When = (answer: FinishedAnswer, call: Call, world: World) => boolean;

interface Missing {
  readonly slug: string;
  readonly names: readonly string[];
  readonly where: string;
  readonly when: When;
}

const known = (call: Call): boolean => call.key !== undefined;

const missing: readonly Missing[] = [
  {
    slug: 'request-id-missing-on-not-found',
    names: ['Request-Id'],
    where: 'a 404',
    when: (answer, call) => answer.status === 404 && known(call),
  },
  {
    slug: 'request-id-missing-on-forbidden',
    names: ['Request-Id'],
    where: 'a 403',
    when: withStatus(403),
  },
  {
    slug: 'request-id-missing-on-conflict',
    names: ['Request-Id'],
    where: 'a 409',
    when: withStatus(409),
  },
  {
    slug: 'request-id-missing-on-bad-request',
    names: ['Request-Id'],
    where: 'a 400',
    when: withStatus(400),
  },
  {
    slug: 'lists-without-request-id',
    names: ['Request-Id'],
    where: 'a list',
    when: (answer, call, world) => succeeded(answer) && listing(call, world),
  },
  {
    slug: 'request-id-missing-on-active-expire',
    names: ['Request-Id'],
    where: 'the expire of a session that somebody has opened',
    when: (answer, call, world) => succeeded(answer) && expiring(call, world) && opened(call, world),
  },
  {
    slug: 'request-id-missing-with-include',
    names: ['Request-Id'],
    where: 'an answer to a request with `include`',
    when: (answer, call, world) => succeeded(answer) && asking('include')(call, world),
  },
  {
    slug: 'mismatch-without-request-id',
    names: ['Request-Id'],
    where: 'the refusal of a reused idempotency key',
    when: (answer, call, world) => answer.status === 422 && keyed(call, world),
  },
  {
    slug: 'limits-missing-on-errors',
    names: ['RateLimit-Limit', 'RateLimit-Remaining', 'RateLimit-Reset'],
    where: 'an error behind authentication',
    when: (answer, call) => answer.status >= 400 && answer.status !== 429 && known(call),
  },
  {
    slug: 'limits-missing-on-sparse-answers',
    names: ['RateLimit-Limit', 'RateLimit-Remaining', 'RateLimit-Reset'],
    where: 'a sparse answer',
    when: (_answer, call, world) => sparse(call, world),
  },
  {
    slug: 'limit-missing-on-lists',
    names: ['RateLimit-Limit'],
    where: 'a list',
    when: (_answer, call, world) => listing(call, world),
  },
  {
    slug: 'reset-missing-on-creations',
    names: ['RateLimit-Reset'],
    where: 'a creation',
    when: withStatus(201),
  },
  {
    slug: 'remaining-missing-under-idempotency-key',
    names: ['RateLimit-Remaining'],
    where: 'a first request under an idempotency key',
    when: (_answer, call, world) => keyed(call, world) && call.slot !== undefined,
  },
];

const firstIds = notebook(() => new Map<string, string>());
const lastId = notebook(() => ({ id: '', at: 0 }));

function limitsAndRequestId({ slug, names, where, when }: Missing): BlindFault {
  const [first = ''] = names;
  const isId = first === 'Request-Id';
  const name = names.length > 1 ? 'The rate limit' : `\`${first}\``;
  return {
    slug,
    area: 'headers',
    sentence: `${name} is missing on ${where}.`,
    violates: isId
      ? [
          /errors|found|forbidden|conflict|bad|mismatch/.test(slug)
            ? 'headers.request-id-on-errors'
            : 'headers.request-id',
        ]
      : [/errors/.test(slug) ? 'headers.rate-limit-on-errors' : 'headers.rate-limit-announced'],
    clause: isId ? REQUEST_ID : LIMITS,
    kind: 'contradicts',
    patch: finished(when, (answer) => without(answer, ...names)),
  };
}

export const headerFaults: readonly BlindFault[] = [
  ...missing.map(limitsAndRequestId),
  {
    slug: 'request-id-empty-on-conflict',
    area: 'headers',
    sentence: 'The `Request-Id` of a 409 is empty.',
    violates: ['headers.request-id-on-errors'],
    clause: REQUEST_ID,
    kind: 'contradicts',
    patch: finished(withStatus(409), (answer) => reheaded(answer, 'Request-Id', () => '')),
  },
  {
    slug: 'request-id-by-path',
    area: 'headers',
    sentence: 'Every request for a path has the `Request-Id` of the first one.',
    violates: ['headers.request-id-unique'],
    clause: '`Request-Id` names one request.',
    kind: 'softer',
    patch: finished(any, (answer, call, world) =>
      reheaded(answer, 'Request-Id', (value) => {
        const id = firstIds(world).get(call.path) ?? value;
        firstIds(world).set(call.path, id);
        return id;
      }),
    ),
  },
  {
    slug: 'error-request-id-is-that-of-last-success',
    area: 'headers',
    sentence: 'A refusal carries the `Request-Id` of the answer before it.',
    violates: ['headers.request-id-unique'],
    clause: '`Request-Id` names one request.',
    kind: 'softer',
    patch: finished(any, (answer, _call, world) =>
      reheaded(answer, 'Request-Id', (value) => {
        const last = lastId(world);
        if (answer.status >= 400 && last.id !== '') return last.id;
        last.id = value;
        return value;
      }),
    ),
  },
  {
    slug: 'not-found-remaining-negative',
    area: 'headers',
    sentence: 'A 404 says that −1 requests remain.',
    violates: ['headers.rate-limit-numbers'],
    clause: LIMITS,
    kind: 'contradicts',
    patch: finished(withStatus(404), (answer) => reheaded(answer, 'RateLimit-Remaining', () => '-1')),
  },
  {
    slug: 'remaining-as-fraction-on-lists',
    area: 'headers',
    sentence: 'What remains is written as a decimal fraction on lists.',
    violates: ['headers.rate-limit-numbers'],
    clause: LIMITS,
    kind: 'contradicts',
    patch: finished(
      (_answer, call, world) => listing(call, world),
      (answer) => reheaded(answer, 'RateLimit-Remaining', (value) => `${value}.0`),
    ),
  },
  {
    slug: 'limit-header-with-window',
    area: 'headers',
    sentence: 'The limit is written with its window behind it.',
    violates: ['headers.rate-limit-numbers'],
    clause: LIMITS,
    kind: 'contradicts',
    patch: finished(
      (_answer, call, world) => expiring(call, world),
      (answer) => reheaded(answer, 'RateLimit-Limit', (value) => `${value};w=60`),
    ),
  },
  {
    slug: 'limits-sent-twice-on-errors',
    area: 'headers',
    sentence: 'Refusals carry every rate-limit line twice.',
    violates: ['headers.rate-limit-numbers'],
    clause: LIMITS,
    kind: 'contradicts',
    patch: finished(
      (answer, call) => answer.status >= 400 && known(call),
      (answer) => ({
        ...answer,
        headers: answer.headers.flatMap((line) => (line[0].startsWith('RateLimit') ? [line, line] : [line])),
      }),
    ),
  },
  {
    slug: 'remaining-above-limit-for-keyed',
    area: 'headers',
    sentence: 'Under an idempotency key more remains than the limit allows.',
    violates: ['headers.rate-limit-numbers'],
    clause: LIMITS,
    kind: 'contradicts',
    patch: finished(
      (_answer, call, world) => keyed(call, world),
      (answer, _call, world) =>
        reheaded(answer, 'RateLimit-Remaining', (value) =>
          String(Number(value) + world.settings.rateLimit.limit),
        ),
    ),
  },
  {
    slug: 'reset-as-date-on-errors',
    area: 'headers',
    sentence: 'On refusals `RateLimit-Reset` is a point in time.',
    violates: ['headers.rate-limit-reset-seconds'],
    clause: '`RateLimit-Reset` counts seconds.',
    kind: 'contradicts',
    patch: finished(
      (answer) => answer.status >= 400,
      (answer, call) =>
        reheaded(answer, 'RateLimit-Reset', (value) =>
          String(Math.floor(call.at.getTime() / 1000) + Number(value)),
        ),
    ),
  },
  {
    slug: 'reset-in-milliseconds-on-lists',
    area: 'headers',
    sentence: 'On lists `RateLimit-Reset` counts milliseconds.',
    violates: ['headers.rate-limit-reset-seconds'],
    clause: '`RateLimit-Reset` counts seconds.',
    kind: 'contradicts',
    patch: finished(
      (_answer, call, world) => listing(call, world),
      (answer) => reheaded(answer, 'RateLimit-Reset', (value) => String(Number(value) * 1000)),
    ),
  },
  {
    slug: 'quota-remaining-above-limit',
    area: 'headers',
    sentence: 'The quota counts upwards: more remains than the limit.',
    violates: ['headers.quota-numbers'],
    clause: 'The quota lines give the limit of creations and what remains of it.',
    kind: 'contradicts',
    patch: finished(withStatus(201), (answer, _call, world) =>
      reheaded(answer, 'quota-remaining', (value) => String(2 * world.settings.quota.limit - Number(value))),
    ),
  },
  {
    slug: 'quota-unlimited-in-words',
    area: 'headers',
    sentence: 'The quota of a created session is `unlimited`.',
    violates: ['headers.quota-numbers'],
    clause: 'The quota lines give the limit of creations and what remains of it.',
    kind: 'softer',
    patch: finished(
      (answer, call, world) => answer.status === 201 && creating(call, world),
      (answer) => reheaded(answer, 'quota-limit', () => 'unlimited'),
    ),
  },
  {
    slug: 'snake-answers-as-text',
    area: 'headers',
    sentence: 'Answers in snake case call themselves plain text.',
    violates: ['schema.media-type'],
    clause: JSON_ANSWER,
    kind: 'contradicts',
    patch: finished(
      (_answer, call, world) => snake(call, world),
      (answer) => reheaded(answer, 'Content-Type', () => 'text/plain'),
    ),
  },
  {
    slug: 'included-answers-as-json-api',
    area: 'headers',
    sentence: 'Answers with `included` are `application/vnd.api+json`.',
    violates: ['schema.media-type'],
    clause: JSON_ANSWER,
    kind: 'contradicts',
    patch: finished(
      (answer) => answer.text.includes('"included"'),
      (answer) => reheaded(answer, 'Content-Type', () => 'application/vnd.api+json'),
    ),
  },
  {
    slug: 'bodied-expire-without-media-type',
    area: 'headers',
    sentence: 'The answer to an expire with a JSON body has no media type.',
    violates: ['schema.media-type'],
    clause: JSON_ANSWER,
    kind: 'contradicts',
    patch: finished(
      (_answer, call, world) => expiring(call, world) && bodied(call, world),
      (answer) => without(answer, 'Content-Type'),
    ),
  },
  {
    slug: 'conflict-as-problem-json',
    area: 'headers',
    sentence: 'A 409 is `application/problem+json`.',
    violates: ['errors.media-type'],
    clause: JSON_ANSWER,
    kind: 'contradicts',
    patch: finished(withStatus(409), (answer) =>
      reheaded(answer, 'Content-Type', () => 'application/problem+json'),
    ),
  },
];
