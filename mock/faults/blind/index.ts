/** All faults that were written from the documentation alone. */
import { authFaults } from './auth.ts';
import { concurrencyFaults } from './concurrency.ts';
import { errorFaults } from './errors.ts';
import type { BlindFault } from './fault.ts';
import { headerFaults } from './headers.ts';
import { idempotencyFaults } from './idempotency.ts';
import { inflectionFaults } from './inflection.ts';
import { listFaults } from './lists.ts';
import { neighbourFaults } from './neighbours.ts';
import { queryFaults } from './query.ts';
import { rateLimitFaults } from './rate-limit.ts';
import { schemaFaults } from './schema.ts';
import { stateFaults } from './state.ts';
import { timeFaults } from './time.ts';
import { versionFaults } from './version.ts';

export type { BlindFault } from './fault.ts';

export const blindFaults: readonly BlindFault[] = [
  ...stateFaults,
  ...timeFaults,
  ...schemaFaults,
  ...inflectionFaults,
  ...versionFaults,
  ...idempotencyFaults,
  ...authFaults,
  ...errorFaults,
  ...queryFaults,
  ...headerFaults,
  ...rateLimitFaults,
  ...concurrencyFaults,
  ...neighbourFaults,
  ...listFaults,
];
