/** Every fault, as one table. Servers that are wrong from end to end stand apart, in degenerate.ts. */
import { laterFaults } from './afterwards.ts';
import { authFaults } from './auth.ts';
import { sampleOf } from './blind/found.ts';
import { combinedFaults } from './combined.ts';
import { concurrencyFaults } from './concurrency.ts';
import { elsewhereFaults } from './elsewhere.ts';
import { envelopeFaults } from './envelope.ts';
import { errorFaults } from './errors.ts';
import type { Fault } from './fault.ts';
import { headerFaults } from './headers.ts';
import { idempotencyFaults } from './idempotency.ts';
import { inflectionFaults } from './inflection.ts';
import { nearMissFaults } from './near-misses.ts';
import { neighbourFaults } from './neighbours.ts';
import { queryFaults } from './query.ts';
import { rateLimitFaults } from './rate-limit.ts';
import { schemaFaults } from './schema/schema.ts';
import { stateFaults } from './state.ts';
import { timeFaults } from './time.ts';
import { versionFaults } from './version.ts';

export type { Fault } from './fault.ts';

export const faults: readonly Fault[] = [
  ...stateFaults,
  ...neighbourFaults,
  ...nearMissFaults,
  ...laterFaults,
  ...timeFaults,
  ...schemaFaults,
  ...inflectionFaults,
  ...versionFaults,
  ...idempotencyFaults,
  ...authFaults,
  ...errorFaults,
  ...envelopeFaults,
  ...elsewhereFaults,
  ...queryFaults,
  ...combinedFaults,
  ...headerFaults,
  ...concurrencyFaults,
  ...rateLimitFaults,
];

/** Of the blind faults, those that are tried each time. */
export const sampledBlindFaults: readonly Fault[] = sampleOf(
  new Set(faults.flatMap(({ violates }) => violates)),
);
