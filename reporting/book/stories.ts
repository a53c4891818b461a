/** The recorded stories: what was sent and answered in the last run, already free of secrets. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { RedactedExchange } from '../../client/redaction.ts';

/** Folder of the stories within the report folder. */
const FOLDER = 'evidence';

export interface Story {
  readonly scenario: string;
  readonly exchanges: readonly RedactedExchange[];
}

/** All stories in the report folder, by scenario; none when nothing was run yet. A file that is no story is left out. */
export function readStories(reportDir: string): ReadonlyMap<string, Story> {
  const folder = join(reportDir, FOLDER);
  const stories = new Map<string, Story>();
  if (!existsSync(folder)) return stories;
  for (const entry of readdirSync(folder)
    .filter((name) => name.endsWith('.json'))
    .sort()) {
    const story = parse(readFileSync(join(folder, entry), 'utf8'));
    if (story) stories.set(story.scenario, story);
  }
  return stories;
}

/** The exchange with this label; the first where a step was repeated. */
export function exchangeByLabel(
  stories: ReadonlyMap<string, Story>,
  label: string,
): RedactedExchange | undefined {
  return stories.get(scenarioOf(label))?.exchanges.find((exchange) => exchange.label === label);
}

/** `expire-new/read after` → `expire-new`. */
export function scenarioOf(label: string): string {
  return label.slice(0, Math.max(0, label.indexOf('/')));
}

/** Every exchange of every story. */
export function allExchanges(stories: ReadonlyMap<string, Story>): readonly RedactedExchange[] {
  return [...stories.values()].flatMap(({ exchanges }) => exchanges);
}

/** Path and query below the base address, whatever the target. */
export function pathOf(url: string): string {
  return url.replace(/^https?:\/\/[^/]+/, '').replace(/^\/api\/v1(?=\/)/, '');
}

/** True for a request to the endpoint that this contract is about. */
export function isExpire({ request }: RedactedExchange): boolean {
  return request.method === 'POST' && /^\/inquiry-sessions\/[^?]+\/expire(\?|$)/.test(pathOf(request.url));
}

function parse(text: string): Story | undefined {
  try {
    const value = JSON.parse(text) as Partial<Story>;
    return typeof value.scenario === 'string' && Array.isArray(value.exchanges)
      ? (value as Story)
      : undefined;
  } catch {
    return undefined;
  }
}
