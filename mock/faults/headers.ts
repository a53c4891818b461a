/** Faults of the head of an answer. */
import type { RequirementId } from '../../contract/catalogue.ts';
import { headers } from '../patches.ts';
import type { FinishedAnswer, Patch } from '../types.ts';
import { all, calling, only, onMismatch, onReplay, unknownId } from './build.ts';
import type { Fault } from './fault.ts';

const without = (...names: readonly string[]): Patch =>
  headers((lines) => lines.filter(([name]) => !names.includes(name)));

const withoutLine =
  (...names: readonly string[]) =>
  (answer: FinishedAnswer): FinishedAnswer => ({
    ...answer,
    headers: answer.headers.filter(([name]) => !names.includes(name)),
  });

const valued = (wanted: string, change: (value: string) => string): Patch =>
  headers((lines) => lines.map(([name, value]) => [name, name === wanted ? change(value) : value]));

const refused = (patch: Patch): Patch => ({
  response: (answer, call, world) =>
    answer.status >= 400 && patch.response ? patch.response(answer, call, world) : answer,
});

const succeeded = (patch: Patch): Patch => ({
  response: (answer, call, world) =>
    answer.status < 300 && patch.response ? patch.response(answer, call, world) : answer,
});

function fault(
  slug: string,
  sentence: string,
  patch: Patch,
  ...violates: readonly [RequirementId, ...RequirementId[]]
): Fault {
  return { slug, area: 'headers', sentence, violates, patch: patch };
}

const OWNERS = [
  { slug: 'environment-id', name: 'Persona-Environment-Id' },
  { slug: 'organization-id', name: 'Persona-Organization-Id' },
] as const;

const LIMITS = ['RateLimit-Limit', 'RateLimit-Remaining', 'RateLimit-Reset'] as const;

const onExpire = (patch: Patch): Patch => only(calling('expireSession'), patch);

export const headerFaults: readonly Fault[] = [
  fault(
    'request-id-missing',
    'Successful answers carry no Request-Id.',
    succeeded(without('Request-Id')),
    'headers.request-id',
  ),
  fault(
    'request-id-empty',
    'The Request-Id of successful answers is empty.',
    succeeded(valued('Request-Id', () => '')),
    'headers.request-id',
  ),
  fault(
    'request-id-missing-on-errors',
    'Refusals carry no Request-Id.',
    refused(without('Request-Id')),
    'headers.request-id-on-errors',
  ),
  fault(
    'request-id-missing-on-a-404',
    'The refusal of an unknown id carries no Request-Id.',
    only(all(calling('expireSession'), unknownId), without('Request-Id')),
    'headers.request-id-on-errors',
  ),
  fault(
    'request-id-missing-on-replays',
    'A repeated answer carries no Request-Id.',
    onReplay(withoutLine('Request-Id')),
    'headers.request-id',
    'headers.request-id-on-errors',
  ),
  fault(
    'request-id-missing-on-mismatch',
    'The refusal of a reused idempotency key carries no Request-Id.',
    onMismatch(withoutLine('Request-Id')),
    'headers.request-id-on-errors',
  ),
  fault(
    'request-id-missing-on-lists',
    'A list carries no Request-Id.',
    only(calling('listSessions'), without('Request-Id')),
    'headers.request-id',
  ),
  fault(
    'limits-missing-on-replays',
    'A repeated answer does not announce the rate limit.',
    onReplay(withoutLine('RateLimit-Limit', 'RateLimit-Remaining', 'RateLimit-Reset')),
    'headers.rate-limit-announced',
  ),
  fault(
    'remaining-goes-up',
    'Creations announce as many remaining requests as the limit has.',
    only(
      calling('createSession'),
      headers((lines) => {
        const limit = lines.find(([name]) => name === 'RateLimit-Limit')?.[1] ?? '';
        return lines.map(([name, value]) => [name, name === 'RateLimit-Remaining' ? limit : value]);
      }),
    ),
    'headers.rate-limit-counts',
  ),
  ...OWNERS.flatMap(({ slug, name }) => [
    fault(
      `${slug}-missing`,
      `Successful answers carry no ${name}.`,
      succeeded(without(name)),
      `headers.${slug}`,
    ),
    fault(
      `${slug}-empty`,
      `The ${name} of successful answers is empty.`,
      succeeded(valued(name, () => '')),
      `headers.${slug}`,
    ),
    fault(
      `${slug}-missing-on-errors`,
      `Refusals carry no ${name}.`,
      refused(without(name)),
      `headers.${slug}-on-errors`,
    ),
  ]),
  fault(
    'owner-changes',
    'The Persona-Environment-Id is a new one in every answer.',
    {
      response: (answer, call) => ({
        ...answer,
        headers: answer.headers.map(([name, value]) => [
          name,
          name === 'Persona-Environment-Id' ? `env_${call.requestId}` : value,
        ]),
      }),
    },
    'headers.same-owner',
  ),
  ...LIMITS.map((name) =>
    fault(
      `${name.toLowerCase()}-missing-on-errors`,
      `Refusals carry no ${name}.`,
      refused(without(name)),
      'headers.rate-limit-on-errors',
    ),
  ),
  fault(
    'request-id-constant',
    'Every answer carries the same Request-Id.',
    valued('Request-Id', () => 'request-1'),
    'headers.request-id-unique',
  ),
  fault(
    'request-id-by-session',
    'The Request-Id is the id of the key, not of the request.',
    {
      response: (answer, call) => ({
        ...answer,
        headers: answer.headers.map(([name, value]) => [
          name,
          name === 'Request-Id' && call.key ? `key-${call.key.environment}` : value,
        ]),
      }),
    },
    'headers.request-id-unique',
  ),
  fault(
    'limits-not-announced',
    'Answers do not announce the rate limit.',
    { open: { announceLimits: false } },
    'headers.rate-limit-announced',
    'headers.rate-limit-on-errors',
  ),
  ...LIMITS.map((name) =>
    fault(
      `${name.toLowerCase()}-missing`,
      `Answers to expire carry no ${name}.`,
      onExpire(without(name)),
      'headers.rate-limit-announced',
    ),
  ),
  fault(
    'limits-under-other-names',
    'The rate limit is announced as X-RateLimit-….',
    headers((lines) =>
      lines.map(([name, value]) => [name.startsWith('RateLimit-') ? `X-${name}` : name, value]),
    ),
    'headers.rate-limit-announced',
    'headers.rate-limit-on-errors',
  ),
  fault(
    'remaining-in-words',
    'RateLimit-Remaining is written in words.',
    onExpire(valued('RateLimit-Remaining', () => 'plenty')),
    'headers.rate-limit-numbers',
  ),
  fault(
    'remaining-negative',
    'RateLimit-Remaining is negative.',
    onExpire(valued('RateLimit-Remaining', () => '-1')),
    'headers.rate-limit-numbers',
  ),
  fault(
    'remaining-above-limit',
    'More remains than the limit allows.',
    onExpire(valued('RateLimit-Remaining', () => '100000')),
    'headers.rate-limit-numbers',
  ),
  fault(
    'limit-with-window',
    'RateLimit-Limit also names the window.',
    onExpire(valued('RateLimit-Limit', (value) => `${value};w=60`)),
    'headers.rate-limit-numbers',
  ),
  fault(
    'reset-fractional',
    'RateLimit-Reset has a fraction.',
    onExpire(valued('RateLimit-Reset', (value) => `${value}.5`)),
    'headers.rate-limit-numbers',
  ),
  fault(
    'reset-as-point-in-time',
    'RateLimit-Reset is a point in time.',
    onExpire(valued('RateLimit-Reset', (value) => String(1_790_000_000 + Number(value)))),
    'headers.rate-limit-reset-seconds',
  ),
  fault(
    'reset-in-milliseconds-since-1970',
    'RateLimit-Reset is a point in time in milliseconds.',
    onExpire(valued('RateLimit-Reset', (value) => String(1_790_000_000_000 + Number(value)))),
    'headers.rate-limit-reset-seconds',
  ),
  fault(
    'remaining-stands-still',
    'RateLimit-Remaining never moves.',
    headers((lines, { status }) =>
      lines.map(([name, value]) => [name, name === 'RateLimit-Remaining' && status !== 429 ? '299' : value]),
    ),
    'headers.rate-limit-counts',
  ),
  fault(
    'quota-in-words',
    '`quota-remaining` is written in words.',
    valued('quota-remaining', () => 'unlimited'),
    'headers.quota-numbers',
  ),
  fault(
    'quota-above-limit',
    'More remains of the quota than there is.',
    valued('quota-remaining', () => '1001'),
    'headers.quota-numbers',
  ),
  fault(
    'quota-negative',
    '`quota-limit` is negative.',
    valued('quota-limit', () => '-1'),
    'headers.quota-numbers',
  ),
];
