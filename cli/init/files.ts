/** What `init` writes, and where. */
import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { ConfigurationError } from '../../client/errors.ts';
import { suiteVersion } from '../../reporting/suite-version.ts';
import { wholeProfile } from '../../upgrade/consumer.ts';

export type Ci = 'github' | 'gitlab' | 'shell' | 'none';

const ROOT = join(import.meta.dirname, '..', '..');
const TEMPLATES = join(import.meta.dirname, 'templates');

interface Planned {
  /** From the folder where it is called. */
  readonly file: string;
  readonly text: (folder: string) => string;
  /** What is left to do by hand. */
  readonly then?: string;
  readonly runs?: boolean;
}

export interface Placed {
  readonly file: string;
  /** False where it was there already. */
  readonly written: boolean;
  readonly then?: string;
}

const settings: readonly Planned[] = [
  {
    file: '.env.example',
    text: () => readFileSync(join(ROOT, '.env.example'), 'utf8'),
    then: 'copy it to .env, which you do not commit, and fill in what you need',
  },
  {
    file: 'known-deviations.example.json',
    text: deviationsText,
    then: 'rename it to known-deviations.json to excuse a violation for a while',
  },
  {
    file: 'consumer.json',
    text: profileText,
    then: 'it reads everything documented; take out what your code does not read',
  },
];

const jobs: Readonly<Record<Ci, readonly Planned[]>> = {
  github: [{ file: '.github/workflows/persona-conformance.yml', text: template('github.yml') }],
  gitlab: [
    {
      file: '.gitlab/persona-conformance.yml',
      text: template('gitlab.yml'),
      then: 'add to .gitlab-ci.yml:  include: [{ local: .gitlab/persona-conformance.yml }]',
    },
  ],
  shell: [
    {
      file: 'persona-conformance.sh',
      text: template('persona-conformance.sh'),
      then: 'call it in a step of your CI',
      runs: true,
    },
  ],
  none: [],
};

/** The CI that this folder is set up for, by its files. */
export function foundCi(folder: string): readonly Ci[] {
  const there = (name: string): boolean => existsSync(join(folder, name));
  return [
    ...(there('.github') ? (['github'] as const) : []),
    ...(there('.gitlab-ci.yml') ? (['gitlab'] as const) : []),
    ...(there('Jenkinsfile') ? (['shell'] as const) : []),
  ];
}

/**
 * Writes what is not there yet.
 * @throws ConfigurationError where the folder cannot be written to
 */
export function writeFiles(folder: string, ci: readonly Ci[]): readonly Placed[] {
  return [...settings, ...ci.flatMap((name) => jobs[name])].map((planned) => placed(folder, planned));
}

function placed(folder: string, { file, text, then, runs = false }: Planned): Placed {
  const path = join(folder, file);
  const done = { file, ...(then === undefined ? {} : { then }) };
  try {
    if (!existsSync(dirname(path))) mkdirSync(dirname(path), { recursive: true });
    // Fails where the file is there, also where another process makes it just now.
    writeFileSync(path, text(folder), { flag: 'wx' });
    if (runs) chmodSync(path, 0o755);
    return { ...done, written: true };
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'EEXIST') return { file, written: false };
    throw new ConfigurationError({
      cause: `${file} cannot be written here (${code ?? 'unknown reason'})`,
      hint: 'nothing that was there has been changed',
    });
  }
}

/** With this version of the suite named in it. */
function template(file: string): () => string {
  return () => {
    const { name, version } = suiteVersion();
    return readFileSync(join(TEMPLATES, file), 'utf8').replaceAll(`${name}@VERSION`, `${name}@${version}`);
  };
}

function deviationsText(folder: string): string {
  const example = JSON.parse(readFileSync(join(ROOT, 'known-deviations.example.json'), 'utf8')) as object;
  return jsonText({ ...example, $schema: schemaOf('known-deviations', folder).$schema });
}

/** For the editor, where the suite is installed in this folder. */
function schemaOf(name: string, folder: string): { readonly $schema?: string } {
  const schema = `./node_modules/${suiteVersion().name}/dist/schemas/${name}.schema.json`;
  return existsSync(join(folder, schema)) ? { $schema: schema } : {};
}

function jsonText(value: object): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}

function profileText(folder: string): string {
  const profile = {
    ...schemaOf('consumer', folder),
    $comment:
      'Everything documented. Take out what your code does not read: what changes there does not concern you.',
    ...wholeProfile(basename(folder)),
  };
  return jsonText(profile);
}
