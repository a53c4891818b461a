/** Random targets: the mock with a random value at every open point and for everything that varies by account. */
import { openPoints, type OpenChoices } from '../../mock/open-choices.ts';
import { keysWith } from '../../mock/profile.ts';
import type { Account } from '../../mock/profile.ts';
import { seededRandom } from '../../mock/random.ts';
import type { MockOptions } from '../../mock/types.ts';
import { VERSION_KINDS } from '../../calibration/probes.ts';

export interface RandomTarget {
  readonly seed: number;
  readonly open: OpenChoices;
  readonly account: Account;
  /** What it is asked with: not every team has every key, or a browser. */
  readonly means: Readonly<Record<'browser' | 'readOnly' | 'other' | 'lowLimit', boolean>>;
}

/** Attributes that an account may have hidden. */
const HIDEABLE = [
  'browser-name',
  'country-code',
  'ip-address',
  'is-vpn',
  'latitude',
  'longitude',
  'network-organization',
  'user-agent',
] as const;

/** The target of this number: always the same one. */
export function randomTarget(seed: number): RandomTarget {
  const random = seededRandom(seed);
  const open = Object.fromEntries(
    Object.entries(openPoints).map(([name, { allowed }]) => [name, allowed[random.below(allowed.length)]]),
  ) as unknown as OpenChoices;
  return {
    seed,
    open,
    account: {
      inflection: random.pick(['kebab', 'camel', 'snake']),
      version: random.pick(VERSION_KINDS),
      // A window is never filled: nobody waits for a proof.
      rateLimit: 1_000 + random.below(9_000),
      quota: 500 + random.below(5_000),
      sessionsPerInquiry: 23 + random.below(5),
      blocklist: HIDEABLE.filter(() => random.below(4) === 0),
    },
    means: {
      browser: random.below(2) === 0,
      readOnly: random.below(4) > 0,
      other: random.below(4) > 0,
      lowLimit: random.below(4) > 0,
    },
  };
}

/** How a mock becomes this target. */
export function optionsOf({ seed, open, account }: RandomTarget): MockOptions {
  const { inflection, version, rateLimit, quota, sessionsPerInquiry, blocklist } = account;
  return {
    seed,
    open,
    keys: keysWith({ inflection, version, blocklist }),
    rateLimit: { limit: rateLimit, windowSeconds: 60 },
    quota: { limit: quota, windowSeconds: 3_600 },
    sessionsPerInquiry,
  };
}
