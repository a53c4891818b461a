/** What the doctor says: one line per thing looked at, each with what to do about it. */
import type { SourcePageName } from '../../contract/sources.ts';

/**
 * - `ok`: as the run needs it
 * - `warning`: the run can go on, but a reader should know
 * - `problem`: the run cannot come to a judgement from here, for a reason that lies with the set-up; exit 2
 * - `doubt`: nothing could be learnt just now; exit 3
 */
export type Health = 'ok' | 'warning' | 'problem' | 'doubt';

/** The things looked at, in the order in which they are shown. */
export const checks = {
  'left-overs': 'Left-overs',
  'mock-profile': 'Mock profile',
  'base-url': 'Base URL',
  tls: 'TLS',
  'target-answers': 'Target answers',
  key: 'API key',
  environment: 'Environment',
  'list-sessions': 'List sessions',
  'create-inquiry': 'Create inquiry',
  template: 'Template',
  'create-session': 'Create session',
  'retrieve-session': 'Read session',
  'expire-session': 'Expire session',
  'expire-inquiry': 'Expire inquiry',
  'one-time-link': 'One-time link',
  'default-version': 'Default version',
  'default-inflection': 'Default casing',
  clock: 'Clock',
  'rate-limit': 'Rate limit',
  quota: 'Quota',
  'read-only-key': 'Read-only key',
  'other-key': 'Other key',
  'low-limit-key': 'Low-limit key',
  'active-session': 'Active sessions',
} as const;

export type Check = keyof typeof checks;

export interface CheckResult {
  readonly check: Check;
  readonly health: Health;
  /** What was seen, in a sentence; free of keys, tokens and personal data. */
  readonly seen: string;
  /** What to do about it, in a sentence; for all but `ok`. */
  readonly remedy?: string;
  /** Where Persona documents it. */
  readonly source?: SourcePageName;
}

/** A session that the doctor made and that came to no harm: the run can use it. */
export interface ReusableSession {
  readonly id: string;
  readonly inquiryId: string;
  readonly state: 'new' | 'active';
}

export interface Diagnosis {
  readonly results: readonly CheckResult[];
  /** The worst of them decides what happens next. */
  readonly health: Health;
  /** Requests sent, retries included. */
  readonly requests: number;
  readonly inquiryId?: string;
  readonly reusable?: ReusableSession;
}

const order: readonly Health[] = ['ok', 'warning', 'doubt', 'problem'];

/** The worst health among findings: a problem outweighs a doubt. */
export function worst(findings: readonly CheckResult[]): Health {
  return findings.reduce<Health>(
    (health, finding) => (order.indexOf(finding.health) > order.indexOf(health) ? finding.health : health),
    'ok',
  );
}

/** Findings in the order in which they are shown; an `ok` that a later look has contradicted is left out. */
export function arranged(findings: readonly CheckResult[]): readonly CheckResult[] {
  const places = Object.keys(checks);
  const contradicted = new Set(findings.filter(({ health }) => health !== 'ok').map(({ check }) => check));
  return findings
    .filter(({ check, health }) => health !== 'ok' || !contradicted.has(check))
    .toSorted((a, b) => places.indexOf(a.check) - places.indexOf(b.check));
}
