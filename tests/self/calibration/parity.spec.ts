/** Parity: a sandbox that has been bent since its profile was made is found out, call and choice. */
import { expect, test } from '@playwright/test';
import { compareReadings } from '../../../calibration/compare.ts';
import { parityOf, type SandboxSide } from '../../../calibration/parity.ts';
import { readingsOf } from '../../../calibration/reading.ts';
import { decidedIn, readingsIn, recordingOf } from '../../../calibration/recording.ts';
import { readConfiguration } from '../../../client/configuration.ts';
import { startEmbeddedMock } from '../../../preflight/embedded-mock.ts';
import type { SandboxProfile } from '../../../mock/profile.ts';
import type { MockOptions } from '../../../mock/types.ts';
import { calibrated } from './support.ts';
import { AT_NIGHT } from '../support/at-night.ts';

const NOW = new Date('2026-11-27T12:00:00Z');

/** What a sandbox of this make answers on a day, by way of a recording. */
async function sideOf(options: MockOptions): Promise<SandboxSide & { readonly profile: SandboxProfile }> {
  const { profile, played } = await calibrated(options);
  const recording = recordingOf(readingsOf(played.exchanges), {
    target: profile.target,
    version: profile.version,
    recordedOn: '2026-11-20',
    activation: played.activation ?? null,
    keys: ['readOnly', 'other', 'lowLimit'],
    decided: decidedIn(profile),
  });
  return { ...recording, profile, readings: readingsIn(recording), day: recording.recordedOn };
}

/** The keys that the recorded sandbox was asked with. */
async function configuration() {
  const { mock, configuration: made } = await startEmbeddedMock(readConfiguration({}));
  await mock.close();
  return made;
}

test.describe('parity', () => {
  test('a sandbox that is as it was is answered alike; once the comparison is old, that says nothing about today', async () => {
    const side = await sideOf({ open: { reExpire: 422 } });
    const asked = await configuration();
    const parity = await parityOf(side.profile, side, asked, NOW);
    expect(parity.differing).toEqual([]);
    expect(parity.exitCode).toBe(0);
    expect(parity.sentence).toMatch(
      /^The mock answers all \d{3} calls as the sandbox did on 20 November 2026\.$/,
    );
    const later = await parityOf(side.profile, side, asked, new Date('2027-03-20T12:00:00Z'));
    expect(later.exitCode).toBe(3);
    expect(later.sentence).toContain('That was 120 days ago and counts for 90');
  });

  test('one that was bent since differs: the call and the choice are named', AT_NIGHT, async () => {
    const { profile } = await calibrated({});
    const parity = await parityOf(
      profile,
      await sideOf({ open: { mismatch: 422 } }),
      await configuration(),
      NOW,
    );
    expect(parity.exitCode).toBe(1);
    expect(parity.moved).toEqual([{ name: 'mismatch', profile: '400', sandbox: '422' }]);
    const call = parity.differing.find(
      (one) => one.call === 'creations/create for another inquiry under the first key',
    );
    expect(call?.choices).toEqual(['mismatch']);
    expect(call?.differs).toContain('status: 422 / 400');
    expect(parity.sentence).toContain('creations/create for another inquiry under the first key');
  });

  test('what was not seen of the sandbox is left out, what it did more or less often is not', () => {
    const ok = { status: '200' };
    const answers = (...all: [string, { status: string }[]][]) => new Map(all);
    const mock = answers(['a/one', [ok]], ['a/two', [ok, ok]], ['b/one', [ok]]);
    const compared = (sandbox: ReturnType<typeof answers>) => {
      const { compared: times, alike, differing } = compareReadings(sandbox, mock);
      return [times, alike, differing.map(({ call }) => call)];
    };
    expect(compared(answers(['a/one', [{ status: '429' }]], ['a/two', [ok, ok]]))).toEqual([2, 2, []]);
    expect(compared(answers(['a/one', [ok]], ['a/two', [ok]]))).toEqual([3, 2, ['a/two']]);
    expect(compared(answers(['a/one', [{ status: '503' }]]))).toEqual([3, 0, ['a/one', 'a/two']]);
  });
});
