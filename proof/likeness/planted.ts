/** Behaviour that none of the mock's choices is: a calibration has to call it unknown, and to take no other choice for it. */
import type { OpenChoices, OpenName } from '../../mock/open-choices.ts';
import { combine } from '../../mock/patch.ts';
import { after, headers, text } from '../../mock/patches.ts';
import { refuse } from '../../mock/refusals.ts';
import type { Patch, Stage, Wrap } from '../../mock/types.ts';
import { variations } from '../../mock/variations/variations.ts';

export interface Planted {
  readonly slug: string;
  readonly patch: Patch;
  /** The choice at whose point it lies; absent: it lies beside all of them. */
  readonly at?: OpenName;
}

/** Legal ways to be that the mock knows as variations, and that no choice of it is. */
const BESIDE = [
  'unknown-attributes',
  'unknown-relationships',
  'unknown-top-level-members',
  'meta-everywhere',
  'links-in-resources',
  'included-empty-by-default',
  'expire-all-shows-all',
  'born-with-a-session',
  'unknown-inquiry-status',
  'other-environment-403',
  'challenge',
  'error-with-more-members',
  'several-errors',
] as const;

/** Another status for what a stage refuses itself. */
const refusedWith =
  (from: number, to: number): Wrap<Stage> =>
  (original) =>
  async (call, world) => {
    const answer = await original(call, world);
    return answer?.status === from && answer.text === undefined ? { ...answer, status: to } : answer;
  };

const lag = (milliseconds: number): Patch => ({
  open: { eventLagMs: milliseconds as OpenChoices['eventLagMs'] },
});

const OWN: readonly Planted[] = [
  {
    slug: 'second-expire-410',
    at: 'reExpire',
    patch: {
      handlers: {
        expireSession: after((answer, _call, world) => (answer.status === 409 ? refuse(world, 410) : answer)),
      },
    },
  },
  { slug: 'mismatch-428', at: 'mismatch', patch: { stages: { idempotency: refusedWith(400, 428) } } },
  {
    slug: 'not-understood-422',
    at: 'unknownInclude',
    patch: { stages: { parameters: refusedWith(400, 422) } },
  },
  {
    slug: 'nine-digits',
    at: 'timestampPrecision',
    patch: text((body) => body.replace(/(T[\d:]+\.\d{3})Z/g, '$1000000Z')),
  },
  {
    slug: 'another-zone',
    at: 'timestampOffset',
    patch: text((body) => body.replace(/(T[\d:]+\.\d{3})Z/g, '$1+00:30')),
  },
  {
    slug: 'another-media-type',
    at: 'contentType',
    patch: headers((lines) =>
      lines.map(([name, value]) => [name, name === 'Content-Type' ? 'application/vnd.api+json' : value]),
    ),
  },
  {
    slug: 'request-id-on-401',
    at: 'unauthenticatedHead',
    patch: headers((lines, { status }) =>
      status === 401 ? [...lines, ['Request-Id', 'req_planted']] : [...lines],
    ),
  },
  {
    slug: 'limits-half-announced',
    at: 'announceLimits',
    patch: headers((lines) => lines.filter(([name]) => name !== 'RateLimit-Reset')),
  },
  { slug: 'events-half-a-second-late', at: 'eventLagMs', patch: lag(500) },
  {
    slug: 'session-limit-403',
    at: 'sessionLimitStatus',
    patch: {
      handlers: {
        createSession: after((answer, _call, world) => (answer.status === 422 ? refuse(world, 403) : answer)),
      },
    },
  },
  {
    slug: 'list-oldest-first',
    patch: {
      handlers: {
        listSessions: after((answer) =>
          Array.isArray(answer.document?.data)
            ? { ...answer, document: { ...answer.document, data: answer.document.data.toReversed() } }
            : answer,
        ),
      },
    },
  },
  {
    slug: 'second-expire-moves-the-end',
    patch: {
      handlers: {
        expireSession: after((answer, call, world) => {
          const session = world.store.sessions.get(call.params['id'] ?? '', call.key?.environment ?? '');
          if (answer.status === 409 && session) {
            world.store.sessions.put({ ...session, expiredAt: call.at.getTime() + 60_000 });
          }
          return answer;
        }),
      },
    },
  },
];

export const planted: readonly Planted[] = [
  ...OWN,
  ...BESIDE.map((slug): Planted => {
    const variation = variations.find((one) => one.slug === slug);
    if (!variation) throw new Error(`There is no variation "${slug}".`);
    return { slug, patch: variation.patch };
  }),
];

/** The patch of a planted behaviour. */
export function plantedPatch(slug: string): Patch {
  const found = planted.find((one) => one.slug === slug);
  if (!found) throw new Error(`There is no planted behaviour "${slug}".`);
  return combine({}, found.patch);
}
