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
