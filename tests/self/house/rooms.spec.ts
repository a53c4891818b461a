/** The rooms: what may import what, as the linter enforces it and as the README shows it. */
import { readFileSync } from 'node:fs';
import { ESLint } from 'eslint';
import { expect, test } from '@playwright/test';
import { roomsIn, roomsText } from '../../../proof/rooms.ts';
import { rooms } from '../../../rooms.js';

const ROOT = new URL('../../../', import.meta.url);

/** A module of each room, to import from another one. */
const doors: Readonly<Record<string, string>> = {
  contract: 'contract/catalogue.ts',
  schemas: 'schemas/compile.ts',
  mock: 'mock/server.ts',
  client: 'client/errors.ts',
  scenarios: 'scenarios/scenario.ts',
  judging: 'judging/evaluate.ts',
  reporting: 'reporting/statement.ts',
  preflight: 'preflight/plan.ts',
  fixtures: 'fixtures/expect.ts',
  suite: 'tests/conformance/index.ts',
  upgrade: 'upgrade/upgrade.ts',
  calibration: 'calibration/calibrate.ts',
  explore: 'explore/explore.ts',
  openapi: 'openapi/facts.ts',
  proof: 'proof/campaign/trial.ts',
  'cli-shared': 'cli/shared/command.ts',
  cli: 'cli/conformance.ts',
  release: 'release/installed-text.ts',
};

test('the README’s list of rooms is the list that the linter enforces', () => {
  const readme = readFileSync(new URL('README.md', ROOT), 'utf8');
  expect(roomsIn(readme).trim(), 'npm run rooms').toBe(roomsText().trim());
});

test('the linter rejects an import for each forbidden pair of rooms, and no other', async () => {
  test.setTimeout(120_000);
  // One file of each room is borrowed to plant an import in, because a linter with types knows existing files only.
  const eslint = new ESLint({ cwd: ROOT.pathname, overrideConfig: { rules: {} }, cache: false });
  const rejected: string[] = [];
  const wanted: string[] = [];
  for (const { name, imports } of rooms) {
    const place = doors[name] ?? '';
    const up = '../'.repeat(place.split('/').length - 1);
    const others = rooms.filter((other) => other.name !== name);
    const text = others
      .map((other, index) => `export const x${index} = import('${up}${doors[other.name] ?? ''}');`)
      .join('\n');
    const [result] = await eslint.lintText(text, { filePath: new URL(place, ROOT).pathname });
    const lines = new Set(
      result?.messages.filter(({ ruleId }) => ruleId === 'boundaries/dependencies').map(({ line }) => line),
    );
    others.forEach((other, index) => {
      if (lines.has(index + 1)) rejected.push(`${name} → ${other.name}`);
      if (!imports.includes(other.name)) wanted.push(`${name} → ${other.name}`);
    });
  }
  expect(wanted.length).toBeGreaterThan(50);
  expect(rejected).toEqual(wanted);
});
