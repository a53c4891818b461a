/** Which version of the suite began to check which requirement; a release adds to the list. */
import { readFileSync } from 'node:fs';

export interface Release {
  readonly version: string;
  /** Slugs that no earlier version had. */
  readonly checksAnew: readonly string[];
}

/** Oldest first. */
export const releases = JSON.parse(
  readFileSync(new URL('./releases.json', import.meta.url), 'utf8'),
) as readonly Release[];

/**
 * Whether a requirement is new to those who use this version of the suite: it came with this minor version, or with none that
 * was released. What the first release had was new to nobody.
 */
export function isNewIn(version: string, slug: string, all: readonly Release[] = releases): boolean {
  const since = all.findIndex(({ checksAnew }) => checksAnew.includes(slug));
  return since === -1 || (since > 0 && minorOf(all[since]?.version ?? '') === minorOf(version));
}

function minorOf(version: string): string {
  return version.split('.').slice(0, 2).join('.');
}
