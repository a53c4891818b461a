/** What the documentation names: with a profile, what can be listed in it; without one, what counts as read. */
import {
  deviceAttributes,
  documentedStatuses,
  networkAttributes,
  personalInquiryAttributes,
  requiredInquiryAttributes,
  sessionAttributes,
  sessionRelationships,
} from '../contract/attributes.ts';
import { endpointNames, endpoints, titleOf } from '../contract/endpoints.ts';

/** The calls of this endpoint and its neighbours. */
export const documentedCalls: readonly string[] = endpointNames
  .filter((name) => endpoints[name].documented)
  .map(titleOf);

/** Members of answers, `data` standing for the primary resource of single answers and of lists alike. */
export const documentedMembers: readonly string[] = [
  'data.id',
  'data.type',
  ...sessionAttributes.map(({ name }) => `data.attributes.${name}`),
  ...sessionRelationships.map(({ name }) => `data.relationships.${name}`),
  'data[]',
  ...[...requiredInquiryAttributes, ...personalInquiryAttributes].map(
    (name) => `included[type=inquiry].attributes.${name}`,
  ),
  'included[type=device].id',
  ...deviceAttributes.map((name) => `included[type=device].attributes.${name}`),
  'included[type=inquiry].id',
  'included[type=network].id',
  ...networkAttributes.map(({ name }) => `included[type=network].attributes.${name}`),
  'meta.one-time-link',
  'meta.one-time-link-short',
  'meta.session-token',
  'links.prev',
  'links.next',
  'errors[].title',
  'errors[].details',
  'errors[].code',
  'errors[].meta',
  'errors[].source.pointer',
];

/** Large resources of which this suite's documentation lists little: any attribute below may be named. */
export const openEnded: readonly string[] = [
  'included[type=inquiry].attributes.',
  'included[type=network].attributes.',
];

const errorKinds: Readonly<Record<string, string>> = {
  title: 'string',
  details: 'string',
  meta: 'object',
  source: 'object',
  'source.pointer': 'string',
};

const attributeKinds: readonly { readonly role: string; readonly kinds: ReadonlyMap<string, string> }[] = [
  { role: 'data', kinds: new Map(sessionAttributes.map(({ name, type }) => [name, type])) },
  { role: 'included[type=device]', kinds: new Map(deviceAttributes.map((name) => [name, 'string'])) },
  {
    role: 'included[type=network]',
    kinds: new Map(networkAttributes.map(({ name, type }) => [name, type])),
  },
];

/** The documented type of a member of an error or of an attribute; undefined where the documentation names none. */
export function documentedKind(path: string): string | undefined {
  if (path.startsWith('errors[].')) return errorKinds[path.slice('errors[].'.length)];
  const own = attributeKinds.find(({ role }) => path.startsWith(`${role}.attributes.`));
  return own?.kinds.get(path.slice(`${own.role}.attributes.`.length));
}

export const documentedHeaders: readonly string[] = [
  'content-type',
  'request-id',
  'ratelimit-limit',
  'ratelimit-remaining',
  'ratelimit-reset',
  'persona-environment-id',
  'persona-organization-id',
  'quota-limit',
  'quota-remaining',
  'quota-reset',
];

export const documentedStates: readonly string[] = documentedStatuses;

export const documentedCodes: readonly number[] = [200, 201, 400, 401, 403, 404, 409, 422, 429];
