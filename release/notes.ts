/** What a release of the suite says of itself, from the changelog and the catalogue. */
import { catalogue } from '../contract/catalogue.ts';
import { releases, type Release } from '../contract/releases.ts';

const UNRELEASED = '## Unreleased';

/** The section of the changelog that the next release takes; undefined where there is nothing in it. */
export function unreleasedSection(changelog: string): string | undefined {
  const [, after] = changelog.split(`${UNRELEASED}\n`);
  const section = after?.split(/^## /m)[0]?.trim();
  return section === '' ? undefined : section;
}

/** Slugs that no release has checked yet. */
export function unreleasedSlugs(all: readonly Release[] = releases): readonly string[] {
  const released = new Set(all.flatMap(({ checksAnew }) => checksAnew));
  return catalogue.map(({ id }) => id).filter((id) => !released.has(id));
}

/** The notes of a version: the changelog's words, and what the version checks anew. */
export function notesOf(version: string, section: string, slugs: readonly string[]): string {
  const rows = catalogue
    .filter(({ id }) => slugs.includes(id))
    .map(({ id, level, statement }) => `- \`${id}\` (${level}): ${statement}`);
  return [
    `# ${version}`,
    '',
    section,
    '',
    `## Checks anew (${rows.length})`,
    '',
    ...(rows.length === 0
      ? ['Nothing.']
      : [
          '`--new-as warning` keeps a violation of these from failing a run until the next minor version.',
          '',
          ...rows,
        ]),
    '',
  ].join('\n');
}

/** The version after this one: a new requirement asks for a new minor. */
export function nextVersion(current: string, slugs: readonly string[]): string {
  const [major = 0, minor = 0, patch = 0] = current.split('.').map(Number);
  return slugs.length > 0 ? `${major}.${minor + 1}.0` : `${major}.${minor}.${patch + 1}`;
}

/** The changelog with its unreleased section under a version. */
export function releasedChangelog(changelog: string, version: string): string {
  return changelog.replace(UNRELEASED, `${UNRELEASED}\n\n## ${version}`);
}
