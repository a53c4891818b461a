/** Outcomes and statements made to order. */
import { catalogue } from '../../../../contract/catalogue.ts';
import type { Finding } from '../../../../judging/finding.ts';
import type { Outcome } from '../../../../judging/outcome.ts';
import type { FindingInWords } from '../../../../reporting/sentences/finding.ts';
import { buildStatement, type Statement, type StatementInput } from '../../../../reporting/statement.ts';

/** An outcome; a pass unless told otherwise. */
export function outcome(parts: Partial<Outcome> & Pick<Outcome, 'id'>): Outcome {
  return { verdict: 'pass', durationMs: 1, observations: [], exchanges: [], ...parts };
}

/** A finding like many. */
export const stillActive: Finding = {
  code: 'session.other-state',
  expected: 'expired',
  status: 200,
  seen: { kind: 'word', value: 'active' },
  path: ['data', 'attributes', 'status'],
  exchange: 'expire-active/read after',
};

/** The statement with other words in each finding: whatever a sentence says, it must do no harm. */
export function saying(words: FindingInWords, { requirements, ...rest }: Statement): Statement {
  return {
    ...rest,
    requirements: requirements.map((one) => (one.finding ? { ...one, finding: words } : one)),
  };
}

export function violation(id: string, parts: Partial<Outcome> = {}): Outcome {
  return outcome({
    id,
    verdict: 'violation',
    finding: stillActive,
    exchanges: ['expire-active/read after'],
    ...parts,
  });
}

export function doubt(id: string, parts: Partial<Outcome> = {}): Outcome {
  return outcome({
    id,
    verdict: 'inconclusive',
    doubt: 'transport',
    reason: 'The connection was reset.',
    ...parts,
  });
}

/** A statement over these outcomes; the rest of the input is plausible. */
export function statement(outcomes: readonly Outcome[], parts: Partial<StatementInput> = {}): Statement {
  return buildStatement({
    suite: { name: 'suite', version: '1.2.3' },
    startedAt: new Date('2026-01-02T03:04:05Z'),
    endedAt: new Date('2026-01-02T03:04:09Z'),
    catalogue,
    outcomes,
    facts: {
      target: { kind: 'sandbox', baseUrl: 'http://127.0.0.1:8080/api/v1' },
      personaVersion: '2023-01-05',
      seed: 7,
      capabilities: [
        { name: 'read-only-key', available: false, reason: 'PERSONA_READONLY_API_KEY is not set' },
      ],
      requests: {
        total: 3,
        retries: 1,
        endpoints: [
          { endpoint: 'POST /inquiry-sessions/{id}/expire', requests: 3, statuses: { '200': 2, none: 1 } },
        ],
      },
      notes: [],
    },
    configured: { kind: 'mock', version: '2021-08-18' },
    runErrors: [],
    evidenceOf: () => [],
    ...parts,
  });
}
