/** Which files of the mock are changed: those that decide what it answers. */
import { readdirSync } from 'node:fs';
import { join, relative, sep } from 'node:path';

export const MOCK_FOLDER = join(import.meta.dirname, '../../mock');

/** Folders and files that decide nothing about the plain mock, each with the reason. */
const leftOut: Readonly<Record<string, string>> = {
  'faults/': 'deliberate faults: the campaign plays them',
  'variations/': 'legal variations: the campaign plays them',
  'choice-reasons.ts': 'sentences for readers',
  'embed.ts': 'the door for other teams: the suite goes through server.ts',
  'named-patches.ts': 'finds a fault or a variation by its name',
  'open-session.ts': 'a help for other teams',
  'patch.ts': 'puts two patches together: the plain mock has none',
  'patches.ts': 'building stones of patches',
  'playwright-fixture.ts': 'a help for other teams',
  'profile.ts': 'reads what was seen of a sandbox into open choices',
};

/** Paths below the mock's folder, with `/`, in order. */
export function mutatedFiles(): readonly string[] {
  return readdirSync(MOCK_FOLDER, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith('.ts'))
    .map((entry) => relative(MOCK_FOLDER, join(entry.parentPath, entry.name)).split(sep).join('/'))
    .filter((file) => !Object.keys(leftOut).some((prefix) => file.startsWith(prefix)))
    .toSorted();
}

/** The name of a file of the mock in the instrumented copy. */
export function asJavaScript(file: string): string {
  return file.replace(/\.ts$/, '.js');
}
