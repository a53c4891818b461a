/** Servers that are wrong from end to end. They break nearly everything, so they are listed apart from the faults. */
import type { Patch, World } from '../types.ts';
import type { Answer, Call } from '../call.ts';
import { refuse } from '../refusals.ts';
import { sessionResource } from '../resources/session.ts';

export interface DegenerateServer {
  /** Stable slug. */
  readonly slug: string;
  /** What this server does instead of everything, in one sentence. */
  readonly sentence: string;
  readonly patch: Patch;
}

/** Answers every request in the same way, before anything is looked at. */
const always = (answer: (call: Call, world: World) => Answer): Patch => ({
  stages: { rateLimit: () => answer },
});

function constantSession(call: Call, world: World): Answer {
  const at = call.at.getTime();
  const session = {
    id: 'iqse_constant',
    environment: 'main',
    order: 0,
    inquiryId: 'inq_constant',
    status: 'expired',
    createdAt: at - 60_000,
    startedAt: at - 30_000,
    expiredAt: at,
    expiresAt: at,
    deviceId: null,
    networkId: null,
    visit: null,
  } as const;
  const text = JSON.stringify({ data: sessionResource(session, world.settings.open) });
  return { status: 200, text };
}

function echo(call: Call): Answer {
  return { status: 200, text: call.bodyText === '' ? JSON.stringify({ path: call.path }) : call.bodyText };
}

export const degenerateServers: readonly DegenerateServer[] = [
  {
    slug: 'constant-response',
    sentence: 'Every request is answered 200 with one well-formed expired session.',
    patch: always(constantSession),
  },
  {
    slug: 'empty-body',
    sentence: 'Every request is answered 200 with nothing.',
    patch: always(() => ({ status: 200, text: '' })),
  },
  {
    slug: 'echo',
    sentence: 'Every request is answered 200 with its own body, or its path where it has none.',
    patch: always(echo),
  },
  {
    slug: 'always-404',
    sentence: 'Every request is answered 404 in the documented envelope.',
    patch: always((_call, world) => refuse(world, 404)),
  },
  {
    slug: 'always-500',
    sentence: 'Every request is answered 500 in the documented envelope.',
    patch: always((_call, world) => refuse(world, 500)),
  },
  {
    slug: 'very-slow',
    sentence: 'Every request is answered rightly, a minute late.',
    patch: { options: { latencyMs: 60_000 } },
  },
];
