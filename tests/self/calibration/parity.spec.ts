/** Parity: a sandbox that has been bent since its profile was made is found out, call and choice. */
import { expect, test } from '@playwright/test';
import { parityOf, type SandboxSide } from '../../../calibration/parity.ts';
import { readingsOf } from '../../../calibration/reading.ts';
import { decidedIn, readingsIn, recordingOf } from '../../../calibration/recording.ts';
import { readConfiguration } from '../../../client/configuration.ts';
import { startEmbeddedMock } from '../../../preflight/embedded-mock.ts';
import type { MockOptions } from '../../../mock/types.ts';
import { calibrated } from './support.ts';

const NOW = new Date('2026-11-27T12:00:00Z');

/** What a sandbox of this make answers on a day, by way of a recording. */
async function sideOf(options: MockOptions): Promise<SandboxSide> {
  const { profile, played } = await calibrated(options);
  const recording = recordingOf(readingsOf(played.exchanges), {
    target: profile.target,
    version: profile.version,
    recordedOn: '2026-11-20',
    activation: played.activation ?? null,
    keys: ['readOnly', 'other', 'lowLimit'],
    decided: decidedIn(profile),
  });
  return { ...recording, readings: readingsIn(recording), day: recording.recordedOn };
}

/** The keys that the recorded sandbox was asked with. */
async function configuration() {
  const { mock, configuration: made } = await startEmbeddedMock(readConfiguration({}));
  await mock.close();
  return made;
}

test.describe('parity', () => {
  test('a sandbox that is as it was is answered alike, call by call', async () => {
    const { profile } = await calibrated({ open: { reExpire: 422 } });
    const parity = await parityOf(
      profile,
      await sideOf({ open: { reExpire: 422 } }),
      await configuration(),
      NOW,
    );
    expect(parity.differing).toEqual([]);
    expect(parity.exitCode).toBe(0);
    expect(parity.sentence).toMatch(
      /^The mock answers all 2\d\d calls as the sandbox did on 20 November 2026\.$/,
    );
  });

  test('one that was bent since differs: the call and the choice are named', async () => {
    const { profile } = await calibrated({});
    const parity = await parityOf(
      profile,
      await sideOf({ open: { mismatch: 400 } }),
      await configuration(),
      NOW,
    );
    expect(parity.exitCode).toBe(1);
    expect(parity.moved).toEqual([{ name: 'mismatch', profile: '422', sandbox: '400' }]);
    const call = parity.differing.find((one) => one.call === 'key-for-another/expire another session');
    expect(call?.choices).toEqual(['mismatch']);
    expect(call?.differs).toContain('status: 400 / 422');
    expect(parity.sentence).toContain('key-for-another/expire another session');
  });

  test('a comparison that is out of date says nothing about today', async () => {
    const { profile } = await calibrated({});
    const later = new Date('2027-03-20T12:00:00Z');
    const parity = await parityOf(profile, await sideOf({}), await configuration(), later);
    expect(parity.exitCode).toBe(3);
    expect(parity.sentence).toContain('That was 120 days ago and counts for 90');
  });
});
