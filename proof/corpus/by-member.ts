/** Every documented member of a session, a device and a network, gone: for a reader of it and for a reader of something else. */
import { deviceAttributes, networkAttributes, sessionAttributes } from '../../contract/attributes.ts';
import type { Case } from './case.ts';
import { without } from './build.ts';
import { NEW } from './versions.ts';

const gone = (name: string, type: string, role: string): Case => ({
  slug: `gone-${type}-${name}`,
  sentence: `\`${name}\` of ${type} is removed.`,
  plane: 'shape',
  label: 'breaking',
  policy: 'breaking.removed-attribute',
  about: [`${role}.attributes.${name}`],
  member: `${role}.attributes.${name}`,
  patch: without([name], type),
});

export const byMember: readonly Case[] = [
  ...sessionAttributes
    .filter(({ goneFrom, name }) => (goneFrom ?? '9') > NEW && name !== 'os-name')
    .map(({ name }) => gone(name, 'inquiry-session', 'data')),
  ...deviceAttributes
    .filter((name) => !['device-fingerprint', 'device-vendor-id'].includes(name))
    .map((name) => gone(name, 'device', 'included[type=device]')),
  ...networkAttributes
    .filter(({ name }) => name !== 'country-code')
    .map(({ name }) => gone(name, 'network', 'included[type=network]')),
];
