/** The scenarios as text: their names, what happens in them, and under which label each of their results was recorded. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type TS from 'typescript';
import { ts } from './typescript.ts';

export interface ScenarioText {
  /** First part of its exchanges' labels. */
  readonly name: string;
  /** What happens, in one sentence; absent where the sentence is put together at run time. */
  readonly story?: string;
  /** Labels under which a result may have been recorded, as far as that can be read off the text. */
  readonly labels: ReadonlyMap<string, readonly string[]>;
}

/**
 * Reads the scenarios of a folder.
 * @returns by the name of the exported variable
 */
export function readScenarios(folder: string): ReadonlyMap<string, ScenarioText> {
  const scenarios = new Map<string, ScenarioText>();
  for (const entry of readdirSync(folder)
    .filter((name) => name.endsWith('.ts'))
    .sort()) {
    const text = readFileSync(join(folder, entry), 'utf8');
    const source = ts.createSourceFile(entry, text, ts.ScriptTarget.Latest, true);
    for (const statement of source.statements.filter(ts.isVariableStatement)) {
      for (const { name, initializer } of statement.declarationList.declarations) {
        if (!initializer || !ts.isCallExpression(initializer)) continue;
        const [label, story, run] = initializer.arguments;
        if (initializer.expression.getText(source) !== 'scenario' || !label || !story || !run) continue;
        if (!ts.isStringLiteralLike(label)) continue;
        scenarios.set(name.getText(source), {
          name: label.text,
          ...(ts.isStringLiteralLike(story) ? { story: story.text } : {}),
          labels: labelsIn(run, source, label.text, scenarios),
        });
      }
    }
  }
  return scenarios;
}

/** `return { after, first: other.expire }`, each traced to the call that made it. */
function labelsIn(
  run: TS.Node,
  source: TS.SourceFile,
  name: string,
  known: ReadonlyMap<string, ScenarioText>,
): ReadonlyMap<string, readonly string[]> {
  const made = new Map<string, readonly string[]>();
  const played = new Map<string, string>();
  const labels = new Map<string, readonly string[]>();
  const visit = (node: TS.Node): void => {
    if (ts.isVariableDeclaration(node) && ts.isIdentifier(node.name) && node.initializer) {
      made.set(
        node.name.text,
        textsIn(node.initializer).map((step) => `${name}/${step}`),
      );
      const other = /\brun\((\w+)\)/.exec(node.initializer.getText(source))?.[1];
      if (other !== undefined) played.set(node.name.text, other);
    }
    if (ts.isReturnStatement(node) && node.expression && ts.isObjectLiteralExpression(node.expression)) {
      for (const property of node.expression.properties) {
        const key = property.name && ts.isIdentifier(property.name) ? property.name.text : undefined;
        if (key === undefined) continue;
        const value = ts.isPropertyAssignment(property) ? property.initializer.getText(source) : key;
        const [object = '', member] = value.split('.');
        const from =
          member === undefined ? made.get(object) : known.get(played.get(object) ?? '')?.labels.get(member);
        if (from !== undefined) labels.set(key, from);
      }
    }
    ts.forEachChild(node, visit);
  };
  visit(run);
  return labels;
}

/** Every fixed text in an expression: one of them is the step's name, when it names one. */
function textsIn(node: TS.Node): readonly string[] {
  const texts: string[] = [];
  const visit = (inner: TS.Node): void => {
    if (ts.isStringLiteralLike(inner)) texts.push(inner.text);
    ts.forEachChild(inner, visit);
  };
  visit(node);
  return texts;
}
