/**
 * Every point on which the documentation is silent, as a named choice with a default. Nothing of the kind is
 * decided anywhere else in the mock; a variation is another choice at one of these points.
 */

interface Choice<T> {
  /** What the choice is about, in one sentence. */
  readonly about: string;
  readonly allowed: readonly T[];
  readonly standard: T;
}

function choice<const T extends string | number | boolean>(
  about: string,
  standard: NoInfer<T>,
  allowed: readonly T[],
): Choice<T> {
  return { about, allowed, standard };
}

export const openPoints = {
  // ── state
  reExpire: choice('Status for expiring what is already expired.', 409, [200, 409, 422]),
  expireAllTakesNew: choice('Whether expire-all also takes sessions that were never started.', false, [
    false,
    true,
  ]),
  expireAllUnknown: choice('What expire-all does about an inquiry id that it does not know.', 'ignore', [
    'ignore',
    'refuse',
  ]),
  sessionLimitStatus: choice('Status for one session more than an inquiry may have.', 422, [400, 409, 422]),
  closedInquiryStatus: choice(
    'Status for a new session, or resuming, of an inquiry that is over.',
    409,
    [409, 422],
  ),
  linkForExpired: choice('Whether a one-time link is made for an expired session.', 'refuse', [
    'refuse',
    'make',
  ]),
  linkActivation: choice(
    'What starts a session: fetching its link, or the script on the page behind it.',
    'get',
    ['get', 'script'],
  ),
  simulateStart: choice('Which sessions the simulated start of an inquiry starts.', 'newest', [
    'newest',
    'all',
    'none',
  ]),
  eventLagMs: choice('Milliseconds until an event shows up in the list of events.', 0, [0, 200, 2000]),

  // ── idempotency
  mismatch: choice('Status for an idempotency key used again with other parameters.', 422, [400, 409, 422]),
  race: choice('What a duplicate gets while the first is still running.', 'wait', ['wait', 'refuse']),
  idempotencyScope: choice(
    'Whether an idempotency key counts per environment or per API key.',
    'environment',
    ['environment', 'key'],
  ),
  idempotencyComparesHeaders: choice(
    'Whether the version and the inflection count among the parameters compared.',
    false,
    [false, true],
  ),
  forbiddenSaved: choice('Whether a 403 is decided behind the idempotency layer, and so saved.', false, [
    false,
    true,
  ]),
  replayRequestId: choice('Whether a replayed answer carries the first Request-Id or a new one.', 'new', [
    'new',
    'same',
  ]),

  // ── reading the request
  unknownVersion: choice('What an unknown Persona-Version does.', 'refuse', ['refuse', 'ignore']),
  unknownInflection: choice('What an unknown Key-Inflection does.', 'ignore', ['refuse', 'ignore']),
  unknownInclude: choice('What an unknown name in include does.', 'refuse', ['refuse', 'ignore']),
  deepInclude: choice('What an include path of more than two names does.', 'refuse', ['refuse', 'ignore']),
  unknownFields: choice('What an unknown name in fields does.', 'ignore', ['refuse', 'ignore']),
  listInclude: choice('What include does on a list.', 'ignore', ['refuse', 'ignore', 'honour']),
  fieldsCasing: choice('Whether names in fields are read in every casing or in the answer’s only.', 'any', [
    'any',
    'answer',
  ]),
  malformedBody: choice('What a malformed body on an action without a body does.', 'refuse', [
    'refuse',
    'ignore',
  ]),
  wrongMethod: choice('Status for a known path with another method.', 404, [404, 405]),
  bearerScheme: choice('Whether the word Bearer is read in every casing.', 'exact', ['exact', 'any']),

  // ── writing the answer
  includeDefault: choice('What is included when the request does not say.', 'none', ['none', 'some', 'all']),
  sparseRelationships: choice('Whether a sparse resource keeps its relationships.', 'drop', ['drop', 'keep']),
  inflectNested: choice('Whether names inside an attribute’s value are inflected.', true, [true, false]),
  networkRelationship: choice('What the network relationship of a started session holds.', 'linked', [
    'linked',
    'null',
    'absent',
  ]),
  deviceRelationship: choice('What the device relationship of a started session holds.', 'linked', [
    'linked',
    'null',
  ]),
  sessionDetail: choice('How much is known about a started session.', 'full', ['full', 'mobile', 'nothing']),
  unopenedDetail: choice(
    'How a session that nobody has opened shows what only an end user could tell.',
    'null',
    ['null', 'absent'],
  ),
  deviceSharing: choice(
    'Whether the sessions of one inquiry are opened on one device or on a device each.',
    'own',
    ['own', 'shared'],
  ),
  timestampPrecision: choice('Digits of a second in timestamps.', 3, [0, 3, 6]),
  timestampOffset: choice('How the time zone of timestamps is written.', 'Z', [
    'Z',
    '+00:00',
    '+02:00',
    '-05:30',
  ]),
  idShape: choice('How ids look.', 'prefixed', ['prefixed', 'long', 'uuid', 'number', 'token']),
  errorDetails: choice('Whether errors carry details.', true, [true, false]),
  errorCode: choice('Whether errors carry a machine-readable code.', false, [false, true]),
  contentType: choice('The media type of answers.', 'application/json; charset=utf-8', [
    'application/json; charset=utf-8',
    'application/json',
    'application/json;charset=UTF-8',
    'application/json; charset="utf-8"',
  ]),
  announceLimits: choice('Whether the rate limit is announced on every answer.', true, [true, false]),
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
  const point = (openPoints as Record<string, Choice<string | number | boolean> | undefined>)[name];
  if (!point) {
    throw new Error(`unknown open point "${name}"; known: ${Object.keys(openPoints).join(', ')}`);
  }
  const chosen = point.allowed.find((candidate) => String(candidate) === value);
  if (chosen === undefined) {
    throw new Error(`"${name}" cannot be "${value}"; allowed: ${point.allowed.map(String).join(', ')}`);
  }
  return { [name]: chosen };
}
