/** The answer as data: what is written to `upgrade.json`. Its JSON Schema is `schemas/upgrade.schema.json`. */
import { sources } from '../contract/sources.ts';
import { harmlessDeep } from '../client/harmless.ts';
import type { Configuration } from '../client/configuration.ts';
import { evidenceOf, type Evidence } from './evidence.ts';
import type { Change, ChangeVerdict, Witness } from './judge.ts';
import type { Plane } from './model.ts';
import type { Answer, Runs } from './upgrade.ts';

export const UPGRADE_SCHEMA = 'urn:persona-session-expiry-conformance:upgrade:1';

export interface ReportedChange {
  readonly fingerprint: string;
  readonly verdict: ChangeVerdict;
  readonly sentence: string;
  readonly plane: Plane;
  readonly rule: string;
  readonly subject: string;
  readonly before: string;
  readonly after: string;
  readonly policy: {
    readonly id: string;
    readonly kind: 'compatible' | 'breaking';
    readonly clause: string;
    readonly url: string;
  } | null;
  /** Who says that it is read: the profile, the documentation, or nobody. */
  readonly reading: 'profile' | 'documentation' | 'not read';
  readonly remedy: string | null;
  /** Entry of the changelog that explains it. */
  readonly known: string | null;
  readonly where: readonly string[];
  readonly steps: readonly string[];
  readonly evidence: Evidence | null;
  /** A program that ended well under the old version and failed under the new one. */
  readonly witness: Witness | null;
}

export interface Result {
  readonly $schema: typeof UPGRADE_SCHEMA;
  readonly from: string;
  readonly to: string;
  readonly target: { readonly kind: 'mock' | 'sandbox'; readonly baseUrl: string | null };
  readonly consumer: string | null;
  readonly answer: 'yes' | 'no' | 'cannot tell';
  readonly exitCode: 0 | 1 | 3;
  readonly sentence: string;
  readonly changes: readonly ReportedChange[];
  readonly changelog: readonly {
    readonly id: string;
    readonly date: string;
    readonly summary: string;
    readonly state: 'observed' | 'not observable' | 'not observed';
    readonly because: string;
    readonly changes: readonly string[];
  }[];
  readonly noise: readonly {
    readonly where: string;
    readonly subject: string;
    readonly values: readonly string[];
  }[];
  readonly gaps: readonly { readonly scenario: string; readonly reason: string; readonly matters: boolean }[];
  /** Members that neither version showed with a value, so that no change of them would show. */
  readonly unobserved: readonly string[];
  readonly compared: number;
  readonly requests: number;
  readonly timing: Answer['timing'];
}

/** The answer with evidence, redacted throughout. */
export function resultOf(answer: Answer, { before, now }: Runs, configuration: Configuration): Result {
  return harmlessDeep({
    $schema: UPGRADE_SCHEMA,
    from: answer.from,
    to: answer.to,
    target: {
      kind: configuration.target,
      // The mock's port is another one in each run.
      baseUrl: configuration.target === 'mock' ? null : configuration.baseUrl,
    },
    consumer: answer.consumer,
    answer: ({ 0: 'yes', 1: 'no', 3: 'cannot tell' } as const)[answer.exitCode],
    exitCode: answer.exitCode,
    sentence: answer.sentence,
    changes: answer.changes.map((change) => {
      const [first, latest] = [before[0], now[0]];
      return reported(change, first && latest && evidenceOf(change, first, latest, configuration));
    }),
    changelog: answer.known.map(({ entry, state, because, changes }) => ({
      id: entry.id,
      date: entry.date,
      summary: entry.summary,
      state,
      because,
      changes,
    })),
    noise: answer.noise.map(({ where, subject, values }) => ({ where, subject, values })),
    gaps: answer.gaps,
    unobserved: answer.unobserved,
    compared: answer.compared,
    requests: answer.requests,
    timing: answer.timing,
  });
}

export function reported(change: Change, evidence: Evidence | undefined): ReportedChange {
  const { fingerprint, verdict, sentence, plane, rule, subject, before, after, policy, reading } = change;
  return {
    fingerprint,
    verdict,
    sentence,
    plane,
    rule,
    subject,
    before,
    after,
    policy: policy && {
      id: policy.id,
      kind: policy.kind,
      clause: policy.statement,
      url: sources[policy.source.page].url,
    },
    reading,
    remedy: change.remedy ?? null,
    known: change.known ?? null,
    where: change.where,
    steps: change.steps,
    evidence: evidence ?? null,
    witness: change.witness ?? null,
  };
}
