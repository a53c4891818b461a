/** A run in this process: for the fault campaign, for comparing versions, and for tests of our own. */
import { setTimeout as delay } from 'node:timers/promises';
import type { Configuration } from '../client/configuration.ts';
import { Pacer } from '../client/pacing.ts';
import { openPersona, type Persona, type PersonaOptions } from '../client/persona.ts';
import { runStateInProcess, type RunState } from '../scenarios/run-state.ts';
import type { ActivationStrategy } from '../scenarios/activation.ts';
import { readingTheLink, simulatingTheStart } from '../scenarios/activation-strategies.ts';
import type { Scenario } from '../scenarios/scenario.ts';
import { ScenarioRunner } from '../scenarios/scenario-runner.ts';

export interface RunOptions extends PersonaOptions {
  readonly runState?: RunState | undefined;
  readonly activationStrategies?: readonly ActivationStrategy[] | undefined;
  /** Lets time pass at the target, in milliseconds; default: really. */
  readonly pause?: ((milliseconds: number, why: string) => Promise<void>) | undefined;
  /** Names of scenarios that are not run, whoever asks for them. */
  readonly leaveOut?: ReadonlySet<string> | undefined;
  /** Scenarios that are run in the place of others, by their names; they leave behind the same. */
  readonly standIns?: ReadonlyMap<string, Scenario> | undefined;
}

export interface Run {
  readonly persona: Persona;
  readonly runner: ScenarioRunner;
  close(): Promise<void>;
}

/** Opens a run against a configured target. Close it at the end. */
export function openRun(configuration: Configuration, options: RunOptions = {}): Run {
  const persona = openPersona(configuration, { pacing: new Pacer(), ...options });
  const runner = new ScenarioRunner({
    persona,
    runState: options.runState ?? runStateInProcess(),
    activationStrategies: options.activationStrategies ?? [readingTheLink, simulatingTheStart],
    leaveOut: options.leaveOut,
    standIns: options.standIns,
    pause: options.pause ?? (async (milliseconds) => void (await delay(milliseconds))),
  });
  return { persona, runner: runner, close: () => persona.close() };
}
