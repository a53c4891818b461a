/**
 * What the parts of the mock hand to each other: stages, handlers and steps, what patches them, options, and the world.
 * Types only, so that the parts need not know each other.
 *
 * A fault or a variation hooks in as data, round named parts; the mock itself never asks whether it is patched. A wrapper gets
 * the original and returns what takes its place.
 */
import type { EndpointName } from '../contract/endpoints.ts';
import type { Answer, Call } from './call.ts';
import type { Clock } from './clock.ts';
import type { Document, JsonObject } from './json.ts';
import type { KeyName, KeyRecord } from './keys.ts';
import type { OpenChoices } from './open-choices.ts';
import type { Random } from './random.ts';
import type { IdempotencyMemory } from './stages/idempotency-memory.ts';
import type { WindowCounter } from './stages/window-counter.ts';
import type { Link } from './store/entities.ts';
import type { Store } from './store/store.ts';

/** Every endpoint, and `nothingHere` for every path and method that the table does not have. */
export type HandlerName = EndpointName | 'nothingHere';

/** The stages that may end a call, in no particular order. */
export type StageName =
  'rateLimit' | 'authentication' | 'permission' | 'idempotency' | 'parameters' | 'handler';

/** The steps of serialisation. */
export type StepName = 'version' | 'include' | 'fields' | 'blocklist' | 'inflection';

/** A stage answers the call, or lets it pass on by returning undefined. */
export type Stage = (call: Call, world: World) => Answer | undefined | Promise<Answer | undefined>;
/** Does what an endpoint is for. */
export type Handler = (call: Call, world: World) => Answer | Promise<Answer>;
/** Turns a document into another one on its way to the wire. */
export type Step = (document: Document, call: Call, world: World) => Document;
export type Wrap<F> = (original: F) => F;

export interface Patch {
  /** Other choices where the documentation is silent. */
  readonly open?: Partial<OpenChoices>;
  readonly options?: Pick<MockOptions, 'rateLimit' | 'quota' | 'readLagMs' | 'latencyMs' | 'clockAheadMs'>;
  /** Other configurations of the ready keys. */
  readonly keys?: { readonly [Name in KeyName]?: Partial<KeyRecord> };
  /** Another order of the deciding stages; a stage left out is skipped. */
  readonly order?: (order: readonly StageName[]) => readonly StageName[];
  readonly stages?: { readonly [Name in StageName]?: Wrap<Stage> };
  readonly handlers?: { readonly [Name in HandlerName]?: Wrap<Handler> };
  readonly steps?: { readonly [Name in StepName]?: Wrap<Step> };
  /** Changes the JSON that is written, after inflection and before it is remembered for replays. */
  readonly document?: (document: JsonObject, call: Call, answer: Answer, world: World) => unknown;
  /** Changes the finished answer – status, head, text, connection – replays and refusals included. */
  readonly response?: (answer: FinishedAnswer, call: Call, world: World) => FinishedAnswer;
  /** Does something more when somebody opens a one-time link. */
  readonly linkOpened?: (link: Link, world: World) => void;
}

/** An answer with everything decided: only writing is left. */
export type FinishedAnswer = Answer & Required<Pick<Answer, 'text' | 'headers'>>;

export interface WindowLimit {
  readonly limit: number;
  readonly windowSeconds: number;
}

export interface LogEntry {
  readonly method: string;
  readonly path: string;
  readonly status: number;
  readonly requestId: string;
}

export interface RateLimitOptions extends WindowLimit {
  readonly announce?: boolean;
}

export interface MockOptions {
  /** Same seed, same data; default: a new one for each mock. */
  readonly seed?: number;
  /** Default: any free port. */
  readonly port?: number;
  /** Address to listen on; default 127.0.0.1. With another one every Host is accepted. */
  readonly host?: string;
  /** Default: real time. */
  readonly clock?: Clock;
  /** How far the mock's clock is ahead of real time, where no clock is given; negative: behind. */
  readonly clockAheadMs?: number;
  /** Requests per environment; default 300 in 60 seconds. `announce: false` leaves the headers away. */
  readonly rateLimit?: RateLimitOptions;
  /** Creations per environment; default 1000 in an hour. */
  readonly quota?: WindowLimit;
  /** Sessions that an inquiry may have; default 25. */
  readonly sessionsPerInquiry?: number;
  /** Changes to the ready keys, by name. */
  readonly keys?: { readonly [Name in KeyName]?: Partial<KeyRecord> };
  /** Other choices where the documentation is silent. */
  readonly open?: Partial<OpenChoices>;
  /** A deliberate deviation: a fault or a variation. */
  readonly patch?: Patch;
  /** GETs show the state as it was so many milliseconds (real time) ago. */
  readonly readLagMs?: number;
  /** Milliseconds that each answer waits. */
  readonly latencyMs?: number;
  readonly log?: (entry: LogEntry) => void;
}

/** Options with nothing left out: what the caller said, over what the patch says, over the defaults. */
export interface Settings {
  readonly seed: number;
  readonly rateLimit: WindowLimit;
  readonly quota: WindowLimit;
  readonly sessionsPerInquiry: number;
  readonly open: OpenChoices;
  readonly readLagMs: number;
  readonly latencyMs: number;
}

/** All that one running mock knows: its settings, its state, its clock, and its parts as patched. */
export interface World {
  readonly settings: Settings;
  readonly clock: Clock;
  readonly random: Random;
  readonly store: Store;
  readonly keys: Readonly<Record<KeyName, KeyRecord>>;
  readonly requests: WindowCounter;
  readonly creations: WindowCounter;
  readonly memory: IdempotencyMemory;
  /** Where the mock is reached, without a trailing slash; known once it listens. */
  origin: string;
  /** The parts, each as the patch leaves it. */
  readonly order: readonly StageName[];
  readonly stages: Readonly<Record<StageName, Stage>>;
  readonly handlers: Readonly<Record<HandlerName, Handler>>;
  readonly steps: Readonly<Record<StepName, Step>>;
  readonly patch: Patch;
  readonly log: MockOptions['log'];
  /** Errors of the mock's own: there should never be one. */
  readonly failures: Error[];
}
