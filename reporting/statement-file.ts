/** The statement on disk: `conformance.json` in the report folder. */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ConfigurationError } from '../client/errors.ts';
import { redact } from '../client/redaction.ts';
import { STATEMENT_FILE } from './report-folder.ts';
import { STATEMENT_SCHEMA, type Statement } from './statement.ts';

/** Writes the statement, free of secrets; creates the folder where it is missing. */
export function writeStatement(reportDir: string, statement: Statement): void {
  mkdirSync(reportDir, { recursive: true });
  writeFileSync(join(reportDir, STATEMENT_FILE), `${redact(JSON.stringify(statement, null, 2))}\n`);
}

/** The statement of the last run; undefined when there is none. */
export function readStatement(reportDir: string): Statement | undefined {
  const path = join(reportDir, STATEMENT_FILE);
  if (!existsSync(path)) return undefined;
  try {
    const statement = JSON.parse(
      readFileSync(path, 'utf8').replace(/^\ufeff/, ''),
    ) as Partial<Statement> | null;
    if (statement?.$schema === STATEMENT_SCHEMA && Array.isArray(statement.requirements))
      return statement as Statement;
  } catch {
    // Said below.
  }
  throw new ConfigurationError({
    cause: `${path} cannot be read as a statement of this suite`,
    hint: 'remove it, or run the suite again',
    next: 'npm run conformance',
  });
}
