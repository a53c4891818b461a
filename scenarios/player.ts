/** Plays scenarios: each once, remembered whole, so that many requirements read one and the same play. */
import { randomBytes } from 'node:crypto';
import type { Configuration } from '../client/configuration.ts';
import { Inconclusive } from '../client/errors.ts';
import type { Exchange } from '../client/exchange.ts';
import type { Persona } from '../client/persona.ts';
import { Secret } from '../client/secret.ts';
import { creationsIn, keyOf, shakyGround } from './ground.ts';
import type { Memory } from './memory.ts';
import { Opener, type OpeningWay } from './opening.ts';
import { NotApplicable, type Findings, type Scenario, type Stage } from './scenario.ts';
import { Sessions, STRAYS } from './sessions.ts';

/** How often a play is begun anew when the way to the target fails in the middle of it. */
const MOST_PLAYS = 3;

/** After this many plays in a row without a single usable answer the target is taken to be away: nothing more is sent. */
const MOST_SILENT_IN_A_ROW = 3;

export interface PlayerParts {
  readonly persona: Persona;
  readonly memory: Memory;
  readonly openingWays: readonly OpeningWay[];
  /** Lets time pass at the target, in milliseconds. */
  readonly pause: (milliseconds: number, why: string) => Promise<void>;
}

type Play =
  | {
      readonly kind: 'played';
      readonly findings: Findings;
      readonly exchanges: readonly Exchange[];
      readonly plays: number;
      /** The scenarios that this one built on. */
      readonly reads: readonly string[];
    }
  | { readonly kind: 'not-applicable'; readonly reason: string; readonly reads: readonly string[] }
  | {
      readonly kind: 'inconclusive';
      readonly doubt: Inconclusive['doubt'];
      readonly reason: string;
      readonly exchanges: readonly Exchange[];
      readonly plays: number;
      readonly reads: readonly string[];
      /** Requests that were sent for it, answered or not. */
      readonly sent: number;
    };

/** What is known of a play while it goes on. */
interface Course {
  readonly exchanges: Exchange[];
  readonly reads: Set<string>;
}

export class Player {
  readonly #parts: PlayerParts;
  readonly #opener: Opener;
  #watched = new Set<string>();

  constructor(parts: PlayerParts) {
    this.#parts = parts;
    this.#opener = new Opener(parts.openingWays, parts.memory);
  }

  get configuration(): Configuration {
    return this.#parts.persona.configuration;
  }

  /** Forgets which plays were read: what follows belongs to another requirement. */
  watch(): void {
    this.#watched = new Set();
  }

  /** The names of the scenarios that were read since `watch`. */
  get watched(): readonly string[] {
    return [...this.#watched];
  }

  /** All exchanges of the plays that were read since `watch`, in the order in which they were made. */
  async evidence(): Promise<readonly Exchange[]> {
    return [...(await this.#watchedPlays()).values()]
      .flatMap((play) => ('exchanges' in play ? play.exchanges : []))
      .toSorted((one, other) => one.startedAt - other.startedAt);
  }

  /**
   * Forgets the plays read since `watch` that hold a tainted exchange, and those that built on them, so that all of them
   * are played anew.
   * @returns false when there was none, or when one of them has been played often enough
   */
  async forgetTainted(): Promise<boolean> {
    const plays = [...(await this.#watchedPlays())];
    const spoilt = plays.filter(([, play]) => isTainted(play)).map(([name]) => name);
    const toForget = plays.filter(
      ([name, play]) => spoilt.includes(name) || play.reads.some((read) => spoilt.includes(read)),
    );
    if (toForget.length === 0 || toForget.some(([, play]) => playsOf(play) >= MOST_PLAYS)) return false;
    for (const [name, play] of toForget) {
      await this.#parts.memory.set(`plays:${name}`, playsOf(play));
      await this.#parts.memory.delete(`play:${name}`);
    }
    return true;
  }

  /** True when a play read since `watch` holds an exchange of which we do not know what it did. */
  async tainted(): Promise<boolean> {
    return (await this.evidence()).some((exchange) => exchange.tainted);
  }

  /** Why the plays read since `watch` prove nothing, in one sentence; undefined when they stand on firm ground. */
  async shakyGround(): Promise<string | undefined> {
    const repeated = ((await this.#parts.memory.get('made:repeated')) ?? []) as string[];
    return shakyGround(await this.evidence(), repeated);
  }

  /**
   * What the scenario left behind; plays it first if nobody has.
   * @throws NotApplicable when the target lacks what it needs
   * @throws Inconclusive when the way to the target failed, or what it builds on did not come about
   */
  async play<Result extends Findings>(scenario: Scenario<Result>): Promise<Result> {
    this.#watched.add(scenario.name);
    const play = (await this.#recall(scenario.name)) ?? (await this.#perform(scenario));
    for (const name of play.reads) this.#watched.add(name);
    switch (play.kind) {
      case 'played':
        return play.findings as Result;
      case 'not-applicable':
        throw new NotApplicable(play.reason);
      case 'inconclusive':
        throw new Inconclusive(play.doubt, play.reason);
    }
  }

  async #recall(name: string): Promise<Play | undefined> {
    return (await this.#parts.memory.get(`play:${name}`)) as Play | undefined;
  }

  async #watchedPlays(): Promise<ReadonlyMap<string, Play>> {
    const plays = new Map<string, Play>();
    for (const name of this.watched) {
      const play = await this.#recall(name);
      if (play) plays.set(name, play);
    }
    return plays;
  }

  async #perform(scenario: Scenario): Promise<Play> {
    const { memory } = this.#parts;
    const silent = ((await memory.get('silent')) ?? 0) as number;
    if (silent >= MOST_SILENT_IN_A_ROW) {
      throw new Inconclusive('transport', 'The target had stopped answering, so nothing more was sent.');
    }
    let play: Play;
    let plays = ((await memory.get(`plays:${scenario.name}`)) ?? 0) as number;
    do {
      plays += 1;
      play = await this.#once(scenario, plays);
      if (mayLeaveStrays(play)) await memory.set(STRAYS, true);
    } while (mayGoBetter(play) && plays < MOST_PLAYS);
    await memory.set('silent', isSilent(play) ? silent + 1 : 0);
    await memory.set(`play:${scenario.name}`, play);
    return play;
  }

  async #once(scenario: Scenario, plays: number): Promise<Play> {
    const { persona } = this.#parts;
    // Another worker may have created what this one goes on with.
    persona.own(...(await this.#made()));
    const exchanges: Exchange[] = [];
    const reads = new Set<string>();
    const sentBefore = persona.requests;
    const prefix = `${scenario.name}/`;
    const stopListening = persona.onExchange((exchange) => {
      if (exchange.label.startsWith(prefix)) exchanges.push(exchange);
    });
    try {
      const findings = await scenario.run(this.#stage(scenario, { exchanges, reads }));
      return { kind: 'played', findings, exchanges, plays, reads: [...reads] };
    } catch (error) {
      if (error instanceof NotApplicable) {
        return { kind: 'not-applicable', reason: error.message, reads: [...reads] };
      }
      if (error instanceof Inconclusive) {
        const { doubt, message: reason } = error;
        const sent = persona.requests - sentBefore;
        return { kind: 'inconclusive', doubt, reason, exchanges, plays, reads: [...reads], sent };
      }
      throw error;
    } finally {
      stopListening();
      await this.#remember(exchanges);
    }
  }

  async #made(): Promise<readonly string[]> {
    return ((await this.#parts.memory.get('made')) ?? []) as string[];
  }

  async #remember(exchanges: readonly Exchange[]): Promise<void> {
    const creations = creationsIn(exchanges).flatMap(({ id, exchange }) =>
      id === undefined ? [] : [{ id, exchange }],
    );
    if (creations.length === 0) return;
    const { memory } = this.#parts;
    await memory.set('made', [...(await this.#made()), ...creations.map(({ id }) => id)]);
    const keys = ((await memory.get('made:keys')) ?? {}) as Record<string, string>;
    const repeated = ((await memory.get('made:repeated')) ?? []) as string[];
    for (const { id, exchange } of creations) {
      const key = (keys[id] ??= keyOf(exchange));
      if (key !== keyOf(exchange)) repeated.push(id);
    }
    await memory.set('made:keys', keys);
    await memory.set('made:repeated', repeated);
  }

  #stage(scenario: Scenario, { exchanges, reads }: Course): Stage {
    const { memory, pause } = this.#parts;
    const persona = this.#parts.persona.scope(scenario.name);
    return {
      persona,
      sessions: new Sessions(persona, memory, this.#opener, () => !exchanges.some(({ tainted }) => tainted)),
      configuration: persona.configuration,
      unknownKey: new Secret(`persona_sandbox_nobody_${randomBytes(8).toString('hex')}`),
      play: async (other) => {
        reads.add(other.name);
        try {
          return await this.play(other);
        } finally {
          for (const name of (await this.#recall(other.name))?.reads ?? []) reads.add(name);
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
 * The way failed in the middle of the play, or a call could not be repeated under its own idempotency key. Where not one
 * answer came although a call was repeated, playing anew would only wait for the same again.
 */
function mayGoBetter(play: Play): boolean {
  return play.kind === 'inconclusive' && play.doubt === 'transport' && (!isSilent(play) || play.sent <= 1);
}

/** A creation may have been carried out of which we know nothing. */
function mayLeaveStrays(play: Play): boolean {
  return isTainted(play) || (play.kind === 'inconclusive' && play.doubt === 'transport');
}

function isTainted(play: Play): boolean {
  return 'exchanges' in play && play.exchanges.some((exchange) => exchange.tainted);
}

function playsOf(play: Play): number {
  return 'plays' in play ? play.plays : 1;
}

/** Not one usable answer came. */
function isSilent(play: Play): boolean {
  return play.kind === 'inconclusive' && play.doubt === 'transport' && play.exchanges.length === 0;
}
