/** What kind of exchange an answer belongs to, read from the request and the status alone: an invariant says for which kinds it holds. */
import { endpoints, type EndpointName } from '../../contract/endpoints.ts';
import { datedVersions } from '../../contract/versions.ts';
import type { Configuration } from '../../client/configuration.ts';
import { document, isObject, kebab, type Resource } from '../../client/document.ts';
import { json, type Exchange } from '../../client/exchange.ts';
import type { Secret } from '../../client/secret.ts';
import type { Path } from '../finding.ts';
import type { Casing } from '../expectations/casing.ts';

/** What a success of an endpoint shows; `other`: nothing that is judged here. */
type Shows = 'session' | 'sessions' | 'inquiry' | 'other';

const SHOWN: { readonly [Name in EndpointName]?: Shows } = {
  expireSession: 'session',
  retrieveSession: 'session',
  createSession: 'session',
  listSessions: 'sessions',
  createInquiry: 'inquiry',
  retrieveInquiry: 'inquiry',
  resumeInquiry: 'inquiry',
  expireInquiry: 'inquiry',
};

/** An id that needs no quoting: any other may be answered by whatever stands before the API. */
const PLAIN_ID = /^[A-Za-z0-9_-]{1,200}$/;

/** The refusals whose envelope is documented. */
const DOCUMENTED_REFUSALS = new Set([400, 401, 403, 404, 409, 422, 429]);

const DOCUMENTED_VERSIONS = new Set<string>(
  datedVersions.filter(({ standing }) => standing !== 'mentioned').map(({ date }) => date),
);

/** One answer of the run and its kind. */
export interface Answer {
  readonly exchange: Exchange;
  /** A documented call, with an id and a body that the API can read. */
  readonly wellFormed: boolean;
  readonly shows: Shows;
  /** `neither`: a status of which nothing is promised. */
  readonly outcome: 'success' | 'refusal' | 'neither';
  /** Sent with a key of ours, presented as documented. */
  readonly ours: boolean;
  /** The same, and not answered 401. */
  readonly authenticated: boolean;
  /** `Persona-Version`, where it names a version that is documented for this endpoint. */
  readonly version: string | undefined;
  /** `Key-Inflection`; `default` without the header, undefined for a value that is not documented. */
  readonly casing: Casing | 'default' | undefined;
  /** The names in `include`; undefined without it. */
  readonly include: readonly string[] | undefined;
  /** The names in `fields`, by type. */
  readonly fields: ReadonlyMap<string, readonly string[]>;
}

/** The kinds that a row of the table may ask for: every named property must have one of these values. */
export interface Kinds {
  readonly outcome?: Answer['outcome'];
  readonly shows?: readonly Shows[];
  readonly authenticated?: true;
  readonly casing?: Answer['casing'];
}

/** True when the answer is of these kinds. Only documented calls are judged at all. */
export function isOf(answer: Answer, kinds: Kinds): boolean {
  return (
    answer.wellFormed &&
    (kinds.outcome === undefined || answer.outcome === kinds.outcome) &&
    (kinds.shows === undefined || kinds.shows.includes(answer.shows)) &&
    (kinds.authenticated === undefined || answer.authenticated) &&
    (kinds.casing === undefined || answer.casing === kinds.casing)
  );
}

/** Reads the kind of an exchange. */
export function answerOf(exchange: Exchange, configuration: Configuration): Answer {
  const { endpoint, pathId = '-', request, response } = exchange;
  const url = new URL(request.url);
  const version = requestHeader(exchange, 'persona-version');
  const include = url.searchParams.get('include');
  return {
    exchange,
    wellFormed: endpoints[endpoint].documented && PLAIN_ID.test(pathId) && !isMalformed(exchange),
    shows: SHOWN[endpoint] ?? 'other',
    outcome: outcomeOf(response.status),
    ours: isOurs(exchange, configuration),
    authenticated: response.status !== 401 && isOurs(exchange, configuration),
    version: version !== undefined && DOCUMENTED_VERSIONS.has(version) ? version : undefined,
    casing: casingAsked(exchange),
    include: include === null ? undefined : include.split(',').filter(Boolean),
    fields: fieldsAsked(url.searchParams),
  };
}

/** The value of a header that was sent, its name in any casing. */
export function requestHeader({ request }: Exchange, name: string): string | undefined {
  return request.headers.find(([key]) => key.toLowerCase() === name)?.[1];
}

function outcomeOf(status: number): Answer['outcome'] {
  if (status >= 200 && status < 300) return 'success';
  return DOCUMENTED_REFUSALS.has(status) ? 'refusal' : 'neither';
}

function isOurs(exchange: Exchange, { keys }: Configuration): boolean {
  const sent = requestHeader(exchange, 'authorization');
  return (Object.values(keys) as Secret[]).some((key) => sent === `Bearer ${key.reveal()}`);
}

function casingAsked(exchange: Exchange): Answer['casing'] {
  const asked = requestHeader(exchange, 'key-inflection');
  if (asked === undefined) return 'default';
  return asked === 'kebab' || asked === 'camel' || asked === 'snake' ? asked : undefined;
}

function fieldsAsked(query: URLSearchParams): Answer['fields'] {
  const fields = new Map<string, readonly string[]>();
  for (const [name, value] of query) {
    const type = /^fields\[(.+)\]$/.exec(name)?.[1];
    if (type !== undefined) fields.set(type, value.split(',').filter(Boolean));
  }
  return fields;
}

function isMalformed({ request: { body } }: Exchange): boolean {
  if (body === null || body === '') return false;
  try {
    JSON.parse(body);
    return false;
  } catch {
    return true;
  }
}

/** A resource that an answer shows, and where. */
export interface Shown {
  readonly resource: Resource;
  readonly path: Path;
  /** `fields` names its type, so that attributes and relationships may be left away. */
  readonly sparse: boolean;
}

const found = new WeakMap<Answer, readonly Shown[]>();

/** The resources of an answer: under `data`, one or many, and under `included`. */
export function resourcesIn(answer: Answer): readonly Shown[] {
  let resources = found.get(answer);
  if (!resources) found.set(answer, (resources = findResources(answer)));
  return resources;
}

function findResources({ exchange, fields }: Answer): readonly Shown[] {
  const { data, list, included } = document(exchange);
  const shown = (resource: Resource, ...path: Path): Shown => ({
    resource,
    path,
    sparse: typeof resource.type === 'string' && fields.has(resource.type),
  });
  return [
    ...(data ? [shown(data, 'data')] : []),
    ...list.map((resource, index) => shown(resource, 'data', index)),
    ...included.map((resource, index) => shown(resource, 'included', index)),
  ];
}

/** The sessions that an answer shows anywhere. */
export function sessionsIn(answer: Answer): readonly Shown[] {
  return resourcesIn(answer).filter(({ resource }) => resource.type === 'inquiry-session');
}

/** `included` as it came, whatever its items are; empty when it is no list. */
export function rawIncluded({ exchange }: Answer): readonly unknown[] {
  const body = json(exchange);
  const list = isObject(body) ? body['included'] : undefined;
  return Array.isArray(list) ? (list as readonly unknown[]) : [];
}

/** An object with its member names in kebab-case; anything else as no member at all. */
export function inKebab(value: unknown): Readonly<Record<string, unknown>> {
  return isObject(value)
    ? Object.fromEntries(Object.entries(value).map(([name, inner]) => [kebab(name), inner]))
    : {};
}
