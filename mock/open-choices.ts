/**
 * Every point on which the documentation is silent, as a named choice with a default. Nothing of the kind is
 * decided anywhere else in the mock; a variation is another choice at one of these points.
 */

import type { Area } from '../contract/types.ts';

/** Another legal choice, as a target that must never be called wrong. */
interface Variant<T> {
  readonly value: T;
  /** Stable slug of the variation. */
  readonly slug: string;
  /** What such a target does, in one sentence. */
  readonly sentence: string;
}

interface Choice<T> {
  /** The chapter of the contract that leaves it open. */
  readonly area: Area;
  /** What the choice is about, in one sentence. */
  readonly about: string;
  readonly allowed: readonly T[];
  readonly standard: T;
  readonly variants: readonly Variant<T>[];
}

type Value = string | number | boolean;

function other<const T extends Value>(value: T, slug: string, sentence: string): Variant<T> {
  return { value, slug, sentence };
}

/** A plain value is the standard, or one that makes no variation of its own. */
function choice<const T extends Value>(
  area: Area,
  about: string,
  standard: NoInfer<T>,
  values: readonly (T | Variant<T>)[],
): Choice<T> {
  const variants = values.filter((value): value is Variant<T> => typeof value === 'object');
  const allowed = values.map((value) => (typeof value === 'object' ? value.value : value));
  return { area, about, allowed, standard, variants };
}

export const openPoints = {
  // ── state
  reExpire: choice('state', 'Status for expiring what is already expired.', 409, [
    other(200, 're-expire-200', 'A second expire succeeds.'),
    409,
    other(422, 're-expire-422', 'A second expire cannot be processed.'),
  ]),
  expireAllTakesNew: choice(
    'state',
    'Whether expire-all also takes sessions that were never started; its page speaks of active ones.',
    false,
    [
      false,
      other(true, 'expire-all-takes-new', 'Expiring all sessions also takes those that nobody has opened.'),
    ],
  ),
  expireAllUnknown: choice(
    'state',
    'What expire-all does about an inquiry id that it does not know.',
    'ignore',
    [
      'ignore',
      other(
        'refuse',
        'expire-all-refuses-unknown',
        'Expiring all sessions refuses an inquiry that does not exist.',
      ),
    ],
  ),
  sessionLimitStatus: choice('state', 'Status for one session more than an inquiry may have.', 422, [
    other(400, 'session-limit-400', 'One session too many is a bad request.'),
    other(409, 'session-limit-409', 'One session too many is a conflict.'),
    422,
  ]),
  closedInquiryStatus: choice(
    'state',
    'Status for a new session, or resuming, of an inquiry that is over.',
    409,
    [409, other(422, 'closed-inquiry-422', 'An inquiry that is over takes no session: unprocessable.')],
  ),
  linkForExpired: choice('state', 'Whether a one-time link is made for an expired session.', 'refuse', [
    'refuse',
    other('make', 'link-for-expired', 'A one-time link is made even for an expired session.'),
  ]),
  linkActivation: choice(
    'state',
    'What starts a session: fetching its link, or the script on the page behind it.',
    'get',
    [
      'get',
      other(
        'script',
        'link-started-by-script',
        'Fetching a one-time link starts nothing; the script on its page does.',
      ),
    ],
  ),
  simulateStart: choice('state', 'Which sessions the simulated start of an inquiry starts.', 'newest', [
    'newest',
    other('all', 'simulation-starts-all', 'The simulated start starts every session that waits.'),
    other('none', 'simulation-starts-none', 'The simulated start moves the inquiry but starts no session.'),
  ]),
  eventLagMs: choice('state', 'Milliseconds until an event shows up in the list of events.', 0, [
    0,
    200,
    other(2000, 'late-events', 'Events show up two seconds late.'),
  ]),

  // ── idempotency
  mismatch: choice('idempotency', 'Status for an idempotency key used again with other parameters.', 400, [
    400,
    other(409, 'mismatch-409', 'A key used with other parameters is a conflict.'),
    other(422, 'mismatch-422', 'A key used with other parameters cannot be processed.'),
  ]),
  race: choice('concurrency', 'What a duplicate gets while the first is still running.', 'wait', [
    'wait',
    other('refuse', 'race-409', 'A duplicate that arrives while the first still runs is refused.'),
  ]),
  idempotencyScope: choice(
    'idempotency',
    'Whether an idempotency key counts per environment or per API key.',
    'environment',
    ['environment', other('key', 'scope-api-key', 'Idempotency keys count per API key.')],
  ),
  idempotencyComparesHeaders: choice(
    'idempotency',
    'Whether the version and the inflection count among the parameters compared.',
    false,
    [
      false,
      other(
        true,
        'headers-are-parameters',
        'Version and inflection count among the parameters of a request.',
      ),
    ],
  ),
  forbiddenSaved: choice(
    'idempotency',
    'Whether a 403 is decided behind the idempotency layer, and so saved.',
    false,
    [false, other(true, 'forbidden-saved', 'A 403 is saved under its key.')],
  ),
  replayRequestId: choice(
    'idempotency',
    'Whether a replayed answer carries the first Request-Id or a new one.',
    'new',
    [
      'new',
      other('same', 'replay-same-request-id', 'A repeated answer carries the first answer’s Request-Id.'),
    ],
  ),

  // ── reading the request
  unknownVersion: choice('version', 'What an unknown Persona-Version does.', 'refuse', [
    'refuse',
    other('ignore', 'unknown-version-ignored', 'An unknown version is passed over.'),
  ]),
  unknownInflection: choice('inflection', 'What an unknown Key-Inflection does.', 'ignore', [
    other('refuse', 'unknown-inflection-refused', 'An unknown inflection is refused.'),
    'ignore',
  ]),
  unknownInclude: choice('query', 'What an unknown name in include does.', 'refuse', [
    'refuse',
    other('ignore', 'unknown-include-ignored', 'An unknown name in include is passed over.'),
  ]),
  deepInclude: choice('query', 'What an include path of more than two names does.', 'refuse', [
    'refuse',
    other('ignore', 'deep-include-cut', 'Too deep an include is cut to two names.'),
  ]),
  unknownFields: choice('query', 'What an unknown name in fields does.', 'ignore', [
    other('refuse', 'unknown-fields-refused', 'An unknown name in fields is refused.'),
    'ignore',
  ]),
  listInclude: choice('query', 'What include does on a list.', 'refuse', [
    'refuse',
    other('ignore', 'list-include-ignored', 'A list passes include over.'),
    other('honour', 'list-include-honoured', 'A list does what include asks.'),
  ]),
  fieldsCasing: choice(
    'query',
    'Whether names in fields are read in every casing or in the answer’s only.',
    'any',
    [
      'any',
      other(
        'answer',
        'fields-in-answer-casing',
        'Names in fields are understood in the answer’s casing only.',
      ),
    ],
  ),
  malformedBody: choice('errors', 'What a malformed body on an action without a body does.', 'refuse', [
    'refuse',
    other('ignore', 'malformed-body-ignored', 'A malformed body on an action without a body is passed over.'),
  ]),
  wrongMethod: choice('errors', 'Status for a known path with another method.', 404, [
    404,
    other(405, 'wrong-method-405', 'A known path with another method is answered 405.'),
  ]),
  bearerScheme: choice('auth', 'Whether the word Bearer is read in every casing.', 'exact', [
    'exact',
    other('any', 'bearer-in-any-casing', 'The word Bearer is read in every casing.'),
  ]),

  // ── writing the answer
  includeDefault: choice(
    'query',
    'What is included when the request does not say; the vendor’s files name no default for sessions.',
    'none',
    [
      'none',
      // Only under versions before that one are these legal; under a later one they are faults.
      'some',
      'all',
      other(
        'all-until-2025-10-27',
        'included-all-by-default',
        'Until 2025-10-27 everything related is included without include.',
      ),
    ],
  ),
  sparseRelationships: choice('query', 'Whether a sparse resource keeps its relationships.', 'drop', [
    'drop',
    other('keep', 'sparse-with-relationships', 'Sparse resources keep their relationships.'),
  ]),
  inflectNested: choice('inflection', 'Whether names inside an attribute’s value are inflected.', true, [
    true,
    other(false, 'nested-names-kept', 'Names inside the value of an attribute are not re-cased.'),
  ]),
  networkRelationship: choice(
    'schema',
    'What the network relationship of a started session holds.',
    'linked',
    [
      'linked',
      other('null', 'network-null', 'A started session has no network.'),
      other('absent', 'network-absent', 'Sessions do not show a network at all.'),
    ],
  ),
  deviceRelationship: choice('schema', 'What the device relationship of a started session holds.', 'linked', [
    'linked',
    other('null', 'device-null', 'A started session has no device.'),
  ]),
  sessionDetail: choice('schema', 'How much is known about a started session.', 'full', [
    'full',
    other('mobile', 'opened-in-an-app', 'Sessions are opened in an app: no browser is named.'),
    other('nothing', 'nothing-known', 'Nothing is known about whoever opened a session: null everywhere.'),
  ]),
  unopenedDetail: choice(
    'schema',
    'How a session that nobody has opened shows what only an end user could tell.',
    'null',
    [
      'null',
      other(
        'absent',
        'unopened-without-detail',
        'A session that nobody has opened leaves away what only an end user could tell.',
      ),
    ],
  ),
  deviceSharing: choice(
    'state',
    'Whether the sessions of one inquiry are opened on one device or on a device each.',
    'own',
    [
      'own',
      other('shared', 'shared-device', 'The sessions of an inquiry are opened on one and the same device.'),
    ],
  ),
  timestampPrecision: choice('time', 'Digits of a second in timestamps.', 3, [
    other(0, 'times-in-seconds', 'Timestamps have no fraction of a second.'),
    3,
    other(6, 'times-in-microseconds', 'Timestamps have six digits after the second.'),
  ]),
  timestampOffset: choice('time', 'How the time zone of timestamps is written.', 'Z', [
    'Z',
    other('+00:00', 'times-with-zero-offset', 'Timestamps end in +00:00.'),
    other('+02:00', 'times-in-another-zone', 'Timestamps are written in a zone east of Greenwich.'),
    other(
      '-05:30',
      'times-in-a-half-hour-zone',
      'Timestamps are written in a zone west of Greenwich, with half an hour in it.',
    ),
  ]),
  idShape: choice('schema', 'How ids look.', 'prefixed', [
    'prefixed',
    other('long', 'ids-long', 'Ids are long and have another prefix.'),
    other('uuid', 'ids-uuid', 'Ids are UUIDs without a prefix.'),
    other('number', 'ids-number', 'Ids are strings of digits.'),
    other('token', 'ids-token', 'Ids hold hyphens and underscores.'),
  ]),
  errorDetails: choice('errors', 'Whether errors carry details.', true, [
    true,
    other(false, 'error-without-details', 'Errors carry no details.'),
  ]),
  errorCode: choice('errors', 'Whether errors carry a machine-readable code.', false, [
    false,
    other(true, 'error-code', 'Errors carry a machine-readable code.'),
  ]),
  contentType: choice('headers', 'The media type of answers.', 'application/json; charset=utf-8', [
    'application/json; charset=utf-8',
    other('application/json', 'media-type-bare', 'The media type is written application/json.'),
    other(
      'application/json;charset=UTF-8',
      'media-type-upper-case-charset',
      'The media type is written application/json;charset=UTF-8.',
    ),
    other(
      'application/json; charset="utf-8"',
      'media-type-quoted-charset',
      'The media type is written application/json; charset="utf-8".',
    ),
  ]),
  unauthenticatedHead: choice(
    'headers',
    'Whether a 401 carries the headers that are promised on authenticated answers.',
    'bare',
    [
      'bare',
      other('full', 'head-of-a-401', 'A 401 carries the headers that are promised on authenticated answers.'),
    ],
  ),
  announceLimits: choice('headers', 'Whether the rate limit is announced on every answer.', true, [
    true,
    false,
  ]),
};

type Widen<T> = T extends Choice<infer V> ? V : never;

export type OpenName = keyof typeof openPoints;
export type OpenChoices = { readonly [Name in OpenName]: Widen<(typeof openPoints)[Name]> };

/** The default at every open point. */
export const standardChoices = Object.fromEntries(
  Object.entries(openPoints).map(([name, point]) => [name, point.standard]),
) as unknown as OpenChoices;

/**
 * Reads `name=value` as one choice.
 * @throws Error with one plain line when the name is unknown or the value is not among the allowed ones.
 */
export function parseChoice(text: string): Partial<OpenChoices> {
  const [name = '', ...rest] = text.split('=');
  const value = rest.join('=');
  const point = (openPoints as Record<string, Choice<Value> | undefined>)[name];
  if (!point) {
    throw new Error(`unknown open point "${name}"; known: ${Object.keys(openPoints).join(', ')}`);
  }
  const chosen = point.allowed.find((candidate) => String(candidate) === value);
  if (chosen === undefined) {
    throw new Error(`"${name}" cannot be "${value}"; allowed: ${point.allowed.map(String).join(', ')}`);
  }
  return { [name]: chosen };
}
