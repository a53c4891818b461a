/** What a calibration will send, found out by running it against a mock in this process, clean-up included. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Configuration } from '../client/configuration.ts';
import { cleanUp, noteEnds } from '../preflight/clean-up.ts';
import { startEmbeddedMock } from '../preflight/embedded-mock.ts';
import { Journal } from '../preflight/journal.ts';
import { readingTheLink, simulatingTheStart } from '../scenarios/activation-strategies.ts';
import { keysLike } from './calibrate.ts';
import { play } from './play.ts';

export interface CalibrationPlan {
  readonly scenarios: number;
  readonly probes: number;
  readonly cleanUp: number;
  readonly inquiries: number;
  readonly sessions: number;
  /** Milliseconds that are waited for late events: at most. */
  readonly waitsMs: number;
}

/** The last look at the list of events. */
const LONGEST_WAIT_MS = 2_150;

/** An event that comes late is looked for so many more times. */
const MOST_MORE_LOOKS = 5;

export async function planCalibration(configuration: Configuration): Promise<CalibrationPlan> {
  const { mock, configuration: at } = await startEmbeddedMock({ ...configuration, mockProfile: undefined });
  const target = {
    ...at,
    target: 'sandbox' as const,
    readLagMs: 0,
    keys: keysLike(at.keys, configuration.keys),
  };
  const folder = mkdtempSync(join(tmpdir(), 'calibration-plan-'));
  const journal = new Journal(folder);
  const created = { inquiry: 0, session: 0 };
  try {
    const { requests, probing } = await play(target, {
      activationStrategies: [readingTheLink, simulatingTheStart],
      onCreated: (made) => {
        created[made.kind] += 1;
        journal.created(made);
      },
      onExchange: (exchange) => noteEnds(journal, exchange, target.baseUrl),
    });
    let cleaning = 0;
    await cleanUp(target, journal, journal.left(), { onExchange: () => void (cleaning += 1) });
    return {
      scenarios: requests - probing,
      probes: probing + MOST_MORE_LOOKS,
      cleanUp: cleaning,
      inquiries: created.inquiry,
      sessions: created.session,
      waitsMs: LONGEST_WAIT_MS,
    };
  } finally {
    await mock.close();
    rmSync(folder, { recursive: true, force: true });
  }
}
