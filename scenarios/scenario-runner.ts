/** Runs scenarios: each once, remembered whole, so that many requirements read one and the same run of it. */
import { randomBytes } from 'node:crypto';
import type { Capability } from '../contract/types.ts';
import type { Configuration } from '../client/configuration.ts';
import { Inconclusive } from '../client/errors.ts';
import type { Exchange } from '../client/exchange.ts';
import type { Persona } from '../client/persona.ts';
import { Secret } from '../client/secret.ts';
import {
  CapabilityMissing,
  configuredAvailability,
  keyFor,
  openingAvailability,
  type Availability,
} from './capabilities.ts';
import { creationsIn, keyOf, invalidSetup } from './creation-check.ts';
import { openASession } from './opening.ts';
import type { RunState, RunStateValues } from './run-state.ts';
import { SessionActivator, type ActivationStrategy } from './activation.ts';
import type { Scenario, ScenarioContext } from './scenario.ts';
import type { ScenarioResult, ScenarioRun } from './scenario-run.ts';
import { countRepeats, Sessions } from './sessions.ts';

/** How often a scenario is begun anew when the way to the target fails in the middle of it. */
const MOST_RUNS = 3;

/** After this many scenarios in a row without a single usable answer the target is taken to be away: nothing more is sent. */
const MOST_SILENT_IN_A_ROW = 3;

export interface ScenarioRunnerParts {
  readonly persona: Persona;
  readonly runState: RunState;
  readonly activationStrategies: readonly ActivationStrategy[];
  /** Lets time pass at the target, in milliseconds. */
  readonly pause: (milliseconds: number, why: string) => Promise<void>;
  /** Names of scenarios that are not run, whoever asks for them. */
  readonly leaveOut?: ReadonlySet<string> | undefined;
  /** Scenarios that are run in the place of others, by their names; they leave behind the same. */
  readonly standIns?: ReadonlyMap<string, Scenario> | undefined;
}

/** What is known of a scenario's run while it goes on. */
interface Progress {
  readonly exchanges: Exchange[];
  readonly reads: Set<string>;
  readonly uses: Set<Capability>;
}

export class ScenarioRunner {
  readonly #parts: ScenarioRunnerParts;
  readonly #activator: SessionActivator;
  #watched = new Set<string>();
  #cited = new Set<string>();
  #everything: { readonly runs: readonly ScenarioRun[]; readonly exchanges: readonly Exchange[] } = {
    runs: [],
    exchanges: [],
  };

  constructor(parts: ScenarioRunnerParts) {
    this.#parts = parts;
    this.#activator = new SessionActivator(parts.activationStrategies, parts.runState);
  }

  get configuration(): Configuration {
    return this.#parts.persona.configuration;
  }

  /** Forgets which runs were read: what follows belongs to another requirement. */
  watch(): void {
    this.#watched = new Set();
    this.#cited = new Set();
  }

  /** Adds the scenario that made this exchange to the evidence; whether its run can be trusted is not asked. */
  cite({ label }: Exchange): void {
    this.#cited.add(scenarioOf(label));
  }

  /** The exchanges of all scenarios that were run so far. The same list until another one was run. */
  async everything(): Promise<readonly Exchange[]> {
    const runs: ScenarioRun[] = [];
    for (const key of (await this.#parts.runState.get('history')) ?? []) {
      const scenarioRun = key.startsWith('run:') ? await this.#parts.runState.get(key) : undefined;
      if (scenarioRun) runs.push(scenarioRun);
    }
    const known = this.#everything.runs;
    if (runs.length !== known.length || runs.some((run, index) => run !== known[index])) {
      this.#everything = { runs, exchanges: runs.flatMap(exchangesOf) };
    }
    return this.#everything.exchanges;
  }

  /** The names of the scenarios that were read since `watch`. */
  get watched(): readonly string[] {
    return [...this.#watched];
  }

  /** All exchanges of the runs that were read since `watch`, in the order in which they were made. */
  async evidence(): Promise<readonly Exchange[]> {
    const names = new Set([...this.watched, ...this.#cited]);
    return [...(await this.#runsOf(names)).values()]
      .flatMap(exchangesOf)
      .toSorted((one, other) => one.startedAt - other.startedAt);
  }

  /** The capabilities that the runs read since `watch` made use of. */
  async used(): Promise<ReadonlySet<Capability>> {
    return new Set([...(await this.#watchedRuns()).values()].flatMap(({ uses }) => uses));
  }

  /**
   * Whether the target has a capability. That of opening sessions is only known by trying: the first who asks tries.
   * @throws Inconclusive when that trial went wrong on the way
   */
  async availability(capability: Capability): Promise<Availability> {
    if (capability !== 'active-session') return configuredAvailability(capability, this.configuration);
    const known = await this.#parts.runState.get('activation');
    if (known) return openingAvailability(known);
    const trial = (await this.#recall(openASession.name)) ?? (await this.#perform(openASession));
    if (trial.kind === 'completed') return { available: true };
    if (trial.kind === 'not-applicable') return { available: false, absence: trial.absence };
    this.#watched.add(openASession.name);
    throw new Inconclusive(trial.doubt, trial.reason);
  }

  /**
   * Forgets the runs read since `watch` that hold an ambiguous exchange, and those that built on them, so that all of them
   * are run anew.
   * @returns false when there was none, or when one of them has been run often enough
   */
  async forgetAmbiguous(): Promise<boolean> {
    const runs = [...(await this.#watchedRuns())];
    const spoilt = runs.filter(([, scenarioRun]) => isAmbiguous(scenarioRun)).map(([name]) => name);
    const toForget = runs.filter(
      ([name, scenarioRun]) =>
        spoilt.includes(name) || scenarioRun.reads.some((read) => spoilt.includes(read)),
    );
    if (toForget.length === 0 || toForget.some(([, scenarioRun]) => runsOf(scenarioRun) >= MOST_RUNS))
      return false;
    for (const [name, scenarioRun] of toForget) {
      await this.#parts.runState.set(`runs:${name}`, runsOf(scenarioRun));
      await this.#parts.runState.delete(`run:${name}`);
      await this.#setAside(name, scenarioRun);
    }
    return true;
  }

  /** True when a run read since `watch` holds an exchange of which we do not know what it did. */
  async ambiguous(): Promise<boolean> {
    return [...(await this.#watchedRuns()).values()].some(isAmbiguous);
  }

  /**
   * What was done to the target so far: the exchanges of all scenarios, those that were begun anew included, and the writes that
   * were given up, in the order of their starts.
   */
  async history(): Promise<readonly Exchange[]> {
    const { runState } = this.#parts;
    const exchanges = [...((await runState.get('unanswered')) ?? [])];
    for (const key of (await runState.get('history')) ?? []) {
      const scenarioRun = await runState.get(key);
      if (scenarioRun) exchanges.push(...scenarioRun.exchanges);
    }
    return exchanges.toSorted((one, other) => one.startedAt - other.startedAt);
  }

  /** The ids of everything that the run has created, before its first scenario included. */
  async made(): Promise<readonly string[]> {
    return this.#made();
  }

  /** True when something may have been created of which we know nothing. */
  async mayHaveOrphans(): Promise<boolean> {
    return (await this.#parts.runState.get('orphans')) === true;
  }

  get runState(): RunState {
    return this.#parts.runState;
  }

  /** Why the runs read since `watch` prove nothing, in one sentence; undefined when their objects were really created. */
  async invalidSetup(): Promise<string | undefined> {
    const repeated = (await this.#parts.runState.get('made:repeated')) ?? [];
    return invalidSetup(await this.evidence(), repeated);
  }

  /**
   * What the scenario left behind; runs it first if nobody has.
   * @throws CapabilityMissing when the target lacks what it needs
   * @throws Inconclusive when the way to the target failed, or what it builds on did not come about
   */
  async run<Result extends ScenarioResult>(scenario: Scenario<Result>): Promise<Result> {
    this.#watched.add(scenario.name);
    const standIn = this.#parts.standIns?.get(scenario.name);
    if (standIn !== undefined) return (await this.run(standIn)) as Result;
    if (this.#parts.leaveOut?.has(scenario.name))
      throw new Inconclusive('precondition', `The scenario ${scenario.name} is left out of this run.`);
    const scenarioRun = (await this.#recall(scenario.name)) ?? (await this.#perform(scenario));
    for (const name of scenarioRun.reads) this.#watched.add(name);
    switch (scenarioRun.kind) {
      case 'completed':
        return scenarioRun.result as Result;
      case 'not-applicable':
        throw new CapabilityMissing(scenarioRun.capability, scenarioRun.absence);
      case 'inconclusive':
        throw new Inconclusive(scenarioRun.doubt, scenarioRun.reason);
    }
  }

  async #recall(name: string): Promise<ScenarioRun | undefined> {
    return this.#parts.runState.get(`run:${name}`);
  }

  #watchedRuns(): Promise<ReadonlyMap<string, ScenarioRun>> {
    return this.#runsOf(this.#watched);
  }

  async #runsOf(names: ReadonlySet<string>): Promise<ReadonlyMap<string, ScenarioRun>> {
    const runs = new Map<string, ScenarioRun>();
    for (const name of names) {
      const scenarioRun = await this.#recall(name);
      if (scenarioRun) runs.set(name, scenarioRun);
    }
    return runs;
  }

  async #perform(scenario: Scenario): Promise<ScenarioRun> {
    const { runState: runState } = this.#parts;
    const silent = (await runState.get('silent')) ?? 0;
    if (silent >= MOST_SILENT_IN_A_ROW) {
      throw new Inconclusive('transport', 'The target had stopped answering, so nothing more was sent.');
    }
    let scenarioRun: ScenarioRun;
    let runs = (await runState.get(`runs:${scenario.name}`)) ?? 0;
    do {
      runs += 1;
      scenarioRun = await this.#once(scenario, runs);
      if (mayLeaveOrphans(scenarioRun)) await runState.set('orphans', true);
      if (mayGoBetter(scenarioRun) && runs < MOST_RUNS) await this.#setAside(scenario.name, scenarioRun);
    } while (mayGoBetter(scenarioRun) && runs < MOST_RUNS);
    await runState.set('silent', isSilent(scenarioRun) ? silent + 1 : 0);
    await runState.set(`run:${scenario.name}`, scenarioRun);
    await this.#count(`run:${scenario.name}`);
    return scenarioRun;
  }

  /** Keeps a run that is to be made anew: what it did to the target stays done. */
  async #setAside(name: string, scenarioRun: ScenarioRun): Promise<void> {
    const made = (await this.#parts.runState.get('history')) ?? [];
    const key = `attempt:${name}~${made.length}` as const;
    await this.#parts.runState.set(key, scenarioRun);
    await this.#count(key);
  }

  async #count(key: RunStateValues['history'][number]): Promise<void> {
    const made = (await this.#parts.runState.get('history')) ?? [];
    if (!made.includes(key)) await this.#parts.runState.set('history', [...made, key]);
  }

  async #once(scenario: Scenario, runs: number): Promise<ScenarioRun> {
    const { persona } = this.#parts;
    // Another worker may have created what this one goes on with.
    persona.own(...(await this.#made()));
    const exchanges: Exchange[] = [];
    const reads = new Set<string>();
    const uses = new Set<Capability>();
    const sentBefore = persona.requests;
    const prefix = `${scenario.name}/`;
    const stopListening = persona.onExchange((exchange) => {
      if (exchange.label.startsWith(prefix)) exchanges.push(exchange);
    });
    const unanswered: Exchange[] = [];
    const stopCounting = persona.onUnanswered((exchange) => {
      if (exchange.label.startsWith(prefix)) unanswered.push(exchange);
    });
    try {
      const result = await scenario.run(this.#stage(scenario, { exchanges, reads, uses }));
      return { kind: 'completed', result, exchanges, runs, reads: [...reads], uses: [...uses] };
    } catch (error) {
      const parts = { reads: [...reads], uses: [...uses] };
      if (error instanceof CapabilityMissing) {
        const { capability, absence } = error;
        return { kind: 'not-applicable', capability, absence, exchanges, ...parts };
      }
      if (error instanceof Inconclusive) {
        const { doubt, message: reason } = error;
        const sent = persona.requests - sentBefore;
        return { kind: 'inconclusive', doubt, reason, exchanges, runs, ...parts, sent };
      }
      throw error;
    } finally {
      await persona.idle();
      stopListening();
      stopCounting();
      await this.#remember(exchanges);
      if (unanswered.length > 0) {
        const before = (await this.#parts.runState.get('unanswered')) ?? [];
        await this.#parts.runState.set('unanswered', [...before, ...unanswered]);
      }
      await countRepeats(this.#parts.runState, [...exchanges, ...unanswered]);
    }
  }

  async #made(): Promise<readonly string[]> {
    return (await this.#parts.runState.get('made')) ?? [];
  }

  async #remember(exchanges: readonly Exchange[]): Promise<void> {
    const creations = creationsIn(exchanges).flatMap(({ id, exchange }) =>
      id === undefined ? [] : [{ id, exchange }],
    );
    if (creations.length === 0) return;
    const { runState: runState } = this.#parts;
    await runState.set('made', [...(await this.#made()), ...creations.map(({ id }) => id)]);
    const keys = { ...(await runState.get('made:keys')) };
    const repeated = [...((await runState.get('made:repeated')) ?? [])];
    for (const { id, exchange } of creations) {
      const key = (keys[id] ??= keyOf(exchange));
      if (key !== keyOf(exchange)) repeated.push(id);
    }
    await runState.set('made:keys', keys);
    await runState.set('made:repeated', repeated);
  }

  #stage(scenario: Scenario, { exchanges, reads, uses }: Progress): ScenarioContext {
    const { runState: runState, pause } = this.#parts;
    const persona = this.#parts.persona.scope(scenario.name);
    return {
      persona,
      sessions: new Sessions(persona, runState, this.#activator, {
        isClean: () => !exchanges.some(({ ambiguous }) => ambiguous),
        onOpening: () => uses.add('active-session'),
      }),
      configuration: persona.configuration,
      keyFor: (capability) => {
        uses.add(capability);
        return keyFor(capability, persona.configuration);
      },
      unknownKey: new Secret(`persona_sandbox_nobody_${randomBytes(8).toString('hex')}`),
      run: async (other) => {
        reads.add(other.name);
        try {
          return await this.run(other);
        } finally {
          const otherRun = await this.#recall(other.name);
          for (const name of otherRun?.reads ?? []) reads.add(name);
          for (const capability of otherRun?.uses ?? []) uses.add(capability);
        }
      },
      freshKey: (name) => `conformance-${name}-${randomBytes(8).toString('hex')}`,
      made: async () => [...(await this.#made()), ...createdIds(exchanges)],
      pause,
    };
  }
}

/** The ids of what these exchanges created. */
function createdIds(exchanges: readonly Exchange[]): readonly string[] {
  return creationsIn(exchanges).flatMap(({ id }) => id ?? []);
}

/**
 * The way failed in the middle of the scenario, or a call could not be repeated under its own idempotency key. Where not one
 * answer came although a call was repeated, running it anew would only wait for the same again.
 */
function mayGoBetter(scenarioRun: ScenarioRun): boolean {
  return (
    scenarioRun.kind === 'inconclusive' &&
    scenarioRun.doubt === 'transport' &&
    (!isSilent(scenarioRun) || scenarioRun.sent <= 1)
  );
}

/** A creation may have been carried out of which we know nothing. */
function mayLeaveOrphans(scenarioRun: ScenarioRun): boolean {
  return (
    isAmbiguous(scenarioRun) || (scenarioRun.kind === 'inconclusive' && scenarioRun.doubt === 'transport')
  );
}

function isAmbiguous(scenarioRun: ScenarioRun): boolean {
  return exchangesOf(scenarioRun).some((exchange) => exchange.ambiguous);
}

function exchangesOf(scenarioRun: ScenarioRun): readonly Exchange[] {
  return scenarioRun.exchanges;
}

function scenarioOf(label: string): string {
  return label.split('/')[0] ?? '';
}

function runsOf(scenarioRun: ScenarioRun): number {
  return 'runs' in scenarioRun ? scenarioRun.runs : 1;
}

/** Not one usable answer came. */
function isSilent(scenarioRun: ScenarioRun): boolean {
  return (
    scenarioRun.kind === 'inconclusive' &&
    scenarioRun.doubt === 'transport' &&
    scenarioRun.exchanges.length === 0
  );
}
