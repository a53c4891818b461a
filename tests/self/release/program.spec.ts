/** The one program, as it is built: every command is in it, and what it says fits a folder without our scripts. */
import { existsSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { subcommands } from '../../../cli/subcommands.ts';
import { build } from '../../../release/build.ts';
import { runNode } from '../support/run-node.ts';

const ROOT = join(import.meta.dirname, '..', '..', '..');
/** Below node_modules, as where it is installed; our dependencies are found from there. */
const BUILT = join(ROOT, 'node_modules', '.cache', `built-${process.pid}`);

test.describe.configure({ mode: 'serial' });

test.beforeAll(() => void build(BUILT));

test.afterAll(() => rmSync(BUILT, { recursive: true, force: true }));

test('each npm script that is a command is one of the program too, and the other way round', () => {
  const { scripts } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as {
    scripts: Record<string, string>;
  };
  const program = readFileSync(join(ROOT, 'cli', 'subcommands.ts'), 'utf8');
  for (const name of Object.keys(subcommands)) {
    const file = new RegExp(`^  '?${name}'?: \\{[^}]*import\\('([^']+)'\\)`, 'm').exec(program)?.[1] ?? '';
    expect(scripts[name], name).toBe(`node --import tsx ${join('cli', file)}`);
  }
  const ofCli = Object.entries(scripts).filter(([, line]) => /^node --import tsx cli\//.test(line));
  expect(ofCli.length).toBeGreaterThan(5);
  for (const [name] of ofCli) expect(Object.keys(subcommands)).toContain(name);
});

test('no text of the program names an npm script, which only a checkout has', () => {
  const files = filesBelow(BUILT).filter((file) => file.endsWith('.js'));
  expect(files.length).toBeGreaterThan(300);
  const named = files.flatMap((file) => readFileSync(file, 'utf8').match(/npm run [\w:]+/g) ?? []);
  expect(named).toEqual([]);
});

test('every file finds the neighbours that it imports', () => {
  const imports = filesBelow(BUILT)
    .filter((file) => file.endsWith('.js'))
    .flatMap((file) =>
      [...readFileSync(file, 'utf8').matchAll(/(?:from |import\()'(\.{1,2}\/[^']+)'/g)].map(([, name]) =>
        join(file, '..', name ?? ''),
      ),
    );
  expect(imports.length).toBeGreaterThan(1_000);
  expect(imports.filter((file) => !existsSync(file))).toEqual([]);
});

test('what is built stands at the line and column of its source', () => {
  const source = readFileSync(join(ROOT, 'tests/conformance/auth.spec.ts'), 'utf8').split('\n');
  const built = readFileSync(join(BUILT, 'tests/conformance/auth.spec.js'), 'utf8').split('\n');
  const tests = source.flatMap((line, at) => (/^\s*test\(/.test(line) ? [at] : []));
  expect(tests.length).toBeGreaterThan(5);
  for (const at of tests) expect(built[at]).toBe(source[at]);
});

test('it says what it can do, and a slip of the fingers is answered with the nearest command', async () => {
  const program = join(BUILT, 'cli', 'main.js');
  const help = await runNode([program, '--help']);
  expect(help.exitCode).toBe(0);
  for (const name of Object.keys(subcommands)) expect(help.output).toContain(`\n  ${name} `);
  const slip = await runNode([program, 'upgrad', '--from', 'x']);
  expect(slip.exitCode).toBe(2);
  expect(slip.output).toContain('There is no command "upgrad"');
  expect(slip.output).toContain('did you mean upgrade?');
  const inCommand = await runNode([program, 'lock', '--frobnicate']);
  expect(inCommand.exitCode).toBe(2);
  expect(inCommand.output).toContain('next: npx persona-session-expiry-conformance lock --help');
});

function filesBelow(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
}
