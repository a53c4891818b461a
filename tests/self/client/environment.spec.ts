import { existsSync, readdirSync, writeFileSync } from 'node:fs';
import { expect, test } from '@playwright/test';
import { ensureReportDir, loadEnvironment } from '../../../client/environment.ts';
import { ConfigurationError } from '../../../client/errors.ts';

test('.env fills in what the environment leaves open', () => {
  const path = test.info().outputPath('.env');
  writeFileSync(path, 'PERSONA_VERSION=2021-07-05\nPERSONA_TARGET=sandbox\n');
  const env = loadEnvironment({ PERSONA_TARGET: 'mock' }, path);
  expect(env).toEqual({ PERSONA_TARGET: 'mock', PERSONA_VERSION: '2021-07-05' });
});

test('a missing .env changes nothing', () => {
  const env = loadEnvironment({ PERSONA_TARGET: 'mock' }, test.info().outputPath('none'));
  expect(env).toEqual({ PERSONA_TARGET: 'mock' });
});

test('the report folder is created, and left empty', () => {
  const folder = test.info().outputPath('a', 'b');
  ensureReportDir(folder);
  expect(existsSync(folder)).toBe(true);
  expect(readdirSync(folder)).toEqual([]);
});

test('a report folder that cannot be is refused', () => {
  const file = test.info().outputPath('file');
  writeFileSync(file, '');
  for (const folder of [file, `${file}/below`]) {
    const attempt = () => ensureReportDir(folder);
    expect(attempt).toThrow(ConfigurationError);
    expect(attempt).toThrow(
      /^REPORT_DIR .* cannot be written to \((it is a file|a part of the path is a file)/,
    );
  }
});
