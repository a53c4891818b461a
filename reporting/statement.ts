/**
 * The statement: the machine-readable result of one run, written to `conformance.json`.
 * Its JSON Schema is `schemas/conformance.schema.json`; the two change together.
 */
import type { Depth } from '../contract/depths.ts';
import type { Area, Level } from '../contract/types.ts';
import { needlessExcuseLine, needlessExcuses } from '../judging/excuses.ts';
import type { FailureReading } from './failure-reading.ts';
import type { Finding } from '../judging/finding.ts';
import type { Observation } from '../judging/observation.ts';
import type { Outcome, Verdict } from '../judging/outcome.ts';
import { shownFinding, type ShownFinding } from './sentences/finding.ts';
import { observationSentence } from './sentences/observation.ts';
import type { EndpointFact } from '../client/traffic.ts';
import type { CapabilityFact, MockProfileFact, RunFacts } from '../judging/run-facts.ts';
import { aboutTheMock } from './sentences/mock-profile.ts';
import { scenarioOf } from './stories.ts';
import { conclude, wasChecked, type RunExitCode } from './verdict.ts';

/** Identifier of the statement's format; the number rises when a reader of an older one would be misled. */
export const STATEMENT_SCHEMA = 'urn:persona-conformance:statement:1';

/** One requirement as it came out of the run; what helps to read it stands with violations and excused ones. */
export interface StatementRequirement extends FailureReading {
  readonly slug: string;
  readonly level: Level;
  readonly area: Area;
  readonly verdict: Verdict;
  readonly durationMs: number;
  readonly reason?: string;
  /** In words. */
  readonly finding?: ShownFinding;
  /** The same as data. */
  readonly found?: Finding;
  readonly doubt?: NonNullable<Outcome['doubt']>;
  /** What was seen where the documentation is silent, in words. */
  readonly observations: readonly string[];
  /** The same as data, in the same order. */
  readonly observed: readonly Observation[];
  /** Labels of the exchanges that the verdict rests on. */
  readonly exchanges: readonly string[];
  /** Files with the recorded exchanges, relative to the statement; empty where none was written. */
  readonly evidence: readonly string[];
  /** Only of a mock: the day on which the sandbox answered the same calls alike; null: seen on the mock alone. */
  readonly seenOnSandbox?: string | null;
  /** Where its test stands; absent where the run did not say. */
  readonly test?: TestPlace;
}

/** A line of a spec, the file named from the project's root. */
export interface TestPlace {
  readonly file: string;
  readonly line: number;
}

export type VerdictCounts = Readonly<Record<Verdict, number>>;

export interface Statement {
  readonly $schema: typeof STATEMENT_SCHEMA;
  readonly suite: { readonly name: string; readonly version: string };
  readonly startedAt: string;
  readonly endedAt: string;
  readonly target: {
    readonly kind: 'mock' | 'sandbox';
    readonly baseUrl: string | null;
    /** What the key says of its environment; absent for the mock, and in older statements. */
    readonly key?: 'sandbox' | 'unknown';
  };
  /** The sandbox that the mock was made like; null: none, or the target is no mock. Older statements lack it. */
  readonly mockProfile?: MockProfileFact | null;
  readonly personaVersion: string;
  /** Null when the run ended before it was set. */
  readonly depth: Depth | null;
  readonly seed: number | null;
  readonly capabilities: readonly CapabilityFact[];
  readonly requests: {
    readonly total: number;
    readonly retries: number;
    readonly endpoints: readonly EndpointFact[];
  };
  readonly requirements: readonly StatementRequirement[];
  readonly notSelected: readonly string[];
  readonly totals: {
    readonly verdicts: VerdictCounts;
    readonly levels: Readonly<Record<Level, VerdictCounts>>;
  };
  readonly coverage: {
    readonly catalogue: number;
    readonly selected: number;
    readonly checked: number;
    readonly notApplicable: number;
    readonly inconclusive: number;
  };
  readonly notes: readonly string[];
  /** Failures of the run itself rather than of a requirement, one line each. */
  readonly errors: readonly string[];
  readonly conclusion: {
    readonly conformant: boolean;
    readonly exitCode: RunExitCode;
    readonly sentence: string;
  };
}

/** What the catalogue says of a requirement, as far as the statement repeats it. */
export interface CatalogueLine {
  readonly id: string;
  readonly level: Level;
  readonly area: Area;
}

export interface StatementInput {
  readonly suite: Statement['suite'];
  readonly startedAt: Date;
  readonly endedAt: Date;
  readonly catalogue: readonly CatalogueLine[];
  readonly outcomes: readonly Outcome[];
  /** What the run recorded; a run that ended early knows only part of it. */
  readonly facts: Partial<RunFacts>;
  /** Used where the facts are silent, because the run ended before the target was known. */
  readonly configured: { readonly kind: 'mock' | 'sandbox'; readonly version: string };
  readonly runErrors: readonly string[];
  /** Files with the evidence of an outcome, relative to the statement. */
  readonly evidenceOf: (outcome: Outcome) => readonly string[];
  /** What helps to read a violation, by slug; absent: nothing is known. */
  readonly readings?: ReadonlyMap<string, FailureReading>;
  /** Where the tests stand, by slug; absent: not known. */
  readonly places?: ReadonlyMap<string, TestPlace>;
}

/**
 * Puts the statement together. Pure: same input, same statement.
 * @throws {Error} for an outcome whose slug is not in the catalogue: our mistake, never the target's.
 */
export function buildStatement(input: StatementInput): Statement {
  const lines = new Map(input.catalogue.map((line) => [line.id, line]));
  const kind = input.facts.target?.kind ?? input.configured.kind;
  const requirements = input.outcomes.map((outcome) => {
    const line = lines.get(outcome.id);
    if (!line) throw new Error(`The run reported "${outcome.id}", which is not in the catalogue.`);
    return {
      ...requirementOf(outcome, line, input),
      ...(kind === 'mock' && wasChecked(outcome) && { seenOnSandbox: seenOnSandbox(outcome, input.facts) }),
    };
  });
  const reported = new Set(input.outcomes.map((outcome) => outcome.id));
  const notSelected = input.catalogue.map((line) => line.id).filter((id) => !reported.has(id));
  const personaVersion = input.facts.personaVersion ?? input.configured.version;
  const mockProfile = input.facts.mockProfile ?? null;
  const conclusion = conclude(input.outcomes, {
    about: aboutTheMock({ target: { kind }, mockProfile }),
    target: describeTarget(kind, input.facts.target?.baseUrl),
    version: personaVersion,
    levelOf: (id) => lines.get(id)?.level,
    notSelected: notSelected.length,
    runErrors: input.runErrors,
    needlessExcuses: needlessExcuses(input.outcomes, input.facts.excuses ?? []).map(needlessExcuseLine),
  });
  return {
    $schema: STATEMENT_SCHEMA,
    suite: input.suite,
    startedAt: input.startedAt.toISOString(),
    endedAt: input.endedAt.toISOString(),
    target: {
      kind,
      // Where the embedded mock was is nobody's address any more.
      baseUrl: input.facts.target && kind !== 'mock' ? withoutCredentials(input.facts.target.baseUrl) : null,
      ...(input.facts.target?.key === undefined ? {} : { key: input.facts.target.key }),
    },
    mockProfile,
    personaVersion,
    depth: input.facts.depth ?? null,
    seed: input.facts.seed ?? null,
    capabilities: input.facts.capabilities ?? [],
    requests: input.facts.requests ?? { total: 0, retries: 0, endpoints: [] },
    requirements,
    notSelected,
    totals: {
      verdicts: countVerdicts(requirements),
      levels: {
        MUST: countVerdicts(requirements.filter(({ level }) => level === 'MUST')),
        SHOULD: countVerdicts(requirements.filter(({ level }) => level === 'SHOULD')),
        OBSERVED: countVerdicts(requirements.filter(({ level }) => level === 'OBSERVED')),
      },
    },
    coverage: {
      catalogue: input.catalogue.length,
      selected: requirements.length,
      checked: input.outcomes.filter(wasChecked).length,
      notApplicable: requirements.filter(({ verdict }) => verdict === 'not applicable').length,
      inconclusive: requirements.filter(({ verdict }) => verdict === 'inconclusive').length,
    },
    notes: input.facts.notes ?? [],
    errors: input.runErrors,
    conclusion: { conformant: conclusion.exitCode === 0, ...conclusion },
  };
}

/** The day on which the sandbox answered everything that an outcome rests on as the mock does; null: there is none. */
function seenOnSandbox({ exchanges }: Outcome, { mockProfile, compared }: Partial<RunFacts>): string | null {
  if (!mockProfile || !compared || exchanges.length === 0) return null;
  const scenarios = new Set(compared.scenarios);
  const differing = new Set(compared.differing);
  return exchanges.every((label) => scenarios.has(scenarioOf(label)) && !differing.has(label))
    ? mockProfile.comparedOn
    : null;
}

/** `the embedded mock` or `the sandbox at …`, for sentences. */
export function describeTarget(kind: 'mock' | 'sandbox', baseUrl: string | undefined): string {
  if (kind === 'mock') return 'the embedded mock';
  return baseUrl === undefined ? 'the sandbox' : `the target at ${withoutCredentials(baseUrl)}`;
}

function requirementOf(
  outcome: Outcome,
  line: CatalogueLine,
  { evidenceOf, readings, places }: StatementInput,
): StatementRequirement {
  const place = places?.get(outcome.id);
  return {
    slug: outcome.id,
    level: line.level,
    area: line.area,
    verdict: outcome.verdict,
    durationMs: Math.round(outcome.durationMs),
    ...(outcome.reason === undefined ? {} : { reason: outcome.reason }),
    ...(outcome.finding === undefined
      ? {}
      : { finding: shownFinding(outcome.finding), found: outcome.finding }),
    ...(outcome.doubt === undefined ? {} : { doubt: outcome.doubt }),
    observations: outcome.observations.map(observationSentence),
    observed: outcome.observations,
    exchanges: outcome.exchanges,
    evidence: evidenceOf(outcome),
    ...(place === undefined ? {} : { test: place }),
    ...readings?.get(outcome.id),
  };
}

function countVerdicts(requirements: readonly StatementRequirement[]): VerdictCounts {
  const of = (verdict: Verdict): number =>
    requirements.filter((requirement) => requirement.verdict === verdict).length;
  return {
    pass: of('pass'),
    violation: of('violation'),
    inconclusive: of('inconclusive'),
    'not applicable': of('not applicable'),
    excused: of('excused'),
  };
}

/** Second line of defence: a base URL with user or query is refused long before. */
function withoutCredentials(url: string): string {
  try {
    const { origin, pathname } = new URL(url);
    return (origin + pathname).replace(/\/$/, '');
  } catch {
    return '(not a URL)';
  }
}
