/** Does the mock answer as the sandbox did? Call by call, and which choice a difference comes from. */
import { isDeepStrictEqual } from 'node:util';
import type { Configuration } from '../client/configuration.ts';
import { openPoints } from '../mock/open-choices.ts';
import type { Finding, SandboxProfile } from '../mock/profile.ts';
import { hasExpired, inWords } from '../reporting/sentences/mock-profile.ts';
import { profileFact } from '../preflight/profile-file.ts';
import { playLike } from './calibrate.ts';
import { compareReadings, type DifferingCall } from './compare.ts';
import type { Played } from './play.ts';
import type { Readings } from './reading.ts';
import type { Decided } from './recording.ts';

/** The sandbox's side. */
export interface SandboxSide {
  readonly readings: Readings;
  readonly activation: Played['activation'] | null;
  /** What was decided then. */
  readonly decided: Decided;
  /** YYYY-MM-DD. */
  readonly day: string;
}

/** A choice, or a fact of the account, at which the sandbox now does something else than the profile says. */
export interface MovedChoice {
  readonly name: string;
  readonly profile: string;
  readonly sandbox: string;
}

interface Difference extends DifferingCall {
  /** The moved choices that explain it; none: it is outside the choices. */
  readonly choices: readonly string[];
}

export interface Parity {
  readonly compared: number;
  readonly alike: number;
  readonly day: string;
  readonly moved: readonly MovedChoice[];
  readonly differing: readonly Difference[];
  readonly exitCode: 0 | 1 | 3;
  readonly sentence: string;
}

/** Compares a mock of the profile with the sandbox's side; `configuration` says which version and which keys. */
export async function parityOf(
  profile: SandboxProfile,
  sandbox: SandboxSide,
  configuration: Configuration,
  now: Date,
): Promise<Parity> {
  const mock = (like: Pick<SandboxProfile, 'choices' | 'account'>) =>
    playLike(like, configuration, sandbox.activation);
  const { compared, alike, differing } = compareReadings(sandbox.readings, await mock(profile));
  const moved = movedChoices(profile, sandbox.decided);
  const explained = new Map<string, string[]>();
  for (const { name } of differing.length === 0 ? [] : moved) {
    const changed = compareReadings(
      sandbox.readings,
      await mock(withValue(profile, name, sandbox.decided[name])),
    );
    const still = new Map(changed.differing.map(({ call, differs }) => [call, differs.join()]));
    for (const { call, differs } of differing) {
      if (still.get(call) !== differs.join()) explained.set(call, [...(explained.get(call) ?? []), name]);
    }
  }
  const differences = differing.map((one) => ({ ...one, choices: explained.get(one.call) ?? [] }));
  const age = profileFact({ ...profile, comparedOn: sandbox.day }, now);
  const exitCode = differences.length > 0 ? 1 : compared === 0 || hasExpired(age) ? 3 : 0;
  const said = { compared, alike, day: sandbox.day, moved, differing: differences };
  return { ...said, exitCode, sentence: sentenceOf(said, hasExpired(age) ? age : undefined) };
}

function movedChoices({ choices, account }: SandboxProfile, decided: Decided): MovedChoice[] {
  const findings = Object.entries({ ...choices, ...account } as Readonly<Record<string, Finding<unknown>>>);
  return findings.flatMap(([name, finding]) => {
    const now = decided[name];
    if (now === undefined || ('value' in finding && isDeepStrictEqual(finding.value, now))) return [];
    const before = 'value' in finding ? JSON.stringify(finding.value) : 'not decided';
    return [{ name, profile: before, sandbox: JSON.stringify(now) }];
  });
}

function withValue(
  { choices, account }: SandboxProfile,
  name: string,
  value: unknown,
): Pick<SandboxProfile, 'choices' | 'account'> {
  const finding = { value, seen: 'parity/today', as: 'seen' };
  return name in openPoints
    ? { choices: { ...choices, [name]: finding }, account }
    : { choices, account: { ...account, [name]: finding } };
}

function sentenceOf(
  { compared, alike, day, differing }: Omit<Parity, 'exitCode' | 'sentence'>,
  expired: { readonly daysAgo: number; readonly goodForDays: number } | undefined,
): string {
  const counts = `The mock answers ${alike === compared ? `all ${compared}` : `${alike} of ${compared}`} calls as the sandbox did on ${inWords(day)}`;
  const names = differing.map(({ call }) => call);
  const differ =
    names.length === 0
      ? '.'
      : names.length === 1
        ? `; this one differs: ${names.join('')}.`
        : `; ${names.length} differ: ${names.slice(0, NAMED_AT_MOST).join(', ')}${names.length > NAMED_AT_MOST ? ` and ${names.length - NAMED_AT_MOST} more` : ''}.`;
  const old =
    expired === undefined
      ? ''
      : ` That was ${expired.daysAgo} days ago and counts for ${expired.goodForDays}: what the sandbox does today is not known.`;
  return counts + differ + old;
}

const NAMED_AT_MOST = 5;
