/** The kill matrix: which fault turned which requirement red. Pure. */
import { catalogue, type RequirementId } from '../../contract/catalogue.ts';
import type { Area, Level } from '../../contract/types.ts';
import type { Fault } from '../../mock/faults/fault.ts';
import type { Outcome } from '../../judging/outcome.ts';
import { expectedPass } from './expected-passes.ts';
import type { Trial } from './trial.ts';

export interface FaultResult {
  readonly slug: string;
  readonly area: Area;
  readonly sentence: string;
  readonly violates: readonly RequirementId[];
  /** The requirements that went red. */
  readonly killedBy: readonly string[];
  /** Every named requirement went red. */
  readonly namedRed: boolean;
  /** Red requirements that the fault does not name. */
  readonly unrelated: readonly string[];
  readonly inconclusive: readonly string[];
  /** Why it cannot be told from a right target, where that is so. */
  readonly equivalent?: string;
}

export interface RequirementResult {
  readonly id: RequirementId;
  readonly level: Level;
  /** Faults that name it and turned it red. */
  readonly faults: readonly string[];
}

export interface VariationResult {
  readonly slug: string;
  readonly violations: readonly string[];
  readonly inconclusive: readonly string[];
}

export interface DegenerateResult {
  readonly slug: string;
  readonly sentence: string;
  readonly violations: number;
  readonly inconclusive: number;
  /** MUST requirements that it passes. */
  readonly passes: readonly string[];
  /** Of those, the ones that it does not truly meet. */
  readonly undeserved: readonly string[];
}

export interface KillMatrix {
  readonly faults: readonly FaultResult[];
  readonly requirements: readonly RequirementResult[];
  readonly variations: readonly VariationResult[];
  readonly pairs: readonly VariationResult[];
  readonly degenerate: readonly DegenerateResult[];
  readonly totals: Totals;
}

export interface Totals {
  readonly faults: number;
  readonly equivalent: number;
  readonly killed: number;
  readonly namedRed: number;
  readonly medianUnrelated: number;
  /** MUST and SHOULD requirements, and how many of them some fault turns red. */
  readonly requirements: number;
  readonly requirementsWithFault: number;
  readonly variations: number;
  readonly pairs: number;
  readonly falseAlarms: number;
}

/** A server that breaks everything. */
export interface DegenerateServer {
  readonly slug: string;
  readonly sentence: string;
}

const withVerdict = (trial: Trial | undefined, verdict: Outcome['verdict']): string[] =>
  (trial?.outcomes ?? []).filter((outcome) => outcome.verdict === verdict).map(({ id }) => id);

/** Puts the trials of the campaign together. */
export function killMatrix(
  trials: ReadonlyMap<string, Trial>,
  tables: {
    readonly faults: readonly Fault[];
    readonly degenerate: readonly DegenerateServer[];
    readonly variations: readonly { readonly slug: string }[];
    readonly pairs: readonly { readonly slug: string }[];
  },
): KillMatrix {
  const faults = tables.faults.map((fault) => faultResult(fault, trials.get(fault.slug)));
  const requirements = catalogue
    .filter(({ level }) => level !== 'OBSERVED')
    .map(({ id, level }) => ({ id, level, faults: faultsOf(id, faults) }));
  const legal = (table: readonly { readonly slug: string }[]) =>
    table.map(({ slug }) => ({
      slug,
      violations: withVerdict(trials.get(slug), 'violation'),
      inconclusive: withVerdict(trials.get(slug), 'inconclusive'),
    }));
  const variations = legal(tables.variations);
  const pairs = legal(tables.pairs);
  const real = faults.filter(({ equivalent }) => equivalent === undefined);
  return {
    faults,
    requirements,
    variations,
    pairs,
    degenerate: tables.degenerate.map((fault) => degenerateResult(fault, trials.get(fault.slug))),
    totals: {
      faults: real.length,
      equivalent: faults.length - real.length,
      killed: real.filter(({ killedBy }) => killedBy.length > 0).length,
      namedRed: real.filter(({ namedRed }) => namedRed).length,
      medianUnrelated: median(real.map(({ unrelated }) => unrelated.length)),
      requirements: requirements.length,
      requirementsWithFault: requirements.filter((one) => one.faults.length > 0).length,
      variations: variations.length,
      pairs: pairs.length,
      falseAlarms: [...variations, ...pairs].filter(({ violations }) => violations.length > 0).length,
    },
  };
}

function faultResult(fault: Fault, trial: Trial | undefined): FaultResult {
  const { slug, area, sentence, violates, equivalent } = fault;
  const killedBy = withVerdict(trial, 'violation');
  return {
    slug,
    area,
    sentence,
    violates,
    killedBy,
    namedRed: violates.every((id) => killedBy.includes(id)),
    unrelated: killedBy.filter((id) => !(violates as readonly string[]).includes(id)),
    inconclusive: withVerdict(trial, 'inconclusive'),
    ...(equivalent === undefined ? {} : { equivalent }),
  };
}

function faultsOf(id: RequirementId, faults: readonly FaultResult[]): string[] {
  return faults
    .filter(({ violates, killedBy }) => violates.includes(id) && killedBy.includes(id))
    .map(({ slug }) => slug);
}

function degenerateResult(fault: DegenerateServer, trial: Trial | undefined): DegenerateResult {
  const musts = new Set<string>(catalogue.filter(({ level }) => level === 'MUST').map(({ id }) => id));
  const passes = withVerdict(trial, 'pass').filter((id) => musts.has(id));
  return {
    slug: fault.slug,
    sentence: fault.sentence,
    violations: withVerdict(trial, 'violation').length,
    inconclusive: withVerdict(trial, 'inconclusive').length,
    passes,
    undeserved: passes.filter((id) => expectedPass(fault.slug, id) === undefined),
  };
}

function median(numbers: readonly number[]): number {
  const sorted = numbers.toSorted((one, other) => one - other);
  return sorted[Math.floor(sorted.length / 2)] ?? 0;
}

/** What keeps the gate shut, one sentence each; empty when it opens. */
export function complaints(matrix: KillMatrix): readonly string[] {
  return [
    ...matrix.faults
      .filter(({ killedBy, equivalent }) => killedBy.length === 0 && equivalent === undefined)
      .map(({ slug }) => `The fault ${slug} survives: no requirement goes red.`),
    ...matrix.faults
      .filter(
        ({ killedBy, namedRed, equivalent }) => killedBy.length > 0 && !namedRed && equivalent === undefined,
      )
      .map(
        ({ slug, violates, killedBy }) =>
          `The fault ${slug} does not turn ${violates.filter((id) => !killedBy.includes(id)).join(', ')} red.`,
      ),
    ...matrix.faults
      .filter(({ killedBy, equivalent }) => killedBy.length > 0 && equivalent !== undefined)
      .map(
        ({ slug, killedBy }) =>
          `The fault ${slug} is declared equivalent, but ${killedBy.join(', ')} went red.`,
      ),
    ...matrix.requirements
      .filter(({ faults }) => faults.length === 0)
      .map(({ id }) => `No fault turns ${id} red.`),
    ...[...matrix.variations, ...matrix.pairs]
      .filter(({ violations }) => violations.length > 0)
      .map(
        ({ slug, violations }) =>
          `The legal variation ${slug} is called a violation of ${violations.join(', ')}.`,
      ),
    ...matrix.degenerate
      .filter(({ undeserved }) => undeserved.length > 0)
      .map(
        ({ slug, undeserved }) => `The server ${slug} passes without meeting it: ${undeserved.join(', ')}.`,
      ),
    ...(matrix.totals.medianUnrelated > 1
      ? [`Half of the faults turn ${matrix.totals.medianUnrelated} or more unrelated requirements red.`]
      : []),
  ];
}
