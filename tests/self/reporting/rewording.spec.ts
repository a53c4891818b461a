/** Rewording a sentence changes what people read, and nothing else. */
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { expect, test } from '@playwright/test';

interface Printed {
  readonly signature: readonly string[];
  readonly lock: { readonly observations: object };
  readonly fingerprints: readonly string[];
  readonly sentence: string;
}

async function printed(...imports: readonly string[]): Promise<Printed> {
  const args = ['tsx', ...imports].flatMap((name) => ['--import', name]);
  const { stdout } = await promisify(execFile)(
    process.execPath,
    [...args, 'tests/self/support/what-rests-on-findings.ts'],
    { maxBuffer: 64 * 1024 * 1024 },
  );
  return JSON.parse(stdout) as Printed;
}

test('other sentences give the same signature, the same lock and the same fingerprints', async () => {
  test.setTimeout(120_000);
  const [usual, reworded] = await Promise.all([printed(), printed('./tests/self/support/reworded.mjs')]);
  expect(usual.sentence).not.toBe('Reworded.');
  expect(reworded.sentence).toBe('Reworded.');
  expect(usual.signature.length).toBeGreaterThan(1);
  expect(usual.fingerprints.length).toBeGreaterThan(0);
  expect(Object.keys(usual.lock.observations).length).toBeGreaterThan(10);
  expect({ ...reworded, sentence: usual.sentence }).toEqual(usual);
});
