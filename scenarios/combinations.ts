/** Expiring with every two parameters together: a covering array, each row on a session of its own. */
import { datedVersions } from '../contract/versions.ts';
import type { CallOptions } from '../client/call.ts';
import type { Exchange } from '../client/exchange.ts';
import { coveringArray, type Row } from './covering-array.ts';
import { isExpired, isFound, stateInList, succeeded } from './reading.ts';
import { scenario, type Scenario, type ScenarioContext } from './scenario.ts';
import type { Session } from './session.ts';

/** More than an inquiry can have sessions, so that one page shows them all. */
const PAGE = 50;

/** Two runs must send the same to be comparable, so the array is always the same one: of 1,500 seeds the one that costs least. */
const SEED = 305;

/** The same for the array without versions. */
const SEED_OF_ONE_VERSION = 28;

const documented = datedVersions.filter(({ standing }) => standing !== 'mentioned').map(({ date }) => date);

/** The parameters of a call, each with its plainest value first. */
const CALL = {
  version: documented,
  casing: ['kebab', 'camel', 'snake', null],
  include: ['none', 'inquiry', 'inquiry,device', 'empty'],
  fields: ['none', 'one type', 'two types', 'long names'],
  key: ['none', 'fresh', 'repeated'],
  body: ['none', '{}', '{"meta":{"note":"ignored"}}'],
} as const;

type Factors = typeof CALL & { readonly state: readonly ['new', 'active', 'expired'] };

const OTHERS = {
  casing: CALL.casing,
  include: CALL.include,
  fields: CALL.fields,
  key: CALL.key,
  body: CALL.body,
};

/** Versions that stand for those beside them, from which no difference at this endpoint is documented. */
const TELLING = ['2025-12-08', '2023-01-05', '2021-07-05', '2020-05-18'];

/** What is tried in a standard run: an empty `include`, no casing, long names and an empty body have scenarios of their own. */
const STANDARD = {
  ...CALL,
  version: documented.filter((date) => TELLING.includes(date)),
  casing: ['kebab', 'camel', 'snake'],
  include: ['none', 'inquiry', 'inquiry,device'],
  fields: ['none', 'one type', 'two types'],
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
  version: (value) => value,
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
 * documented. Then each value once on a session that is expired already.
 */
export const pairs: readonly Combination[] = [
  ...coveringArray({ ...STANDARD, state: ['new', 'active'] as const }, 2, SEED),
  ...documented.filter((date) => !TELLING.includes(date)).map((version) => ({ ...plainest, version })),
  ...coveringArray(OTHERS, 1, SEED).map((row, index) => ({
    ...row,
    version: documented[index] ?? plainest.version,
    state: 'expired' as const,
  })),
];

/** The same with every three parameters. */
const triples: readonly Combination[] = [
  ...coveringArray({ ...STANDARD, version: documented, state: ['new', 'active'] as const }, 3, SEED),
  ...pairs.filter(({ state }) => state === 'expired'),
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

function optionsOf(row: Combination, freshKey: (name: string) => string): Omit<CallOptions, 'as'> {
  // Whether names in `fields` are read in every casing is left open, so long ones are sent in the default casing only.
  const names =
    row.casing === 'kebab' && row.fields === 'long names' ? 'created-at,started-at,expired-at' : 'status';
  const query = [
    ...(row.include === 'none' ? [] : [`include=${row.include === 'empty' ? '' : row.include}`]),
    ...(row.fields === 'none' ? [] : [`fields[inquiry-session]=${names}`]),
    ...(row.fields === 'two types' ? ['fields[inquiry]=status'] : []),
  ];
  return {
    version: row.version,
    inflection: row.casing,
    query: query.join('&'),
    idempotencyKey: row.key === 'none' ? undefined : freshKey('combination'),
    body: row.body === 'none' ? undefined : { raw: row.body },
    expectedStatuses: [500],
  };
}

/** Expires the session as the row says; twice where the key is repeated. */
async function expireBy(
  { persona, freshKey }: ScenarioContext,
  session: Session,
  row: Combination,
  isOwnVersion = false,
): Promise<Exchange> {
  const options = { ...optionsOf(row, freshKey), ...(isOwnVersion ? { version: undefined } : {}) };
  const words = inWords(row, isOwnVersion ? otherParameters : parameters);
  let answer = await persona.expire(session.id, { as: words, ...options });
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
    // What is expired already was expired by an earlier row.
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
      answers,
      lists,
    };
  });
}

const expired = (answer: Exchange | undefined) => answer !== undefined && succeeded(answer);

/** A session that one earlier row has expired, and no other row has used. */
function over(
  answers: readonly Exchange[],
  used: readonly Session[],
  rows: readonly Combination[],
): Session | undefined {
  return used.find(
    (session, index) =>
      expired(answers[index]) &&
      rows[index]?.state !== 'expired' &&
      used.filter(({ id }) => id === session.id).length === 1,
  );
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
