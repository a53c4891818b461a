/**
 * `npm run build`: the package as it is installed, in `dist/`. It has the layout of the checkout, so that every file finds its
 * neighbours as before. Types are blanked out rather than compiled away: line and column stay what they are in the source,
 * and so a failing test, a stack trace and the contract book name the same place.
 */
import { chmodSync, cpSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import ts from 'typescript';
import tsBlankSpace from 'ts-blank-space';
import { rooms } from '../rooms.js';
import { asInstalled } from './installed-text.ts';

const ROOT = join(import.meta.dirname, '..');
const PROGRAM = join('cli', 'main.js');

/** What serves this repository alone. */
const LEFT_OUT = /^(release\/|proof\/(corpus|likeness|mutants|network)\/|proof\/rooms\.ts$)/;
/** Read as text by the contract book. */
const READ_AS_SOURCE = [join('tests', 'conformance'), 'scenarios'];
/** `init` writes it into the folders of other teams. */
const SETTINGS = '.env.example';
const OTHER_FILES = ['allurerc.mjs', SETTINGS, 'known-deviations.example.json'];

/** What other teams import, with its types. */
const EXPORTED = [join('mock', 'embed.ts'), join('mock', 'playwright-fixture.ts')];

const IMPORTED = /((?:from|import)\s*\(?\s*['"]\.{1,2}\/[^'"\n]+)\.ts(['"])/g;

/** Writes the package into this folder, which it empties first; gives the number of files. */
export function build(folder: string): number {
  rmSync(folder, { recursive: true, force: true });
  const files = rooms
    .flatMap(({ files }) => filesBelow(files))
    .filter((file) => !LEFT_OUT.test(file))
    .concat('playwright.config.ts', OTHER_FILES);
  const written = [...new Set(files)].map((file) => place(file, folder));
  chmodSync(join(folder, PROGRAM), 0o755);
  writeFileSync(join(folder, 'package.json'), identity());
  return written.flat().length + 1;
}

function place(file: string, folder: string): string[] {
  const source = join(ROOT, file);
  if (file === SETTINGS) {
    write(join(folder, file), asInstalled(readFileSync(source, 'utf8')));
    return [join(folder, file)];
  }
  if (!file.endsWith('.ts') || file.endsWith('.d.ts')) return [copy(source, join(folder, file))];
  const compiled = join(folder, file.replace(/\.ts$/, '.js'));
  const text = readFileSync(source, 'utf8');
  write(compiled, asInstalled(withoutTypes(text, file)));
  if (EXPORTED.includes(file)) write(compiled.replace(/\.js$/, '.d.ts'), typesOf(text, file));
  const isRead = READ_AS_SOURCE.includes(dirname(file));
  return [compiled, ...(isRead ? [copy(source, join(folder, file))] : [])];
}

function withoutTypes(text: string, file: string): string {
  const javascript = tsBlankSpace(text, (node) => {
    const { line } = node.getSourceFile().getLineAndCharacterOfPosition(node.getStart());
    throw new Error(`${file}:${line + 1}: ${ts.SyntaxKind[node.kind]} cannot be blanked out`);
  });
  return javascript.replace(IMPORTED, '$1.js$2');
}

function typesOf(text: string, file: string): string {
  const { outputText, diagnostics } = ts.transpileDeclaration(text, {
    fileName: file,
    compilerOptions: { target: ts.ScriptTarget.ES2023, isolatedDeclarations: true },
    reportDiagnostics: true,
  });
  const [wrong] = diagnostics ?? [];
  if (wrong) throw new Error(`${file}: ${ts.flattenDiagnosticMessageText(wrong.messageText, ' ')}`);
  return outputText.replace(IMPORTED, '$1.js$2');
}

/** Name, version and kind of the modules: what the files beside it ask of a package.json. */
function identity(): string {
  const { name, version } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as {
    name: string;
    version: string;
  };
  return `${JSON.stringify({ name, version, private: true, type: 'module' }, null, 2)}\n`;
}

function filesBelow(folder: string): string[] {
  return readdirSync(join(ROOT, folder), { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(ROOT.length + 1));
}

function copy(from: string, to: string): string {
  mkdirSync(dirname(to), { recursive: true });
  cpSync(from, to);
  return to;
}

function write(file: string, text: string): void {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
}

if (process.argv[1] === import.meta.filename) {
  const files = build(join(ROOT, 'dist'));
  process.stdout.write(`dist: ${files} files\n`);
}
