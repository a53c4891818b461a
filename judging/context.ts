/** What a requirement's body works with: scenarios to read, and a notebook for what is seen. */
import type { Observation } from './observation.ts';
import { preconditionDoubt } from '../client/errors.ts';
import type { Capability } from '../contract/types.ts';
import type { Configuration } from '../client/configuration.ts';
import type { RequirementId } from '../contract/catalogue.ts';
import type { Exchange } from '../client/exchange.ts';
import type { Scenario } from '../scenarios/scenario.ts';
import type { ScenarioResult } from '../scenarios/scenario-run.ts';
import { audit } from './model/audit.ts';
import type { AuditFinding } from './model/compare.ts';
import type { ScenarioRunner } from '../scenarios/scenario-runner.ts';
import { historyOf, type History } from './invariants/history.ts';

export interface Context {
  /** The requirement that is checked. */
  readonly requirement: RequirementId;
  readonly configuration: Configuration;
  /**
   * True when the target has a capability. Ask before a scenario that makes use of it is run, where the requirement can be
   * checked without: what it cannot be checked without is declared in the catalogue.
   */
  readonly has: (capability: Capability) => Promise<boolean>;
  /** What a scenario left behind; it is run where nobody has run it yet. */
  readonly run: <Result extends ScenarioResult>(scenario: Scenario<Result>) => Promise<Result>;
  /** Every answer of the run so far, whichever scenario asked for it. */
  readonly history: () => Promise<History>;
  /** Adds the scenario of an exchange to the evidence. */
  readonly cite: (exchange: Exchange) => void;
  /** What the audit found against this requirement, over everything that the run has done so far. */
  readonly audit: () => Promise<readonly AuditFinding[]>;
  /** Notes what was seen where the documentation is silent, free of personal data. */
  readonly observe: (observation: Observation) => void;
  /** Ends the check: it does not apply to this target, because … */
  readonly notApplicable: (reason: string) => never;
  /** Ends the check as inconclusive: what it builds on did not come about. */
  readonly cannotTell: (reason: string) => never;
}

/** Ends a body: what it checks does not occur at this target. */
export class NotApplicable extends Error {
  override readonly name = 'NotApplicable';
}

/** What a body notes while it runs. */
export interface Notebook {
  readonly observations: Observation[];
  /** Capabilities that it can do without. */
  readonly askedFor: Set<Capability>;
}

/** A context over a runner; the notebook is filled as the body runs. */
export function contextFor(
  requirement: RequirementId,
  runner: ScenarioRunner,
  { observations, askedFor }: Notebook,
): Context {
  return {
    requirement,
    audit: async () => {
      const findings = (await audit(runner)).filter((finding) => finding.requirement === requirement);
      // The call that did it belongs to the evidence.
      for (const { suspect } of findings) if (suspect) runner.cite(suspect);
      return findings;
    },
    configuration: runner.configuration,
    has: async (capability) => {
      askedFor.add(capability);
      return (await runner.availability(capability)).available;
    },
    run: (scenario) => runner.run(scenario),
    history: async () => remembered(await runner.everything(), runner.configuration),
    cite: (exchange) => runner.cite(exchange),
    observe: (observation) => void observations.push(observation),
    notApplicable: (reason) => {
      throw new NotApplicable(reason);
    },
    cannotTell: (reason) => {
      throw preconditionDoubt(reason);
    },
  };
}

const histories = new WeakMap<readonly Exchange[], History>();

/** Fifty clauses read one and the same history. */
function remembered(exchanges: readonly Exchange[], configuration: Configuration): History {
  let history = histories.get(exchanges);
  if (!history) histories.set(exchanges, (history = historyOf(exchanges, configuration)));
  return history;
}
