/** Why the mock chooses as it does at each open point: which public evidence speaks for it, or that none does. */
import type { SourcePageName } from '../contract/sources.ts';
import type { OpenName } from './open-choices.ts';

interface Reason {
  readonly why: string;
  /** The page that it leans on; absent: no page says anything. */
  readonly page?: SourcePageName;
}

const leaning = (page: SourcePageName, why: string): Reason => ({ page, why });
const nothing = (why: string): Reason => ({ why });

export const choiceReasons: { readonly [Name in OpenName]: Reason } = {
  reExpire: leaning(
    'errors',
    'A 409 is the general rule for modifying a resource in an unacceptable way; its example is an inquiry in an incompatible state.',
  ),
  expireAllTakesNew: leaning('inquiry-sessions', 'The page speaks of active sessions.'),
  expireAllUnknown: nothing('Nothing speaks for either; what is not there has no sessions to expire.'),
  sessionLimitStatus: leaning('errors', 'A 422 is the general rule for an action that is not valid.'),
  closedInquiryStatus: leaning(
    'errors',
    'Resuming an inquiry in an incompatible state is the page’s example of a 409.',
  ),
  linkForExpired: nothing(
    'Nothing certain speaks for either. The sample answer of the call shows an expired session and a link, but the same sample session stands on every page.',
  ),
  linkActivation: nothing(
    'Nothing speaks for either; the plainer one lets a run open sessions without a browser.',
  ),
  simulateStart: nothing('Nothing speaks for any; one inquiry is started by one person in one session.'),
  eventLagMs: nothing('Events may come late; how late, nothing says.'),
  mismatch: leaning(
    'idempotence',
    'Earlier editions of the page say that the reuse of a key with other parameters is logged as a 400.',
  ),
  race: leaning(
    'idempotence',
    'Later requests are promised the first one’s result, and no refusal is mentioned.',
  ),
  idempotencyScope: nothing('Nothing speaks for either; limits and data are counted by environment.'),
  idempotencyComparesHeaders: leaning('idempotence', 'The page compares parameters and names no headers.'),
  forbiddenSaved: nothing('Nothing speaks for either; a 401 and a 429 are decided before the layer.'),
  replayRequestId: leaning('request-ids', 'The page promises an id for each request.'),
  unknownVersion: leaning('errors', 'A 400 is the general rule for a request that is not acceptable.'),
  unknownInflection: nothing('Nothing speaks for either.'),
  unknownInclude: leaning('errors', 'A 400 is the general rule for a request that is not acceptable.'),
  deepInclude: leaning('response-body', 'One level of nesting is the most that is supported.'),
  unknownFields: nothing('Nothing speaks for either.'),
  listInclude: leaning(
    'response-body',
    'include is not supported on lists; an earlier draft of the vendor’s page on include says that a list answers it with a 400.',
  ),
  fieldsCasing: leaning('api-key-inflection', 'Requests may use any of the three casings.'),
  malformedBody: leaning('errors', 'A 400 is the general rule for a request that is not acceptable.'),
  wrongMethod: leaning('errors', 'The page lists no 405.'),
  bearerScheme: leaning(
    'authentication',
    'The page writes Bearer; HTTP itself reads the word in every casing.',
  ),
  includeDefault: leaning(
    'response-body',
    'Some, none or all: the page leaves it to each endpoint and names none for sessions.',
  ),
  sparseRelationships: leaning(
    'response-body',
    'The page’s samples of sparse answers show no relationships.',
  ),
  inflectNested: leaning(
    'changelog',
    'Since 2025-10-27 names inside fields are no longer touched, so they were before.',
  ),
  networkRelationship: leaning('expire-an-inquiry-session', 'The relationship is declared, and may be null.'),
  deviceRelationship: leaning('expire-an-inquiry-session', 'The sample answer shows a device.'),
  sessionDetail: leaning('expire-an-inquiry-session', 'The sample answer names a browser and a system.'),
  unopenedDetail: leaning('expire-an-inquiry-session', 'The attributes are declared, and may be null.'),
  deviceSharing: leaning(
    'inquiry-sessions',
    'A session belongs to one device; nothing says that two share one.',
  ),
  timestampPrecision: leaning('expire-an-inquiry-session', 'Times in sample answers have three digits.'),
  timestampOffset: leaning('expire-an-inquiry-session', 'Times in sample answers end in Z.'),
  idShape: leaning(
    'expire-an-inquiry-session',
    'Ids in sample answers have a prefix; answers seen in public have 24 or 28 characters behind it.',
  ),
  errorDetails: leaning('errors', 'The page’s samples carry details.'),
  errorCode: leaning('errors', 'The page’s samples carry no code; newer examples elsewhere do.'),
  contentType: leaning('protocol', 'Answers are JSON; how the media type is written, nothing says.'),
  unauthenticatedHead: leaning('request-ids', 'The headers are promised on authenticated answers.'),
  announceLimits: leaning('rate-limiting', 'The headers are promised on every authenticated answer.'),
};
