/** Versions of the suite: what each checks anew is written down, and may be a warning for one minor version. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { catalogue } from '../../../contract/catalogue.ts';
import { isNewIn, releases, type Release } from '../../../contract/releases.ts';
import { excused, needlessExcuses, newcomers } from '../../../judging/excuses.ts';
import { suiteVersion } from '../../../reporting/suite-version.ts';
import {
  nextVersion,
  notesOf,
  releasedChangelog,
  unreleasedSection,
  unreleasedSlugs,
} from '../../../release/notes.ts';
import { outcome, violation } from '../reporting/support/outcomes.ts';

const ROOT = join(import.meta.dirname, '..', '..', '..');
const changelog = readFileSync(join(ROOT, 'CHANGELOG.md'), 'utf8');

test('each requirement was released once at most, and none that was is gone', () => {
  const released = releases.flatMap(({ checksAnew }) => checksAnew);
  expect(new Set(released).size).toBe(released.length);
  const ids: readonly string[] = catalogue.map(({ id }) => id);
  expect(released.filter((slug) => !ids.includes(slug))).toEqual([]);
  expect(released.length).toBeGreaterThan(100);
  expect(releases.at(-1)?.version).toBe(suiteVersion().version);
});

test('what is new is new for one minor version', () => {
  const history: readonly Release[] = [
    { version: '0.1.0', checksAnew: ['a'] },
    { version: '0.2.0', checksAnew: ['b'] },
    { version: '0.2.1', checksAnew: [] },
  ];
  const newIn = (version: string) => ['a', 'b', 'c'].filter((slug) => isNewIn(version, slug, history));
  expect(newIn('0.1.0')).toEqual(['c']);
  expect(newIn('0.2.1')).toEqual(['b', 'c']);
  expect(newIn('0.3.0')).toEqual(['c']);
});

test('as a warning, a violation of a new requirement is excused; of an old one it is not', () => {
  const [old = '', added = '', ...others] = catalogue
    .filter(({ level }) => level === 'MUST')
    .map(({ id }) => id);
  const excuses = newcomers('0.2.0', [
    { version: '0.1.0', checksAnew: [old, ...others] },
    { version: '0.2.0', checksAnew: [added] },
  ]);
  expect(excuses.map(({ slug }) => slug)).toContain(added);
  const warned = excused(violation(added), excuses);
  expect(warned.verdict).toBe('excused');
  expect(warned.reason).toContain('--new-as warning');
  expect(excused(violation(old), excuses).verdict).toBe('violation');
  expect(needlessExcuses([outcome({ id: added })], excuses), 'it may hold').toEqual([]);
});

test('the notes hold the changelog’s words and each requirement that is new', () => {
  const slugs = unreleasedSlugs();
  const section = unreleasedSection(changelog) ?? '';
  expect(section).toContain('- ');
  const notes = notesOf('0.2.0', section, slugs);
  expect(notes.startsWith('# 0.2.0\n')).toBe(true);
  for (const slug of slugs) expect(notes).toContain(`\n- \`${slug}\` (`);
  expect(nextVersion('0.1.3', ['a'])).toBe('0.2.0');
  expect(nextVersion('0.1.3', [])).toBe('0.1.4');
  const after = releasedChangelog(changelog, '0.2.0');
  expect(unreleasedSection(after)).toBeUndefined();
  expect(after).toContain('## Unreleased\n\n## 0.2.0\n');
});
