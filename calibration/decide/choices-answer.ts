/** Choices about how an answer is written. */
import { relationship } from '../../client/document.ts';
import type { Exchange } from '../../client/exchange.ts';
import type { OpenChoices } from '../../mock/open-choices.ts';
import type { Finding } from '../../mock/profile.ts';
import type { Deciders } from './decider.ts';
import {
  attribute,
  document,
  header,
  includedTypes,
  isObject,
  isSuccess,
  member,
  namesIn,
  type Seen,
  shown,
  Undecidable,
  unknown,
  value,
} from './seen.ts';

/** What only an end user could tell, and what every version shows. */
const DETAILS = [
  'ip-address',
  'user-agent',
  'os-name',
  'device-type',
  'country-code',
  'is-proxy',
  'region-name',
];

const SYSTEM = ['os-name', 'os-full-version', 'user-agent', 'device-type'];
const BROWSER = ['browser-name', 'browser-full-version'];

const OPENED = 'expire-active/read before';

export const answerDeciders = {
  includeDefault: (seen) => includeDefault(seen),
  sparseRelationships: (seen) => {
    const answer = seen.at('probe-sparse/read');
    return namesIn(shown(answer), 'relationships').length === 0
      ? value('drop', answer, 'no relationships')
      : value('keep', answer, 'with relationships');
  },
  inflectNested: (seen) => {
    const answer = seen.at('probe-default-version/read under 2023-01-05');
    const inquiry = document(answer).included.find(({ type }) => type === 'inquiry');
    const names = namesOf(attribute(inquiry, 'fields')).filter((name) => /[-_]/.test(name));
    const cased = names.filter((name) => !name.includes('-'));
    if (names.length === 0) throw new Undecidable('No inquiry shows a field of more than one word.');
    if (cased.length === names.length) return value(true, answer, 'names in fields were re-cased');
    return cased.length === 0
      ? value(false, answer, 'names in fields were kept')
      : unknown(answer, 'some names in fields were re-cased, some not');
  },
  networkRelationship: (seen) => {
    const anywhere = seen.at('expire-new/read after');
    if (!namesIn(shown(anywhere), 'relationships').includes('network')) {
      return value('absent', anywhere, 'sessions show no network');
    }
    return linkOf(seen, 'network');
  },
  deviceRelationship: (seen) => linkOf(seen, 'device'),
  sessionDetail: (seen) => {
    const answer = opened(seen);
    const [system, browser] = [SYSTEM, BROWSER].map((names) => kindAmong(answer, names));
    const what = `system: ${system ?? 'hidden'}; browser: ${browser ?? 'hidden'}`;
    if (system === 'null' && (browser ?? 'null') === 'null') return value('nothing', answer, what);
    if (system === undefined || browser === undefined) {
      throw new Undecidable('What would tell is hidden from this key.');
    }
    if (system === 'text' && browser === 'text') return value('full', answer, what);
    return system === 'text' && browser === 'null' ? value('mobile', answer, what) : unknown(answer, what);
  },
  unopenedDetail: (seen) => {
    const answer = seen.at('expire-new/create');
    const everShown = seen.all(OPENED).at(-1);
    const told = everShown === undefined ? DETAILS : DETAILS.filter((name) => has(everShown, name));
    const there = told.filter((name) => has(answer, name));
    if (told.length === 0) throw new Undecidable('What would tell is not shown to this key.');
    // Where no opened session was seen, what is missing here may be hidden from this key.
    if (everShown === undefined && there.length > 0) return value('null', answer, 'null');
    if (there.length === told.length) return value('null', answer, 'null');
    return there.length === 0
      ? value('absent', answer, 'left away')
      : unknown(answer, `shows ${there.join(', ')} only`);
  },
  timestampPrecision: (seen) => {
    const { exchange, digits } = timeOf(seen);
    const known = ([0, 3, 6] as const).find((precision) => precision === digits);
    return known === undefined
      ? unknown(exchange, `${digits} digits of a second`)
      : value(known, exchange, `${digits} digits`);
  },
  timestampOffset: (seen) => {
    const { exchange, offset } = timeOf(seen);
    const known = (['Z', '+00:00', '+02:00', '-05:30'] as const).find((candidate) => candidate === offset);
    return known === undefined
      ? unknown(exchange, `written ${offset}`)
      : value(known, exchange, `written ${offset}`);
  },
  idShape: (seen) => {
    const exchange = seen.at('expire-new/create');
    const id = String(shown(exchange).id);
    const found = ID_SHAPES.find(([, form]) => form.test(id));
    return found
      ? value(found[0], exchange, `${id.length} characters`)
      : unknown(exchange, `${id.length} characters of another form`);
  },
  errorDetails: (seen) => inErrors(seen, 'details', ['refused-creation/create without inquiry']),
  errorCode: (seen) =>
    inErrors(seen, 'code', [
      'refused-creation/create without inquiry',
      'key-of-a-failure/expire an unknown session',
      'unauthenticated/with an unknown key',
    ]),
  contentType: (seen) => {
    const typed = seen.exchanges.filter((exchange) => header(exchange, 'content-type') !== undefined);
    const types = new Set(typed.map((exchange) => header(exchange, 'content-type') ?? ''));
    const [first] = typed;
    if (first === undefined) throw new Undecidable('No answer names its media type.');
    const [type = ''] = types;
    const known = CONTENT_TYPES.find((candidate) => candidate === type);
    return known === undefined || types.size > 1
      ? unknown(first, `written ${[...types].join(' and ')}`)
      : value(known, first, `written ${type}`);
  },
  unauthenticatedHead: (seen) => {
    const answer = seen.at('unauthenticated/with an unknown key');
    if (answer.response.status !== 401) throw new Undecidable('An unknown key is not answered 401.');
    const there = IDENTIFYING.filter((name) => header(answer, name) !== undefined);
    if (there.length === 0) return value('bare', answer, 'without them');
    return there.length === IDENTIFYING.length
      ? value('full', answer, 'with them')
      : unknown(answer, `with ${there.join(' and ')} only`);
  },
  announceLimits: (seen) => {
    const answer = seen.at('expire-new/read after');
    const there = LIMITS.filter((name) => header(answer, name) !== undefined);
    if (there.length === LIMITS.length) return value(true, answer, 'announced');
    return there.length === 0
      ? value(false, answer, 'not announced')
      : unknown(answer, `with ${there.join(' and ')} only`);
  },
} satisfies Partial<Deciders>;

const ID_SHAPES: readonly (readonly [OpenChoices['idShape'], RegExp])[] = [
  // Real ones were seen with 24 and with 28 characters; how many is the vendor's business.
  ['prefixed', /^iqse_[A-Za-z0-9]{20,40}$/],
  ['long', /^iqse_v2_[A-Za-z0-9]{60}$/],
  ['uuid', /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/],
  ['number', /^\d{18}$/],
  ['token', /^[A-Za-z0-9]{11}-[A-Za-z0-9]{10}_[A-Za-z0-9]{5}$/],
];

const CONTENT_TYPES: readonly OpenChoices['contentType'][] = [
  'application/json; charset=utf-8',
  'application/json',
  'application/json;charset=UTF-8',
  'application/json; charset="utf-8"',
];

const IDENTIFYING = ['request-id', 'persona-environment-id', 'persona-organization-id'];
const LIMITS = ['ratelimit-limit', 'ratelimit-remaining', 'ratelimit-reset'];

/** What is included without being asked for, and whether that ends with the version that ended it for every endpoint. */
function includeDefault(seen: Seen): Finding<OpenChoices['includeDefault']> {
  const read = seen.at('expire-new/read after');
  if (!isSuccess(read)) throw new Undecidable('No session could be read.');
  const isOld = (sent(read, 'persona-version') ?? '') < NOTHING_BY_DEFAULT;
  const opened = isOld
    ? (seen.all('expire-active/read later').at(-1) ?? read)
    : seen.at('across-the-move/expire before the move');
  const newer = seen.at('side-by-side/expire 1');
  if (!isSuccess(newer)) throw new Undecidable('No session could be expired under a newer version.');
  const [ofSession, later] = [kindsOf(opened), kindsOf(newer)];
  // Of an inquiry only the pinned version was seen.
  const ofInquiry =
    isOld || later !== '' ? kindsOf(seen.at('probe-closed-inquiry/expire the inquiry')) : undefined;
  const as = [
    `a session includes ${words(ofSession)}`,
    ...(ofInquiry === undefined ? [] : [`an inquiry ${words(ofInquiry)}`]),
    `under a newer version a session ${words(later)}`,
  ].join(', ');
  if (ofSession === '' && (ofInquiry ?? '') === '' && later === '') return value('none', opened, as);
  const linked = ['inquiry', ...['device', 'network'].filter((name) => relationship(shown(opened), name))];
  const isAll = ofSession === linked.toSorted().join(' ');
  if (ofInquiry === undefined && isAll && linked.length === 1) {
    throw new Undecidable('No session is linked with more than its inquiry.', ['none', 'some', 'all']);
  }
  if (isAll && (ofInquiry ?? ALL_OF_AN_INQUIRY) === ALL_OF_AN_INQUIRY) {
    return later === '' ? value('all-until-2025-10-27', newer, as) : value('all', opened, as);
  }
  return ofSession === 'inquiry' && ofInquiry === 'inquiry-template' && later !== ''
    ? value('some', opened, as)
    : unknown(opened, as);
}

const ALL_OF_AN_INQUIRY = 'account inquiry-template';

/** Since this version nothing is included that was not asked for. */
const NOTHING_BY_DEFAULT = '2025-10-27';

/** A header of the request. */
function sent({ request }: Exchange, name: string): string | undefined {
  return request.headers.find(([key]) => key.toLowerCase() === name)?.[1];
}

function kindsOf(exchange: Exchange): string {
  return [...new Set(includedTypes(exchange))].toSorted().join(' ');
}

function words(types: string): string {
  return types === '' ? 'nothing' : types.replaceAll(' ', ', ');
}

function namesOf(value: unknown): readonly string[] {
  return isObject(value) ? Object.keys(value) : [];
}

function has(exchange: Exchange, name: string): boolean {
  return attribute(shown(exchange), name) !== undefined;
}

/** An answer that shows an opened session. */
function opened(seen: Seen): Exchange {
  if (seen.all(OPENED).length === 0) throw new Undecidable(seen.whyNotOpened());
  return seen.at(OPENED);
}

/** Whether those of the attributes that are shown are all null, all texts, or mixed; undefined: none is shown. */
function kindAmong(exchange: Exchange, names: readonly string[]): 'null' | 'text' | 'mixed' | undefined {
  const values = names.map((name) => attribute(shown(exchange), name)).filter((one) => one !== undefined);
  if (values.length === 0) return undefined;
  if (values.every((one) => one === null)) return 'null';
  return values.every((one) => typeof one === 'string') ? 'text' : 'mixed';
}

function linkOf(seen: Seen, name: 'device' | 'network'): Finding<'linked' | 'null'> {
  const answer = opened(seen);
  const link = relationship(shown(answer), name);
  if (link === undefined) return unknown(answer, `an opened session shows no ${name}`);
  return link === null
    ? value('null', answer, `an opened session has no ${name}`)
    : value('linked', answer, `an opened session has a ${name}`);
}

const TIME = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:\.(\d+))?(Z|[+-]\d{2}:\d{2})$/;

function timeOf(seen: Seen): { exchange: Exchange; digits: number; offset: string } {
  const exchange = seen.at('expire-new/create');
  const time = TIME.exec(String(attribute(shown(exchange), 'created-at')));
  if (!time) throw new Undecidable('created-at is no date-time.');
  return { exchange, digits: time[1]?.length ?? 0, offset: time[2] ?? '' };
}

/** Whether errors carry a member: on all of these refusals, or on none. */
function inErrors(seen: Seen, name: string, labels: readonly string[]): Finding<boolean> {
  const answers = labels.map((label) => seen.at(label));
  const carrying = answers.filter((answer) => member(document(answer).errors[0], name) !== undefined);
  const [first] = answers;
  if (first === undefined || answers.some((answer) => document(answer).errors.length === 0)) {
    throw new Undecidable('A refusal shows no error.');
  }
  if (carrying.length === answers.length) return value(true, first, `with ${name}`);
  return carrying.length === 0
    ? value(false, first, `without ${name}`)
    : unknown(first, `with ${name} on ${carrying.length} of ${answers.length} kinds of refusals`);
}
