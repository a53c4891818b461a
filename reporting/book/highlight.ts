/** TypeScript source as HTML, line by line, coloured by the compiler's own tokens. */
import type TS from 'typescript';
import { ts } from './typescript.ts';

type Kind = 'k' | 's' | 'n' | 'c' | 'f' | '';

/** The lines of a source file as HTML: keywords, strings, numbers, comments and called names in a `span` each. */
export function highlightLines(file: TS.SourceFile): readonly string[] {
  const out: string[] = [];
  const visit = (node: TS.Node): void => {
    // It stands before the first token, too, as a comment.
    if (ts.isJSDoc(node)) return;
    const children = node.getChildren(file);
    if (children.length > 0) return children.forEach(visit);
    const start = node.getStart(file);
    out.push(...trivia(file.text.slice(node.getFullStart(), start)));
    out.push(coloured(file.text.slice(start, node.getEnd()), kindOf(node)));
  };
  visit(file);
  return out.join('').replace(/\n$/, '').split('\n');
}

/** Text as HTML. */
export function escape(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}

function kindOf(node: TS.Node): Kind {
  const { kind } = node;
  if (kind >= ts.SyntaxKind.FirstKeyword && kind <= ts.SyntaxKind.LastKeyword) return 'k';
  if (ts.isNumericLiteral(node)) return 'n';
  if (ts.isStringLiteral(node) || ts.isRegularExpressionLiteral(node)) return 's';
  if (kind >= ts.SyntaxKind.FirstTemplateToken && kind <= ts.SyntaxKind.LastTemplateToken) return 's';
  if (ts.isIdentifier(node) && isCalled(node)) return 'f';
  return '';
}

function isCalled(name: TS.Identifier): boolean {
  const { parent } = name;
  if (ts.isCallExpression(parent)) return parent.expression === name;
  return ts.isPropertyAccessExpression(parent) && parent.name === name && ts.isCallExpression(parent.parent)
    ? parent.parent.expression === parent
    : false;
}

/** What stands between two tokens: space, and perhaps comments. */
function trivia(text: string): string[] {
  return text
    .split(/(\/\*[\s\S]*?\*\/|\/\/[^\n]*)/)
    .map((part, index) => coloured(part, index % 2 === 1 ? 'c' : ''));
}

/** A span never reaches over the end of a line, so that lines can be shown by themselves. */
function coloured(text: string, kind: Kind): string {
  if (kind === '' || text === '') return escape(text);
  return text
    .split('\n')
    .map((line) => (line === '' ? '' : `<span class="t-${kind}">${escape(line)}</span>`))
    .join('\n');
}
