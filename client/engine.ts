/** Sends one call: paced, retried within bounds, counted, and told to whoever listens. */
import { randomUUID } from 'node:crypto';
import { endpoints } from '../contract/endpoints.ts';
import { withIdempotencyKey, type PreparedCall } from './call.ts';
import type { Clock, Wait } from './clock.ts';
import { transportDoubt } from './errors.ts';
import type { Exchange } from './exchange.ts';
import { isStranger, likenessOf } from './intermediaries.ts';
import type { Pacing } from './pacing.ts';
import { decide, type RetryPolicy } from './retry.ts';
import { isStopping } from './stop.ts';
import type { Wire, WireRequest } from './wire.ts';

/** What every call of a run shares. */
export interface EngineParts {
  readonly wire: Wire;
  readonly clock: Clock;
  readonly pacing: Pacing;
  readonly policy: RetryPolicy;
  /** Start of the run, milliseconds since the epoch. */
  readonly startedAt: number;
  /** Goes on sending when the process was asked to stop: for clean-up. */
  readonly sendsToTheEnd?: boolean | undefined;
  /** Told of every wait before it begins. */
  readonly onWait?: ((wait: Wait) => void) | undefined;
  /** Told of every request just before it is sent, retries included. */
  readonly onRequest?: ((request: { readonly label: string; readonly method: string }) => void) | undefined;
  /**
   * Told of every write that was given up: the target may have carried it out. As an ambiguous exchange whose response has
   * status 0, because there is none.
   */
  readonly onUnanswered?: ((exchange: Exchange) => void) | undefined;
}

export interface SendOptions {
  readonly label: string;
  readonly address: Pick<Exchange, 'endpoint' | 'pathId'>;
  readonly expectedStatuses: readonly number[];
}

const NO_RESPONSE = { status: 0, headers: [], body: '' };

export class Engine {
  readonly #parts: EngineParts;
  #requests = 0;
  /** Answers that came in the target's place, and were gone when the call was repeated. */
  readonly #weather = new Set<string>();

  constructor(parts: EngineParts) {
    this.#parts = parts;
  }

  /** Requests sent so far, retries included. */
  get requests(): number {
    return this.#requests;
  }

  get clock(): Clock {
    return this.#parts.clock;
  }

  /**
   * Sends a call until it is answered.
   * @throws Inconclusive (transport) when no usable answer came within the bounds
   */
  async send(call: PreparedCall, options: SendOptions): Promise<Exchange> {
    const { clock, policy, wire } = this.#parts;
    const begun = clock.now();
    const isWrite = call.request.method !== 'GET' && call.request.method !== 'HEAD';
    let request = call.request;
    let ambiguous = false;
    const strangers = new Set<string>();
    for (let attempt = 1; ; attempt += 1) {
      const sentAt = await this.#paced(request, options);
      const result = await wire.attempt(request);
      this.#parts.pacing.learn(result, credential(request), clock.now());
      const decision = decide(
        result,
        {
          attempt,
          isWrite,
          keyOrigin: call.keyOrigin,
          expectedStatuses: options.expectedStatuses,
          elapsedMs: clock.now() - begun,
          now: clock.now(),
          isWeather: result.kind === 'answer' && this.#weather.has(likenessOf(result.response)),
        },
        policy,
      );
      const about = {
        label: options.label,
        endpoint: options.address.endpoint,
        ...(options.address.pathId !== undefined && { pathId: options.address.pathId }),
        request: {
          method: request.method,
          url: wire.origin + request.path,
          headers: request.headers,
          body: request.body,
        },
        startedAt: sentAt - this.#parts.startedAt,
        durationMs: result.durationMs,
        attempts: attempt,
      };
      if (decision.kind === 'give-up') {
        if (isWrite) this.#parts.onUnanswered?.({ ...about, response: NO_RESPONSE, ambiguous: true });
        throw transportDoubt(`${options.label}: ${decision.reason}`);
      }
      if (decision.kind === 'again') {
        if (result.kind === 'answer' && isStranger(result.response))
          strangers.add(likenessOf(result.response));
        else ambiguous ||= decision.leavesAmbiguous;
        if (decision.newKey) request = withIdempotencyKey(request, randomUUID());
        await this.#wait({ ms: decision.waitMs, reason: decision.reason });
        continue;
      }
      if (result.kind === 'fault') throw new Error('A transport fault can never be accepted.');
      // What went away was the weather; what stayed was the target, and has been carried out as often as it was answered.
      const wentAway = strangers.size > 0 && !isStranger(result.response);
      if (wentAway) for (const likeness of strangers) this.#weather.add(likeness);
      return { ...about, response: result.response, ambiguous: ambiguous || (isWrite && wentAway) };
    }
  }

  close(): Promise<void> {
    return this.#parts.wire.close();
  }

  /** Waits for leave to send, takes it, and says when that was. */
  async #paced(request: WireRequest, options: SendOptions): Promise<number> {
    const { clock, pacing } = this.#parts;
    // The quota counts creations.
    const { creates } = endpoints[options.address.endpoint];
    // A caller who expectedStatuses a 429 wants to run into the limit.
    if (!options.expectedStatuses.includes(429)) {
      for (;;) {
        const wait = pacing.delay(credential(request), creates, clock.now());
        if (wait === undefined) break;
        await this.#wait(wait);
      }
    }
    // The process ends soon; whoever asked must neither go on nor take this for a failure of the target.
    if (isStopping() && this.#parts.sendsToTheEnd !== true) await new Promise<never>(() => undefined);
    pacing.count(credential(request), creates, clock.now());
    this.#requests += 1;
    this.#parts.onRequest?.({ label: options.label, method: request.method });
    return clock.now();
  }

  async #wait(wait: Wait): Promise<void> {
    if (wait.ms <= 0) return;
    this.#parts.onWait?.(wait);
    await this.#parts.clock.sleep(wait.ms);
  }
}

/** Limits are told apart by who asks. */
function credential(request: WireRequest): string {
  return request.headers.find(([name]) => name.toLowerCase() === 'authorization')?.[1] ?? '';
}
