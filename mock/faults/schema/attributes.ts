/** Faults of the attributes that only an opened session can show. */
import type { RequirementId } from '../../../contract/catalogue.ts';
import type { Json } from '../../json.ts';
import { asText, primary, showing } from '../build.ts';
import type { Fault } from '../fault.ts';
import { plain } from './kit.ts';

type Mistyped = readonly [
  slug: string,
  name: string,
  change: (value: Json) => Json,
  is: string,
  violated: RequirementId,
];

const mistyped: readonly Mistyped[] = [
  ['os-version-number', 'os-full-version', () => 14, 'a number', 'schema.client-attributes'],
  ['user-agent-object', 'user-agent', (value) => ({ raw: value }), 'an object', 'schema.client-attributes'],
  ['device-name-list', 'device-name', (value) => [value], 'a list', 'schema.client-attributes'],
  ['hand-off-boolean', 'device-handoff-method', () => true, 'a boolean', 'schema.client-attributes'],
  ['flag-as-text', 'is-proxy', asText, 'the text "false"', 'schema.flags'],
  ['flag-as-number', 'is-vpn', Number, '0 or 1', 'schema.flags'],
  ['tor-flag-as-text', 'is-tor', asText, 'the text "false"', 'schema.flags'],
  ['datacenter-flag-as-number', 'is-datacenter', Number, '0 or 1', 'schema.flags'],
  ['latitude-text', 'latitude', asText, 'a text', 'schema.place-attributes'],
  ['longitude-text', 'longitude', asText, 'a text', 'schema.place-attributes'],
  ['country-code-number', 'country-code', () => 840, 'a number', 'schema.place-attributes'],
  ['region-object', 'region-name', (value) => ({ name: value }), 'an object', 'schema.place-attributes'],
  ['gps-latitude-text', 'gps-latitude', asText, 'a text', 'schema.gps-attributes'],
  ['gps-longitude-list', 'gps-longitude', (value) => [value], 'a list', 'schema.gps-attributes'],
  ['gps-precision-number', 'gps-precision', () => 10, 'a number', 'schema.gps-attributes'],
  ['address-number', 'ip-address', () => 3_221_226_219, 'a number', 'schema.network-attributes'],
  ['provider-object', 'ip-isp', (value) => ({ name: value }), 'an object', 'schema.network-attributes'],
  ['organization-boolean', 'network-organization', () => true, 'a boolean', 'schema.network-attributes'],
  ['connection-number', 'ip-connection-type', () => 2, 'a number', 'schema.network-attributes'],
  ['threat-level-number', 'threat-level', () => 1, 'a number', 'schema.threat-level'],
  ['threat-level-object', 'threat-level', (value) => ({ level: value }), 'an object', 'schema.threat-level'],
];

/** Attributes of the documented sample. */
const vanishing = ['is-vpn', 'country-name', 'device-name', 'ip-address'];

export const attributeFaults: readonly Fault[] = [
  ...mistyped.map(([slug, name, change, is, id]) =>
    plain(slug, `\`${name}\` of an opened session is ${is}.`, showing({ [name]: change }), id),
  ),
  ...vanishing.map((name) =>
    plain(
      `${name}-gone`,
      `\`${name}\` is gone from an opened session.`,
      showing({ [name]: () => undefined }),
      'schema.sampled-attributes-present',
    ),
  ),
  plain(
    'is-datacenter-renamed',
    '`is-datacenter` is called `is-data-center`.',
    primary((resource) => {
      const { 'is-datacenter': value, ...others } = resource.attributes;
      const renamed = value === undefined ? {} : { 'is-data-center': value };
      return { ...resource, attributes: { ...others, ...renamed } };
    }),
    'schema.sampled-attributes-present',
  ),
];
