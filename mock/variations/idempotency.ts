/** Legal ways to treat idempotency keys. */
import type { Variation } from './variation.ts';

export const idempotencyVariations: readonly Variation[] = [
  {
    slug: 'mismatch-400',
    area: 'idempotency',
    sentence: 'A key used with other parameters is a bad request.',
    patch: { open: { mismatch: 400 } },
  },
  {
    slug: 'mismatch-409',
    area: 'idempotency',
    sentence: 'A key used with other parameters is a conflict.',
    patch: { open: { mismatch: 409 } },
  },
  {
    slug: 'mismatch-422',
    area: 'idempotency',
    sentence: 'A key used with other parameters cannot be processed.',
    patch: { open: { mismatch: 422 } },
  },
  {
    slug: 'race-409',
    area: 'concurrency',
    sentence: 'A duplicate that arrives while the first still runs is refused.',
    patch: { open: { race: 'refuse' } },
  },
  {
    slug: 'scope-api-key',
    area: 'idempotency',
    sentence: 'Idempotency keys count per API key.',
    patch: { open: { idempotencyScope: 'key' } },
  },
  {
    slug: 'headers-are-parameters',
    area: 'idempotency',
    sentence: 'Version and inflection count among the parameters of a request.',
    patch: { open: { idempotencyComparesHeaders: true } },
  },
  {
    slug: 'forbidden-saved',
    area: 'idempotency',
    sentence: 'A 403 is saved under its key.',
    patch: { open: { forbiddenSaved: true } },
  },
  {
    slug: 'replay-same-request-id',
    area: 'idempotency',
    sentence: 'A repeated answer carries the first answer’s Request-Id.',
    patch: { open: { replayRequestId: 'same' } },
  },
  {
    slug: 'replay-marked',
    area: 'idempotency',
    sentence: 'A repeated answer says so in a header of its own.',
    patch: {
      stages: {
        idempotency: (original) => async (call, world) => {
          const answer = await original(call, world);
          if (answer?.text !== undefined) call.headerLines.push(['Idempotent-Replayed', 'true']);
          return answer;
        },
      },
    },
  },
];
