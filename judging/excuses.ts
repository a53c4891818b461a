/**
 * Known deviations: violations that somebody has taken on, for a reason and for a while. Read from `known-deviations.json`.
 * An excuse never outlives its cause: past its last day, or once its requirement holds, it must be changed.
 */
import { existsSync, readFileSync } from 'node:fs';
import { catalogue, isRequirementId, requirementById } from '../contract/catalogue.ts';
import { isNewIn, releases, type Release } from '../contract/releases.ts';
import { ConfigurationError } from '../client/errors.ts';
import { fileTrouble } from '../client/file-trouble.ts';
import { variable } from '../client/variable.ts';
import { mismatch } from '../schemas/compile.ts';
import { expectedInWords } from '../schemas/in-words.ts';
import { lineAt, lineOfPointer } from '../schemas/json-lines.ts';
import { pointerOf } from '../schemas/pointer.ts';
import type { Outcome } from './outcome.ts';

/** The file, in the working folder. */
const DEVIATIONS_FILE = 'known-deviations.json';
const NEW_AS_WARNING = '--new-as warning';

/** The file that a run reads; CONFORMANCE_DEVIATIONS names another one. */
export function deviationsFile(env: NodeJS.ProcessEnv): string {
  return variable(env, 'CONFORMANCE_DEVIATIONS') ?? DEVIATIONS_FILE;
}

/** One entry of the file that applies to this run. */
export interface Excuse {
  readonly slug: string;
  readonly reason: string;
  readonly owner: string;
  readonly link: string;
  /** Last day on which it holds, `YYYY-MM-DD`, UTC. */
  readonly expires: string;
  /** Where it stands: `known-deviations.json:4`. */
  readonly place: string;
  /** Set where it excuses a requirement for being new: it may hold as well. */
  readonly isNew?: true;
}

interface Entry extends Omit<Excuse, 'place'> {
  readonly target?: 'mock' | 'sandbox';
}

/**
 * The excuses that apply to a target of this kind; none where there is no file.
 * @throws ConfigurationError naming file and line for a malformed file, an unknown or repeated slug, an entry past its last
 *   day, and a requirement that never fails
 */
export function readExcuses(
  target: 'mock' | 'sandbox',
  path: string = DEVIATIONS_FILE,
  today: Date = new Date(),
): readonly Excuse[] {
  if (!existsSync(path)) return [];
  const text = textOf(path);
  const entries = parse(text, path);
  const seen = new Map<string, string>();
  return entries.flatMap((entry, index) => {
    const place = `${path}:${lineOfPointer(text, `/deviations/${index}/slug`)}`;
    checkSlug(entry, place);
    const applies = `${entry.slug} ${entry.target ?? ''}`;
    const twin = seen.get(applies) ?? seen.get(`${entry.slug} `);
    if (twin !== undefined) {
      throw new ConfigurationError({
        cause: `${place}: "${entry.slug}" is excused at ${twin} already`,
        next: `remove one of the two entries`,
      });
    }
    seen.set(applies, place);
    checkDay(entry, `${path}:${lineOfPointer(text, `/deviations/${index}/expires`)}`, today);
    if (entry.target !== undefined && entry.target !== target) return [];
    const { slug, reason, owner, link, expires } = entry;
    return [{ slug, reason, owner, link, expires, place }];
  });
}

function textOf(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    throw new ConfigurationError({
      cause: `${path} cannot be read: ${fileTrouble(error) ?? 'it is no file'}`,
      hint: 'it lists known deviations; see known-deviations.example.json',
    });
  }
}

/** Excuses for requirements that are new to the user of this version of the suite: their violations warn. */
export function newcomers(version: string, all: readonly Release[] = releases): readonly Excuse[] {
  const reason = `It is new in this version of the suite, and a warning until the next minor version (${NEW_AS_WARNING}).`;
  return catalogue
    .filter(({ id, level }) => level !== 'OBSERVED' && isNewIn(version, id, all))
    .map(({ id }) => ({
      slug: id,
      reason,
      owner: '',
      link: '',
      expires: '',
      place: NEW_AS_WARNING,
      isNew: true,
    }));
}

/** The outcome as it counts: a violation that is excused does not fail the run, and says why. */
export function excused(outcome: Outcome, excuses: readonly Excuse[]): Outcome {
  const excuse = excuses.find(({ slug }) => slug === outcome.id);
  if (!excuse || outcome.verdict !== 'violation') return outcome;
  const { reason, owner, expires, link } = excuse;
  if (excuse.isNew) return { ...outcome, verdict: 'excused', reason };
  const sentence = /[.!?]$/.test(reason) ? reason : `${reason}.`;
  return { ...outcome, verdict: 'excused', reason: `${sentence} Owner: ${owner}; until ${expires}; ${link}` };
}

/** Excuses whose requirement was checked and holds: each must go. */
export function needlessExcuses(
  outcomes: readonly Pick<Outcome, 'id' | 'verdict'>[],
  excuses: readonly Excuse[],
): readonly Excuse[] {
  const holds = new Set(outcomes.filter(({ verdict }) => verdict === 'pass').map(({ id }) => id));
  return excuses.filter(({ slug, isNew }) => holds.has(slug) && !isNew);
}

/** What to do about an excuse that is not needed any more, in one line. */
export function needlessExcuseLine({ place, slug }: Excuse): string {
  return `${place}: "${slug}" is excused but holds; remove this entry.`;
}

function parse(text: string, path: string): readonly Entry[] {
  let value: unknown;
  try {
    value = JSON.parse(text.replace(/^\ufeff/, ''));
  } catch (error) {
    const position = /position (\d+)/.exec((error as Error).message)?.[1];
    const line = lineAt(text, position === undefined ? text.length : Number(position));
    throw new ConfigurationError({
      cause: `${path}:${line}: this is not valid JSON`,
      hint: 'comments and a comma after the last entry are not allowed; "$comment" members are',
      next: `compare it with known-deviations.example.json`,
    });
  }
  const wrong = mismatch('known-deviations', value);
  if (wrong) {
    const pointer = pointerOf(wrong.path);
    throw new ConfigurationError({
      cause: `${path}:${lineOfPointer(text, pointer)}: ${pointer || 'the file'} is not as expected: ${expectedInWords(wrong.expected)}`,
      hint: 'each entry has slug, reason, owner, link (https://…) and expires (YYYY-MM-DD)',
      next: `compare it with known-deviations.example.json`,
    });
  }
  return (value as { readonly deviations: readonly Entry[] }).deviations;
}

function checkSlug({ slug }: Entry, place: string): void {
  if (!isRequirementId(slug)) {
    const area = slug.split('.')[0] ?? '';
    const near = catalogue.map(({ id }) => id).filter((id) => id.startsWith(`${area}.`));
    throw new ConfigurationError({
      cause: `${place}: "${slug}" is no requirement of this suite`,
      hint:
        near.length === 0
          ? 'slugs are of the form area.fact'
          : `requirements of this area: ${near.slice(0, 12).join(', ')}${near.length > 12 ? ' …' : ''}`,
      next: 'correct or remove the slug on that line',
    });
  }
  if (requirementById(slug).level === 'OBSERVED') {
    throw new ConfigurationError({
      cause: `${place}: "${slug}" needs no excuse: the documentation is silent, so it never fails`,
      next: 'remove this entry',
    });
  }
}

/** `Date` takes 31 February for the third of March. */
function isDay(text: string): boolean {
  const day = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(day.getTime()) && day.toISOString().startsWith(text);
}

function checkDay({ slug, expires, owner, link }: Entry, place: string, today: Date): void {
  if (!isDay(expires)) {
    throw new ConfigurationError({ cause: `${place}: ${expires} is no day of the calendar` });
  }
  if (today.toISOString().slice(0, 10) <= expires) return;
  throw new ConfigurationError({
    cause: `${place}: the excuse for "${slug}" ended on ${expires}`,
    hint: `ask ${owner} (${link}) whether it is mended; if so remove the entry, if not give it a new last day`,
    next: 'change or remove the entry on that line',
  });
}
