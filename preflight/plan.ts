/**
 * What a run will send, found out by running it: the doctor, the very bodies and scenarios and the clean-up, against a mock in
 * this process. Nothing leaves the machine, and no table can go stale.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isCheckedAt } from '../contract/depths.ts';
import type { RequirementId } from '../contract/catalogue.ts';
import type { Configuration } from '../client/configuration.ts';
import type { Exchange } from '../client/exchange.ts';
import { Journal } from './journal.ts';
import type { Keys } from '../client/keys.ts';
import { Pacer } from '../client/pacing.ts';
import { runStateInProcess } from '../scenarios/run-state.ts';
import { readingTheLink, simulatingTheStart } from '../scenarios/activation-strategies.ts';
import type { Created } from '../client/persona.ts';
import { cleanUp, noteEnds } from './clean-up.ts';
import { startEmbeddedMock } from './embedded-mock.ts';
import { evaluateAll } from '../judging/evaluate.ts';
import { examine } from './examine.ts';
import { openRun } from '../judging/run.ts';
import type { Suite } from '../judging/suite.ts';
import { addExchange, noTraffic, type Traffic } from '../client/traffic.ts';

export interface Plan {
  readonly requirements: number;
  /** Requests by part of the run. */
  readonly doctor: number;
  readonly suite: number;
  readonly cleanUp: number;
  readonly traffic: Traffic;
  /** Objects created. */
  readonly inquiries: number;
  readonly sessions: number;
}

/** Runs everything against a mock, and counts. */
export async function planRun(
  configuration: Configuration,
  suite: Suite,
  ids: readonly RequirementId[],
): Promise<Plan> {
  const started = await startEmbeddedMock(configuration);
  const sandbox = configuration.target === 'sandbox';
  const target: Configuration = {
    ...started.configuration,
    readLagMs: 0,
    keys: sandbox ? onlyGiven(started.configuration.keys, configuration.keys) : started.configuration.keys,
  };
  const folder = mkdtempSync(join(tmpdir(), 'conformance-plan-'));
  const journal = new Journal(folder);
  const runState = runStateInProcess();
  const activationStrategies = [readingTheLink, simulatingTheStart];
  let traffic = noTraffic;
  const created = { inquiry: 0, session: 0 };
  const onCreated = (made: Created): void => {
    created[made.kind] += 1;
    journal.created(made);
  };
  const onExchange = (exchange: Exchange): void => {
    traffic = addExchange(traffic, exchange);
  };
  const run = openRun(target, {
    runState: runState,
    activationStrategies: activationStrategies,
    pause: async (milliseconds) => started.mock.clock.advance(milliseconds),
    onCreated,
  });
  run.persona.onExchange((exchange) => {
    noteEnds(journal, exchange, target.baseUrl);
    onExchange(exchange);
  });
  try {
    // Only a sandbox is examined and cleaned up: the embedded mock goes away with its run.
    if (sandbox) await examine(target, journal, { runState, activationStrategies, onExchange, onCreated });
    const doctor = traffic.total;
    await evaluateAll(suite, run.runner, ids);
    const asked = traffic.total - doctor;
    if (sandbox) await cleanUp(target, journal, journal.left(), { onExchange });
    return {
      requirements: ids.filter((id) => isCheckedAt(configuration.depth, id)).length,
      doctor,
      suite: asked,
      cleanUp: traffic.total - doctor - asked,
      traffic,
      inquiries: created.inquiry,
      sessions: created.session,
    };
  } finally {
    await run.close();
    await started.mock.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The mock’s keys, as far as the real run has such a key. */
function onlyGiven(keys: Keys, given: Keys): Keys {
  const { readOnly, other, lowLimit } = keys;
  return {
    main: keys.main,
    ...(given.readOnly && readOnly ? { readOnly } : {}),
    ...(given.other && other ? { other } : {}),
    ...(given.lowLimit && lowLimit ? { lowLimit } : {}),
  };
}

/** What the pacing of a run is to be reckoned with. */
export interface Pace {
  readonly requests: number;
  /** Requests a minute that the target allows. */
  readonly limit: number;
  /** Milliseconds until an answer. */
  readonly latencyMs: number;
}

const WINDOW_MS = 60_000;

/** How long so many requests take at a limit, in milliseconds: the real pacing, on a clock that is not real. */
export function timeAt({ requests, limit, latencyMs }: Pace): number {
  const pacer = new Pacer({ planned: requests });
  let now = 0;
  let window = { endsAt: 0, used: 0 };
  for (let sent = 0; sent < requests; sent += 1) {
    for (let wait = pacer.delay('', false, now); wait && wait.ms > 0; wait = pacer.delay('', false, now)) {
      now += wait.ms;
    }
    pacer.count('', false, now);
    if (now >= window.endsAt) window = { endsAt: now + WINDOW_MS, used: 0 };
    window.used += 1;
    now += latencyMs;
    const headers = [
      ['RateLimit-Limit', String(limit)],
      ['RateLimit-Remaining', String(Math.max(0, limit - window.used))],
      ['RateLimit-Reset', String(Math.max(0, Math.ceil((window.endsAt - now) / 1_000)))],
    ] as const;
    pacer.learn(
      { kind: 'answer', response: { status: 200, headers, body: '' }, durationMs: latencyMs },
      '',
      now,
    );
  }
  return now;
}
