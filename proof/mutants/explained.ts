/** Why a mutant that no run tells from the mock need not be told: a closed list of reasons, each checked as far as it can be. */
import type { OpenName } from '../../mock/open-choices.ts';
import type { SourcePageName } from '../../contract/sources.ts';

export type Reason =
  /** No client could ever see the difference. */
  | { readonly reason: 'equivalent' }
  /** The documentation leaves it open: at a named choice of the mock, or where a page is silent. */
  | { readonly reason: 'open'; readonly point: OpenName | SourcePageName }
  /** Words for people, which may change any day. */
  | { readonly reason: 'cosmetic' }
  /** The place serves the mock itself, or what this contract does not cover. */
  | { readonly reason: 'outside' };

export type Explanation = Reason & {
  readonly why: string;
  /**
   * Which mutants, and how many of them may go unfound. A place is a file, a file and a declaration in it, those and a kind of
   * change, or one mutant by the name that `npm run faults:source` prints; the narrowest place counts. The number is
   * checked: where one more is not found, somebody has to look again; where all are found, the entry has to go.
   */
  readonly places: Readonly<Record<string, number>>;
};

export const explanations: readonly Explanation[] = [
  {
    reason: 'open',
    point: 'webhooks/events',
    why: 'Events are a list of their own and may come late: what a run sees of them is recorded, never claimed.',
    places: {
      'handlers/events.ts': 24,
      'lifecycle.ts emit': 4,
      'lifecycle.ts emitSession': 1,
      'lifecycle.ts emitInquiry': 1,
      'lifecycle.ts addSession StringLiteral': 1,
      'lifecycle.ts endSession StringLiteral': 1,
    },
  },
  {
    reason: 'outside',
    why: 'Creating, expiring and resuming an inquiry, its templates, flags, notes and fields belong to other endpoints: a run needs a session to expire, and gets it.',
    places: {
      'handlers/inquiries.ts createInquiry': 23,
      'handlers/inquiries.ts newInquiry': 13,
      'handlers/inquiries.ts isOver': 5,
      'handlers/inquiries.ts resumeInquiry': 14,
      'handlers/inquiries.ts sessionToUse': 14,
      'handlers/inquiries.ts retrieveInquiry': 1,
      'handlers/inquiries.ts expireInquiry': 6,
      'handlers/prefilled-fields.ts': 5,
      'data/session-token.ts': 5,
      'lifecycle.ts endInquiry': 3,
      'handlers/finding.ts inquiryInPath': 2,
    },
  },
  {
    reason: 'outside',
    why: 'What a creation of a session refuses belongs to the creation.',
    places: {
      'handlers/sessions.ts createSession': 11,
    },
  },
  {
    reason: 'outside',
    why: 'Of expiring all sessions a run judges what it does to sessions, not what it answers or refuses.',
    places: {
      'handlers/expire-all.ts expireAllSessions': 20,
    },
  },
  {
    reason: 'outside',
    why: 'Lists are read one page forward and back; impossible sizes, other cursors and other filters are not asked for.',
    places: {
      'handlers/paging.ts address': 2,
      'handlers/paging.ts page': 35,
      'handlers/filters.ts filtersOf': 9,
      'handlers/filters.ts isListed': 3,
      'handlers/sessions.ts listSessions': 3,
    },
  },
  {
    reason: 'outside',
    why: 'The page behind a one-time link is for people in a browser; where it opens no session, the run simulates the start.',
    places: {
      'http/verify-page.ts': 37,
      'links.ts oneTimeLink': 1,
    },
  },
  {
    reason: 'outside',
    why: 'How large a request may be protects the mock; no documented request comes near it.',
    places: {
      'http/body.ts': 9,
      'http/app.ts serve ConditionalExpression': 1,
    },
  },
  {
    reason: 'outside',
    why: 'How a mock is started, reached and stopped: options that nobody gave, ports, hosts, or no mock at all.',
    places: {
      'options.ts settle': 16,
      'server.ts isForeignHost': 8,
      'server.ts addTemplate': 5,
      'server.ts startMock': 21,
    },
  },
  {
    reason: 'outside',
    why: 'What ends or is forgotten by itself ends after a day; no run lasts so long.',
    places: {
      'lifecycle.ts sweep': 16,
      'stages/idempotency-memory.ts IdempotencyMemory.find': 2,
    },
  },
  {
    reason: 'outside',
    why: 'A repeat that is never answered is bad weather, not a clause.',
    places: {
      'stages/idempotency-memory.ts IdempotencyMemory.open': 2,
      'stages/idempotency.ts remember': 1,
    },
  },
  {
    reason: 'outside',
    why: 'An inquiry’s own members beyond those that the suite reads: it is another resource.',
    places: {
      'resources/inquiry.ts inquiryResource': 18,
    },
  },
  {
    reason: 'open',
    point: 'wrongMethod',
    why: 'Paths and methods that the documentation does not have.',
    places: {
      'endpoints.ts elsewhere': 13,
      'http/app.ts build': 1,
    },
  },
  {
    reason: 'open',
    point: 'expire-an-inquiry-session',
    why: 'What was seen of an end user is any value, or null: place, address, device, flags.',
    places: {
      'data/visits.ts': 28,
      'random.ts': 11,
    },
  },
  {
    reason: 'open',
    point: 'versioning',
    why: 'Ids are opaque: any prefix, length and alphabet will do.',
    places: {
      'ids.ts': 1,
      'lifecycle.ts createSessionOf StringLiteral': 1,
    },
  },
  {
    reason: 'open',
    point: 'errors',
    why: 'Of an error only a title is sure; its words, its code, its details and its pointer may come or not.',
    places: {
      'refusals.ts refuse': 22,
      'stages/authentication.ts authentication': 4,
      'stages/idempotency.ts idempotency StringLiteral': 1,
      'stages/idempotency.ts idempotency ObjectLiteral': 1,
      'stages/permission.ts permission ObjectLiteral': 1,
      'stages/permission.ts permission StringLiteral': 1,
      'stages/rate-limit.ts rateLimit ObjectLiteral': 1,
    },
  },
  {
    reason: 'open',
    point: 'linkForExpired',
    why: 'A link for an expired session may be made or refused.',
    places: {
      'handlers/one-time-link.ts generateOneTimeLink': 8,
    },
  },
  {
    reason: 'open',
    point: 'reExpire',
    why: 'A second expire may succeed or be refused.',
    places: {
      'handlers/sessions.ts expireSession': 7,
    },
  },
  {
    reason: 'open',
    point: 'deviceRelationship',
    why: 'Which device and network a session links to, and what is known of them, is left open; null is legal.',
    places: {
      'lifecycle.ts startSession': 23,
      'lifecycle.ts knownDevice': 5,
      'lifecycle.ts newDevice': 2,
      'lifecycle.ts newNetwork': 3,
    },
  },
  {
    reason: 'open',
    point: 'networkRelationship',
    why: 'A session may link to a network, to none, or not speak of it; an included one may know little.',
    places: {
      'resources/session.ts sessionResource': 7,
      'resources/resources.ts findResource': 10,
    },
  },
  {
    reason: 'open',
    point: 'unopenedDetail',
    why: 'What is null may be left away.',
    places: {
      'resources/session.ts visitAttributes': 18,
    },
  },
  {
    reason: 'open',
    point: 'fieldsCasing',
    why: 'In which casing `fields` takes its names, and what blanks and other characters around them do.',
    places: {
      'serialisation/fields.ts asked': 4,
      'serialisation/fields.ts canonical': 4,
    },
  },
  {
    reason: 'open',
    point: 'sparseRelationships',
    why: 'A sparse answer may show its relationships or not.',
    places: {
      'serialisation/fields.ts fields': 7,
    },
  },
  {
    reason: 'open',
    point: 'unknownInclude',
    why: 'What an unknown or blank name in `include` does.',
    places: {
      'serialisation/include.ts includePaths': 1,
      'serialisation/include.ts unknownInclude': 8,
      'stages/parameters.ts include': 21,
    },
  },
  {
    reason: 'open',
    point: 'includeDefault',
    why: 'What is included where nothing was asked for, and with lists.',
    places: {
      'serialisation/include.ts standardPaths': 2,
      'serialisation/include.ts pathsOf': 20,
    },
  },
  {
    reason: 'open',
    point: 'response-body',
    why: 'An empty `included` says the same as none, and the resource itself may stand among those related to a related one.',
    places: {
      'serialisation/include.ts include': 20,
    },
  },
  {
    reason: 'open',
    point: 'unknownVersion',
    why: 'What an unknown version does.',
    places: {
      'stages/parameters.ts version': 9,
    },
  },
  {
    reason: 'open',
    point: 'unknownInflection',
    why: 'What an unknown casing does.',
    places: {
      'stages/parameters.ts inflection': 9,
    },
  },
  {
    reason: 'open',
    point: 'unknownFields',
    why: 'What an unknown name in `fields` does.',
    places: {
      'stages/parameters.ts fields': 6,
    },
  },
  {
    reason: 'open',
    point: 'malformedBody',
    why: 'What a body that is not JSON does on an action without a body.',
    places: {
      'stages/parameters.ts body': 11,
      'stages/parameters.ts parameters': 7,
    },
  },
  {
    reason: 'open',
    point: 'unauthenticatedHead',
    why: 'Which headers an unauthenticated answer carries, and what they say.',
    places: {
      'stages/head.ts head': 7,
    },
  },
  {
    reason: 'open',
    point: 'bearerScheme',
    why: 'In which casing the scheme is written.',
    places: {
      'stages/credentials.ts presentedToken StringLiteral': 2,
      'stages/credentials.ts presentedToken ConditionalExpression': 2,
      'stages/credentials.ts presentedToken EqualityOperator': 1,
    },
  },
  {
    reason: 'open',
    point: 'idempotencyScope',
    why: 'Whose an idempotency key is.',
    places: {
      'stages/idempotency.ts slotName': 4,
    },
  },
  {
    reason: 'open',
    point: 'replayRequestId',
    why: 'Whether a replay carries the Request-Id of the first answer.',
    places: {
      'stages/idempotency.ts replay': 7,
    },
  },
  {
    reason: 'open',
    point: 'race',
    why: 'What a request gets while another one under its key is still running.',
    places: {
      'stages/idempotency.ts idempotency': 4,
    },
  },
  {
    reason: 'equivalent',
    why: 'Bodies and queries are sent in one order, and a body that is no JSON is compared as it is.',
    places: {
      'stages/idempotency.ts sorted': 11,
      'stages/idempotency.ts parametersOf': 7,
    },
  },
  {
    reason: 'equivalent',
    why: 'Delays, broken connections and answers without a body are asked for by faults alone; a length may be said or left to the chunks.',
    places: {
      'http/write.ts write': 17,
    },
  },
  {
    reason: 'equivalent',
    why: 'Reads lag behind, and header names are looked at, where a variation or a fault asks for it; elsewhere nothing of it is seen.',
    places: {
      'http/read.ts readCall': 18,
      'http/read.ts parsed': 2,
    },
  },
  {
    reason: 'equivalent',
    why: 'The other branch comes to the same with what the mock holds.',
    places: {
      'call.ts keyOf': 1,
      'casing.ts renameDeep': 1,
      'json.ts primaryOf': 1,
      'serialisation/include.ts references': 4,
      'serialisation/fields.ts keep': 3,
    },
  },
  {
    reason: 'equivalent',
    why: 'The keys of a run hide no attribute.',
    places: {
      'serialisation/blocklist.ts blocklist': 4,
    },
  },
  {
    reason: 'open',
    point: 'inflectNested',
    why: 'Whether names inside an attribute’s value are cased, but for an inquiry’s fields since 2025-10-27.',
    places: {
      'serialisation/inflection.ts ConditionalExpression: call.version >= FIELDS_KEPT → true': 1,
      "serialisation/inflection.ts ConditionalExpression: keepsFields && type === 'inquiry' && name === 'fields' → true": 1,
      "serialisation/inflection.ts LogicalOperator: keepsFields && type === 'inquiry' && name === 'fields' → keepsFields && type === 'inquiry' || name === 'fields'": 1,
      "serialisation/inflection.ts ConditionalExpression: keepsFields && type === 'inquiry' → true": 1,
      "serialisation/inflection.ts LogicalOperator: keepsFields && type === 'inquiry' → keepsFields || type === 'inquiry'": 1,
      "serialisation/inflection.ts ConditionalExpression: type === 'inquiry' → true": 1,
      "serialisation/inflection.ts ConditionalExpression: name === 'fields' → true": 1,
      'serialisation/inflection.ts ConditionalExpression: world.settings.open.inflectNested && isObject(value) → true': 1,
      'serialisation/inflection.ts ConditionalExpression: world.settings.open.inflectNested && isObject(value) → false': 1,
      'serialisation/inflection.ts LogicalOperator: world.settings.open.inflectNested && isObject(value) → world.settings.open.inflectNested || isObject(value)': 1,
    },
  },
  {
    reason: 'equivalent',
    why: 'The page behind the link has looked already: only a session that is not over is started.',
    places: {
      "lifecycle.ts ConditionalExpression: session.status !== 'new' → false": 1,
    },
  },
  {
    reason: 'outside',
    why: 'What the start of a session does to its inquiry.',
    places: {
      "lifecycle.ts ConditionalExpression: inquiry?.status === 'created' → true": 1,
      "lifecycle.ts ConditionalExpression: inquiry?.status === 'created' → false": 1,
      "lifecycle.ts EqualityOperator: inquiry?.status === 'created' → inquiry?.status !== 'created'": 1,
      'lifecycle.ts OptionalChaining: inquiry?.status → inquiry.status': 1,
      'lifecycle.ts StringLiteral: \'created\' → ""': 1,
      "lifecycle.ts BlockStatement: { const pending = world.store.inqui … 'inquiry.started', pending, at); } → {}": 1,
      "lifecycle.ts ObjectLiteral: { ...inquiry, status: 'pending', startedAt: at } → {}": 1,
      'lifecycle.ts StringLiteral: \'inquiry.started\' → ""': 1,
    },
  },
  {
    reason: 'outside',
    why: 'An allowance of creations belongs to creations.',
    places: {
      'stages/quota.ts': 28,
    },
  },
  {
    reason: 'outside',
    why: 'The keys of a run are active and used from an allowed address.',
    places: {
      'stages/permission.ts permission ConditionalExpression': 2,
    },
  },
  {
    reason: 'open',
    point: 'rate-limiting',
    why: 'Whose window a request counts in, and whether a key has a limit of its own.',
    places: {
      'stages/rate-limit.ts rateLimit StringLiteral': 4,
      'stages/rate-limit.ts rateLimit LogicalOperator': 1,
      'stages/rate-limit.ts rateLimit ConditionalExpression': 3,
      'stages/rate-limit.ts rateLimit EqualityOperator': 1,
    },
  },
  {
    reason: 'open',
    point: 'timestampOffset',
    why: 'Times may be written with any offset; the mock’s own is none, so that its sign and its unit do not matter.',
    places: { 'timestamp.ts timestamp ArithmeticOperator': 2 },
  },
  {
    reason: 'open',
    point: 'timestampPrecision',
    why: 'Times may have any precision.',
    places: { 'timestamp.ts timestamp StringLiteral': 3 },
  },
  {
    reason: 'outside',
    why: 'Simulating what an end user does is a help of the sandbox; a run asks it for a start and looks at the session.',
    places: { 'handlers/simulate.ts': 34 },
  },
];
