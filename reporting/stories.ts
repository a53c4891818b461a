/** The stories of a run as they lie on disk: for each scenario its exchanges, redacted, and a script that repeats them. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { RedactedExchange } from '../client/redaction.ts';
import { EVIDENCE_FOLDER } from './report-folder.ts';

export interface Story {
  readonly scenario: string;
  readonly exchanges: readonly RedactedExchange[];
  /** A shell script that does the same with curl. */
  readonly curl: string;
}

/** All stories below a report folder, by scenario; empty when none was written. */
export function readStories(reportDir: string): ReadonlyMap<string, Story> {
  const folder = join(reportDir, EVIDENCE_FOLDER);
  if (!existsSync(folder)) return new Map();
  const stories = readdirSync(folder)
    .filter((file) => file.endsWith('.json'))
    .map((file) => JSON.parse(readFileSync(join(folder, file), 'utf8')) as Story);
  return new Map(stories.map((story) => [story.scenario, story]));
}

/** The scenario that an exchange belongs to: labels are `scenario/step`. */
export function scenarioOf(label: string): string {
  return label.split('/')[0] ?? label;
}

/** Files of the stories that these exchanges belong to, relative to the report folder, each once. */
export function storyFiles(
  labels: readonly string[],
  stories: ReadonlyMap<string, Story>,
): readonly string[] {
  return [...new Set(labels.map(scenarioOf))]
    .filter((scenario) => stories.has(scenario))
    .map((scenario) => `${EVIDENCE_FOLDER}/${scenario}.json`);
}
