/** Makes a copy of the mock in which every mutant can be switched on, and names each mutant so that the name survives edits. */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { Instrumenter } from '@stryker-mutator/instrumenter';
import typescript from 'typescript';
import { asJavaScript, MOCK_FOLDER, mutatedFiles } from './mutated-files.ts';
import { scopesOf } from './scopes.ts';

export interface Mutant {
  /** What the instrumented code knows it by; another one after each edit. */
  readonly id: string;
  /** Below the mock's folder. */
  readonly file: string;
  readonly line: number;
  /** The declaration that it stands in. */
  readonly scope: string;
  /** The kind of change, in the instrumenter's words. */
  readonly mutator: string;
  /** Stable name: file, kind, original and replacement, and which of those that look alike. */
  readonly name: string;
}

const LONGEST = 70;

const silent = () => undefined;
const logger = {
  isTraceEnabled: () => false,
  isDebugEnabled: () => false,
  isInfoEnabled: () => false,
  isWarnEnabled: () => false,
  isErrorEnabled: () => false,
  isFatalEnabled: () => false,
  trace: silent,
  debug: silent,
  info: silent,
  warn: silent,
  error: silent,
  fatal: silent,
};

/** Writes the copy, as JavaScript, into the folder; gives the mutants in the order of the source. */
export async function instrument(folder: string): Promise<readonly Mutant[]> {
  const sources = new Map(
    mutatedFiles().map((file) => [file, readFileSync(join(MOCK_FOLDER, file), 'utf8')]),
  );
  const { files, mutants } = await new Instrumenter(logger).instrument(
    [...sources].map(([name, content]) => ({ name, content, mutate: true })),
    { plugins: null, excludedMutations: [], ignorers: [] },
  );
  for (const { name, content } of files) {
    const target = join(folder, asJavaScript(name));
    mkdirSync(dirname(target), { recursive: true });
    writeFileSync(target, transpiled(name, content));
  }
  const scopes = new Map([...sources].map(([file, content]) => [file, scopesOf(file, content)]));
  const alike = new Map<string, number>();
  return mutants.map(({ id, fileName, mutatorName, replacement, location }) => {
    const source = sources.get(fileName) ?? '';
    const start = offsetOf(source, location.start);
    const original = source.slice(start, offsetOf(source, location.end));
    const name = `${fileName} ${mutatorName}: ${short(original)} → ${short(replacement)}`;
    const occurrence = (alike.get(name) ?? 0) + 1;
    alike.set(name, occurrence);
    return {
      id,
      file: fileName,
      line: location.start.line + 1,
      scope: scopes.get(fileName)?.(start) ?? '',
      mutator: mutatorName,
      name: occurrence === 1 ? name : `${name} (${occurrence})`,
    };
  });
}

function transpiled(fileName: string, content: string): string {
  return typescript.transpileModule(content, {
    fileName,
    compilerOptions: {
      target: typescript.ScriptTarget.ES2023,
      module: typescript.ModuleKind.ESNext,
      verbatimModuleSyntax: true,
    },
  }).outputText;
}

interface Position {
  /** Both from 0. */
  readonly line: number;
  readonly column: number;
}

function offsetOf(text: string, { line, column }: Position): number {
  const before = text.split('\n').slice(0, line);
  return before.reduce((sum, one) => sum + one.length + 1, column);
}

/** A long text by its beginning and its end: an edit in the middle of a function leaves the name of its mutant as it is. */
function short(text: string): string {
  const squeezed = text.replaceAll(/\s+/g, ' ').trim();
  if (squeezed.length <= LONGEST) return squeezed;
  return `${squeezed.slice(0, LONGEST / 2).trimEnd()} … ${squeezed.slice(-LONGEST / 2).trimStart()}`;
}
