/** Refusals: their status, their envelope, and what odd requests may not do. */
import type { Requirement } from '../types.ts';

const source = { page: 'errors' } as const;

export const errors = [
  {
    id: 'errors.unknown-id-refused',
    level: 'MUST',
    area: 'errors',
    statement: 'Expiring an unknown session is refused with a client error.',
    rationale: 'A mistyped id would be taken for a job done.',
    source,
  },
  {
    id: 'errors.unknown-id-404',
    level: 'SHOULD',
    area: 'errors',
    statement: 'Expiring an unknown session is answered 404.',
    rationale: 'Clean-up jobs treat 404 as “already gone” and everything else as a failure.',
    source,
  },
  {
    id: 'errors.odd-ids-refused',
    level: 'MUST',
    area: 'errors',
    statement: 'Ids that cannot exist (too long, quoted, non-ASCII) are never answered with success.',
    rationale: 'Success on nonsense hides bugs in the caller.',
    source,
  },
  {
    id: 'errors.odd-ids-no-server-error',
    level: 'SHOULD',
    area: 'errors',
    statement: 'Ids that cannot exist are not answered with a server error.',
    rationale: 'A 5xx means “unknown”, and is retried for ever.',
    source,
  },
  {
    id: 'errors.malformed-body-no-server-error',
    level: 'SHOULD',
    area: 'errors',
    statement:
      'A malformed body on this body-less action is refused or ignored, never answered with a server error.',
    rationale: 'A serialiser’s stray comma would look like an outage.',
    source,
  },
  {
    id: 'errors.malformed-body-json-answer',
    level: 'MUST',
    area: 'errors',
    statement: 'A malformed body gets the session or the error envelope as JSON, never an HTML page.',
    rationale: 'Error handling that parses JSON would crash on the error itself.',
    source,
  },
  {
    id: 'errors.body-cannot-steer',
    level: 'SHOULD',
    area: 'errors',
    statement:
      'A body that names another status cannot steer the action: if it is accepted, the session is `expired`.',
    rationale: 'Mass assignment would let a caller set any state.',
    source: { page: 'expire-an-inquiry-session' },
  },
  {
    id: 'errors.reading-expires-nothing',
    level: 'SHOULD',
    area: 'errors',
    statement: 'A GET on the expire address expires nothing.',
    rationale: 'Link previews and crawlers would end sessions.',
    source: { page: 'expire-an-inquiry-session' },
  },
  {
    id: 'errors.media-type',
    level: 'MUST',
    area: 'errors',
    statement: 'Errors are JSON: their media type is `application/json` and their body parses.',
    rationale: 'Error handling that parses JSON would crash on the error itself.',
    source,
  },
  {
    id: 'errors.list',
    level: 'MUST',
    area: 'errors',
    statement: 'An error answer carries `errors`, a list of at least one object.',
    rationale: 'Handlers read the first entry without asking whether there is one.',
    source,
  },
  {
    id: 'errors.title',
    level: 'MUST',
    area: 'errors',
    statement: 'Every error has a `title`, a non-empty string; its wording is free.',
    rationale: 'It is what logs and people see.',
    source,
  },
  {
    id: 'errors.details',
    level: 'MUST',
    area: 'errors',
    statement: '`details`, where present, is a string.',
    rationale: 'Log pipelines drop entries whose types vary.',
    source,
  },
  {
    id: 'errors.source',
    level: 'MUST',
    area: 'errors',
    statement: '`source`, where present, is an object whose `pointer`, where present, is a string.',
    rationale: 'Form validation is wired to the pointer.',
    source,
  },
  {
    id: 'errors.no-data',
    level: 'SHOULD',
    area: 'errors',
    statement: 'An error answer does not carry the session.',
    rationale: 'A caller without permission would read personal data from a refusal.',
    source,
  },
  {
    id: 'errors.no-internals',
    level: 'SHOULD',
    area: 'errors',
    statement:
      'Titles and details of errors are text for people: no stack trace, no SQL, no file of the server.',
    rationale: 'The inside of the server would be shown to whoever makes a request fail.',
    source,
  },
  {
    id: 'errors.missing-parameter',
    level: 'MUST',
    area: 'errors',
    statement:
      'Creating a session without naming its inquiry is refused with a client error in the envelope.',
    rationale: 'A session that belongs to nobody can be neither found nor ended.',
    source,
  },
  {
    id: 'errors.refused-without-effect',
    level: 'SHOULD',
    area: 'errors',
    statement:
      'A request that is refused with a client error changes nothing: not what it names, and nothing else.',
    rationale: 'Code that is told “no” goes on as if nothing had happened.',
    source: { page: 'errors' },
  },
] as const satisfies readonly Requirement[];
