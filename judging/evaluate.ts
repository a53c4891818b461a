/** Runs a requirement's body and says what became of it. The same function serves Playwright and the fault campaign. */
import { isCheckedAt, type Depth } from '../contract/depths.ts';
import { requirementById, type RequirementId } from '../contract/catalogue.ts';
import { Inconclusive } from '../client/errors.ts';
import type { Exchange } from '../client/exchange.ts';
import type { Outcome, Verdict } from './outcome.ts';
import type { ScenarioRunner } from '../scenarios/scenario-runner.ts';
import type { Capability } from '../contract/types.ts';
import { inapplicable, inapplicableSentence, type Inapplicable } from './applicability.ts';
import { contextFor, NotApplicable, type Notebook } from './context.ts';
import { findingOf } from './expectations/violation.ts';
import type { Check, Suite } from './suite.ts';

/** An outcome with the exchanges it rests on, secrets included: for evidence, never to be stored as it is. */
export interface Evaluation {
  readonly outcome: Outcome;
  readonly evidence: readonly Exchange[];
  /** Capabilities that the check could not do without. */
  readonly used: ReadonlySet<Capability>;
  /** The error that ended the body, for the report's stack. */
  readonly error?: unknown;
}

type Result = Pick<Outcome, 'finding' | 'doubt' | 'reason'> & {
  readonly verdict: Verdict;
  readonly error?: unknown;
};

/**
 * Evaluates a requirement against the runner's target. A violation that was seen on ambiguous exchanges (an earlier attempt
 * may have been carried out unseen) is looked at again on a fresh run, and ends inconclusive when the ambiguity stays.
 */
export async function evaluate({ id, body }: Check, runner: ScenarioRunner): Promise<Evaluation> {
  const startedAt = performance.now();
  runner.watch();
  const notebook: Notebook = { observations: [], askedFor: new Set() };
  let result = await run({ id, body }, runner, notebook);
  // A check that could not begin may have been spoilt in the same way: the repeat of a write that had been carried out.
  while (isUnsure(result) && (await runner.ambiguous())) {
    if (!(await runner.forgetAmbiguous())) {
      if (result.verdict === 'inconclusive') break;
      result = {
        verdict: 'inconclusive',
        doubt: 'transport',
        reason: 'What looked like a violation was seen only where the connection had failed in between.',
      };
      break;
    }
    notebook.observations.length = 0;
    result = await run({ id, body }, runner, notebook);
  }
  result = await withValidSetup(id, result, runner);
  // What a body asks for first it can do without, unless its requirement says that it needs it.
  const { needs = [] }: { needs?: readonly Capability[] } = requirementById(id);
  const counts = (capability: Capability) => !notebook.askedFor.has(capability) || needs.includes(capability);
  const used = new Set([...(await runner.used())].filter(counts));
  result = withDeclaredNeeds(id, result, used);
  const evidence = await runner.evidence();
  const { error, ...parts } = result;
  const outcome: Outcome = {
    id,
    ...parts,
    durationMs: Math.round(performance.now() - startedAt),
    observations: notebook.observations,
    exchanges: evidence.map((exchange) => exchange.label),
  };
  return { outcome, evidence, used, ...(error === undefined ? {} : { error }) };
}

/** What becomes of these requirements, all by default, in the order of the suite; `onOutcome` hears of each. */
export async function evaluateAll(
  suite: Suite,
  runner: ScenarioRunner,
  ids?: readonly RequirementId[],
  onOutcome: (outcome: Outcome) => void = () => undefined,
): Promise<readonly Outcome[]> {
  const outcomes: Outcome[] = [];
  for (const check of suite.checks) {
    if (ids && !ids.includes(check.id)) continue;
    const { outcome } = await evaluate(check, runner);
    onOutcome(outcome);
    outcomes.push(outcome);
  }
  return outcomes;
}

function isUnsure({ verdict, doubt }: Result): boolean {
  return verdict === 'violation' || (verdict === 'inconclusive' && doubt === 'precondition');
}

/** A pass that rests on objects which the target did not really create is none. */
async function withValidSetup(id: RequirementId, result: Result, runner: ScenarioRunner): Promise<Result> {
  if (result.verdict !== 'pass' || requirementById(id).level === 'OBSERVED') return result;
  const reason = await runner.invalidSetup();
  return reason === undefined ? result : { verdict: 'inconclusive', doubt: 'precondition', reason };
}

function leftOut(id: RequirementId, depth: Depth): Inapplicable | undefined {
  return isCheckedAt(depth, id) ? undefined : { code: 'left-to-other-depth' };
}

/** A check that makes use of what its requirement does not declare would fail where it is missing. */
function withDeclaredNeeds(id: RequirementId, result: Result, used: ReadonlySet<Capability>): Result {
  const declared = requirementById(id).needs ?? [];
  const undeclared = [...used].filter((capability) => !declared.includes(capability));
  if (undeclared.length === 0) return result;
  const reason = `Internal error: the check needs ${undeclared.join(', ')}, which the catalogue does not declare.`;
  return { verdict: 'inconclusive', doubt: 'suite', reason };
}

async function run({ id, body }: Check, runner: ScenarioRunner, notebook: Notebook): Promise<Result> {
  try {
    const reason =
      leftOut(id, runner.configuration.depth) ??
      (await inapplicable(requirementById(id), runner.configuration.version, (capability) =>
        runner.availability(capability),
      ));
    if (reason) return { verdict: 'not applicable', reason: inapplicableSentence(reason) };
    await body(contextFor(id, runner, notebook));
    return { verdict: 'pass' };
  } catch (error) {
    return judged(id, error);
  }
}

function judged(id: RequirementId, error: unknown): Result {
  if (error instanceof NotApplicable) return { verdict: 'not applicable', reason: error.message };
  if (error instanceof Inconclusive)
    return { verdict: 'inconclusive', doubt: error.doubt, reason: error.message, error };
  const finding = findingOf(error);
  if (!finding) {
    const reason = `Internal error: ${error instanceof Error ? error.message : String(error)}`;
    return { verdict: 'inconclusive', doubt: 'suite', reason, error };
  }
  // What the documentation leaves open never fails by itself: a finding there is a mistake in the body.
  if (requirementById(id).level === 'OBSERVED') {
    return {
      verdict: 'inconclusive',
      doubt: 'suite',
      reason: `An observation made a claim: ${finding.code}`,
      error,
    };
  }
  return { verdict: 'violation', finding, error };
}
