/** Drives random sequences of calls against a target, within a budget of requests; what breaks a clause is made as short as it can be. */
import fc from 'fast-check';
import type { RequirementId } from '../contract/catalogue.ts';
import type { Configuration } from '../client/configuration.ts';
import { Inconclusive } from '../client/errors.ts';
import type { Exchange } from '../client/exchange.ts';
import { openPersona, type Persona, type PersonaOptions } from '../client/persona.ts';
import { SessionActivator } from '../scenarios/activation.ts';
import { readingTheLink, simulatingTheStart } from '../scenarios/activation-strategies.ts';
import { runStateInProcess } from '../scenarios/run-state.ts';
import { Broken, isOfAudit, Sequence, type Beginning, type Breach } from './sequence.ts';
import { shorten, type Plan } from './shorten.ts';
import type { Steps } from './step.ts';
import { sequences } from './steps.ts';

export interface ExploreOptions {
  readonly seed: number;
  /** Searches with at most so many requests; what is found may take `requestsToShorten` more. */
  readonly requests: number;
  /** Clauses that are not looked for: known deviations. */
  readonly leaveOut?: ReadonlySet<RequirementId> | undefined;
  /** Ends after so many different clauses; default 5. */
  readonly findings?: number | undefined;
  readonly client?: PersonaOptions | undefined;
  /** Lets time pass at the target, in milliseconds. */
  readonly pause: (milliseconds: number, why: string) => Promise<void>;
  readonly onExchange?: ((exchange: Exchange) => void) | undefined;
  readonly onProgress?:
    ((progress: { readonly requests: number; readonly sequences: number }) => void) | undefined;
}

/** A clause that is broken, and the shortest sequence that was found to show it. */
export interface Counterexample extends Pick<Sequence, 'steps' | 'exchanges' | 'asides'> {
  readonly breach: Breach;
  /** How many steps the sequence had that showed it first. */
  readonly stepsAtFirst: number;
  /** How often it was tried in a shorter form. */
  readonly tries: number;
}

export interface Exploration {
  readonly found: readonly Counterexample[];
  readonly requests: number;
  readonly sequences: number;
  /** Sequences that prove nothing, and the reason of the last one. */
  readonly doubtful: number;
  readonly doubt?: string;
}

/** So many sequences in a row that prove nothing: then nothing more is sent. */
const MOST_DOUBTFUL_IN_A_ROW = 5;

const MOST_TO_SHORTEN = 1_000;

/** How many requests may be sent to shorten what is found, beside those that search: as many again, within reason. */
export function requestsToShorten(requests: number): number {
  return Math.min(requests, MOST_TO_SHORTEN);
}

const FINDINGS = 5;

/** Requests that one more step and the end of a sequence may take, and those of a whole one at least. */
const MOST_OF_THE_REST = 22;
const MOST_TO_BEGIN = 10 + MOST_OF_THE_REST;

/** A sequence sends at least so many: two to begin with, two for the audit. */
const LEAST = 4;

export async function explore(configuration: Configuration, options: ExploreOptions): Promise<Exploration> {
  const persona = openPersona(configuration, options.client);
  if (options.onExchange) persona.onExchange(options.onExchange);
  try {
    return await new Explorer(persona, options).run();
  } finally {
    await persona.close();
  }
}

/** What a sequence came to. */
interface Trial {
  readonly sequence: Sequence;
  readonly breach: Breach | undefined;
}

/** One that breaks a clause, and how to play it again. */
interface Failing {
  readonly sequence: Sequence;
  readonly breach: Breach;
  readonly plan: Plan;
}

interface Shortening {
  /** The clause that a shorter sequence must break as well. */
  readonly clause: RequirementId;
  /** It was the audit that showed it. */
  readonly takesAudit: boolean;
}

class Explorer {
  readonly #persona: Persona;
  readonly #options: ExploreOptions;
  readonly #activator = new SessionActivator([readingTheLink, simulatingTheStart], runStateInProcess());
  readonly #known: Set<RequirementId>;
  readonly #found: Counterexample[] = [];
  /** Set while a sequence is made shorter. */
  #shortening: Shortening | undefined;
  #tries = 0;
  /** Requests sent before the sequence that is under way, and those that were sent to shorten. */
  #before = 0;
  #shortened = 0;
  #sequences = 0;
  #doubtful = 0;
  #doubtfulInARow = 0;
  #doubt: string | undefined;

  constructor(persona: Persona, options: ExploreOptions) {
    this.#persona = persona;
    this.#options = options;
    this.#known = new Set(options.leaveOut);
  }

  async run(): Promise<Exploration> {
    const most = this.#options.findings ?? FINDINGS;
    let mayFindMore = true;
    for (let round = 0; mayFindMore && this.#found.length < most; round += 1)
      mayFindMore = await this.#search(this.#options.seed + round);
    return {
      found: this.#found,
      requests: this.#persona.requests,
      sequences: this.#sequences,
      doubtful: this.#doubtful,
      ...(this.#doubt === undefined ? {} : { doubt: this.#doubt }),
    };
  }

  /** Plays sequences until one breaks a clause that is not known yet; false: none did. */
  async #search(seed: number): Promise<boolean> {
    this.#tries = 0;
    const failing: Failing[] = [];
    const property = fc.asyncProperty(sequences, async ([beginning, steps]) => {
      if (!this.#hasBudget(MOST_TO_BEGIN)) return;
      const { sequence, breach } = (await this.#play(beginning, steps)) ?? {};
      if (!sequence || !breach) return;
      failing.push({ sequence, breach, plan: { beginning, steps: sequence.taken } });
      throw new Error(breach.requirement);
    });
    const numRuns = Math.ceil(this.#options.requests / LEAST);
    const { failed, errorInstance } = await fc.check(property, { seed, numRuns, endOnFailure: true });
    const [first] = failing;
    // An internal error is no finding, and must not pass for silence.
    if (failed && !first) throw errorInstance;
    if (!first) return false;
    const shortest = await this.#shorten(first);
    this.#known.add(first.breach.requirement);
    const { steps, exchanges, asides } = shortest.sequence;
    this.#found.push({
      breach: shortest.breach,
      steps,
      exchanges,
      asides,
      stepsAtFirst: first.plan.steps.length,
      tries: this.#tries,
    });
    return true;
  }

  /** The shortest sequence that breaks the same clause. */
  async #shorten(first: Failing): Promise<Failing> {
    const { breach, plan } = first;
    this.#shortening = { clause: breach.requirement, takesAudit: isOfAudit(breach) };
    let shortest = first;
    await shorten(plan, async ({ beginning, steps }) => {
      const hasBudget = this.#hasBudget(MOST_TO_BEGIN);
      const trial = hasBudget ? await this.#play(beginning, steps) : undefined;
      if (!trial?.breach) return undefined;
      const shorter = { beginning, steps: trial.sequence.taken };
      shortest = { sequence: trial.sequence, breach: trial.breach, plan: shorter };
      return shorter;
    });
    this.#shortening = undefined;
    return shortest;
  }

  /** Whether so many requests may still be sent. */
  #hasBudget(needed: number): boolean {
    if (this.#doubtfulInARow >= MOST_DOUBTFUL_IN_A_ROW) return false;
    const { requests } = this.#options;
    const shortening = this.#shortened + (this.#shortening ? this.#persona.requests - this.#before : 0);
    return this.#shortening
      ? shortening + needed <= requestsToShorten(requests)
      : this.#persona.requests - shortening + needed <= requests;
  }

  /** Plays one sequence; undefined where it proves nothing. */
  async #play(beginning: Beginning, steps: Steps): Promise<Trial | undefined> {
    this.#sequences += 1;
    this.#before = this.#persona.requests;
    const isShortening = this.#shortening !== undefined;
    if (isShortening) this.#tries += 1;
    const sequence = new Sequence({
      persona: this.#persona.scope('explored'),
      activator: this.#activator,
      pause: this.#options.pause,
      wanted: this.#shortening?.clause,
      known: this.#known,
      hasBudget: () => this.#hasBudget(MOST_OF_THE_REST),
    });
    try {
      const breach = await this.#breachIn(sequence, beginning, steps);
      if (!sequence.isClean)
        return this.#proveNothing('Requests were given up, or may have been carried out unseen.');
      this.#doubtfulInARow = 0;
      return { sequence, breach };
    } catch (error) {
      if (!(error instanceof Inconclusive)) throw error;
      return this.#proveNothing(error.message);
    } finally {
      await this.#persona.idle();
      sequence.end();
      if (isShortening) this.#shortened += this.#persona.requests - this.#before;
      this.#before = this.#persona.requests;
      this.#options.onProgress?.({ requests: this.#persona.requests, sequences: this.#sequences });
    }
  }

  async #breachIn(sequence: Sequence, beginning: Beginning, steps: Steps): Promise<Breach | undefined> {
    try {
      await sequence.begin(beginning);
      await fc.asyncModelRun(() => ({ model: { sequence }, real: sequence }), steps);
      if (this.#shortening?.takesAudit !== false) await sequence.audit();
      sequence.judgeAll();
    } catch (error) {
      if (error instanceof Broken) return error.breach;
      throw error;
    }
    return undefined;
  }

  #proveNothing(reason: string): undefined {
    this.#doubtful += 1;
    this.#doubtfulInARow += 1;
    this.#doubt = reason;
  }
}
