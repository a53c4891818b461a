/** The tests as a reader sees them: the text of each requirement's body, where it stands, and what it looks at. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type TS from 'typescript';
import type { RequirementId } from '../../contract/catalogue.ts';
import { highlightLines } from './highlight.ts';
import { ts } from './typescript.ts';

/** A file of the suite, coloured. */
export interface TestFile {
  /** Path from the project's root, e.g. `tests/conformance/state.spec.ts`. */
  readonly path: string;
  /** Last part without its ending, e.g. `state`. */
  readonly name: string;
  /** HTML, one entry per line. */
  readonly lines: readonly string[];
}

/** A piece of a test file. */
export interface Piece {
  readonly file: TestFile;
  /** First line, counted from 1. */
  readonly line: number;
  /** HTML, out of its indentation. */
  readonly lines: readonly string[];
}

/** What a body looks at: a property of what a scenario left behind. */
export interface Look {
  /** The variable that names the scenario in the test; a loop's variable where the body stands in a loop. */
  readonly scenario: string;
  readonly property: string;
}

export interface RequirementTest {
  readonly id: RequirementId;
  readonly body: Piece;
  /** Helpers and constants of the same file that the body uses, in the order of the file. */
  readonly helpers: readonly Piece[];
  /** What the last claim is about, best guess first. */
  readonly looks: readonly Look[];
}

export interface TestSource {
  readonly files: readonly TestFile[];
  readonly tests: ReadonlyMap<RequirementId, RequirementTest>;
}

/**
 * Reads the requirement bodies of a folder.
 * @param root the project's root
 * @param folder the folder of the bodies, from the root
 * @param ids the catalogue's slugs: a body in a loop is registered under a template, which is matched against them
 */
export function readTests(root: string, folder: string, ids: readonly RequirementId[]): TestSource {
  const files: TestFile[] = [];
  const found: Registration[] = [];
  for (const entry of readdirSync(join(root, folder))
    .filter((name) => name.endsWith('.spec.ts'))
    .sort()) {
    const path = `${folder}/${entry}`;
    const text = readFileSync(join(root, path), 'utf8');
    const source = ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true);
    const registrations = registrationsIn(source);
    if (registrations.length === 0) continue;
    const file: TestFile = { path, name: entry.replace(/\.spec\.ts$/, ''), lines: highlightLines(source) };
    files.push(file);
    found.push(...registrations.map((registration) => ({ ...registration, file })));
  }
  const tests = new Map<RequirementId, RequirementTest>();
  for (const id of ids) {
    const registration = registrationOf(id, found);
    if (registration?.file) tests.set(id, testOf(id, registration, registration.file));
  }
  return { files, tests };
}

interface Registration {
  readonly call: TS.CallExpression;
  readonly source: TS.SourceFile;
  readonly file?: TestFile;
  /** Length of the fixed text of the slug; the longest match wins. */
  readonly fixed: number;
  readonly matches: (id: string) => boolean;
}

function registrationsIn(source: TS.SourceFile): Registration[] {
  const found: Registration[] = [];
  const visit = (node: TS.Node): void => {
    if (ts.isCallExpression(node) && node.expression.getText(source) === 'requirement') {
      const slug = node.arguments[0];
      if (slug && ts.isStringLiteralLike(slug)) {
        found.push({ call: node, source, fixed: Infinity, matches: (id) => id === slug.text });
      } else if (slug && ts.isTemplateExpression(slug)) {
        const fixed = [slug.head.text, ...slug.templateSpans.map((span) => span.literal.text)];
        const pattern = new RegExp(`^${fixed.map((part) => part.replace(/[.\\-]/g, '\\$&')).join('.+')}$`);
        found.push({ call: node, source, fixed: fixed.join('').length, matches: (id) => pattern.test(id) });
      } else if (slug && ts.isIdentifier(slug)) {
        // A loop over a table of the same file that names the slugs.
        found.push({ call: node, source, fixed: 0, matches: (id) => source.text.includes(`'${id}'`) });
      }
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}

function registrationOf(id: string, all: readonly Registration[]): Registration | undefined {
  return all.filter(({ matches }) => matches(id)).sort((one, other) => other.fixed - one.fixed)[0];
}

function testOf(id: RequirementId, { call, source }: Registration, file: TestFile): RequirementTest {
  const body = call.arguments[1];
  return {
    id,
    body: pieceOf(call.parent, source, file),
    helpers: helpersOf(call, source).map((node) => pieceOf(node, source, file)),
    looks: body === undefined ? [] : looksOf(body, source),
  };
}

function pieceOf(node: TS.Node, source: TS.SourceFile, file: TestFile): Piece {
  const first = source.getLineAndCharacterOfPosition(startOf(node, source)).line;
  const last = source.getLineAndCharacterOfPosition(node.getEnd()).line;
  const lines = file.lines.slice(first, last + 1);
  const indent = /^ */.exec(lines[0] ?? '')?.[0].length ?? 0;
  const outdented = lines.map((line) => (line.slice(0, indent).trim() === '' ? line.slice(indent) : line));
  return { file, line: first + 1, lines: outdented };
}

/** With the comment above it. */
function startOf(node: TS.Node, source: TS.SourceFile): number {
  const comments = ts.getLeadingCommentRanges(source.text, node.getFullStart()) ?? [];
  const last = comments.at(-1);
  const adjacent = last && !/\n\s*\n/.test(source.text.slice(last.end, node.getStart(source)));
  return adjacent ? last.pos : node.getStart(source);
}

/** Declarations of the file that the node mentions, directly or through one another. */
function helpersOf(node: TS.Node, source: TS.SourceFile): TS.Node[] {
  const declared = new Map<string, TS.Statement>();
  for (const statement of source.statements) {
    if (ts.isFunctionDeclaration(statement) && statement.name) declared.set(statement.name.text, statement);
    if (!ts.isVariableStatement(statement)) continue;
    for (const { name } of statement.declarationList.declarations)
      if (ts.isIdentifier(name)) declared.set(name.text, statement);
  }
  const used = new Set<TS.Statement>();
  const visit = (inner: TS.Node): void => {
    const statement = ts.isIdentifier(inner) ? declared.get(inner.text) : undefined;
    if (statement && !used.has(statement)) {
      used.add(statement);
      visit(statement);
    }
    ts.forEachChild(inner, visit);
  };
  visit(loopAround(node) ?? node);
  return source.statements.filter((statement) => used.has(statement));
}

/** A body in a loop also rests on what the loop goes over. */
function loopAround(node: TS.Node): TS.Node | undefined {
  for (let at: TS.Node | undefined = node.parent; at; at = at.parent) if (ts.isForOfStatement(at)) return at;
  return undefined;
}

function looksOf(body: TS.Node, source: TS.SourceFile): readonly Look[] {
  const bindings = bindingsIn(body, source);
  const claims: Look[][] = [[], [], [], []];
  const visit = (node: TS.Node): void => {
    if (ts.isCallExpression(node)) {
      const name = node.expression.getText(source);
      const rank =
        name === 'expect' ? 0 : /^expect[A-Z]/.test(name) ? 1 : /(^|\.)observe$/.test(name) ? 2 : -1;
      if (rank >= 0) claims[rank]?.unshift(...mentioned(node.arguments, bindings));
    }
    if (ts.isIdentifier(node)) {
      const look = bindings.get(node.text);
      if (look && !/Ids?$/.test(look.property)) claims[3]?.unshift(look);
    }
    ts.forEachChild(node, visit);
  };
  visit(body);
  return claims.flat();
}

/** Names taken from `await run(scenario)`. */
function bindingsIn(body: TS.Node, source: TS.SourceFile): ReadonlyMap<string, Look> {
  const bindings = new Map<string, Look>();
  const visit = (node: TS.Node): void => {
    if (ts.isVariableDeclaration(node) && ts.isObjectBindingPattern(node.name)) {
      const scenario = /\brun\(\s*([\w.]+)/.exec(node.initializer?.getText(source) ?? '')?.[1];
      for (const { name, propertyName } of scenario === undefined ? [] : node.name.elements) {
        const local = name.getText(source);
        bindings.set(local, { scenario: scenario ?? '', property: propertyName?.getText(source) ?? local });
      }
    }
    ts.forEachChild(node, visit);
  };
  visit(body);
  return bindings;
}

function mentioned(nodes: readonly TS.Node[], bindings: ReadonlyMap<string, Look>): Look[] {
  const looks: Look[] = [];
  const visit = (node: TS.Node): void => {
    const look = ts.isIdentifier(node) ? bindings.get(node.text) : undefined;
    if (look && !/Ids?$/.test(look.property)) looks.push(look);
    ts.forEachChild(node, visit);
  };
  nodes.forEach(visit);
  return looks;
}
