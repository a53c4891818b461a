/** A sample of the noise servers: nothing has changed, so nothing may be called a break. All of them: npm run upgrade:noise. */
import { expect, test } from '@playwright/test';
import { judgeNoise } from '../../../proof/corpus/noise-run.ts';
import { noiseServers } from '../../../proof/corpus/noise-servers.ts';

const SAMPLE = [
  'absent-threat-level',
  'null-country-code',
  'request-id-rarely-missing',
  'error-texts-vary',
  'second-expire-either-way',
  'resets',
  'two-time-formats',
  'several-at-once',
];

test('there are servers enough, and each has a name of its own', () => {
  const slugs = noiseServers.map(({ slug }) => slug);
  expect(new Set(slugs).size).toBe(slugs.length);
  expect(slugs.length).toBeGreaterThanOrEqual(30);
  for (const slug of SAMPLE) expect(slugs).toContain(slug);
});

for (const server of noiseServers.filter(({ slug }) => SAMPLE.includes(slug))) {
  test(`${server.slug}: ${server.sentence}`, async () => {
    const { upgrade, drift, said } = await judgeNoise(server, 1);
    expect([upgrade, drift], said.join('\n')).not.toContain(1);
  });
}
