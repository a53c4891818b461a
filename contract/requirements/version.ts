/** `Persona-Version`: the dated versions, and the breaking changes that reach this endpoint. */
import type { Requirement } from '../types.ts';

const accepted = <const Date extends string>(date: Date, level: 'MUST' | 'SHOULD') =>
  ({
    id: `version.accepts-${date}`,
    level,
    area: 'version',
    statement: `\`Persona-Version: ${date}\` is accepted, and the answer is the session.`,
    rationale: 'Whoever pins this version would be cut off.',
    source: { page: 'expire-an-inquiry-session', section: 'Persona-Version' },
  }) as const;

const mentioned = <const Date extends string>(date: Date) =>
  ({
    id: `version.takes-${date}`,
    level: 'OBSERVED',
    area: 'version',
    statement: `Whether this endpoint takes \`Persona-Version: ${date}\` is left open: the version is named elsewhere only.`,
    rationale: 'Before moving to it one wants to know that it is there.',
    source: { page: 'versioning' },
  }) as const;

export const version = [
  accepted('2025-12-08', 'MUST'),
  accepted('2025-10-27', 'MUST'),
  accepted('2023-01-05', 'MUST'),
  accepted('2022-09-01', 'MUST'),
  // Documented on the endpoint's page of 2025; the version picker of late 2026 no longer lists these two.
  accepted('2021-08-18', 'SHOULD'),
  accepted('2021-07-05', 'MUST'),
  accepted('2021-02-21', 'SHOULD'),
  accepted('2020-05-18', 'MUST'),
  mentioned('2026-09-29'),
  mentioned('2021-07-15'),
  mentioned('2021-05-14'),
  {
    id: 'version.header-optional',
    level: 'MUST',
    area: 'version',
    statement: 'Without `Persona-Version` the key’s own version applies: the request succeeds.',
    rationale: 'Clients that never sent the header would break over night.',
    source: { page: 'versioning' },
  },
  {
    id: 'version.fingerprint-before-move',
    level: 'SHOULD',
    area: 'version',
    statement: 'Before 2021-08-18 an Inquiry Session carries `browser-fingerprint`, a string or null.',
    rationale: 'Integrations that pin an old version match devices by it.',
    source: { page: 'changelog', section: '2021-08-18' },
    needs: ['active-session'],
  },
  {
    id: 'version.fingerprint-after-move',
    level: 'MUST',
    area: 'version',
    statement: 'From 2021-08-18 on an Inquiry Session no longer carries `browser-fingerprint`.',
    rationale: 'A fingerprint where none is expected is personal data in the wrong logs.',
    source: { page: 'changelog', section: '2021-08-18' },
    needs: ['active-session'],
  },
  {
    id: 'version.fingerprint-on-device',
    level: 'SHOULD',
    area: 'version',
    statement: 'The related device carries `browser-fingerprint`, a string or null.',
    rationale: 'It is where integrations read the fingerprint since it moved.',
    source: { page: 'changelog', section: '2021-08-18' },
    needs: ['active-session'],
  },
  {
    id: 'version.overrides-key-default',
    level: 'MUST',
    area: 'version',
    statement:
      'The header overrides the key’s own version, each request by itself: the same session is shown with and without the fingerprint.',
    rationale: 'Without it no version can be tried out before the key is moved.',
    source: { page: 'versioning' },
    needs: ['active-session'],
  },
  {
    id: 'version.no-leak',
    level: 'MUST',
    area: 'version',
    statement: 'A version sent with one request does not hold for the next one without the header.',
    rationale: 'One service’s trial of a version would change every other service’s answers.',
    source: { page: 'versioning' },
    needs: ['active-session'],
  },
  {
    id: 'version.personal-attributes-moved',
    level: 'MUST',
    area: 'version',
    statement:
      'From 2025-10-27 on an inquiry has no personal attributes beside its `fields`: no name, birthdate, address, number.',
    rationale: 'Personal data would go on arriving where nobody masks it any more.',
    source: { page: 'changelog', section: '2025-10-27' },
  },
  {
    id: 'version.unknown-value',
    level: 'OBSERVED',
    area: 'version',
    statement: 'What an unknown version does is left open (a 400 is likely).',
    rationale: 'A typo in a deployment may fail loudly or silently.',
    source: { page: 'versioning' },
  },
] as const satisfies readonly Requirement[];
