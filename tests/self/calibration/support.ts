/** A calibration in this process: a mock that plays the sandbox, and what is found out about it. */
import { readConfiguration } from '../../../client/configuration.ts';
import { profileOf, runningThePage } from '../../../calibration/calibrate.ts';
import { play, type Played } from '../../../calibration/play.ts';
import type { SandboxProfile } from '../../../mock/profile.ts';
import type { MockOptions } from '../../../mock/types.ts';
import { startEmbeddedMock } from '../../../preflight/embedded-mock.ts';
import { readingTheLink, simulatingTheStart } from '../../../scenarios/activation-strategies.ts';

const waysToOpen = [readingTheLink, runningThePage, simulatingTheStart];

/** No window is ever filled. */
const UNHURRIED = { limit: 5_000, windowSeconds: 60 };

export async function calibrated(
  options: MockOptions,
  { today = '2026-11-20', goodForDays = 90 } = {},
): Promise<{ readonly profile: SandboxProfile; readonly played: Played }> {
  const { mock, configuration } = await startEmbeddedMock(readConfiguration({ PERSONA_BACKOFF_MS: '1' }), {
    rateLimit: UNHURRIED,
    seed: 7,
    ...options,
  });
  try {
    const played = await play(configuration, { activationStrategies: waysToOpen });
    const circumstances = {
      target: 'https://sandbox.example/api/v1',
      version: '2023-01-05',
      suite: '0',
      today,
      goodForDays,
    };
    return { played, profile: await profileOf(played, configuration, circumstances) };
  } finally {
    await mock.close();
  }
}
