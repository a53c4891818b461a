/** Files and folders that are not what they should be: one plain line and exit 2, before anything is sent. */
import { closeSync, existsSync, mkdirSync, openSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { unknownVariables } from '../../../client/unknown-variables.ts';
import { readExcuses } from '../../../judging/excuses.ts';
import { readStatement } from '../../../reporting/statement-file.ts';
import { readConsumer } from '../../../upgrade/consumer.ts';
import { readLock } from '../../../upgrade/lock.ts';
import { checkLockPlace } from '../../../upgrade/lock-place.ts';
import { runNode } from '../support/run-node.ts';

const FULL = '/dev/full';

test.describe('where a lock is to be written', () => {
  for (const [what, prepare, words] of [
    ['a folder', (path) => mkdirSync(path), 'is a folder'],
    ['somebody else’s file', (path) => writeFileSync(path, '{"a": 1}'), 'it is no lock'],
    ['a file in no folder', () => undefined, 'its folder does not exist'],
  ] as readonly (readonly [string, (path: string) => void, string])[]) {
    test(`${what} is refused`, ({}, testInfo) => {
      const path = testInfo.outputPath(what === 'a file in no folder' ? 'nowhere/x.json' : 'x.json');
      prepare(path);
      if (what === 'a file in no folder') expect(() => checkLockPlace(join(path, 'y.json'))).toThrow(words);
      else expect(() => checkLockPlace(path)).toThrow(words);
    });
  }

  test('a part of the path that is a file is refused', ({}, testInfo) => {
    const file = testInfo.outputPath('file');
    writeFileSync(file, '');
    expect(() => checkLockPlace(join(file, 'x.json'))).toThrow('a part of the path is a file');
  });

  test('an older lock, an empty file and a new file are fine', ({}, testInfo) => {
    const path = testInfo.outputPath('x.json');
    checkLockPlace(path);
    writeFileSync(path, '');
    checkLockPlace(path);
    writeFileSync(path, '\ufeff{ "$schema": "urn:persona-session-expiry-conformance:contract-lock:2" }');
    expect(() => checkLockPlace(path)).not.toThrow();
  });
});

test.describe('what is to be read', () => {
  for (const [what, read] of [
    ['lock', readLock],
    ['consumer profile', readConsumer],
    ['list of known deviations', (path) => readExcuses('mock', path)],
  ] as readonly (readonly [string, (path: string) => unknown])[]) {
    test(`a folder in place of a ${what} is said plainly`, ({}, testInfo) => {
      const folder = testInfo.outputPath('folder');
      mkdirSync(folder);
      expect(() => read(folder)).toThrow(/cannot be read/);
    });
  }

  for (const text of [
    '',
    'nonsense',
    '[]',
    'null',
    '{"$schema":"urn:persona-conformance:statement:1","requirements":[null]}',
  ]) {
    test(`a statement that says ${JSON.stringify(text)} is refused`, ({}, testInfo) => {
      writeFileSync(testInfo.outputPath('conformance.json'), text);
      expect(() => readStatement(testInfo.outputDir)).toThrow('cannot be read as a statement of this suite');
    });
  }

  test('a byte order mark does no harm', ({}, testInfo) => {
    const path = testInfo.outputPath('x.json');
    writeFileSync(path, '\ufeff{"name":"reader"}');
    expect(readConsumer(path)).toEqual({ name: 'reader' });
    writeFileSync(path, '\ufeff{"deviations":[]}');
    expect(readExcuses('mock', path)).toEqual([]);
  });
});

test('a setting with a slip in its name is told, without its value', () => {
  const env = {
    PERSONA_API_KEY: 'a',
    PERSONA_APIKEY: 'b',
    PERSONA_TEMPLATE_ID: 'c',
    persona_url: 'd',
    OTHER: 'e',
  };
  expect(unknownVariables(env)).toEqual([
    'PERSONA_APIKEY is no setting of this suite; did you mean PERSONA_API_KEY?',
    'PERSONA_TEMPLATE_ID is no setting of this suite; did you mean PERSONA_INQUIRY_TEMPLATE_ID?',
    'persona_url is no setting of this suite; did you mean PERSONA_BASE_URL?',
  ]);
  expect(unknownVariables({ PERSONA_SOMETHING_ELSE: '1' })).toEqual([
    'PERSONA_SOMETHING_ELSE is no setting of this suite',
  ]);
});

test('every setting that the reference names is known', () => {
  const reference = readFileSync('docs/configuration.md', 'utf8') + readFileSync('.env.example', 'utf8');
  const named = [...new Set(reference.match(/PERSONA_[A-Z_]+[A-Z]/g))];
  expect(named.length).toBeGreaterThan(10);
  expect(unknownVariables(Object.fromEntries(named.map((name) => [name, '1'])))).toEqual([]);
});

test.describe('a full disk', () => {
  test.skip(!existsSync(FULL), 'This system has no device that is always full.');

  test('under the output of a command is exit 2 and one line', async () => {
    const full = openSync(FULL, 'w');
    const ended = await runNode(['--import', 'tsx', 'cli/upgrade.ts', '--list-members'], { stdout: full });
    closeSync(full);
    expect(ended).toEqual({ exitCode: 2, output: 'Its output could not be written: the disk is full\n' });
  });

  test('under a lock is exit 2 and one line @nightly', async () => {
    const ended = await runNode(['--import', 'tsx', 'cli/lock.ts', '--lock', FULL]);
    expect(ended.exitCode).toBe(2);
    expect(ended.output.split('\n').filter((line) => line !== '' && !line.startsWith('Playing'))).toEqual([
      'A file cannot be written: the disk is full',
    ]);
  });
});
