/** Legal ways to treat idempotency keys. */
import type { Variation } from './variation.ts';

export const idempotencyVariations: readonly Variation[] = [
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
