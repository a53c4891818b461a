/** All requirement bodies, registered in reading order. */
import './state.ts';
import './time.ts';
import './schema.ts';
import './inflection.ts';
import './version.ts';
import './idempotency.ts';
import './auth.ts';
import './errors.ts';
import './query.ts';
import './headers.ts';
import './concurrency.ts';
import './rate-limit.ts';
