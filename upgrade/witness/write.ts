/** Keeps the witnesses beside the answer: each a program that runs by itself. */
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ReportedChange } from '../result.ts';

/** The folder of an answer's witnesses, within the report folder. */
export const WITNESS_FOLDER = 'upgrade-witnesses';

/** Writes a file for each witness, in the order of the answer, and takes away those of the last one. */
export function writeWitnesses(reportDir: string, changes: readonly ReportedChange[]): readonly string[] {
  const folder = join(reportDir, WITNESS_FOLDER);
  rmSync(folder, { recursive: true, force: true });
  const proven = changes.flatMap(({ witness, fingerprint }) => (witness ? [{ witness, fingerprint }] : []));
  if (proven.length === 0) return [];
  mkdirSync(folder, { recursive: true });
  return proven.map(({ witness, fingerprint }, index) => {
    const path = join(folder, `${String(index + 1).padStart(2, '0')}-${fingerprint}.ts`);
    writeFileSync(path, `${witness.program}\nexport {};\n`);
    return path;
  });
}
