/** Servers on which nothing changes between versions, and whose answers vary a little by themselves. */
import { setTimeout as delay } from 'node:timers/promises';
import type { Call } from '../../mock/call.ts';
import type { JsonObject } from '../../mock/json.ts';
import { errors, headers, json } from '../../mock/patches.ts';
import { refuse } from '../../mock/refusals.ts';
import type { FinishedAnswer, Patch } from '../../mock/types.ts';
import { combine } from '../../mock/patch.ts';
import { handled, inText, omit, relinked } from './build.ts';
import {
  absent,
  type Chance,
  inBlocks,
  type NoiseServer,
  nulled,
  perAnswer,
  perObject,
  perUser,
  written,
} from './noise-parts.ts';
import { secondNoiseServers } from './noise-servers-second.ts';

const attributeServers: readonly NoiseServer[] = (
  [
    ['threat-level', 0.5],
    ['os-name', 0.2],
    ['country-code', 0.03],
    ['latitude', 0.01],
    ['expired-at', 0.03],
    ['network-organization', 0.5],
    ['gps-latitude', 0.1],
    ['user-agent', 0.02],
    ['device-name', 0.3],
    ['region-code', 0.4],
  ] as const
).flatMap(([name, share]): NoiseServer[] => [
  {
    slug: `absent-${name}`,
    sentence: `\`${name}\` is absent from ${share * 100} % of the answers.`,
    patch: perAnswer(share, absent(name)),
  },
  {
    slug: `null-${name}`,
    sentence: `\`${name}\` is null for ${share * 100} % of the sessions.`,
    patch: perObject(share, nulled(name)),
  },
]);

const lines =
  (probability: number, change: (name: string, value: string) => readonly [string, string][]) =>
  (chance: Chance): Patch =>
    headers((own) =>
      own.flatMap(([name, value]) => (chance(probability) ? change(name, value) : [[name, value]])),
    );

const without =
  (gone: RegExp) =>
  (name: string, value: string): [string, string][] =>
    gone.test(name) ? [] : [[name, value]];

const headerServers: readonly NoiseServer[] = [
  {
    slug: 'request-id-half',
    sentence: 'Half of the answers carry no Request-Id.',
    patch: lines(0.5, without(/^request-id$/i)),
  },
  {
    slug: 'request-id-rarely-missing',
    sentence: 'One answer in fifty carries no Request-Id.',
    patch: lines(0.02, without(/^request-id$/i)),
  },
  {
    slug: 'limits-rarely-missing',
    sentence: 'Three answers in a hundred do not announce what remains.',
    patch: lines(0.03, without(/^ratelimit-remaining$/i)),
  },
  {
    slug: 'two-limits',
    sentence: 'Two servers behind one name announce different limits.',
    patch: lines(0.5, (name, value) => [[name, /^ratelimit-limit$/i.test(name) ? '600' : value]]),
  },
  {
    slug: 'cache-header-sometimes',
    sentence: 'Some answers say that they come from a cache.',
    patch: (chance) => headers((own) => (chance(0.3) ? [...own, ['X-Cache', 'hit']] : [...own])),
  },
  {
    slug: 'two-charsets',
    sentence: 'Two servers behind one name write the media type in two ways.',
    patch: lines(0.5, (name, value) => [[name, /^content-type$/i.test(name) ? 'application/json' : value]]),
  },
];

const errorServers: readonly NoiseServer[] = [
  {
    slug: 'error-texts-vary',
    sentence: 'Details of errors carry a reference that is never the same.',
    patch: (chance) =>
      errors((error) => ({
        ...error,
        details: `Refused (${chance(0.5) ? 'a' : 'b'}${chance(0.5) ? 'c' : 'd'})`,
      })),
  },
  {
    slug: 'error-titles-vary',
    sentence: 'Titles of errors are worded in one of two ways.',
    patch: (chance) =>
      errors((error) => ({ ...error, title: `${inText(error['title'])}${chance(0.5) ? '' : '!'}` })),
  },
  {
    slug: 'details-half',
    sentence: 'Half of the errors carry no details.',
    patch: (chance) => errors((error) => (chance(0.5) ? omit(error, ['details']) : error)),
  },
  {
    slug: 'details-rarely-missing',
    sentence: 'One error in twenty carries no details.',
    patch: (chance) => errors((error) => (chance(0.05) ? omit(error, ['details']) : error)),
  },
  {
    slug: 'codes-sometimes',
    sentence: 'One error in three carries a code.',
    patch: (chance) => errors((error) => (chance(0.33) ? { ...error, code: 'refused' } : error)),
  },
  {
    slug: 'meta-on-errors-sometimes',
    sentence: 'Some errors carry meta.',
    patch: (chance) => errors((error) => (chance(0.4) ? { ...error, meta: { hint: 'read on' } } : error)),
  },
  {
    slug: 'two-errors-sometimes',
    sentence: 'Some refusals list a second error.',
    patch: (chance) =>
      json((document) => {
        const { errors: list } = document;
        return Array.isArray(list) && chance(0.3) ? { ...document, errors: [...list, ...list] } : document;
      }),
  },
];

const restated =
  (from: number, to: number, probability: number, applies: (call: Call) => boolean = () => true) =>
  (chance: Chance): Patch => ({
    response: (answer: FinishedAnswer, call: Call) =>
      answer.status === from && applies(call) && chance(probability) ? { ...answer, status: to } : answer,
  });

const statusServers: readonly NoiseServer[] = [
  {
    slug: 'unknown-404-or-410',
    sentence: 'What does not exist is answered 404 or 410.',
    patch: restated(404, 410, 0.5),
  },
  {
    slug: 'conflict-409-or-422',
    sentence: 'A conflict is answered 409 or 422.',
    patch: restated(409, 422, 0.5),
  },
  {
    slug: 'bad-400-or-422',
    sentence: 'An unacceptable request is answered 400, and one in five times 422.',
    patch: restated(400, 422, 0.2),
  },
  {
    slug: 'second-expire-either-way',
    sentence: 'A second expire succeeds half of the time.',
    patch: (chance) =>
      handled('expireSession', (original) => (call, world) => {
        const reExpire = chance(0.5) ? 200 : 409;
        return original(call, {
          ...world,
          settings: { ...world.settings, open: { ...world.settings.open, reExpire } },
        });
      }),
  },
  {
    slug: 'link-after-expiry-either-way',
    sentence: 'A one-time link of an expired session is refused with 409 or with 422.',
    patch: restated(409, 422, 0.5, ({ endpoint }) => endpoint.name === 'generateOneTimeLink'),
  },
  {
    slug: 'now-and-then-500',
    sentence: 'One expire in fifty fails with 500.',
    patch: (chance) =>
      handled(
        'expireSession',
        (original) => (call, world) => (chance(0.02) ? refuse(world, 500) : original(call, world)),
      ),
  },
  {
    slug: 'now-and-then-503',
    sentence: 'One reading in thirty fails with 503.',
    patch: (chance) =>
      handled(
        'retrieveSession',
        (original) => (call, world) => (chance(0.03) ? refuse(world, 503) : original(call, world)),
      ),
  },
  {
    slug: 'resets',
    sentence: 'Two connections in a hundred are reset once the request is carried out.',
    patch: (chance) => ({ response: (answer) => (chance(0.02) ? { ...answer, socket: 'reset' } : answer) }),
  },
];

const otherServers: readonly NoiseServer[] = [
  {
    slug: 'replicas-lag',
    sentence: 'Readings show the state of up to twenty milliseconds ago.',
    patch: () => ({ options: { readLagMs: 20 } }),
  },
  {
    slug: 'unevenly-slow',
    sentence: 'Some answers take longer.',
    patch: (chance) => ({
      stages: {
        parameters: (original) => async (call, world) => {
          if (chance(0.1)) await delay(15);
          return original(call, world);
        },
      },
    }),
  },
  {
    slug: 'two-time-formats',
    sentence: 'Two servers behind one name write times with and without fractions.',
    patch: perAnswer(0.5, (values) =>
      ['created-at', 'started-at', 'expired-at'].reduce<JsonObject>(
        (all, name) => written(name, (value) => inText(value).replace(/\.\d+Z$/, 'Z'))(all),
        values,
      ),
    ),
  },
  {
    slug: 'two-number-formats',
    sentence: 'Two servers behind one name write coordinates as numbers and as texts.',
    patch: perAnswer(0.5, written('latitude', String)),
  },
  {
    slug: 'flags-as-numbers-rarely',
    sentence: 'One answer in thirty writes a flag as a number.',
    patch: perAnswer(
      0.03,
      written('is-tor', (value) => (value === true ? 1 : 0)),
    ),
  },
  {
    slug: 'device-link-sometimes-null',
    sentence: 'The link to the device is null in one answer of ten.',
    patch: (chance) =>
      relinked((links) => (chance(0.1) && links['device'] ? { ...links, device: { data: null } } : links)),
  },
  {
    slug: 'network-link-sometimes-absent',
    sentence: 'The link to the network is absent from one answer of five.',
    patch: (chance) => relinked((links) => (chance(0.2) ? omit(links, ['network']) : links)),
  },
  {
    slug: 'beta-attribute-half',
    sentence: 'Half of the answers carry an attribute of a trial.',
    patch: perAnswer(0.5, (values) => ({ ...values, 'beta-score': 7 })),
  },
  {
    slug: 'lists-in-any-order',
    sentence: 'Lists come in either order.',
    patch: (chance) =>
      json((document) =>
        Array.isArray(document['data']) && chance(0.5)
          ? { ...document, data: [...document['data']].reverse() }
          : document,
      ),
  },
  {
    slug: 'device-fingerprint-sometimes-null',
    sentence: 'The fingerprint of a device is null in one answer of four.',
    patch: perAnswer(0.25, nulled('device-fingerprint'), 'device'),
  },
  {
    slug: 'network-origin-half',
    sentence: 'The origin of a network is absent for half of the networks.',
    patch: perObject(0.5, absent('country-name'), 'network'),
  },
  {
    slug: 'several-at-once',
    sentence:
      'A member is absent, a header is missing, a text varies and a status alternates, each now and then.',
    patch: (chance) =>
      [
        perAnswer(0.1, absent('region-name')),
        lines(0.05, without(/^request-id$/i)),
        restated(409, 422, 0.3),
        perObject(0.3, nulled('is-vpn')),
      ]
        .map((make) => make(chance))
        .reduce(combine),
  },
];

const userServers: readonly NoiseServer[] = [
  {
    slug: 'vpn-unknown-for-some-users',
    sentence: 'Whether half of the users have a VPN is not known.',
    patch: perUser(0.5, nulled('is-vpn')),
  },
  {
    slug: 'device-unnamed-for-some-users',
    sentence: 'The device of three users in ten has no name.',
    patch: perUser(0.3, nulled('device-name')),
  },
  {
    slug: 'system-absent-for-some-users',
    sentence: 'The system of three users in ten is left away.',
    patch: perUser(0.3, absent('os-name')),
  },
  {
    slug: 'coordinates-as-text-for-some-users',
    sentence: 'The coordinates of one user in five are texts.',
    patch: perUser(0.2, written('latitude', String)),
  },
];

const blockServers: readonly NoiseServer[] = [
  {
    slug: 'times-in-blocks',
    sentence: 'Two servers take turns, each for sixty answers; one writes times without fractions.',
    patch: inBlocks(
      60,
      perAnswer(
        0.5,
        written('created-at', (value) => inText(value).replace(/\.\d+Z$/, 'Z')),
      ),
    ),
  },
  {
    slug: 'region-absent-in-blocks',
    sentence: 'Two servers take turns, each for sixty answers; one leaves the region away.',
    patch: inBlocks(60, perAnswer(0.5, absent('region-name'))),
  },
  {
    slug: 'request-id-missing-in-blocks',
    sentence: 'Two servers take turns, each for sixty answers; one sends no Request-Id.',
    patch: inBlocks(60, lines(0.5, without(/^request-id$/i))),
  },
  {
    slug: 'conflicts-in-blocks',
    sentence: 'Two servers take turns, each for ten conflicts; one answers them 422.',
    patch: inBlocks(10, restated(409, 422, 0.5)),
  },
  {
    slug: 'details-missing-in-blocks',
    sentence: 'Two servers take turns, each for thirty errors; one carries no details.',
    patch: inBlocks(30, (chance) => errors((error) => (chance(0.5) ? omit(error, ['details']) : error))),
  },
];

export const noiseServers: readonly NoiseServer[] = [
  ...userServers,
  ...blockServers,
  ...attributeServers,
  ...headerServers,
  ...errorServers,
  ...statusServers,
  ...otherServers,
  ...secondNoiseServers,
];
