/** `verify`: what was changed by as little as a byte is rejected, and what cannot be told is not called right. */
import { createHash } from 'node:crypto';
import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { catalogue } from '../../../contract/catalogue.ts';
import { writeStatement } from '../../../reporting/statement-file.ts';
import { verify, type Verification } from '../../../reporting/verification.ts';
import { outcome, statement, violation } from '../reporting/support/outcomes.ts';
import { runNode } from '../support/run-node.ts';

const EVIDENCE = ['evidence/one.json', 'evidence/two.json'] as const;

/** A statement on disk with its evidence beside it; gives its path. */
function written(folder: string): string {
  mkdirSync(join(folder, 'evidence'), { recursive: true });
  for (const name of EVIDENCE) writeFileSync(join(folder, name), `{"scenario":"${name}"}\n`);
  const [first, ...others] = catalogue.map(({ id }) => outcome({ id }));
  const outcomes = first ? [violation(first.id), ...others] : [];
  writeStatement(folder, statement(outcomes, { evidenceOf: () => EVIDENCE }));
  return join(folder, 'conformance.json');
}

function look(path: string, bytes: Buffer = readFileSync(path)): Verification {
  return verify(bytes, path);
}

const results = ({ checks }: Verification): Readonly<Record<string, string>> =>
  Object.fromEntries(checks.map(({ what, result }) => [what, result]));

test('a statement is as it was written, with its evidence, here or elsewhere', ({}, testInfo) => {
  const path = written(testInfo.outputPath('here'));
  const all = { statement: 'holds', document: 'holds', evidence: 'holds', catalogue: 'holds' };
  expect(results(look(path))).toEqual(all);
  expect(look(path).exitCode).toBe(0);
  const alone = testInfo.outputPath('attached.json');
  cpSync(path, alone);
  expect(results(look(alone))).toEqual({ ...all, evidence: 'not here' });
  expect(look(alone).exitCode).toBe(0);
});

test('200 of 200 random changes of one byte are rejected', ({}, testInfo) => {
  const path = written(testInfo.outputPath('here'));
  const bytes = readFileSync(path);
  let state = 20_261_128;
  const random = (below: number): number => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
  const accepted: string[] = [];
  for (let change = 0; change < 200; change += 1) {
    const at = random(bytes.length);
    const changed = Buffer.from(bytes);
    changed[at] = ((changed[at] ?? 0) + 1 + random(255)) % 256;
    if (look(path, changed).exitCode !== 1) accepted.push(`${at}: ${bytes[at]} to ${changed[at]}`);
  }
  expect(accepted).toEqual([]);
});

test('a byte more, a byte less, another order or another end are changes too', ({}, testInfo) => {
  const path = written(testInfo.outputPath('here'));
  const text = readFileSync(path, 'utf8');
  const changed = [
    `${text}\n`,
    text.trimEnd(),
    text.replace('"requirements"', ' "requirements"'),
    text.replace(/"sha256:([0-9a-f]{64})"\s*\}\s*\}\s*$/, (end) => end.toUpperCase()),
    JSON.stringify(JSON.parse(text)),
  ];
  for (const other of changed) {
    expect(other).not.toBe(text);
    expect(look(path, Buffer.from(other)).exitCode, other.slice(-80)).toBe(1);
  }
});

test('evidence that was changed is rejected, and so is what records no digests', ({}, testInfo) => {
  const path = written(testInfo.outputPath('here'));
  writeFileSync(join(path, '..', EVIDENCE[1]), '{"scenario":"another"}\n');
  expect(results(look(path))).toMatchObject({ document: 'holds', evidence: 'broken' });
  expect(look(path).exitCode).toBe(1);
  rmSync(join(path, '..', EVIDENCE[1]));
  expect(results(look(path))).toMatchObject({ evidence: 'not here' });
  const { digests, ...without } = JSON.parse(readFileSync(path, 'utf8')) as Record<string, unknown>;
  expect(digests).toBeTruthy();
  expect(look(path, Buffer.from(JSON.stringify(without))).exitCode).toBe(1);
});

test('what another version of the suite made cannot be told', ({}, testInfo) => {
  const path = written(testInfo.outputPath('here'));
  const { suite } = (JSON.parse(readFileSync(path, 'utf8')) as { digests: { suite: string } }).digests;
  const older = resealed(readFileSync(path, 'utf8').replace(`"suite": "${suite}"`, '"suite": "suite 0.0.1"'));
  expect(results(look(path, older))).toMatchObject({ document: 'holds', catalogue: 'another suite' });
  expect(look(path, older).exitCode).toBe(3);
});

test('the command says each check and ends with its exit code', async ({}, testInfo) => {
  const path = written(testInfo.outputPath('here'));
  writeFileSync(path, readFileSync(path, 'utf8').replace('"MUST"', '"SHOULD"'));
  const run = await runNode(['--import', 'tsx', 'cli/verify.ts', '--file', path]);
  expect(run.exitCode).toBe(1);
  expect(run.output).toContain('✗ document: it is not as it was written');
  expect(run.output).toContain('is not as the suite wrote it.');
});

/** As somebody would who knows how the digest is made. */
function resealed(text: string): Buffer {
  const zeros = `sha256:${'0'.repeat(64)}`;
  const at = text.lastIndexOf('sha256:');
  const open = text.slice(0, at) + zeros + text.slice(at + zeros.length);
  return Buffer.from(open.replace(zeros, `sha256:${createHash('sha256').update(open).digest('hex')}`));
}
