/** Findings in words: what broke, what was expected, what was seen. */
import type { Finding, Internals } from '../../judging/finding.ts';
import type { SeenValue } from '../../judging/value.ts';
import { expectedInWords } from '../../schemas/in-words.ts';
import { pointerOf } from '../../schemas/pointer.ts';
import { statusInWords, valueInWords } from './value.ts';

/** The three parts that every report lays out in its own way. */
export interface FindingInWords {
  /** What broke, in one sentence without values. */
  readonly what: string;
  /** Expected, short. */
  readonly expected: string;
  /** Seen, short. */
  readonly seen: string;
}

type Of<Code extends Finding['code']> = Extract<Finding, { readonly code: Code }>;

type Sentences = { readonly [Code in Finding['code']]: (finding: Of<Code>) => FindingInWords };

const status = (seen: SeenValue): string => `status ${valueInWords(seen)}`;

const included = (types: readonly string[]): string =>
  types.length === 0
    ? 'nothing included'
    : `included: ${types.map((type) => JSON.stringify(type)).join(', ')}`;

const statusAmong = (states: readonly string[]): string =>
  `status ${states.map((state) => JSON.stringify(state)).join(' or ')}`;

const fingerprint = (shown: boolean): string => (shown ? 'the fingerprint' : 'no fingerprint');

const RESUMED_WITH = {
  none: 'no token that names anything',
  other: 'a token that names no session of the inquiry',
  expired: 'a token that names an expired session',
  used: 'a token that names a session which somebody has opened already',
} as const;

const INTERNALS: Readonly<Record<Internals, string>> = {
  'stack-frame': 'a stack frame',
  'exception-class': 'an exception class',
  sql: 'SQL',
  'server-path': 'a path of a server',
};

const inARow = (times: number): string => (times === 1 ? '' : `, ${times} times in a row`);

const SENTENCES: Sentences = {
  'status.other': ({ expected, seen }) => ({
    what: 'The answer has another status than documented.',
    expected: statusInWords(expected),
    seen: statusInWords(seen),
  }),
  'status.refused': ({ seen }) => ({
    what: 'A request that should succeed was refused.',
    expected: 'success (a status from 200 to 299)',
    seen: statusInWords(seen),
  }),
  'status.not-refused': ({ seen }) => ({
    what:
      seen >= 200 && seen <= 299
        ? 'A request that should be refused was answered with success.'
        : 'A request that should be refused with a client error got another answer.',
    expected: 'a client error (a status from 400 to 499)',
    seen: statusInWords(seen),
  }),
  'status.senseless-accepted': ({ seen }) => ({
    what: 'A request that makes no sense was answered with success.',
    expected: 'no success (no status from 200 to 299)',
    seen: statusInWords(seen),
  }),
  'control.refused': ({ seen, times, control }) => ({
    what: 'A documented request is refused, while a plain one succeeds.',
    expected: `success, as in ${control}`,
    seen: `${statusInWords(seen)}${inARow(times)}`,
  }),
  'control.failed': ({ seen, times, control }) => ({
    what: 'A request that should be refused makes the server fail.',
    expected: `a refusal: the server is well, as ${control} shows`,
    seen: `${statusInWords(seen)}${inARow(times)}`,
  }),
  'status.server-error': ({ seen }) => ({
    what: 'The request made the server fail.',
    expected: 'no server error (a status below 500)',
    seen: statusInWords(seen),
  }),
  'session.other-state': (finding) => ({
    what: 'The session is in another state than it should be.',
    expected: `status ${JSON.stringify(finding.expected)}`,
    seen: finding.status < 300 ? status(finding.seen) : `no session, but ${statusInWords(finding.status)}`,
  }),
  'session.forbidden-state': ({ forbidden, seen }) => ({
    what: 'The session is in a state that it should not have reached.',
    expected: `any status but ${JSON.stringify(forbidden)}`,
    seen: status(seen),
  }),
  'session.other-object': ({ seen }) => ({
    what: 'The answer shows another object than the one that was asked for.',
    expected: 'the id that was asked for',
    seen: seen.kind === 'string' ? 'another id' : valueInWords(seen),
  }),
  'session.other-owner': ({ relationship, wrong, seen }) => ({
    what: `The session belongs to another ${relationship} than it was created for.`,
    expected: `a link to the ${relationship} that it was created for`,
    seen: {
      type: `type ${valueInWords(seen)}`,
      id: `another ${relationship}`,
      link: valueInWords(seen),
    }[wrong],
  }),
  'session.not-opened': ({ seen }) => ({
    what: 'A session that was opened is not active.',
    expected: 'status "active"',
    seen: status(seen),
  }),
  'session.sibling-changed': ({ expected, seen }) => ({
    what: 'Expiring one session changed another one.',
    expected: `status ${JSON.stringify(expected)}, as before`,
    seen: seen.kind === 'absent' ? 'no such session in the list' : status(seen),
  }),
  'session.inquiry-changed': ({ before, after }) => ({
    what: 'Expiring a session changed the status of its inquiry.',
    expected: `inquiry status "${before}", as before`,
    seen: `inquiry status "${after}"`,
  }),
  'list.not-once': ({ entries }) => ({
    what: 'The list does not show the session exactly once.',
    expected: 'one entry',
    seen: `${entries} entries`,
  }),
  'list.other-environment': () => ({
    what: 'A key of another environment lists the session.',
    expected: 'sessions of its own environment only',
    seen: 'a session of this one',
  }),
  'list.saved': () => ({
    what: 'A list under an idempotency key lacks what was created since its first use.',
    expected: 'the sessions as they are',
    seen: 'the list of the first time',
  }),
  'list.stranger': ({ strangers }) => ({
    what: 'A filtered list shows sessions of another inquiry.',
    expected: 'sessions of the inquiry that the filter names',
    seen: `${strangers} of another one`,
  }),
  'list.order': () => ({
    what: 'A list is not in the order of the creations, newest first.',
    expected: 'the newest session first',
    seen: 'another order',
  }),
  'list.size': ({ asked, seen }) => ({
    what: 'A page does not hold as many sessions as it was asked for.',
    expected: `${asked}, since there are more than that`,
    seen: String(seen),
  }),
  'list.pages': ({ missing, twice, ends }) => ({
    what: 'The pages of a list do not join up.',
    expected: 'every session on one page, once, and an end',
    seen: `${missing} missing, ${twice} twice${ends ? '' : ', no end'}`,
  }),
  'list.before': () => ({
    what: '`page[before]` does not show what stands before the session.',
    expected: 'the sessions before it, in the order of the list',
    seen: 'other sessions',
  }),
  'list.not-empty': ({ entries }) => ({
    what: 'A filter that finds nothing finds something.',
    expected: 'an empty list',
    seen: `${entries} sessions`,
  }),
  'list.no-list': ({ seen }) => ({
    what: 'The answer to listing sessions holds no list.',
    expected: 'a list under `data`',
    seen: valueInWords(seen),
  }),
  'link.incomplete': ({ name, seen }) => ({
    what: `A one-time link lacks \`${name}\`.`,
    expected: 'a text',
    seen: valueInWords(seen),
  }),
  'resume.token': ({ wrong }) => ({
    what: 'Resuming an inquiry lets nobody in.',
    expected: 'a token that names an unused session of the inquiry',
    seen: RESUMED_WITH[wrong],
  }),
  'include.not-nested': ({ included: types }) => ({
    what: 'A nested `include` leaves out what stands at its second level.',
    expected: 'the other sessions that the inquiry links to',
    seen: included(types),
  }),
  'fields.dotted': ({ kept }) => ({
    what: 'A dotted name in `fields` does not keep what it names, and that alone.',
    expected: 'the one field that is named',
    seen: `${kept} fields`,
  }),
  'list.other-state': ({ seen }) => ({
    what: 'The list shows the expired session in another state.',
    expected: 'status "expired"',
    seen: status(seen),
  }),
  'expire-all.left-active': ({ seen }) => ({
    what: 'An active session was not expired with all others of its inquiry.',
    expected: 'status "expired"',
    seen: status(seen),
  }),
  'attribute.changed': ({ name, before, after, since }) => {
    const [was, is] = [valueInWords(before), valueInWords(after)];
    return {
      what: `\`${name}\` is not what it was in another answer.`,
      expected: `${was}, as in ${since}`,
      seen: was === is ? `${is} with another value` : is,
    };
  },
  'attribute.lost': ({ name, since }) => ({
    what: `\`${name}\` has vanished.`,
    expected: `the attribute, as in ${since}`,
    seen: 'nothing',
  }),
  'attribute.missing': ({ name }) => ({
    what: `The session lacks \`${name}\`.`,
    expected: 'the attribute',
    seen: 'nothing',
  }),
  'attribute.unexpected': ({ name, seen }) => ({
    what: `The session carries \`${name}\`, which does not belong there.`,
    expected: 'no such attribute',
    seen: valueInWords(seen),
  }),
  'relationship.missing': ({ name, names }) => ({
    what: `An opened session does not show the relationship \`${name}\`.`,
    expected: 'the relationship, null or not',
    seen: `relationships: ${names.join(', ') || 'none'}`,
  }),
  'link.changed': ({ name, since, seen }) => ({
    what: `The link to the ${name} is not what it was.`,
    expected: `the same ${name} as in ${since}`,
    seen: seen.kind === 'object' ? `another ${name}` : valueInWords(seen),
  }),
  'time.not-set': ({ name, seen }) => ({
    what: `\`${name}\` of an expired session is not set.`,
    expected: 'a date-time',
    seen: valueInWords(seen),
  }),
  'time.not-now': ({ toleranceS, awayS }) => ({
    what: '`expired-at` is not the moment of the expire.',
    expected: `within ${toleranceS} s of the server’s own clock`,
    seen: `${awayS} s away from it`,
  }),
  'time.moved': ({ name, before, after }) => ({
    what: `Expiring changed \`${name}\`.`,
    expected: valueInWords(before),
    seen: valueInWords(after),
  }),
  'time.changed': ({ name, since }) => ({
    what: `\`${name}\` of a session has changed.`,
    expected: `the same as in ${since}`,
    seen: 'another time',
  }),
  'time.wrong-order': ({ earlier, later, byS }) => ({
    what: `\`${later}\` is before \`${earlier}\`.`,
    expected: `not before \`${earlier}\``,
    seen: `${byS} s before it`,
  }),
  'body.not-json': ({ body, mediaType }) => ({
    what:
      body === 'json' ? 'The answer does not say that it is JSON.' : 'The body of the answer is not JSON.',
    expected: 'a JSON body with media type application/json',
    seen: `${{ empty: 'an empty body', json: 'a JSON body', unparsable: 'a body that does not parse' }[body]} with ${mediaType === null ? 'no media type' : `media type ${mediaType}`}`,
  }),
  'body.schema': ({ expected, seen, path = [] }) => ({
    what:
      path.length === 0
        ? 'The answer has not the documented shape.'
        : `\`${path.at(-1)}\` is not as documented.`,
    expected: expectedInWords(expected),
    seen: valueInWords(seen),
  }),
  'body.refusal-with-data': () => ({
    what: 'A refusal carries the session.',
    expected: 'no `data`',
    seen: 'a resource under `data`',
  }),
  'body.success-with-errors': ({ seen }) => ({
    what: 'A success carries `errors` as well.',
    expected: 'no `errors`',
    seen: valueInWords(seen),
  }),
  'error.internals': ({ name, internals }) => ({
    what: `\`${name}\` of an error shows the inside of the server.`,
    expected: 'text for people',
    seen: INTERNALS[internals],
  }),
  'include.missing': ({ type, linked, bare, included: types }) => ({
    what: `The ${type} that was asked for is not included.`,
    expected: `a resource of type ${JSON.stringify(type)}${linked ? ' with the id that the session links to' : ''}, with attributes`,
    seen: bare ? 'the resource without attributes' : included(types),
  }),
  'include.unasked': ({ asked, included: types }) => ({
    what: 'Related resources came back that were not asked for.',
    expected: included(asked),
    seen: included(types),
  }),
  'include.none-of-type': ({ type }) => ({
    what: `No ${type} is included.`,
    expected: `an included ${type}`,
    seen: 'none',
  }),
  'include.incomplete': ({ seen, members }) => ({
    what: 'An included resource lacks its type, its id or its attributes.',
    expected: 'a type, an id and attributes',
    seen: seen.kind === 'object' ? `members ${members.join(', ')}` : valueInWords(seen),
  }),
  'include.unlinked': ({ type }) => ({
    what: `An included ${type} is none that the session links to.`,
    expected: 'only resources that the session links to',
    seen: `another ${type}`,
  }),
  'include.twice': ({ type }) => ({
    what: `An included ${type} stands there twice.`,
    expected: 'each related resource once',
    seen: `one ${type}, twice`,
  }),
  'fields.asked-lost': ({ name }) => ({
    what: `The session lacks \`${name}\`, which \`fields\` asks for.`,
    expected: 'the attribute',
    seen: 'nothing',
  }),
  'fields.unnamed-left': ({ wanted, odd }) => ({
    what: 'A sparse fieldset left attributes in that it does not name.',
    expected: `only ${wanted.join(', ')}`,
    seen: `\`${odd}\` besides`,
  }),
  'casing.name': ({ casing, name }) => ({
    what: `A name is not in ${casing} casing.`,
    expected: `names in ${casing} casing`,
    seen: `the name ${JSON.stringify(name)}`,
  }),
  'casing.value': ({ casing, name }) => ({
    what: `The value of \`${name}\` is re-cased.`,
    expected: 'the value that kebab casing shows: only names are inflected',
    seen: `another one in ${casing} casing`,
  }),
  'casing.mixed': ({ names }) => ({
    what: 'Names of one answer are in different casings.',
    expected: 'all attribute names in one casing',
    seen: `for instance ${names.map((name) => JSON.stringify(name)).join(', ')}`,
  }),
  'casing.other-attributes': ({ casing, difference, name }) => ({
    what: `In ${casing} casing the session has other attributes than in kebab casing.`,
    expected: 'the same attributes, under other names',
    seen: difference === 'lost' ? `no \`${name}\`` : `\`${name}\` besides`,
  }),
  'casing.differs': ({ usual, seen, since }) => ({
    what: 'Two answers without the header are in different casings.',
    expected: `${usual} casing, as in ${since}`,
    seen: `${seen} casing`,
  }),
  'casing.carried-over': ({ usual, seen }) => ({
    what: 'The casing of one request was used for the next one.',
    expected: `${usual} casing, as ever without the header`,
    seen: `${seen ?? 'mixed'} casing`,
  }),
  'header.missing': ({ header, empty }) => ({
    what: `The answer carries no \`${header}\`.`,
    expected: `a header \`${header}\``,
    seen: empty ? 'an empty header' : 'no such header',
  }),
  'header.not-whole': ({ header, text }) => ({
    what: `\`${header}\` is no whole number.`,
    expected: 'a whole number, not negative',
    seen: JSON.stringify(text),
  }),
  'header.more-than-limit': ({ remaining, limit }) => ({
    what: 'More requests remain than the limit allows.',
    expected: 'no more remaining than the limit',
    seen: `${remaining} of ${limit}`,
  }),
  'owner.changes': ({ header, answers, different }) => ({
    what: `Answers to one key name different owners in \`${header}\`.`,
    expected: `one id in ${answers} answers`,
    seen: `${different} different ids`,
  }),
  'version.personal-attributes': ({ names }) => ({
    what: 'An inquiry shows personal attributes beside its `fields`.',
    expected: 'none of them since 2025-10-27',
    seen: names.join(', '),
  }),
  'casing.field-renamed': ({ name, names }) => ({
    what: 'A name inside an inquiry’s `fields` was re-cased.',
    expected: `the name ${JSON.stringify(name)}, as with \`Key-Inflection: kebab\``,
    seen: names.length === 0 ? 'no names' : `the names ${names.join(', ')}`,
  }),
  'request-id.repeated': ({ answers, different }) => ({
    what: 'Different requests carry the same `Request-Id`.',
    expected: `${answers} different ids`,
    seen: `${different} different ids`,
  }),
  'request-id.reused': ({ since }) => ({
    what: 'Different requests carry the same `Request-Id`.',
    expected: 'an id of its own',
    seen: `that of ${since}`,
  }),
  'rate-limit.remaining-rose': ({ before, after, since }) => ({
    what: '`RateLimit-Remaining` went up within a window.',
    expected: `no more than ${before}, as in ${since}`,
    seen: String(after),
  }),
  'rate-limit.reset-moved': ({ byS, since }) => ({
    what: '`RateLimit-Reset` does not count down to one end of the window.',
    expected: `the end that ${since} announces`,
    seen: `an end ${Math.abs(byS)} s ${byS < 0 ? 'before' : 'after'} it`,
  }),
  'rate-limit.limit-changed': ({ before, after, since }) => ({
    what: '`RateLimit-Limit` changes from one answer to the next.',
    expected: `${before}, as in ${since}`,
    seen: String(after),
  }),
  'rate-limit.reset-not-seconds': ({ text }) => ({
    what: '`RateLimit-Reset` does not count seconds to go.',
    expected: 'seconds until the window ends',
    seen: text,
  }),
  'rate-limit.remaining-stuck': ({ answers }) => ({
    what: '`RateLimit-Remaining` does not move.',
    expected: 'a number that goes down with the requests',
    seen: `${answers} times the same number`,
  }),
  'rate-limit.refused-early': ({ remaining }) => ({
    what: 'A request was refused for the rate limit although requests remain.',
    expected: '`RateLimit-Remaining: 0`',
    seen: `\`RateLimit-Remaining: ${remaining}\``,
  }),
  'rate-limit.not-lifted': () => ({
    what: 'Requests are still refused after the announced reset.',
    expected: 'an answer after the window',
    seen: statusInWords(429),
  }),
  'replay.other-body': (finding) => ({
    what: 'The repeated answer has another body than the first one.',
    expected: `the saved body, as in ${finding.since}`,
    seen:
      finding.difference === 'inquiry-status'
        ? `the inquiry as it is now (${valueInWords(finding.seen)}), not as it was`
        : finding.difference === 'session-status'
          ? 'another status of the session'
          : 'a body that differs',
  }),
  'replay.other-status': ({ expected, seen, since }) => ({
    what: 'A repeated request has another status than the first answer under its key.',
    expected: `${statusInWords(expected)}, as in ${since}`,
    seen: statusInWords(seen),
  }),
  'replay.rate-limit-saved': () => ({
    what: 'The refusal for the rate limit was saved under the idempotency key.',
    expected: 'an answer of its own, now that the limit is lifted',
    seen: `${statusInWords(429)} once more`,
  }),
  'replay.for-another-key': () => ({
    what: 'Another key got the answer that was saved for the first one.',
    expected: 'a session of its own',
    seen: 'the first session once more',
  }),
  'create.several': ({ sessions }) => ({
    what: 'One key created more than one session.',
    expected: 'the same session in every answer',
    seen: `${sessions} different sessions`,
  }),
  'create.untold': ({ sessions }) => ({
    what: 'One key created a session that no answer tells of.',
    expected: 'only sessions that some answer named',
    seen: `${sessions} more`,
  }),
  'combination.refused': ({ seen }) => ({
    what: 'A combination of documented parameters is refused.',
    expected: 'success (a status from 200 to 299)',
    seen: statusInWords(seen),
  }),
  'combination.not-expired': ({ status: code, seen }) => ({
    what: 'A combination of documented parameters is answered with success, and the session is not expired.',
    expected: 'status "expired"',
    seen: `${statusInWords(code)}, ${status(seen)}`,
  }),
  'audit.revived': ({ expected, seen }) => ({
    what: 'An expired session is no longer expired later on.',
    expected: `${statusAmong(expected)}, as the run left it`,
    seen: status(seen),
  }),
  'audit.state-changed': ({ expected, seen }) => ({
    what: 'A session changed its state that no call of the run should have changed.',
    expected: `${statusAmong(expected)}, as the run left it`,
    seen: status(seen),
  }),
  'audit.inquiry-changed': ({ expected, seen }) => ({
    what: 'An inquiry changed its status, though only sessions of it were expired.',
    expected: expected.length === 0 ? 'any status but "expired"' : statusAmong(expected),
    seen: status(seen),
  }),
  'audit.inquiry-not-over': ({ seen }) => ({
    what: 'An inquiry that was expired is not over.',
    expected: 'status "expired"',
    seen: status(seen),
  }),
  'audit.time-moved': ({ name, before, after }) => ({
    what: `\`${name}\` is not what it was at first.`,
    expected: valueInWords(before),
    seen: valueInWords(after),
  }),
  'audit.link-changed': ({ name, seen }) => ({
    what: `The link to the ${name} is not what it was.`,
    expected: `the same ${name} as at first`,
    seen: seen.kind === 'object' ? `another ${name}` : valueInWords(seen),
  }),
  'audit.session-missing': ({ made, missing }) => ({
    what: 'A session that was created is not in its inquiry’s list.',
    expected: `${made} sessions that the run created`,
    seen: `${missing} of them missing`,
  }),
  'audit.session-besides': ({ made, besides }) => ({
    what: 'An inquiry has sessions that nobody created.',
    expected: `${made} sessions that the run created`,
    seen: `${besides} besides`,
  }),
  'version.device-fingerprint': ({ seen }) => ({
    what: 'The included device does not carry `browser-fingerprint` as documented.',
    expected: 'a string or null',
    seen: valueInWords(seen),
  }),
  'version.ignored': ({ before, after }) => ({
    what: 'The version sent with the request does not decide what the session looks like.',
    expected: 'the fingerprint before the move, and none after it',
    seen: `${fingerprint(before)} before the move, ${fingerprint(after)} after it`,
  }),
  'version.carried-over': ({ before, after }) => ({
    what: 'The version of one request was used for the next one.',
    expected: `${fingerprint(before)}, as before`,
    seen: fingerprint(after),
  }),
  'version.other-default': ({ since }) => ({
    what: 'Two requests that leave the version to the target are answered as under two versions.',
    expected: `what is included by itself as in ${since}`,
    seen: 'the inquiry included in one of them only',
  }),
};

/** A finding in words. */
export function findingInWords(finding: Finding): FindingInWords {
  const sentences = SENTENCES[finding.code] as (finding: Finding) => FindingInWords;
  const { what, expected, seen } = sentences(finding);
  const { suspect, cause } = finding;
  const since = suspect === undefined ? '' : `, since about the time of ${suspect}`;
  return { what, expected, seen: `${seen}${since}${cause === undefined ? '' : `; with ${cause}`}` };
}

/** A finding as the message of an error. */
export function findingMessage(finding: Finding): string {
  const { what, expected, seen } = findingInWords(finding);
  return `${what}\n  expected: ${expected}\n  seen:     ${seen}`;
}

/** A finding as reports show it: in words, with the place as text. */
export interface ShownFinding extends FindingInWords {
  /** JSON pointer into the answer's body, where the finding is about one member. */
  readonly pointer?: string;
  /** Label of the exchange that shows it. */
  readonly exchange?: string;
}

export function shownFinding(finding: Finding): ShownFinding {
  const { path, exchange } = finding;
  return {
    ...findingInWords(finding),
    ...(path === undefined ? {} : { pointer: pointerOf(path) }),
    exchange,
  };
}
