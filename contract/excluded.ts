/** Documented facts that this suite does not test through the API, each with the reason. */
import type { ExcludedClause } from './types.ts';

export const excluded: readonly ExcludedClause[] = [
  {
    id: 'excluded.tls-only',
    statement: 'The API is reached over HTTPS with TLS 1.2 or newer; plain HTTP fails.',
    reason: 'To test it a request would have to be sent over plain HTTP, which this suite refuses to do.',
    source: { page: 'protocol' },
  },
  {
    id: 'excluded.expiry-by-time',
    statement:
      'A session expires by itself when its expiry time passes, 24 hours after its creation by default.',
    reason: 'A run would have to wait for a day. The mock does it under a clock that tests can move.',
    source: { page: 'inquiry-expiration' },
  },
  {
    id: 'excluded.expiry-not-moved-by-resume',
    statement: 'Resuming an inquiry does not move the expiry time of its sessions.',
    reason: 'The planned expiry time is not shown by the API; seeing its effect takes a day.',
    source: { page: 'inquiry-expiration' },
  },
  {
    id: 'excluded.key-pruning',
    statement: 'Idempotency keys may be forgotten once they are at least 24 hours old.',
    reason: 'A run would have to wait for a day, and forgetting is allowed, not promised.',
    source: { page: 'idempotence' },
  },
  {
    id: 'excluded.server-errors-saved',
    statement: 'A server error is saved under its idempotency key like any other answer.',
    reason: 'A server error cannot be provoked on purpose.',
    source: { page: 'idempotence' },
  },
  {
    id: 'excluded.replay-makes-no-log',
    statement: 'A repeated answer makes no new entry in the API log.',
    reason: 'The API log is shown in the dashboard only.',
    source: { page: 'idempotence' },
  },
  {
    id: 'excluded.delete-ignores-key',
    statement: 'An idempotency key has no effect on DELETE.',
    reason: 'Deleting is redacting an inquiry; a second one of the same object shows no difference.',
    source: { page: 'idempotence' },
  },
  {
    id: 'excluded.ip-allow-list',
    statement: 'A key may be limited to certain addresses; others are answered 403.',
    reason: 'It takes a second address to call from.',
    source: { page: 'authentication' },
  },
  {
    id: 'excluded.inactive-environment',
    statement: 'An inactive environment is answered 403.',
    reason: 'It takes an environment that has been switched off.',
    source: { page: 'errors' },
  },
  {
    id: 'excluded.attribute-blocklist',
    statement: 'A key may be configured not to see certain attributes.',
    reason: 'It takes a key configured so; attributes that are absent are reported, not judged by key.',
    source: { page: 'authentication' },
  },
  {
    id: 'excluded.25-sessions',
    statement: 'An inquiry takes 25 sessions by default; creating more fails.',
    reason:
      'The vendor can set another limit for an account, and trying costs 26 requests. The mock does it.',
    source: { page: 'inquiry-sessions' },
  },
  {
    id: 'excluded.session-canceled',
    statement: 'An end user may cancel a session; an event `inquiry-session.canceled` tells of it.',
    reason: 'It takes a person in the flow.',
    source: { page: 'webhooks/events' },
  },
  {
    id: 'excluded.session-started-event',
    statement: 'An event `inquiry-session.started` is sent when a session becomes active.',
    reason: 'It is about the start of a session, not about its end.',
    source: { page: 'webhooks/events' },
  },
  {
    id: 'excluded.one-device-per-session',
    statement: 'A device can have many sessions; a session has one device.',
    reason: 'It takes several sessions opened on one real device.',
    source: { page: 'inquiry-sessions' },
  },
  {
    id: 'excluded.quota-exceeded',
    statement: 'Creating over the quota is answered 403 or 429.',
    reason: 'Using up a quota would stop the account for everybody else.',
    source: { page: 'rate-limiting' },
  },
  {
    id: 'excluded.request-timeout',
    statement: 'The API may answer 408.',
    reason: 'A time-out on the server’s side cannot be provoked on purpose.',
    source: { page: 'errors' },
  },
  {
    id: 'excluded.file-addresses',
    statement: 'Version 2023-01-05 changed the addresses of files.',
    reason: 'An Inquiry Session carries no file addresses.',
    source: { page: 'changelog', section: '2023-01-05' },
  },
  {
    id: 'excluded.reports-run-history',
    statement: 'Version 2025-12-08 changed `run-history` of Reports.',
    reason: 'It concerns Reports, not Inquiry Sessions.',
    source: { page: 'changelog', section: '2025-12-08' },
  },
];
