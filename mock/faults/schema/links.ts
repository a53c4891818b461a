/** Faults of the relationships that the answer shows. */
import type { Patch } from '../../types.ts';
import { isObject, type Resource } from '../../json.ts';
import { data, lacking, primary } from '../build.ts';
import type { Fault } from '../fault.ts';
import { plain, plainNew } from './kit.ts';

/** One relationship as it goes over the wire; undefined leaves it away. */
function relationship(name: string, value: unknown): Patch {
  return data((resource) => {
    const before = isObject(resource['relationships']) ? resource['relationships'] : {};
    const after = value === undefined ? lacking(before, name) : { ...before, [name]: value };
    return { ...resource, relationships: after };
  });
}

function inquiryId(resource: Resource): string {
  const link = resource.relationships?.['inquiry']?.data;
  return link && !Array.isArray(link) ? link.id : '';
}

const linkedTo = (resource: Resource, inquiry: unknown): Resource => ({
  ...resource,
  relationships: { ...resource.relationships, inquiry: inquiry as never },
});

export const linkFaults: readonly Fault[] = [
  plainNew(
    'inquiry-unlinked',
    'The relationship `inquiry` is missing.',
    relationship('inquiry', undefined),
    'schema.inquiry-linkage',
  ),
  plainNew(
    'inquiry-link-null',
    'The relationship `inquiry` is empty.',
    relationship('inquiry', { data: null }),
    'schema.inquiry-linkage',
  ),
  plainNew(
    'inquiry-link-bare',
    'The relationship `inquiry` is a bare id.',
    primary((resource) => linkedTo(resource, inquiryId(resource))),
    'schema.inquiry-linkage',
  ),
  plainNew(
    'inquiry-link-mistyped',
    'The relationship `inquiry` names another type.',
    primary((resource) => linkedTo(resource, { data: { type: 'inquiries', id: inquiryId(resource) } })),
    'schema.inquiry-linkage',
    'schema.inquiry-is-its-own',
  ),
  plainNew(
    'relationships-gone',
    'All relationships are missing.',
    data((at) => lacking(at, 'relationships')),
    'schema.inquiry-linkage',
  ),
  plainNew(
    'inquiry-link-elsewhere',
    'The relationship `inquiry` names the newest inquiry, whichever that is.',
    primary((resource, call, world) => {
      const own = inquiryId(resource);
      const other = world.store.inquiries.list(call.key?.environment ?? '').find(({ id }) => id !== own);
      return linkedTo(resource, { data: { type: 'inquiry', id: other?.id ?? `${own}0` } });
    }),
    'schema.inquiry-is-its-own',
  ),
  plain(
    'device-link-list',
    'The relationship `device` is a list.',
    relationship('device', { data: [] }),
    'schema.device-linkage',
  ),
  plain(
    'device-link-untyped',
    'The relationship `device` names no type.',
    relationship('device', { data: { id: 'dev_1' } }),
    'schema.device-linkage',
  ),
  plain(
    'device-link-number',
    'The relationship `device` names a number.',
    relationship('device', { data: { type: 'device', id: 12 } }),
    'schema.device-linkage',
  ),
  plain(
    'device-link-mistyped',
    'The relationship `device` names another type.',
    relationship('device', { data: { type: 'devices', id: 'dev_1' } }),
    'schema.device-linkage',
  ),
  plain(
    'device-gone',
    'The relationship `device` is missing.',
    relationship('device', undefined),
    'schema.device-present',
  ),
  plain(
    'network-link-text',
    'The relationship `network` is a text.',
    relationship('network', { data: 'ntwk_1' }),
    'schema.network-linkage',
  ),
  plain(
    'network-link-without-id',
    'The relationship `network` names no id.',
    relationship('network', { data: { type: 'network' } }),
    'schema.network-linkage',
  ),
  plain(
    'network-without-data',
    'The relationship `network` is an empty object.',
    relationship('network', {}),
    'schema.network-linkage',
  ),
];
