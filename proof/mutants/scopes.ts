/** What a place in a file belongs to: its top-level declaration, or the method of its class. */
import typescript from 'typescript';

interface Scope {
  readonly start: number;
  readonly end: number;
  readonly name: string;
}

/** The name of the declaration that a character of the file stands in; `top level` for none. */
export function scopesOf(fileName: string, content: string): (position: number) => string {
  const source = typescript.createSourceFile(fileName, content, typescript.ScriptTarget.ES2023, true);
  const scopes = source.statements.flatMap((statement): Scope[] => {
    const span = { start: statement.getStart(), end: statement.end };
    if (typescript.isClassDeclaration(statement)) {
      const owner = statement.name?.text ?? 'class';
      return statement.members.map((one) => ({
        start: one.getStart(),
        end: one.end,
        name: `${owner}.${one.name?.getText() ?? 'constructor'}`,
      }));
    }
    if (typescript.isFunctionDeclaration(statement))
      return [{ ...span, name: statement.name?.text ?? 'default' }];
    if (typescript.isVariableStatement(statement)) {
      return statement.declarationList.declarations.map((one) => ({
        start: one.getStart(),
        end: one.end,
        name: one.name.getText(),
      }));
    }
    return [];
  });
  return (position) =>
    scopes.find(({ start, end }) => start <= position && position < end)?.name ?? 'top level';
}
