/** A profile says what a sandbox does, and a mock of that profile does the same. */
import { writeFileSync } from 'node:fs';
import { expect, test } from '@playwright/test';
import type { SandboxProfile } from '../../../mock/profile.ts';
import { planCalibration } from '../../../calibration/plan.ts';
import { play, whyUseless } from '../../../calibration/play.ts';
import { decide } from '../../../calibration/decide/table.ts';
import { readConfiguration } from '../../../client/configuration.ts';
import { startEmbeddedMock } from '../../../preflight/embedded-mock.ts';
import { openFaultProxy } from '../../../proof/network/fault-proxy.ts';
import { openPoints, standardChoices, type OpenName } from '../../../mock/open-choices.ts';
import { plantedPatch } from '../../../proof/likeness/planted.ts';
import { profileFact, readProfile } from '../../../preflight/profile-file.ts';
import { sealed } from '../../../reporting/digests.ts';
import { verify } from '../../../reporting/verification.ts';
import { calibrated } from './support.ts';
import { AT_NIGHT } from '../support/at-night.ts';

test.describe('calibrate', () => {
  test('choices other than the mock’s own are found, and tried on a mock', async () => {
    const { profile, played } = await calibrated({
      open: { reExpire: 422, timestampOffset: '+02:00', includeDefault: 'all' },
      sessionsPerInquiry: 24,
    });
    expect(profile.choices.reExpire).toMatchObject({ value: 422, seen: 'expire-again/expire again' });
    expect(profile.choices.timestampOffset).toMatchObject({ value: '+02:00' });
    expect(profile.choices.includeDefault).toMatchObject({ value: 'all' });
    expect(profile.account.sessionsPerInquiry).toMatchObject({ value: 24 });
    expect(profile.unknown).toEqual([]);
    const written = Buffer.from(sealed(JSON.stringify(profile)));
    expect(verify(written, 'sandbox.profile.json')).toMatchObject({ exitCode: 0 });
    expect(profile.calls.compared).toBeGreaterThan(200);
    expect(profile.calls.alike).toBe(profile.calls.compared);
    expect(played.probing).toBeLessThanOrEqual(60);
    // Whether a duplicate came while the first was running cannot be seen from outside; how late events are, a busy machine cannot tell.
    expect(undecided(profile.choices).filter((name) => name !== 'eventLagMs')).toEqual(['race']);
  });

  test('a profile survives its file, and holds no id, no key and no person', async () => {
    const { profile, played } = await calibrated({ open: { eventLagMs: 0 } });
    const path = test.info().outputPath('sandbox.profile.json');
    writeFileSync(path, JSON.stringify(profile));
    expect(readProfile(path)).toEqual(profile);
    const text = JSON.stringify(profile);
    const ids = played.exchanges.flatMap(
      ({ response }) => response.body.match(/\b(iqse|inq|dev|ntwk)_\w+/g) ?? [],
    );
    expect(ids.length).toBeGreaterThan(100);
    for (const secret of [...ids, 'persona_sandbox_', 'req_']) expect(text).not.toContain(secret);
    expect(Object.keys(profile.choices).sort()).toEqual(Object.keys(openPoints).sort());
  });

  test('one behaviour beside the choices stands once, with all the calls that show it', async () => {
    const { profile } = await calibrated({ patch: plantedPatch('unknown-top-level-members') });
    const [most] = profile.unknown.toSorted((a, b) => b.calls.length - a.calls.length);
    expect(most?.calls.length).toBeGreaterThan(100);
    expect(most?.differs.some((place) => place.startsWith('jsonapi.version: text / absent'))).toBe(true);
    expect(profile.calls.alike).toBeLessThan(profile.calls.compared / 2);
  });

  test('a key that is missing leaves undecided what needs it, and says which', async () => {
    const { profile } = await calibrated({
      keys: { lowLimit: { limit: 0 }, readOnly: { permission: 'write' } },
    });
    expect(profile.choices.idempotencyScope).toEqual({
      undecidable: 'probe-second-key/create with the second key ran into the rate limit.',
    });
    expect(profile.choices.forbiddenSaved).toEqual({
      undecidable: 'The read-only key was not refused with a 403.',
    });
  });

  test('a way that fails in the middle of a write decides nothing, and makes the whole useless', async () => {
    const { mock, configuration } = await startEmbeddedMock(readConfiguration({ PERSONA_BACKOFF_MS: '1' }), {
      seed: 7,
      rateLimit: { limit: 5_000, windowSeconds: 60 },
    });
    const proxy = await openFaultProxy(mock.origin, { resets: 0.05 }, 1);
    const baseUrl = configuration.baseUrl.replace(mock.origin, proxy.origin);
    const played = await play({ ...configuration, baseUrl });
    await proxy.close();
    await mock.close();
    expect(played.spoilt.size).toBeGreaterThan(0);
    expect(whyUseless(played)).toMatch(/^the way to the target failed in the middle of [a-z-]+/);
    expect(whyUseless({ ...played, spoilt: new Set() })).toBeUndefined();
    const { choices } = decide(played);
    const values = Object.entries(choices).filter(([, finding]) => 'value' in finding);
    expect(values.length).toBeGreaterThan(10);
    for (const [name, finding] of values) {
      expect(finding, name).toMatchObject({ value: standardChoices[name as OpenName] });
    }
  });

  test(
    'the plan counts at most 60 requests beyond the suite’s own, late events included',
    AT_NIGHT,
    async () => {
      const everyKey = readConfiguration({
        PERSONA_TARGET: 'sandbox',
        PERSONA_BASE_URL: 'http://127.0.0.1:1/api/v1',
        PERSONA_API_KEY: 'persona_sandbox_one',
        PERSONA_READONLY_API_KEY: 'persona_sandbox_two',
        PERSONA_OTHER_API_KEY: 'persona_sandbox_three',
        PERSONA_LOW_LIMIT_API_KEY: 'persona_sandbox_four',
      });
      const { probes } = await planCalibration(everyKey);
      expect(probes).toBeGreaterThan(30);
      expect(probes).toBeLessThanOrEqual(60);
    },
  );

  test('what is no profile of this mock is refused, in plain words', async () => {
    const text = JSON.stringify((await calibrated({})).profile);
    const path = test.info().outputPath('p.json');
    for (const { written, says } of [
      { written: '{', says: 'cannot be read as JSON' },
      { written: '{"$schema":"x"}', says: 'does not fit' },
      {
        written: text.replace('"reExpire":{"value":409', '"reExpire":{"value":410'),
        says: 'the mock cannot choose 410 at reExpire',
      },
      { written: text.replace('"race":', '"weather":'), says: 'it does not speak of race' },
    ]) {
      writeFileSync(path, written);
      expect(() => readProfile(path)).toThrow(says);
    }
  });

  test('a comparison counts until its days are over, by the day', () => {
    const profile = { comparedOn: '2026-11-20', goodForDays: 90, choices: {} as SandboxProfile['choices'] };
    const on = (day: string) => profileFact(profile, new Date(`${day}T23:59:00Z`)).daysAgo;
    expect([on('2026-11-20'), on('2026-11-21'), on('2027-02-18')]).toEqual([0, 1, 90]);
  });
});

function undecided(choices: object): string[] {
  return Object.entries(choices).flatMap(([name, finding]) => ('value' in finding ? [] : [name]));
}
