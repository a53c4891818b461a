/** The statement on disk: `conformance.json` in the report folder. */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { redact } from '../client/redaction.ts';
import { STATEMENT_FILE } from './report-folder.ts';
import type { Statement } from './statement.ts';

/** Writes the statement, free of secrets; creates the folder where it is missing. */
export function writeStatement(reportDir: string, statement: Statement): void {
  mkdirSync(reportDir, { recursive: true });
  writeFileSync(join(reportDir, STATEMENT_FILE), `${redact(JSON.stringify(statement, null, 2))}\n`);
}

/** The statement of the last run; undefined when there is none. */
export function readStatement(reportDir: string): Statement | undefined {
  const path = join(reportDir, STATEMENT_FILE);
  return existsSync(path) ? (JSON.parse(readFileSync(path, 'utf8')) as Statement) : undefined;
}
