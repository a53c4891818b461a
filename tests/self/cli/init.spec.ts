/** `init`: what it writes is right where it stands, and nothing that was there is touched. */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { foundCi, writeFiles } from '../../../cli/init/files.ts';
import { ConfigurationError } from '../../../client/errors.ts';
import { suiteVersion } from '../../../reporting/suite-version.ts';
import { readConsumer, readingOf } from '../../../upgrade/consumer.ts';
import { documentedHeaders, documentedMembers, documentedStates } from '../../../upgrade/documented.ts';

test('it finds the CI by its files, and overwrites nothing', ({}, testInfo) => {
  const folder = testInfo.outputPath('team');
  mkdirSync(join(folder, '.github'), { recursive: true });
  writeFileSync(join(folder, '.gitlab-ci.yml'), 'build: {}\n');
  writeFileSync(join(folder, '.env.example'), 'THEIRS=1\n');
  expect(foundCi(folder)).toEqual(['github', 'gitlab']);
  const first = writeFiles(folder, foundCi(folder));
  expect(first.map(({ file, written }) => `${file} ${written}`)).toEqual([
    '.env.example false',
    'known-deviations.example.json true',
    'consumer.json true',
    '.github/workflows/persona-conformance.yml true',
    '.gitlab/persona-conformance.yml true',
  ]);
  expect(readFileSync(join(folder, '.env.example'), 'utf8')).toBe('THEIRS=1\n');
  const { name, version } = suiteVersion();
  for (const file of ['.github/workflows/persona-conformance.yml', '.gitlab/persona-conformance.yml'])
    expect(readFileSync(join(folder, file), 'utf8')).toContain(`SUITE: ${name}@${version}\n`);
  expect(writeFiles(folder, foundCi(folder)).every(({ written }) => !written)).toBe(true);
});

test('the profile that it writes reads everything documented: nothing breaks unseen', ({}, testInfo) => {
  const folder = testInfo.outputPath('team');
  mkdirSync(folder);
  writeFiles(folder, []);
  const profile = readConsumer(join(folder, 'consumer.json'));
  const untouched = { calls: [], members: [], headers: [], states: [], statuses: [], idempotency: false };
  const touches = [
    ...documentedMembers.map((member) => ({ ...untouched, members: [member] })),
    ...documentedHeaders.map((header) => ({ ...untouched, headers: [header] })),
    ...documentedStates.map((state) => ({ ...untouched, states: [state] })),
    { ...untouched, idempotency: true },
    ...(profile.calls ?? []).map((call) => ({ ...untouched, calls: [call], statuses: [404] })),
  ];
  for (const touched of touches) {
    expect(readingOf(touched, undefined), JSON.stringify(touched)).toBe('documentation');
    expect(readingOf(touched, profile), JSON.stringify(touched)).toBe('profile');
  }
});

test('a folder that cannot be written to is said in a line', ({}, testInfo) => {
  const file = testInfo.outputPath('a-file');
  writeFileSync(file, '');
  expect(() => writeFiles(file, [])).toThrow(ConfigurationError);
});
