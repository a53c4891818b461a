/**
 * A profile: what one sandbox does where the documentation is silent, and what varies by account, as calibration saw it on one
 * day. Its JSON Schema is `schemas/sandbox-profile.schema.json`; the two change together.
 */
import type { Inflection } from './casing.ts';
import { defaultKeys, type KeyName, type KeyRecord } from './keys.ts';
import { openPoints, type OpenChoices, type OpenName } from './open-choices.ts';
import { QUOTA, RATE_LIMIT, SESSIONS_PER_INQUIRY } from './options.ts';
import type { MockOptions } from './types.ts';

export const PROFILE_SCHEMA = 'urn:persona-conformance:sandbox-profile:1';

/** Days for which a profile counts unless it is told otherwise. */
export const GOOD_FOR_DAYS = 90;

/** What was found about one point: a value, or why there is none. */
export type Finding<T> =
  /** `seen`: the call that showed it; `as`: what it showed. */
  | { readonly value: T; readonly seen: string; readonly as: string }
  /** It does something that none of the mock's choices is. */
  | { readonly unknown: string; readonly seen: string }
  /** `not`: what it is not, all the same. */
  | { readonly undecidable: string; readonly not?: readonly T[] };

/** What varies by account. */
export interface Account {
  /** The casing of the key where a request names none. */
  readonly inflection: Inflection;
  /** A version that answers like the key's own. */
  readonly version: string;
  /** Requests a minute. */
  readonly rateLimit: number;
  /** Creations in the quota's window. */
  readonly quota: number;
  readonly sessionsPerInquiry: number;
  /** Session attributes that are never shown. */
  readonly blocklist: readonly string[];
}

/** What the mock has by default. */
export const standardAccount: Account = {
  inflection: defaultKeys.full.inflection,
  version: defaultKeys.full.version,
  rateLimit: RATE_LIMIT.limit,
  quota: QUOTA.limit,
  sessionsPerInquiry: SESSIONS_PER_INQUIRY,
  blocklist: defaultKeys.full.blocklist,
};

/** Calls that the mock, with everything else of the profile, answers in another way: all in the same one. */
export interface UnknownBehaviour {
  readonly calls: readonly string[];
  /** What differs, by place in the answer: the sandbox's side, then the mock's. */
  readonly differs: readonly string[];
}

export interface SandboxProfile {
  readonly $schema: typeof PROFILE_SCHEMA;
  /** Base URL, without a key. */
  readonly target: string;
  readonly version: string;
  /** Of this suite. */
  readonly suite: string;
  /** The day, YYYY-MM-DD. */
  readonly comparedOn: string;
  /** Days for which it counts. */
  readonly goodForDays: number;
  readonly choices: { readonly [Name in OpenName]: Finding<OpenChoices[Name]> };
  readonly account: { readonly [Name in keyof Account]: Finding<Account[Name]> };
  readonly calls: {
    readonly compared: number;
    readonly alike: number;
    /** Scenarios that were played. */
    readonly scenarios: readonly string[];
  };
  readonly unknown: readonly UnknownBehaviour[];
}

/** The keys that stand for the account's. */
const ACCOUNT_KEYS = ['full', 'second', 'readOnly', 'otherEnvironment', 'lowLimit'] as const;

/** How a mock is started that answers as the profile says; what the profile does not know stays as it is by default. */
export function optionsLike({ choices, account }: Pick<SandboxProfile, 'choices' | 'account'>): MockOptions {
  const valueIn = <T>(finding: Finding<T>): T | undefined => ('value' in finding ? finding.value : undefined);
  const open = (Object.keys(openPoints) as OpenName[]).flatMap((name) => {
    const chosen = choiceIn(name, choices[name]);
    return chosen === undefined ? [] : [[name, chosen] as const];
  });
  const [inflection, version, blocklist] = [
    valueIn(account.inflection),
    valueIn(account.version),
    valueIn(account.blocklist),
  ];
  const rateLimit = valueIn(account.rateLimit);
  const quota = valueIn(account.quota);
  const sessionsPerInquiry = valueIn(account.sessionsPerInquiry);
  return {
    open: Object.fromEntries(open),
    keys: keysWith({
      ...(inflection !== undefined && { inflection }),
      ...(version !== undefined && { version }),
      ...(blocklist !== undefined && { blocklist }),
    }),
    ...(rateLimit !== undefined && { rateLimit: { limit: rateLimit, windowSeconds: 60 } }),
    ...(quota !== undefined && { quota: { limit: quota, windowSeconds: 3600 } }),
    ...(sessionsPerInquiry !== undefined && { sessionsPerInquiry }),
  };
}

/** The value that was found; where only something was ruled out, the first of the others. */
function choiceIn(name: OpenName, finding: Finding<unknown>): unknown {
  if ('value' in finding) return finding.value;
  const ruledOut = 'undecidable' in finding ? (finding.not ?? []) : [];
  const allowed: readonly unknown[] = openPoints[name].allowed;
  return ruledOut.length === 0 ? undefined : allowed.find((value) => !ruledOut.includes(value));
}

/** The same change to every key that stands for the account's. */
export function keysWith(change: Partial<KeyRecord>): Partial<Record<KeyName, Partial<KeyRecord>>> {
  return Object.fromEntries(ACCOUNT_KEYS.map((name) => [name, change]));
}
