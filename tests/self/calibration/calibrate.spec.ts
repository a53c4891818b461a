/** A profile says what a sandbox does, and a mock of that profile does the same. */
import { writeFileSync } from 'node:fs';
import { expect, test } from '@playwright/test';
import { openPoints } from '../../../mock/open-choices.ts';
import { profileFact, readProfile } from '../../../preflight/profile-file.ts';
import { calibrated } from './support.ts';

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
    expect(profile.calls.compared).toBeGreaterThan(200);
    expect(profile.calls.alike).toBe(profile.calls.compared);
    expect(played.probing).toBeLessThanOrEqual(60);
    // Whether a duplicate came while the first was running cannot be seen from outside.
    expect(undecided(profile.choices)).toEqual(['race']);
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

  for (const { what, spoil, says } of [
    { what: 'no JSON', spoil: () => '{', says: 'cannot be read as JSON' },
    { what: 'another format', spoil: () => '{"$schema":"x"}', says: 'does not fit' },
    {
      what: 'a value that the mock cannot choose',
      spoil: (text: string) => text.replace('"reExpire":{"value":409', '"reExpire":{"value":410'),
      says: 'the mock cannot choose 410 at reExpire',
    },
    {
      what: 'a choice that the mock does not have',
      spoil: (text: string) => text.replace('"race":', '"weather":'),
      says: 'it does not speak of race',
    },
  ]) {
    test(`a profile with ${what} is refused`, async () => {
      const path = test.info().outputPath('p.json');
      writeFileSync(path, spoil(JSON.stringify(await profileOnce())));
      expect(() => readProfile(path)).toThrow(says);
    });
  }

  test('a comparison counts until its days are over, by the day', async () => {
    const profile = await profileOnce();
    const on = (day: string) => profileFact(profile, new Date(`${day}T23:59:00Z`)).daysAgo;
    expect([on('2026-11-20'), on('2026-11-21'), on('2027-02-18')]).toEqual([0, 1, 90]);
  });
});

let once: ReturnType<typeof calibrated> | undefined;

async function profileOnce() {
  once ??= calibrated({});
  return (await once).profile;
}

function undecided(choices: object): string[] {
  return Object.entries(choices).flatMap(([name, finding]) => ('value' in finding ? [] : [name]));
}
