/** What is remembered of a run: enough to say, at the next one, what changed and why. Pure. */
import { createHash } from 'node:crypto';
import type { Verdict } from '../../judging/outcome.ts';
import { describeTarget, type Statement } from '../statement.ts';

/** What is remembered of a requirement. */
export interface RememberedVerdict {
  readonly verdict: Verdict;
  /** Why it could not be judged, does not apply, or is excused. */
  readonly reason?: string;
  /** What broke, in words. */
  readonly what?: string;
  /** Whose fault a doubt is. */
  readonly doubt?: 'transport' | 'precondition' | 'suite';
}

export interface RunRecord {
  /** Start of the run, ISO 8601: no two runs of one folder share it. */
  readonly at: string;
  /** `the embedded mock`, `the target at …`. */
  readonly target: string;
  readonly kind: 'mock' | 'sandbox';
  readonly version: string;
  readonly suite: string;
  readonly depth: string | null;
  readonly exitCode: number;
  readonly conclusion: string;
  /** Reason of each capability that was missing. */
  readonly missing: Readonly<Record<string, string>>;
  /** By requirement; those that were not selected are left out. */
  readonly verdicts: Readonly<Record<string, RememberedVerdict>>;
  /** Of each requirement, what its statement and its check looked like: another value, another check. */
  readonly checks: Readonly<Record<string, string>>;
}

/** The record of a run. */
export function recordOf(statement: Statement, checks: RunRecord['checks']): RunRecord {
  const { target, personaVersion, suite, depth, startedAt, conclusion } = statement;
  return {
    at: startedAt,
    target: describeTarget(target.kind, target.baseUrl ?? undefined),
    kind: target.kind,
    version: personaVersion,
    suite: suite.version,
    depth,
    exitCode: conclusion.exitCode,
    conclusion: conclusion.sentence,
    missing: Object.fromEntries(
      statement.capabilities
        .filter(({ available }) => !available)
        .map(({ name, reason = 'no reason given' }) => [name, reason]),
    ),
    verdicts: Object.fromEntries(
      statement.requirements.map(({ slug, verdict, reason, finding, doubt }) => [
        slug,
        {
          verdict,
          ...(reason === undefined ? {} : { reason }),
          ...(finding === undefined ? {} : { what: finding.what }),
          ...(doubt === undefined ? {} : { doubt }),
        },
      ]),
    ),
    checks,
  };
}

/** A short name of a text: two texts that differ have different ones. */
export function fingerprint(text: string): string {
  return createHash('sha256').update(text.replace(/\s+/g, ' ')).digest('hex').slice(0, 12);
}
