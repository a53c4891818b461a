/** `npm run release`: the tarball of the next version, and its notes. Nothing is published. */
import { execFileSync } from 'node:child_process';
import { copyFileSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { ConfigurationError } from '../client/errors.ts';
import { releases } from '../contract/releases.ts';
import { suiteVersion } from '../reporting/suite-version.ts';
import { runWithOptions } from '../cli/shared/command.ts';
import { build } from './build.ts';
import { nextVersion, notesOf, releasedChangelog, unreleasedSection, unreleasedSlugs } from './notes.ts';

const ROOT = join(import.meta.dirname, '..');

const command = {
  call: 'npm run release --',
  about: 'Builds the tarball of the next version and its notes, from the changelog and the catalogue.',
  options: {
    version: {
      value: 'X.Y.Z',
      about: 'The version; default the next minor where something is checked anew, else the next patch.',
    },
    'dry-run': {
      about:
        'Tarball and notes only; without it the version, the changelog and the list of releases are written too.',
    },
  },
  notes: [
    'The tarball and notes.md go to REPORT_DIR/release (default reports/release). Nothing is published or committed.',
    'Exit codes: 0 done, 2 usage, or the changelog says nothing of this release.',
  ],
} as const;

await runWithOptions(command, (options) => {
  const slugs = unreleasedSlugs();
  const version = options.version ?? nextVersion(suiteVersion().version, slugs);
  if (!/^\d+\.\d+\.\d+$/.test(version)) {
    throw new ConfigurationError({
      cause: `--version ${version}: not of the form 1.2.3`,
      next: `${command.call} --help`,
    });
  }
  const changelog = readFileSync(join(ROOT, 'CHANGELOG.md'), 'utf8');
  const section = unreleasedSection(changelog);
  if (section === undefined) {
    throw new ConfigurationError({
      cause: 'CHANGELOG.md has nothing under "Unreleased"',
      hint: 'a release says what it changes',
    });
  }
  const folder = resolve(process.env['REPORT_DIR'] ?? 'reports', 'release');
  const writings = {
    'CHANGELOG.md': releasedChangelog(changelog, version),
    'contract/releases.json': jsonText([...releases, { version, checksAnew: slugs }]),
  };
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'notes.md'), notesOf(version, section, slugs));
  if (!options['dry-run']) {
    for (const [file, text] of Object.entries(writings)) writeFileSync(join(ROOT, file), text);
    execFileSync('npm', ['version', version, '--no-git-tag-version'], { cwd: ROOT, stdio: 'ignore' });
  }
  pack(stage(join(folder, 'package'), version, writings), folder);
  process.stdout.write(`${version}: ${slugs.length} requirements are checked anew\n`);
  process.stdout.write(`Tarball    ${join(folder, `${suiteVersion().name}-${version}.tgz`)}\n`);
  process.stdout.write(`Notes      ${join(folder, 'notes.md')}\n`);
  return 0;
});

/** The package as it will be, in a folder of its own: a dry run leaves the checkout as it is. */
function stage(folder: string, version: string, writings: Readonly<Record<string, string>>): string {
  rmSync(folder, { recursive: true, force: true });
  build(join(folder, 'dist'));
  for (const file of ['README.md', 'LICENSE']) copyFileSync(join(ROOT, file), join(folder, file));
  const manifest = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as object;
  writeFileSync(
    join(folder, 'package.json'),
    jsonText({ ...manifest, version, private: undefined, scripts: {}, devDependencies: {} }),
  );
  const own = JSON.parse(readFileSync(join(folder, 'dist', 'package.json'), 'utf8')) as object;
  writeFileSync(join(folder, 'dist', 'package.json'), jsonText({ ...own, version }));
  for (const [file, text] of Object.entries(writings))
    writeFileSync(join(folder, file.endsWith('.md') ? file : join('dist', file)), text);
  return folder;
}

function pack(staged: string, folder: string): void {
  execFileSync('npm', ['pack', '--ignore-scripts', '--pack-destination', folder], {
    cwd: staged,
    stdio: 'ignore',
  });
  rmSync(staged, { recursive: true });
}

function jsonText(value: unknown): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}
