/** Everything that the documentation leaves open, and every compatible change, as one table. */
import { idempotencyVariations } from './idempotency.ts';
import { openVariations } from './open.ts';
import { readingVariations } from './reading.ts';
import { resourceVariations } from './resources.ts';
import { stateVariations } from './state.ts';
import type { Variation } from './variation.ts';
import { wireVariations } from './wire.ts';

export { goTogether, type Variation } from './variation.ts';

export const variations: readonly Variation[] = [
  ...openVariations,
  ...stateVariations,
  ...idempotencyVariations,
  ...readingVariations,
  ...resourceVariations,
  ...wireVariations,
];
