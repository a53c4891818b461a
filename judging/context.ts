/** What a requirement's body works with: scenarios to read, and a notebook for what is seen. */
import { preconditionDoubt } from '../client/errors.ts';
import type { Configuration } from '../client/configuration.ts';
import type { ScenarioResult, Scenario } from '../scenarios/scenario.ts';
import { NotApplicable } from '../scenarios/scenario.ts';
import type { ScenarioRunner } from '../scenarios/scenario-runner.ts';

export interface Context {
  readonly configuration: Configuration;
  /** What a scenario left behind; it is run where nobody has run it yet. */
  readonly run: <Result extends ScenarioResult>(scenario: Scenario<Result>) => Promise<Result>;
  /** Notes what was seen where the documentation is silent: one sentence, free of personal data. */
  readonly observe: (sentence: string) => void;
  /** Ends the check: it does not apply to this target, because … */
  readonly notApplicable: (reason: string) => never;
  /** Ends the check as inconclusive: what it builds on did not come about. */
  readonly cannotTell: (reason: string) => never;
}

/** A context over a runner; `observations` is filled as the body runs. */
export function contextFor(runner: ScenarioRunner, observations: string[]): Context {
  return {
    configuration: runner.configuration,
    run: (scenario) => runner.run(scenario),
    observe: (sentence) => void observations.push(sentence),
    notApplicable: (reason) => {
      throw new NotApplicable(reason);
    },
    cannotTell: (reason) => {
      throw preconditionDoubt(reason);
    },
  };
}
