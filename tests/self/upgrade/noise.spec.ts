/** A sample of the noise servers: nothing has changed, so nothing may be called a break. All of them: npm run upgrade:noise. */
import { expect, test } from '@playwright/test';
import { judgeNoise } from '../../../proof/corpus/noise-run.ts';
import { noiseServers } from '../../../proof/corpus/noise-servers.ts';

const SAMPLE = [
  'absent-threat-level',
  'request-id-rarely-missing',
  'second-expire-either-way',
  'two-time-formats',
  'vpn-unknown-for-some-users',
  'conflicts-in-blocks',
];

test('there are servers enough, and each has a name of its own', () => {
  const slugs = noiseServers.map(({ slug }) => slug);
  expect(new Set(slugs).size).toBe(slugs.length);
  expect(slugs.length).toBeGreaterThanOrEqual(60);
  for (const slug of SAMPLE) expect(slugs).toContain(slug);
});

for (const server of noiseServers.filter(({ slug }) => SAMPLE.includes(slug))) {
  test(`${server.slug}: ${server.sentence}`, async () => {
    // A dozen runs and more, on a machine that may be busy.
    test.setTimeout(180_000);
    const { upgrade, drift, said } = await judgeNoise(server, 1);
    expect([upgrade, drift], said.join('\n')).not.toContain(1);
  });
}
