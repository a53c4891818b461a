/** The statement on disk: `conformance.json` in the report folder. */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { ConfigurationError } from '../client/errors.ts';
import { redact } from '../client/redaction.ts';
import { sealed } from './digests.ts';
import { STATEMENT_FILE } from './report-folder.ts';
import type { Statement } from './statement.ts';

/** Writes the statement, free of secrets; creates the folder where it is missing. */
export function writeStatement(reportDir: string, statement: Statement): void {
  mkdirSync(reportDir, { recursive: true });
  const names = statement.requirements.flatMap(({ evidence }) => evidence);
  const text = sealed(redact(JSON.stringify(statement)), { folder: reportDir, names });
  writeFileSync(join(reportDir, STATEMENT_FILE), text);
}

/** The statement of the last run; undefined when there is none. */
export function readStatement(reportDir: string): Statement | undefined {
  const path = join(reportDir, STATEMENT_FILE);
  if (!existsSync(path)) return undefined;
  try {
    const statement: unknown = JSON.parse(readFileSync(path, 'utf8').replace(/^\ufeff/, ''));
    if (isStatement(statement)) return statement;
  } catch {
    // Said below.
  }
  throw new ConfigurationError({
    cause: `${path} cannot be read as a statement of this suite`,
    hint: 'remove it, or run the suite again',
    next: 'npm run conformance',
  });
}

/** By its schema: what another version of the suite wrote, or somebody's hand, may lack what a page shows. */
function isStatement(value: unknown): value is Statement {
  const schema = JSON.parse(
    readFileSync(new URL('../schemas/conformance.schema.json', import.meta.url), 'utf8'),
  ) as object;
  // What is shown is text, whatever its format.
  return new Ajv2020({ strict: false, validateFormats: false }).compile<Statement>(schema)(value);
}
