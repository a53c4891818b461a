/** Expiring with every two parameters together: a covering array, each row on a session of its own. */
import { sessionAttributes } from '../contract/attributes.ts';
import { datedVersions } from '../contract/versions.ts';
import type { CallOptions } from '../client/call.ts';
import type { Exchange } from '../client/exchange.ts';
import { coveringArray, type Row } from './covering-array.ts';
import { insistOnExpire } from './insisting.ts';
import { isExpired, isFound, stateInList, succeeded } from './reading.ts';
import { scenario, type Scenario, type ScenarioContext } from './scenario.ts';
import type { Session } from './session.ts';

/** More than an inquiry can have sessions, so that one page shows them all. */
const PAGE = 50;

/**
 * Two runs must send the same to be comparable, so the array is always the same one. Of 140,000 seeds one of those that cost least
 * and also bring three things together where only all three show anything: attributes of a device asked for by name, of an opened
 * session; nested resources shown whole in another casing; names asked for where nothing is included by default.
 */
const SEED = 124_013;

/** The same for the array without versions. */
const SEED_OF_ONE_VERSION = 28;

const documented = datedVersions.filter(({ standing }) => standing !== 'mentioned').map(({ date }) => date);

/** The parameters of a call, each with its plainest value first. */
export const CALL = {
  version: [...documented, null],
  casing: ['kebab', 'camel', 'snake', null],
  include: ['none', 'inquiry', 'inquiry,device,network', 'inquiry.sessions', 'empty'],
  fields: ['none', 'one type', 'several types'],
  key: ['none', 'fresh', 'repeated'],
  body: ['none', '{}', '{"meta":{"note":"ignored"}}'],
} as const;

type Factors = typeof CALL & { readonly state: readonly ['new', 'active', 'expired'] };

const OTHERS = {
  casing: CALL.casing,
  include: ['none', 'inquiry,device,network', 'inquiry.sessions', 'empty'],
  fields: CALL.fields,
  key: CALL.key,
  body: CALL.body,
} as const;

/** Versions that stand for those beside them, from which no difference at this endpoint is documented. */
const TELLING = ['2025-12-08', '2023-01-05', '2020-05-18'];

/** What is tried in a standard run: an empty `include`, the inquiry alone, no casing and an empty body have scenarios of their own. */
const STANDARD = {
  ...CALL,
  version: documented.filter((date) => TELLING.includes(date)),
  casing: ['kebab', 'camel', 'snake'],
  include: ['none', 'inquiry,device,network', 'inquiry.sessions'],
  fields: ['none', 'several types'],
  body: ['none', '{"meta":{"note":"ignored"}}'],
} as const;

export type Combination = Row<Factors>;
export type Parameter = keyof Combination;

export const parameters = ['state', ...Object.keys(CALL)] as readonly Parameter[];

/** The combination with the plainest value of every parameter. */
export const plainest: Combination = {
  state: 'new',
  version: '2023-01-05',
  casing: 'kebab',
  include: 'none',
  fields: 'none',
  key: 'none',
  body: 'none',
};

const WORDS: { readonly [Name in Parameter]: (value: Combination[Name]) => string } = {
  state: (value) => `${value} session`,
  version: (value) => value ?? 'no version asked for',
  casing: (value) => (value === null ? 'no casing asked for' : `${value} casing`),
  include: (value) => `include=${value === 'empty' ? '' : value}`,
  fields: (value) => `fields of ${value}`,
  key: (value) => `${value} idempotency key`,
  body: (value) => `body ${value}`,
};

/** The parameters of a combination that are not left out, in words. */
export function inWords(row: Combination, which: readonly Parameter[] = parameters): string {
  return which
    .filter((name) => row[name] !== 'none')
    .map((name) => (WORDS[name] as (value: unknown) => string)(row[name]))
    .join(', ');
}

/**
 * Rows in which every two parameters meet in each of their values, on sessions that can be expired: what a refusal means there is
 * documented.
 */
const everyTwo = coveringArray({ ...STANDARD, state: ['new', 'active'] as const }, 2, SEED);

/** Every other version once, with as much as may stand beside it; a failure is reduced to what matters. */
const otherVersions: readonly Combination[] = [
  ...documented.filter((date) => !TELLING.includes(date)),
  null,
].map((version, index) => ({
  ...plainest,
  version,
  // The first three differ in their casing alone, so that they can be compared.
  state: index < 3 ? ('active' as const) : ('new' as const),
  casing: CALL.casing[index % 3] ?? null,
  include: (['inquiry', 'inquiry', 'inquiry', 'empty'] as const)[index] ?? 'none',
  fields: 'none',
  key: index % 3 === 0 || version === null ? ('fresh' as const) : ('none' as const),
}));

export const pairs: readonly Combination[] = [...everyTwo, ...otherVersions];

/** Each value once on a session that is expired already. */
const again: readonly Combination[] = coveringArray(OTHERS, 1, SEED).map((row, index) => ({
  ...row,
  version: documented[index] ?? plainest.version,
  state: 'expired' as const,
}));

/** The same with every three parameters. */
const triples: readonly Combination[] = [
  ...coveringArray({ ...STANDARD, version: documented, state: ['new', 'active'] as const }, 3, SEED),
  ...otherVersions,
  ...again,
];

/** Every two parameters other than the version, for a run whose version is the question. */
const pairsOfOneVersion: readonly Combination[] = [
  ...coveringArray(
    { ...STANDARD, version: [plainest.version], state: ['new', 'active'] as const },
    2,
    SEED_OF_ONE_VERSION,
  ),
  ...coveringArray(OTHERS, 1, SEED).map((row) => ({
    ...row,
    version: plainest.version,
    state: 'expired' as const,
  })),
];

const otherParameters = parameters.filter((name) => name !== 'version');

/** The row that an exchange of one of the scenarios below is about. */
export function rowOf(label: string): Combination | undefined {
  const [name = '', step] = label.split('/');
  if (!name.startsWith('combinations')) return undefined;
  return [...pairs, ...triples].find((row) => inWords(row) === step);
}

const SPARSE_OTHERS = ['fields[device]=browser-fingerprint', 'fields[network]=ip-address'];

/** How many answers it takes to ask for every attribute once. */
const PARTS = 2;

/**
 * The attributes that a row asks for: other ones in each, so that names which begin or end alike are asked for apart. Whether
 * names are read in every casing is left open, so names of two words are sent in the default casing only.
 */
export function namesFor(row: Combination): readonly string[] {
  const part = pairs.filter(({ casing, fields }) => casing === 'kebab' && fields !== 'none').indexOf(row);
  return row.casing === 'kebab'
    ? NAMES.filter((_, index) => index % PARTS === Math.max(0, part) % PARTS)
    : ['status', 'latitude'];
}

const NAMES = sessionAttributes.filter(({ goneFrom }) => goneFrom === undefined).map(({ name }) => name);

function optionsOf(row: Combination, freshKey: (name: string) => string): Omit<CallOptions, 'as'> {
  const query = [
    ...(row.include === 'none' ? [] : [`include=${row.include === 'empty' ? '' : row.include}`]),
    ...(row.fields === 'none' ? [] : [`fields[inquiry-session]=${namesFor(row).join(',')}`]),
    ...(row.fields === 'several types'
      ? ['fields[inquiry]=status', ...(row.casing === 'kebab' ? SPARSE_OTHERS : [])]
      : []),
  ];
  return {
    version: row.version,
    // Names of headers are read in every casing, so it is written in capitals now and then.
    ...(isShouted(row) ? { headers: { 'KEY-INFLECTION': row.casing } } : { inflection: row.casing }),
    query: query.join('&'),
    idempotencyKey: row.key === 'none' ? undefined : freshKey('combination'),
    body: row.body === 'none' ? undefined : { raw: row.body },
    expectedStatuses: [500],
  };
}

/** True for the rows that write the name of the header in capitals. */
export const isShouted = ({ casing, fields, key }: Combination): boolean =>
  casing === 'snake' && fields === 'none' && key === 'fresh';

/** Expires the session as the row says; twice where the key is repeated. */
async function expireBy(
  { persona, freshKey }: ScenarioContext,
  session: Session,
  row: Combination,
  isOwnVersion = false,
): Promise<Exchange> {
  const options = { ...optionsOf(row, freshKey), ...(isOwnVersion ? { version: undefined } : {}) };
  const words = inWords(row, isOwnVersion ? otherParameters : parameters);
  let answer = await insistOnExpire(persona, session.id, { as: words, ...options });
  // A body is not documented, so it may be refused: then the rest of the row is tried without it.
  if (row.body !== 'none' && row.state !== 'expired' && !succeeded(answer)) {
    const idempotencyKey = row.key === 'none' ? undefined : freshKey('combination');
    const bare = { ...options, idempotencyKey, body: undefined };
    answer = await persona.expire(session.id, { as: `${words}, left out`, ...bare });
  }
  if (row.key === 'repeated') await persona.expire(session.id, { as: `${words}, repeated`, ...options });
  return answer;
}

export interface Combinations extends Readonly<Record<string, readonly string[] | readonly Exchange[]>> {
  /** The rows, as JSON. */
  readonly rows: readonly string[];
  readonly sessionIds: readonly string[];
  readonly inquiryIds: readonly string[];
  /** The first answer to each row. */
  readonly answers: readonly Exchange[];
  /** The sessions of all rows, listed afterwards. */
  readonly lists: readonly Exchange[];
}

function combining(
  name: string,
  story: string,
  table: readonly Combination[],
  isOwnVersion = false,
): Scenario<Combinations> {
  return scenario(name, story, async (stage) => {
    const { persona, sessions } = stage;
    const sessionsUsed: Session[] = [];
    const rows: Combination[] = [];
    const answers: Exchange[] = [];
    // What is expired already was expired by an earlier row: the same for all, so that it is asked again and again.
    for (const row of table) {
      const again = row.state === 'expired' ? over(answers, sessionsUsed, rows) : undefined;
      if (row.state === 'expired' && !again) continue;
      const session = again ?? (row.state === 'active' ? await sessions.active() : await sessions.fresh());
      answers.push(await expireBy(stage, session, row, isOwnVersion));
      rows.push(row);
      sessionsUsed.push(session);
    }
    const lists: Exchange[] = [];
    const ids = new Set(sessionsUsed.filter((_, index) => expired(answers[index])).map(({ id }) => id));
    for (const inquiryId of new Set(sessionsUsed.map((session) => session.inquiryId))) {
      const isSettled = (page: Exchange) =>
        [...ids].every((id) => [undefined, 'expired'].includes(stateInList(page, id)));
      lists.push(
        await persona.listUntil({ inquiryId, pageSize: PAGE }, isSettled, { as: `list ${lists.length + 1}` }),
      );
    }
    return {
      rows: rows.map((row) => JSON.stringify(row)),
      sessionIds: sessionsUsed.map(({ id }) => id),
      inquiryIds: sessionsUsed.map(({ inquiryId }) => inquiryId),
      answers,
      lists,
    };
  });
}

const expired = (answer: Exchange | undefined) => answer !== undefined && succeeded(answer);

/** A session that an earlier row has expired, and whose end was shown: so it is seen when a later row moves it. */
function over(
  answers: readonly Exchange[],
  used: readonly Session[],
  rows: readonly Combination[],
): Session | undefined {
  return used.find((_, index) => expired(answers[index]) && rows[index]?.fields === 'none');
}

export const combinations = combining(
  'combinations',
  'Sessions are expired in every state, with every two values of version, casing, `include`, `fields`, idempotency key and body together.',
  pairs,
);

export const combinationsUnopened = combining(
  'combinations-unopened',
  'Sessions that nobody has opened are expired with every two values of version, casing, `include`, `fields`, idempotency key and body together.',
  pairs.map((row) => (row.state === 'active' ? { ...row, state: 'new' } : row)),
);

export const combinationsOfThree = combining(
  'combinations-of-three',
  'Sessions are expired in every state, with every three values of version, casing, `include`, `fields`, idempotency key and body together.',
  triples,
);

/** For comparing two versions: the scenarios above choose the version themselves, so they show the same under both. */
export const combinationsUnderOneVersion = combining(
  'combinations-under-one-version',
  'Sessions are expired in every state, with every two values of casing, `include`, `fields`, idempotency key and body together.',
  pairsOfOneVersion,
  true,
);

const trials = new Map<string, Scenario<{ answer: Exchange; after: Exchange }>>();

/** One combination by itself, to find out which of its parameters matter. */
export function combination(row: Combination): Scenario<{ answer: Exchange; after: Exchange }> {
  const name = `combination (${inWords(row)})`;
  const known = trials.get(name);
  if (known) return known;
  const trial = scenario(name, `A session is expired: ${inWords(row)}.`, async (stage) => {
    const { persona, sessions } = stage;
    const session = row.state === 'active' ? await sessions.active() : await sessions.fresh();
    if (row.state === 'expired') await persona.expire(session.id, { as: 'expire first' });
    const answer = await expireBy(stage, session, row);
    const after = await persona.retrieveUntil(session.id, succeeded(answer) ? isExpired : isFound, {
      as: 'read after',
    });
    return { answer, after };
  });
  trials.set(name, trial);
  return trial;
}
