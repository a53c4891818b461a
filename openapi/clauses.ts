/**
 * What of the vendor's description each requirement answers for: the table to touch when a requirement or a neighbour comes.
 * Attributes come by themselves, with the schemas. What no requirement answers for stands in `exclusions.ts`.
 */
import { documentedInquiryStatuses, documentedStatuses } from '../contract/attributes.ts';
import { catalogue, isRequirementId, type RequirementId } from '../contract/catalogue.ts';
import { endpointNames, endpoints, SUBJECT, titleOf } from '../contract/endpoints.ts';
import type { VersionRange } from '../contract/types.ts';
import { FINGERPRINT_MOVED } from '../contract/versions.ts';
import type { SchemaPart } from '../schemas/compile.ts';
import type { FactKind } from './facts.ts';

export const ENDPOINT = titleOf(SUBJECT);

/** The neighbours that the suite uses; whatever else stands below `/inquiry-sessions` is looked at as well. */
export const NEIGHBOURS: readonly string[] = endpointNames
  .filter((name) => name !== SUBJECT && endpoints[name].documented && /^\/inquir/.test(endpoints[name].path))
  .map(titleOf);

/** True for the calls that this suite has a say on. */
export function isOurs(call: string): boolean {
  return NEIGHBOURS.includes(call) || / \/inquiry-sessions(\/|$)/.test(call);
}

/**
 * A requirement that holds an answer against a schema of ours. Whether it would notice a deviation is not claimed here but
 * tried, value by value.
 */
export interface SchemaClause {
  readonly by: RequirementId;
  readonly part: SchemaPart;
  /** `@device`: wherever a device is shown; else the statuses whose body is checked. */
  readonly places: readonly string[];
  /** Absent: whichever call answers so. */
  readonly calls?: readonly string[];
  /** Versions whose answers are held against it, where the requirement sends a version of its own; absent: the requirement's. */
  readonly versions?: VersionRange;
  /** The member that is handed to the schema: `attributes`; absent: all of it. */
  readonly from?: string;
  /** The only members that the requirement looks at; absent: all that the schema knows. */
  readonly members?: readonly string[];
  /** The member under which it is handed over: `data`. */
  readonly under?: string;
}

const session = (by: RequirementId, part: SchemaPart, where: Partial<SchemaClause> = {}): SchemaClause => ({
  by,
  part,
  places: ['@inquiry-session'],
  ...where,
});
const attributes = { from: 'attributes' };
const relationships = { from: 'relationships' };
/** Whatever refuses is held against the envelope, wherever a run meets it. */
const REFUSALS = ['400', '401', '403', '404', '409', '422', '429'];
/** A limit may be decided before the rest of the API is asked, and a 401 before anything. */
const AUTHENTICATED_REFUSALS = ['400', '403', '404', '409', '422'];
const SUCCESSES = ['200', '201'];

export const schemaClauses: readonly SchemaClause[] = [
  { by: 'schema.single-resource', part: 'session-document#single', places: ['200'], calls: [ENDPOINT] },
  session('schema.type', 'session-document#type', { under: 'data' }),
  session('schema.id', 'session-document#id', { under: 'data' }),
  session('schema.attributes', 'session-document#attributes', { under: 'data' }),
  session('schema.status', 'session-attributes#status', attributes),
  session('schema.created-at', 'session-attributes#created-at', attributes),
  session('schema.times', 'session-attributes#times', attributes),
  session('schema.client-attributes', 'session-attributes#client', attributes),
  session('schema.flags', 'session-attributes#flags', attributes),
  session('schema.place-attributes', 'session-attributes#place', attributes),
  session('schema.gps-attributes', 'session-attributes#gps', attributes),
  session('schema.network-attributes', 'session-attributes#network', attributes),
  session('schema.threat-level', 'session-attributes#risk', attributes),
  session('version.fingerprint-before-move', 'session-attributes-before-2021-08-18', {
    ...attributes,
    versions: { before: FINGERPRINT_MOVED },
  }),
  session('version.fingerprint-after-move', 'session-attributes-from-2021-08-18', {
    ...attributes,
    versions: { from: FINGERPRINT_MOVED },
  }),
  session('schema.inquiry-linkage', 'session-relationships#inquiry', relationships),
  session('schema.device-linkage', 'session-relationships#device', relationships),
  session('schema.network-linkage', 'session-relationships#network', relationships),
  {
    by: 'query.included-resource-shape',
    part: 'resource',
    places: ['@device', '@inquiry', '@network'],
    members: ['type', 'id', 'attributes'],
  },
  { by: 'query.device-attributes', part: 'device-attributes', places: ['@device'], from: 'attributes' },
  { by: 'query.inquiry-status', part: 'inquiry-attributes', places: ['@inquiry'], from: 'attributes' },
  {
    by: 'query.inquiry-members',
    part: 'inquiry-attributes#members',
    places: ['@inquiry'],
    from: 'attributes',
  },
  { by: 'query.network-attributes', part: 'network-attributes', places: ['@network'], from: 'attributes' },
  { by: 'errors.list', part: 'error-document#list', places: REFUSALS },
  { by: 'errors.title', part: 'error-document#title', places: REFUSALS },
  {
    by: 'errors.details',
    part: 'error-document#details',
    places: ['400', '403', '404', '409', '422', '429'],
  },
  { by: 'errors.source', part: 'error-document#source', places: ['422'] },
  { by: 'errors.meta', part: 'error-document#meta', places: ['400', '403', '404', '409'] },
];

/** Facts, by what they are about; what is left out matches anything. */
export interface Selection {
  readonly kinds: readonly FactKind[];
  readonly calls?: readonly string[];
  readonly places?: readonly string[];
  /** Exact names; header names in any casing. A trailing `*` stands for any rest. */
  readonly names?: readonly string[];
  readonly values?: readonly string[];
}

/** A requirement that answers for something which is no matter of schemas: a status, a header, a parameter. */
export interface NamedClause extends Selection {
  readonly by: readonly RequirementId[];
  /** What has to be said of it for the requirement to be right; absent: there is nothing to say. */
  readonly says?: string;
}

export const RATE_LIMIT = ['RateLimit-Limit', 'RateLimit-Remaining', 'RateLimit-Reset'];
export const PERSONA_IDS = ['Persona-Environment-Id', 'Persona-Organization-Id'];

/** A requirement by its slug, where the catalogue has it. */
const named = (id: string): RequirementId[] => (isRequirementId(id) ? [id] : []);

export const namedClauses: readonly NamedClause[] = [
  { by: ['version.header-optional', 'state.new-becomes-expired'], kinds: ['call'], calls: [ENDPOINT] },
  { by: ['schema.status-200'], kinds: ['status'], calls: [ENDPOINT], places: ['200'] },
  { by: ['schema.media-type'], kinds: ['media type'], places: SUCCESSES, names: ['application/json'] },
  {
    by: ['auth.no-key', 'auth.unknown-key', 'auth.wrong-scheme'],
    kinds: ['security'],
    names: ['http bearer'],
  },
  {
    by: ['state.answer-is-the-session'],
    kinds: ['parameter'],
    places: ['path'],
    names: ['id'],
    says: 'string, required',
  },
  {
    by: ['inflection.camel', 'inflection.snake'],
    kinds: ['parameter'],
    places: ['header'],
    names: ['Key-Inflection'],
    says: 'string, optional',
  },
  ...['camel', 'kebab', 'snake'].map((value) => ({
    by: named(`inflection.${value}`),
    kinds: ['parameter value' as const],
    places: ['header'],
    names: ['Key-Inflection'],
    values: [value],
  })),
  {
    by: ['idempotency.replay-body'],
    kinds: ['parameter'],
    places: ['header'],
    names: ['Idempotency-Key'],
    says: 'string, optional',
  },
  {
    by: ['version.overrides-key-default'],
    kinds: ['parameter'],
    places: ['header'],
    names: ['Persona-Version'],
    says: 'string, optional',
  },
  ...catalogue
    .filter(({ id }) => /^version\.(accepts|takes)-/.test(id))
    .map(({ id }) => ({
      by: [id],
      kinds: ['parameter value' as const, 'version' as const],
      names: ['Persona-Version'],
      values: [id.slice(-'2020-05-18'.length)],
    })),
  {
    by: ['query.include-inquiry'],
    kinds: ['parameter'],
    places: ['query'],
    names: ['include'],
    says: 'string, optional',
  },
  {
    by: ['query.fields-keep', 'query.fields-drop'],
    kinds: ['parameter'],
    places: ['query'],
    names: ['fields'],
    says: 'object of string, optional',
  },
  {
    by: ['query.include-inquiry'],
    kinds: ['member'],
    calls: [ENDPOINT],
    places: ['200'],
    names: ['included'],
  },
  { by: ['query.include-inquiry'], kinds: ['included'], calls: [ENDPOINT], values: ['inquiry'] },
  {
    by: ['query.include-device', 'query.include-several'],
    kinds: ['included'],
    calls: [ENDPOINT],
    values: ['device'],
  },
  { by: ['query.include-network'], kinds: ['included'], calls: [ENDPOINT], values: ['network'] },
  { by: ['query.include-network'], kinds: ['member', 'value'], places: ['@network'], names: ['type'] },
  { by: ['query.include-inquiry'], kinds: ['member', 'value'], places: ['@inquiry'], names: ['type'] },
  {
    by: ['query.include-device', 'query.include-several'],
    kinds: ['member', 'value'],
    places: ['@device'],
    names: ['type'],
  },
  {
    by: ['errors.missing-parameter'],
    kinds: ['request required'],
    calls: ['POST /inquiry-sessions'],
    names: ['data.attributes.inquiry-id'],
  },
  { by: ['auth.no-key'], kinds: ['status'], places: ['401'] },
  { by: ['auth.read-only-key'], kinds: ['status'], places: ['403'] },
  { by: ['errors.unknown-id-404'], kinds: ['status'], places: ['404'] },
  { by: ['rate-limit.refused-with-429'], kinds: ['status'], places: ['429'] },
  { by: ['errors.media-type'], kinds: ['media type'], places: REFUSALS, names: ['application/json'] },
  {
    by: ['headers.request-id'],
    kinds: ['header'],
    places: SUCCESSES,
    names: ['Request-Id'],
    says: 'string',
  },
  {
    by: ['headers.request-id-on-errors'],
    kinds: ['header'],
    places: AUTHENTICATED_REFUSALS,
    names: ['Request-Id'],
    says: 'string',
  },
  {
    by: ['headers.rate-limit-announced', 'headers.rate-limit-numbers'],
    kinds: ['header'],
    places: SUCCESSES,
    names: RATE_LIMIT,
    says: 'integer',
  },
  {
    by: ['headers.rate-limit-on-errors', 'headers.rate-limit-numbers'],
    kinds: ['header'],
    places: AUTHENTICATED_REFUSALS,
    names: RATE_LIMIT,
    says: 'integer',
  },
  ...(['environment', 'organization'] as const).flatMap((owner): NamedClause[] => {
    const names = [`Persona-${owner === 'environment' ? 'Environment' : 'Organization'}-Id`];
    return [
      { by: [`headers.${owner}-id`], kinds: ['header'], places: SUCCESSES, names, says: 'string' },
      {
        by: [`headers.${owner}-id-on-errors`],
        kinds: ['header'],
        places: AUTHENTICATED_REFUSALS,
        names,
        says: 'string',
      },
    ];
  }),
  {
    by: ['state.created-new'],
    kinds: ['named value'],
    places: ['@inquiry-session'],
    names: ['attributes.status'],
    values: ['new'],
  },
  {
    by: ['state.active-sibling-untouched'],
    kinds: ['named value'],
    places: ['@inquiry-session'],
    names: ['attributes.status'],
    values: ['active'],
  },
  {
    by: ['state.active-becomes-expired'],
    kinds: ['named value'],
    places: ['@inquiry-session'],
    names: ['attributes.status'],
    values: ['expired'],
  },
];

/** Values that our catalogue names: gone where the description names others only. */
export const namedLists: readonly {
  readonly by: RequirementId;
  readonly place: string;
  readonly name: string;
  readonly values: readonly string[];
}[] = [
  {
    by: 'schema.status-value',
    place: '@inquiry-session',
    name: 'attributes.status',
    values: documentedStatuses,
  },
  {
    by: 'query.inquiry-status',
    place: '@inquiry',
    name: 'attributes.status',
    values: documentedInquiryStatuses,
  },
];
