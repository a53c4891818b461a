/** A target with a rate limit, simulated without a network, and traffic towards it. */
import { Engine } from '../../../../client/engine.ts';
import type { HeaderLines } from '../../../../client/exchange.ts';
import { Pacer } from '../../../../client/pacing.ts';
import { retryBounds } from '../../../../client/retry.ts';
import type { Wire, WireRequest } from '../../../../client/wire.ts';
import { FakeClock } from './clock.ts';

const WINDOW_MS = 60_000;
const LATENCY_MS = 37;

/** Sleepers share the time, so that requests can run side by side. */
class SharedClock extends FakeClock {
  waited = 0;
  #sleepers: { readonly until: number; readonly wake: () => void }[] = [];

  override sleep(ms: number): Promise<void> {
    this.waited += ms;
    return this.#until(this.now() + ms);
  }

  /** Time that passes in the network. */
  travel(ms: number): Promise<void> {
    return this.#until(this.now() + ms);
  }

  #until(until: number): Promise<void> {
    return new Promise((wake) => {
      this.#sleepers.push({ until, wake });
      setImmediate(() => this.#wakeNext());
    });
  }

  #wakeNext(): void {
    const next = this.#sleepers.sort((a, b) => a.until - b.until).shift();
    if (next === undefined) return;
    this.pass(Math.max(0, next.until - this.now()));
    next.wake();
  }
}

export class LimitedTarget implements Wire {
  readonly origin = 'http://127.0.0.1:0';
  readonly clock = new SharedClock();
  answered = 0;
  refused = 0;
  readonly #limit: number;
  readonly #announces: boolean | 'nothing left';
  #window = { endsAt: -Infinity, used: 0 };

  constructor(options: { readonly limit: number; readonly announces?: boolean | 'nothing left' }) {
    this.#limit = options.limit;
    this.#announces = options.announces ?? true;
  }

  usedByOthers(requests: number): void {
    this.#open();
    this.#window.used += requests;
  }

  async attempt(request: WireRequest) {
    await this.clock.travel(LATENCY_MS);
    this.#open();
    const allowed = this.#window.used < this.#limit;
    if (allowed) this.#window.used += 1;
    if (allowed) this.answered += 1;
    else this.refused += 1;
    const response = {
      status: allowed ? 200 : 429,
      headers: this.#headers(),
      body: JSON.stringify({ data: request.path }),
    };
    await this.clock.travel(LATENCY_MS);
    return { kind: 'answer' as const, response, durationMs: 2 * LATENCY_MS };
  }

  async close(): Promise<void> {}

  /** The window begins with its first request. */
  #open(): void {
    if (this.clock.now() >= this.#window.endsAt)
      this.#window = { endsAt: this.clock.now() + WINDOW_MS, used: 0 };
  }

  #headers(): HeaderLines {
    if (this.#announces === false) return [];
    if (this.#announces === 'nothing left') {
      return [
        ['RateLimit-Limit', '100'],
        ['RateLimit-Remaining', '0'],
        ['RateLimit-Reset', '60'],
      ];
    }
    return [
      ['RateLimit-Limit', String(this.#limit)],
      ['RateLimit-Remaining', String(this.#limit - this.#window.used)],
      // Rounded down, which is the less convenient way.
      ['RateLimit-Reset', String(Math.floor((this.#window.endsAt - this.clock.now()) / 1_000))],
    ];
  }
}

/** Sends so many requests, so many at once, and waits for all of them. */
export async function sendAll(
  target: LimitedTarget,
  traffic: { readonly requests: number; readonly atOnce?: number; readonly planned?: number },
): Promise<void> {
  const engine = new Engine({
    wire: target,
    clock: target.clock,
    pacing: new Pacer({ planned: traffic.planned }),
    policy: { ...retryBounds, backoffMs: 5_000, rateLimitBackoffMs: 5_000 },
    startedAt: target.clock.now(),
  });
  let next = 0;
  const sender = async () => {
    while (next < traffic.requests) {
      next += 1;
      const request = { method: 'GET', path: `/${next}`, headers: [], body: null };
      await engine.send(
        { request, keyOrigin: 'none' },
        { label: 'traffic', expectedStatuses: [], address: { endpoint: 'listEvents' } },
      );
    }
  };
  await Promise.all(Array.from({ length: traffic.atOnce ?? 1 }, sender));
}
