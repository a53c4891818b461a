/** Calibration: what was seen of a target becomes a profile, and the profile is tried at once on a mock. */
import type { Configuration } from '../client/configuration.ts';
import { transportDoubt } from '../client/errors.ts';
import type { Keys } from '../client/keys.ts';
import { optionsLike, PROFILE_SCHEMA, type SandboxProfile, type UnknownBehaviour } from '../mock/profile.ts';
import { startEmbeddedMock } from '../preflight/embedded-mock.ts';
import type { ActivationStrategy } from '../scenarios/activation.ts';
import { scenarioOf } from '../reporting/stories.ts';
import { readingTheLink, simulatingTheStart } from '../scenarios/activation-strategies.ts';
import { inABrowser } from '../scenarios/browser-activation.ts';
import { compareReadings, type DifferingCall } from './compare.ts';
import { decide } from './decide/table.ts';
import { play, type Played } from './play.ts';
import { readingsOf, type Readings } from './reading.ts';

export interface Circumstances {
  readonly target: string;
  readonly version: string;
  readonly suite: string;
  /** YYYY-MM-DD. */
  readonly today: string;
  readonly goodForDays: number;
}

/** The profile of what was played, tried on a mock that makes its choices. */
export async function profileOf(
  played: Played,
  configuration: Configuration,
  circumstances: Circumstances,
): Promise<SandboxProfile> {
  const decided = decide(played);
  const mock = await playLike(decided, configuration, played.activation);
  const { compared, alike, differing } = compareReadings(readingsOf(played.exchanges), mock);
  return {
    $schema: PROFILE_SCHEMA,
    target: circumstances.target,
    version: circumstances.version,
    suite: circumstances.suite,
    comparedOn: circumstances.today,
    goodForDays: circumstances.goodForDays,
    ...decided,
    calls: { compared, alike, scenarios: scenariosIn(played.exchanges) },
    unknown: alikeTogether(differing),
  };
}

/** One behaviour shows in many calls: those that differ in the same places belong together. */
function alikeTogether(differing: readonly DifferingCall[]): readonly UnknownBehaviour[] {
  const behaviours = new Map<string, { calls: string[]; differs: readonly string[] }>();
  for (const { call, differs } of differing) {
    const key = differs.join('\n');
    const known = behaviours.get(key);
    if (known) known.calls.push(call);
    else behaviours.set(key, { calls: [call], differs });
  }
  return [...behaviours.values()];
}

function scenariosIn(exchanges: Played['exchanges']): readonly string[] {
  return [...new Set(exchanges.map(({ label }) => scenarioOf(label)))].toSorted();
}

/** What a mock answers to the same calls once it makes the choices of a profile. */
export async function playLike(
  profile: Pick<SandboxProfile, 'choices' | 'account'>,
  configuration: Configuration,
  activation: Played['activation'] | null,
): Promise<Readings> {
  const { rateLimit, ...options } = optionsLike(profile);
  const { mock, configuration: target } = await startEmbeddedMock(
    { ...configuration, mockProfile: undefined, seed: SEED },
    // The same limit in a shorter window: nobody waits for a mock.
    { ...options, ...(rateLimit && { rateLimit: { ...rateLimit, windowSeconds: 1 } }) },
  );
  try {
    const mocked = await play(
      { ...target, keys: keysLike(target.keys, configuration.keys), readLagMs: 0 },
      { activationStrategies: strategiesLike(activation) },
    );
    return readingsOf(mocked.exchanges);
  } finally {
    await mock.close();
  }
}

/** Any: what it makes different is left out of the comparison. */
const SEED = 1;

/** The mock's keys, as far as the real target was asked with such a key. */
export function keysLike({ main, readOnly, other, lowLimit }: Keys, given: Partial<Keys>): Keys {
  return {
    main,
    ...(given.readOnly && readOnly ? { readOnly } : {}),
    ...(given.other && other ? { other } : {}),
    ...(given.lowLimit && lowLimit ? { lowLimit } : {}),
  };
}

/** The ways of opening a session that were tried on the target, so that the same calls are made. */
function strategiesLike(activation: Played['activation'] | null): readonly ActivationStrategy[] {
  const tried = activation?.tried ?? [];
  return [readingTheLink, runningThePage, simulatingTheStart].filter(({ name }) => tried.includes(name));
}

/** What a browser would do on the page of a mock's link: its script sends a POST. */
export const runningThePage: ActivationStrategy = {
  name: inABrowser.name,
  available: async () => true,
  open: async (place) => {
    const link = await place.link();
    try {
      await (await fetch(link, { method: 'POST' })).arrayBuffer();
    } catch {
      throw transportDoubt('The page of a one-time link could not be run.');
    }
  },
};
