/** What an integration reads, as far as its traffic and its code show it; and what they do not show. */
import { titleOf } from '../../contract/endpoints.ts';
import { isObject, kebab } from '../../client/document.ts';
import type { Consumer } from '../consumer.ts';
import { documentedHeaders, documentedMembers, openEnded } from '../documented.ts';
import type { RecordedCall } from './traffic.ts';

export interface Learnt {
  readonly profile: Consumer;
  /** What could not be told, one sentence each. */
  readonly unknown: readonly string[];
}

/** Shorter values are the same by chance. */
const SHORTEST_TRACE = 8;

/**
 * @param reads members that the user names, in any casing
 * @param code sources of the integration
 */
export function learn(
  calls: readonly RecordedCall[],
  { reads = [], code = [] }: { readonly reads?: readonly string[]; readonly code?: readonly string[] } = {},
): Learnt {
  const own = calls.filter(({ endpoint }) => endpoint !== undefined);
  const unknown: string[] = [];
  const strangers = new Set(
    calls
      .filter(({ endpoint }) => endpoint === undefined)
      .map(({ method, path }) => `${method} ${path.split('?')[0] ?? ''}`),
  );
  if (strangers.size > 0)
    unknown.push(
      `${strangers.size} other calls are none that the gate looks at: ${[...strangers].slice(0, 3).join(', ')}.`,
    );

  const members = new Set<string>();
  const refused = new Set<string>();
  const add = (path: string): void => {
    if (isKnown(path)) members.add(path);
    else refused.add(path);
  };
  for (const call of own) for (const path of askedFor(call)) add(path);
  for (const path of passedOn(calls)) add(path);
  for (const path of reads) add(normalised(path));
  for (const path of code.flatMap(namedIn)) add(path);
  if (refused.size > 0)
    unknown.push(`No documented members, so left out: ${[...refused].sort().join(', ')}.`);

  const silent = new Set(
    own
      .filter((call) => isObject(call.answer) && askedFor(call).length === 0)
      .map(({ endpoint }) => (endpoint === undefined ? '' : titleOf(endpoint))),
  );
  if (silent.size > 0 && reads.length + code.length === 0)
    unknown.push(
      `Which members of the answers to ${[...silent].sort().join(', ')} the code looks at, beside those that it passes on: name them with --reads, or give its source with --code.`,
    );
  if (own.some(({ answer }) => answer === undefined))
    unknown.push(
      'Some recorded calls come without their answer, so what is passed on from them cannot be seen.',
    );
  if (!own.some(({ headers }) => Object.keys(headers).length > 0) && own.length > 0)
    unknown.push(
      'The recording has no headers, so whether requests are repeated under a key cannot be seen.',
    );
  unknown.push(
    'Which states of a session, and which statuses, the code tells apart: the statuses listed are those that it met.',
  );

  const statuses = metStatuses(own);
  const headers = headersPassedOn(calls);
  const titles = [
    ...new Set(own.flatMap(({ endpoint }) => (endpoint === undefined ? [] : [titleOf(endpoint)]))),
  ].sort();
  return {
    profile: {
      name: 'learnt from traffic',
      ...(titles.length > 0 ? { calls: titles } : {}),
      members: [...members].sort(),
      ...(Object.keys(statuses).length > 0 ? { statuses } : {}),
      ...(headers.length > 0 ? { headers } : {}),
      ...(own.some((call) => Object.keys(call.headers).length > 0)
        ? { idempotency: own.some((call) => call.headers['idempotency-key'] !== undefined) }
        : {}),
    },
    unknown,
  };
}

function metStatuses(calls: readonly RecordedCall[]): Record<string, readonly number[]> {
  const met: Record<string, number[]> = {};
  for (const { endpoint, status } of calls) {
    if (endpoint === undefined || status === undefined) continue;
    const own = (met[titleOf(endpoint)] ??= []);
    if (!own.includes(status)) own.push(status);
  }
  return Object.fromEntries(
    Object.entries(met)
      .map(([call, own]): [string, number[]] => [call, own.sort((a, b) => a - b)])
      .sort(([a], [b]) => (a < b ? -1 : 1)),
  );
}

/** Members that a request names in `fields`, and resources that it names in `include`. */
function askedFor({ endpoint, path }: RecordedCall): string[] {
  if (endpoint === undefined) return [];
  const query = new URLSearchParams(path.split('?')[1] ?? '');
  const found: string[] = [];
  for (const [name, value] of query) {
    const [, fieldsOf] = /^fields\[([^\]]+)\]$/.exec(name) ?? [];
    const names = value.split(',').filter((one) => one !== '');
    if (fieldsOf !== undefined)
      found.push(
        ...names.map((one) => `${roleOf(kebab(fieldsOf))}.attributes.${one.split('.').map(kebab).join('.')}`),
      );
    if (name === 'include')
      found.push(...names.map((one) => `included[type=${kebab(one.split('.')[0] ?? one)}].id`));
  }
  return found;
}

function roleOf(type: string): string {
  return type === 'inquiry-session' ? 'data' : `included[type=${type}]`;
}

/** Members whose value stands in a later request: whoever sends it has read it. */
function passedOn(calls: readonly RecordedCall[]): string[] {
  const found: string[] = [];
  for (const [index, call] of calls.entries()) {
    const later = calls
      .slice(index + 1)
      .map(
        ({ path, requestBody, headers }) =>
          `${decoded(path)} ${requestBody} ${Object.values(headers).join(' ')}`,
      )
      .join('\n');
    // What stood in the request already need not have been read in the answer.
    const before = calls
      .slice(0, index + 1)
      .map(({ path, requestBody }) => `${decoded(path)} ${requestBody}`)
      .join('\n');
    if (call.endpoint === undefined) continue;
    for (const [path, value] of leavesOf(call.answer)) {
      if (value.length < SHORTEST_TRACE || !later.includes(value) || before.includes(value)) continue;
      found.push(path);
    }
  }
  return found;
}

function headersPassedOn(calls: readonly RecordedCall[]): string[] {
  const found = new Set<string>();
  for (const [index, call] of calls.entries()) {
    const later = calls
      .slice(index + 1)
      .map((one) => JSON.stringify([one.path, one.headers, one.requestBody]))
      .join('\n');
    for (const [name, value] of Object.entries(call.answerHeaders)) {
      if (
        documentedHeaders.includes(name) &&
        value.length >= SHORTEST_TRACE &&
        name !== 'content-type' &&
        later.includes(value)
      )
        found.add(name);
    }
  }
  return [...found].sort();
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

function leavesOf(answer: unknown): [string, string][] {
  if (!isObject(answer)) return [];
  const { data, included, meta, links } = answer;
  return [
    ...[data]
      .flat()
      .filter(isObject)
      .flatMap((one) => resourceLeaves(one, primaryRole(one))),
    ...[included]
      .flat()
      .filter(isObject)
      .flatMap((one) => resourceLeaves(one, `included[type=${kebab(String(one['type']))}]`)),
    ...leaves(meta, 'meta'),
    ...leaves(links, 'links'),
  ];
}

function primaryRole(resource: Readonly<Record<string, unknown>>): string {
  const type = kebab(String(resource['type']));
  return type === 'inquiry-session' ? 'data' : `included[type=${type}]`;
}

function resourceLeaves(resource: Readonly<Record<string, unknown>>, role: string): [string, string][] {
  const { id, attributes, relationships } = resource;
  return [
    ...(typeof id === 'string' ? [[`${role}.id`, id] as [string, string]] : []),
    ...leaves(attributes, `${role}.attributes`),
    ...Object.entries(isObject(relationships) ? relationships : {}).flatMap(([name, link]) => {
      const target = isObject(link) && isObject(link['data']) ? link['data']['id'] : undefined;
      return typeof target === 'string'
        ? [[`${role}.relationships.${kebab(name)}`, target] as [string, string]]
        : [];
    }),
  ];
}

function leaves(value: unknown, path: string): [string, string][] {
  if (typeof value === 'string') return [[path, value]];
  if (!isObject(value)) return [];
  return Object.entries(value).flatMap(([name, inner]) => leaves(inner, `${path}.${kebab(name)}`));
}

/** Paths such as `data.attributes.createdAt` or `$.data[0].attributes.created_at`, as the contract writes them. */
function normalised(path: string): string {
  const plain = path
    .trim()
    .replace(/^\$\.?/, '')
    .replace(/\[['"]([^'"]+)['"]\]/g, '.$1')
    .replace(/^data\[[\d*]*\]\.?/, 'data.')
    .replace(/^errors(\[[\d*]*\])?\.?/, 'errors[].')
    .replace(/\.$/, '');
  return plain
    .split(/\.(?![^[]*\])/)
    .map((part) => (/^(data|meta|links|errors\[\]|included\[type=[^\]]+\])$/.test(part) ? part : kebab(part)))
    .join('.');
}

/** Members that a source reaches by name: `attributes.createdAt`, `attributes['created-at']`, `{ status } = x.attributes`. */
function namedIn(source: string): string[] {
  const found: string[] = [];
  const direct = /\b(attributes|relationships)(?:\?\.|!?\.|(?:\?\.)?\[['"`])([A-Za-z][\w-]*)/g;
  for (const [, group = '', name = ''] of source.matchAll(direct)) found.push(`data.${group}.${kebab(name)}`);
  const taken = /\{([^{}]*)\}\s*=\s*[\w.?!()\s]*\b(attributes|relationships)\b/g;
  for (const [, names = '', group = ''] of source.matchAll(taken)) {
    for (const part of names.split(',')) {
      const name = /^\s*['"]?([A-Za-z][\w-]*)/.exec(part)?.[1];
      if (name !== undefined) found.push(`data.${group}.${kebab(name)}`);
    }
  }
  return found;
}

function isKnown(path: string): boolean {
  return (
    documentedMembers.some((known) => known === path || known.startsWith(`${path}.`)) ||
    openEnded.some((start) => path.startsWith(start) && path.length > start.length)
  );
}
