/** A second set of noise servers, written before it was known what the comparison says of them. */
import type { Call } from '../../mock/call.ts';
import type { JsonObject } from '../../mock/json.ts';
import { attributes, headers, json } from '../../mock/patches.ts';
import { refuse } from '../../mock/refusals.ts';
import type { FinishedAnswer, Patch } from '../../mock/types.ts';
import { combine } from '../../mock/patch.ts';
import { handled, inText, omit, relinked } from './build.ts';
import {
  absent,
  type Chance,
  inBlocks,
  type NoiseServer,
  perAnswer,
  perObject,
  perUser,
} from './noise-parts.ts';

/** Answers of some calls that come out otherwise now and then. */
const nowAndThen =
  (
    probability: number,
    change: (answer: FinishedAnswer) => FinishedAnswer,
    applies: (call: Call) => boolean,
  ) =>
  (chance: Chance): Patch => ({
    response: (answer, call) => (applies(call) && chance(probability) ? change(answer) : answer),
  });

const isReading = ({ method }: Call): boolean => method === 'GET';
const isOld = (values: JsonObject): JsonObject => omit(values, ['ip-isp', 'network-organization']);

export const secondNoiseServers: readonly NoiseServer[] = [
  {
    slug: 'more-for-some-users',
    sentence: 'Three users in ten show two attributes more.',
    patch: perUser(0.3, (values) => ({ ...values, 'trial-score': 3, 'trial-group': 'b' })),
  },
  {
    slug: 'values-empty-for-some-users',
    sentence: 'What one user in five came from is an empty text instead of null or a word.',
    patch: perUser(0.2, (values) => ({ ...values, 'ip-connection-type': '', 'threat-level': '' })),
  },
  {
    slug: 'older-version-in-turns',
    sentence: 'Two servers take turns, each for forty answers; one is of an older version.',
    patch: inBlocks(40, (chance) =>
      [
        (own: Chance) => attributes('inquiry-session', (values) => (own(0.5) ? isOld(values) : values)),
        (own: Chance) => relinked((links) => (own(0.5) ? omit(links, ['network']) : links)),
      ]
        .map((make) => make(chance))
        .reduce(combine),
    ),
  },
  {
    slug: 'resets-before-and-after',
    sentence: 'Two connections in a hundred are reset before the request is carried out, and one after.',
    patch: (chance) => ({
      stages: {
        rateLimit: (original) => (call, world) =>
          chance(0.02) ? { status: 500, socket: 'reset' } : original(call, world),
      },
      response: (answer) => (chance(0.01) ? { ...answer, socket: 'reset' } : answer),
    }),
  },
  {
    slug: 'gateway-pages',
    sentence: 'One answer in fifty is a page of the gateway: 502, and HTML.',
    patch: nowAndThen(
      0.02,
      (answer) => ({
        ...answer,
        status: 502,
        text: '<html><body>Bad Gateway</body></html>',
        headers: [['Content-Type', 'text/html']],
      }),
      () => true,
    ),
  },
  {
    slug: 'replica-does-not-know-yet',
    sentence: 'One reading in thirty is answered 404 by a server that does not know the object yet.',
    patch: (chance) =>
      handled(
        'retrieveSession',
        (original) => (call, world) => (chance(0.03) ? refuse(world, 404) : original(call, world)),
      ),
  },
  {
    slug: 'lists-lag',
    sentence: 'One list in twenty does not show the newest session yet.',
    patch: (chance) =>
      json((document, call) =>
        isReading(call) && Array.isArray(document['data']) && chance(0.05)
          ? { ...document, data: document['data'].slice(1) }
          : document,
      ),
  },
  {
    slug: 'clocks-differ',
    sentence: 'The clocks of two servers differ by two seconds: each session shows the times of one.',
    patch: perObject(0.5, (values) => ({
      ...values,
      ...Object.fromEntries(
        ['created-at', 'started-at', 'expired-at']
          .filter((name) => typeof values[name] === 'string')
          .map((name) => [name, new Date(Date.parse(inText(values[name])) + 2_000).toISOString()]),
      ),
    })),
  },
  {
    slug: 'end-not-shown-yet',
    sentence: 'One answer in ten does not show the time of the end yet.',
    patch: perAnswer(0.1, (values) => ({ ...values, 'expired-at': null })),
  },
  {
    slug: 'casing-forgotten-rarely',
    sentence: 'One answer in forty forgets which casing was asked for.',
    patch: (chance) => ({
      steps: {
        inflection: (original) => (document, call, world) =>
          original(document, chance(0.025) ? { ...call, inflection: 'kebab' } : call, world),
      },
    }),
  },
  {
    slug: 'included-missing-rarely',
    sentence: 'One answer in twenty leaves out what was to be included.',
    patch: (chance) =>
      json((document) =>
        Array.isArray(document['included']) && chance(0.05) ? { ...document, included: [] } : document,
      ),
  },
  {
    slug: 'creations-fail-rarely',
    sentence: 'One creation in fifty fails with 500.',
    patch: (chance) =>
      handled(
        'createSession',
        (original) => (call, world) => (chance(0.02) ? refuse(world, 500) : original(call, world)),
      ),
  },
  {
    slug: 'keys-forgotten-rarely',
    sentence: 'One idempotency key in twenty is forgotten: the call runs anew.',
    patch: (chance) => ({
      stages: {
        idempotency: (original) => (call, world) => (chance(0.05) ? undefined : original(call, world)),
      },
    }),
  },
  {
    slug: 'creations-200-or-201',
    sentence: 'Creations are answered 200 or 201.',
    patch: (chance) => ({
      response: (answer) => (answer.status === 201 && chance(0.3) ? { ...answer, status: 200 } : answer),
    }),
  },
  {
    slug: 'hardly-alike',
    sentence: 'Resets, lists that lag, users that differ and a header that is missing, at once.',
    patch: (chance) =>
      [
        (own: Chance): Patch => ({
          response: (answer) => (own(0.01) ? { ...answer, socket: 'reset' } : answer),
        }),
        perUser(0.3, absent('region-name')),
        perAnswer(0.05, absent('browser-name')),
        (own: Chance): Patch =>
          headers((lines) => lines.filter(([name]) => !/^ratelimit-reset$/i.test(name) || !own(0.05))),
      ]
        .map((make) => make(chance))
        .reduce(combine),
  },
];
