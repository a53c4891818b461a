/** `Idempotency-Key`: doing a thing once, however often it is asked for. */
import type { Requirement } from '../types.ts';

const source = { page: 'idempotence' } as const;

export const idempotency = [
  {
    id: 'idempotency.replay-status',
    level: 'MUST',
    area: 'idempotency',
    statement: 'Repeating an expire with the same key and parameters returns the status of the first answer.',
    rationale: 'A retry after a lost answer would look like a failure.',
    source,
  },
  {
    id: 'idempotency.replay-body',
    level: 'MUST',
    area: 'idempotency',
    statement:
      'Repeating an expire with the same key and parameters returns the saved body, even when the world has moved on.',
    rationale: 'A retry must tell what the first request did, not what holds now.',
    source,
  },
  {
    id: 'idempotency.mismatch-refused',
    level: 'MUST',
    area: 'idempotency',
    statement: 'The same key with another session in the path is refused.',
    rationale: 'A reused key would hide that the second session was never expired.',
    source,
  },
  {
    id: 'idempotency.mismatch-no-effect',
    level: 'MUST',
    area: 'idempotency',
    statement: 'A request that is refused because its key was used with other parameters changes nothing.',
    rationale: 'An error that did the work all the same cannot be handled.',
    source,
  },
  {
    id: 'idempotency.mismatch-envelope',
    level: 'MUST',
    area: 'idempotency',
    statement: 'The refusal of a reused key comes in the documented error envelope.',
    rationale: 'The one place where a programming mistake shows must be readable.',
    source: { page: 'errors' },
  },
  {
    id: 'idempotency.mismatch-status',
    level: 'OBSERVED',
    area: 'idempotency',
    statement: 'The status of the refusal of a reused key is left open (400, 409 and 422 are plausible).',
    rationale: 'Alerts on programming mistakes are tied to a status.',
    source,
  },
  {
    id: 'idempotency.keys-are-exact',
    level: 'MUST',
    area: 'idempotency',
    statement:
      'Keys that differ in case, in punctuation or far behind are different keys: each request runs.',
    rationale: 'A sign-out under a key that resembles another one would silently not happen.',
    source,
  },
  {
    id: 'idempotency.any-key-counts',
    level: 'MUST',
    area: 'idempotency',
    statement:
      'Long keys, short ones and keys with punctuation are remembered like all others: another session under them is refused, and not expired.',
    rationale: 'Clients choose keys of their own make, and rely on each of them.',
    source,
  },
  {
    id: 'idempotency.include-is-compared',
    level: 'SHOULD',
    area: 'idempotency',
    statement: 'The same key with another `include` is refused: parameters are compared.',
    rationale: 'The saved answer would lack what the second request asks for.',
    source,
  },
  {
    id: 'idempotency.other-endpoint',
    level: 'MUST',
    area: 'idempotency',
    statement:
      'A key that created a session and is then used to expire it is refused or runs: it is never answered with success while the session stays alive.',
    rationale: 'A success that expired nothing is the worst of answers.',
    source,
  },
  {
    id: 'idempotency.error-saved',
    level: 'MUST',
    area: 'idempotency',
    statement:
      'A failed expire is saved under its key like a success: the key cannot be used for another session afterwards.',
    rationale: 'Retries would turn a reported failure into a hidden success.',
    source,
  },
  {
    id: 'idempotency.error-replayed',
    level: 'MUST',
    area: 'idempotency',
    statement:
      'Repeating a refused creation with the same key and parameters returns the saved status and errors.',
    rationale: 'A retry that answers differently sends the error handling in circles.',
    source,
  },
  {
    id: 'idempotency.error-saved-on-create',
    level: 'MUST',
    area: 'idempotency',
    statement:
      'A 400 is saved: after a creation was refused, the same key with mended parameters does not create.',
    rationale: 'Whoever mends a request must know that a new key is needed.',
    source: { page: 'errors' },
  },
  {
    id: 'idempotency.unauthenticated-not-saved',
    level: 'MUST',
    area: 'idempotency',
    statement: 'A 401 is not saved: the same key runs once the request is authenticated.',
    rationale: 'After a key rotation every retry would be answered 401 for a day.',
    source,
  },
  {
    id: 'idempotency.authentication-first',
    level: 'MUST',
    area: 'idempotency',
    statement: 'An unauthenticated request is answered 401 even when its idempotency key has a saved answer.',
    rationale: 'Anyone who guesses an idempotency key could read a session.',
    source,
  },
  {
    id: 'idempotency.rate-limited-not-saved',
    level: 'MUST',
    area: 'idempotency',
    statement: 'A 429 is not saved: the same key runs once the limit allows it.',
    rationale: 'A retry after waiting would be answered 429 for ever.',
    source,
    needs: ['rate-limit'],
  },
  {
    id: 'idempotency.no-effect-on-reads',
    level: 'MUST',
    area: 'idempotency',
    statement: 'A read with an idempotency key is answered afresh each time.',
    rationale: 'Polling clients that send the header everywhere would never see a change.',
    source,
  },
  {
    id: 'idempotency.create-replayed',
    level: 'MUST',
    area: 'idempotency',
    statement: 'Repeating a creation with the same key returns the session that was created first.',
    rationale: 'Every retry would use up one of the inquiry’s sessions.',
    source,
  },
  {
    id: 'idempotency.create-once',
    level: 'MUST',
    area: 'idempotency',
    statement:
      'Repeating a creation with the same key creates nothing: the inquiry’s list holds one session more, not two.',
    rationale: 'A duplicate session is a second live link that nobody knows of.',
    source,
  },
  {
    id: 'idempotency.new-key-runs-anew',
    level: 'MUST',
    area: 'idempotency',
    statement: 'Another key with the same parameters runs anew and creates another session.',
    rationale: 'Two wanted sessions would silently become one.',
    source,
  },
  {
    id: 'idempotency.concurrent-once',
    level: 'MUST',
    area: 'idempotency',
    statement:
      'Concurrent requests with the same key run once; the others wait, repeat the answer, or are refused.',
    rationale: 'Impatient clients send duplicates at the same moment, not in turn.',
    source,
  },
  {
    id: 'idempotency.replay-request-id',
    level: 'OBSERVED',
    area: 'idempotency',
    statement: 'Whether a repeated answer carries a new `Request-Id` is left open.',
    rationale: 'Support asks for the id, and log searches are keyed by it.',
    source: { page: 'request-ids' },
  },
] as const satisfies readonly Requirement[];
