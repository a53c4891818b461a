/** A scenario: a named sequence of calls that many requirements read. Played once per run, on fresh sessions. */
import type { KeyCapability } from './capabilities.ts';
import type { Configuration } from '../client/configuration.ts';
import type { Keys } from '../client/keys.ts';
import type { Secret } from '../client/secret.ts';
import type { Persona } from '../client/persona.ts';
import type { ScenarioResult } from './scenario-run.ts';
import type { Sessions } from './sessions.ts';

/** What a scenario works with. */
export interface ScenarioContext {
  /** Calls to the target; their labels begin with the scenario's name. */
  readonly persona: Persona;
  readonly sessions: Sessions;
  /** Without the keys that a target may lack: those come from `keyFor`. */
  readonly configuration: Omit<Configuration, 'keys'> & { readonly keys: Pick<Keys, 'main'> };
  /**
   * The key that a capability stands for; to ask for it is to need the capability.
   * @throws CapabilityMissing when it is not configured
   */
  readonly keyFor: (capability: KeyCapability) => Secret;
  /** A key that the target is asked to refuse: well-formed, and nobody's. */
  readonly unknownKey: Secret;
  /** Plays another scenario first, or reads what it left. */
  readonly run: <Result extends ScenarioResult>(scenario: Scenario<Result>) => Promise<Result>;
  /** An idempotency key that nobody has used; `name` makes it readable in the evidence. */
  readonly freshKey: (name: string) => string;
  /** The ids of everything that the run has created so far. */
  readonly made: () => Promise<readonly string[]>;
  /** Lets time pass at the target: really, or by its clock where that can be moved. */
  readonly pause: (milliseconds: number, why: string) => Promise<void>;
}

export interface Scenario<Result extends ScenarioResult = ScenarioResult> {
  /** Kebab-case; the first part of its exchanges' labels. */
  readonly name: string;
  /** What happens, in one sentence: shown in plans and in the book. */
  readonly story: string;
  readonly run: (stage: ScenarioContext) => Promise<Result>;
}

/** Defines a scenario. */
export function scenario<Result extends ScenarioResult>(
  name: string,
  story: string,
  run: (stage: ScenarioContext) => Promise<Result>,
): Scenario<Result> {
  return { name, story, run };
}
