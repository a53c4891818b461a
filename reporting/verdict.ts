/** From the outcomes of a run to its exit code and to the paragraph that a reader remembers. Pure. */
import type { Level } from '../contract/types.ts';
import { byCause } from './doubts.ts';
import { plural } from './words.ts';
import type { Outcome, Verdict } from '../judging/outcome.ts';

/**
 * What a run ends with.
 * - 0: conformant
 * - 1: violations
 * - 2: an excuse that is not needed any more; all other usage and configuration errors are found before anything runs
 * - 3: inconclusive
 */
export type RunExitCode = 0 | 1 | 2 | 3;

export interface Conclusion {
  readonly exitCode: RunExitCode;
  /** One paragraph in plain words, without line breaks. */
  readonly sentence: string;
}

/** What the paragraph says besides the outcomes. */
export interface RunContext {
  /** How the target is called in the paragraph, e.g. `the embedded mock`. */
  readonly target: string;
  /** The pinned `Persona-Version`. */
  readonly version: string;
  /** What a verdict about this target is worth, in a sentence; absent: nothing needs to be said. */
  readonly about?: string | undefined;
  /** Level of a requirement by slug; undefined for a slug that the catalogue does not have. */
  readonly levelOf: (id: string) => Level | undefined;
  /** Requirements of the catalogue that this run left out (`--grep`). */
  readonly notSelected: number;
  /** Failures of the run itself rather than of a requirement, one line each. */
  readonly runErrors: readonly string[];
  /** Excuses whose requirement holds, each as one line that says what to change; absent: none. */
  readonly needlessExcuses?: readonly string[];
}

const LEVELS: readonly Level[] = ['MUST', 'SHOULD', 'OBSERVED'];
/** More slugs than this make the paragraph unreadable; the rest stands in the lines above it. */
const NAMED_AT_MOST = 5;

/** Outcomes with a given verdict. */
export function withVerdict(outcomes: readonly Outcome[], verdict: Verdict): readonly Outcome[] {
  return outcomes.filter((outcome) => outcome.verdict === verdict);
}

/**
 * Decides the exit code and words the conclusion.
 * A violation outweighs doubt: one that was shown stays shown, whatever else could not be judged.
 */
export function conclude(outcomes: readonly Outcome[], context: RunContext): Conclusion {
  const violations = withVerdict(outcomes, 'violation');
  const doubtful = withVerdict(outcomes, 'inconclusive');
  const checked = outcomes.filter(wasChecked).length;
  const needless = context.needlessExcuses ?? [];
  const tail = sentences([
    aboutExcuses(outcomes),
    aboutNotApplicable(outcomes),
    aboutSelection(outcomes, context),
    context.about ?? '',
  ]);

  if (violations.length > 0) {
    return {
      exitCode: 1,
      sentence: sentences([
        `Not conformant: ${context.target}, on version ${context.version}, breaks ${violations.length} of ${plural(checked, 'requirement')} checked (${byLevel(violations, context)}): ${named(violations)}.`,
        aboutDoubt(doubtful),
        aboutRunErrors(context),
        ...needless,
        tail,
      ]),
    };
  }
  if (needless.length > 0) {
    return {
      exitCode: 2,
      sentence: sentences([
        `${plural(needless.length, 'known deviation')} of ${context.target} no longer ${needless.length === 1 ? 'occurs; remove it' : 'occur; remove them'}.`,
        ...needless,
        aboutDoubt(doubtful),
        aboutRunErrors(context),
        tail,
      ]),
    };
  }
  if (doubtful.length > 0 || context.runErrors.length > 0) {
    return {
      exitCode: 3,
      sentence: sentences([
        `Inconclusive: we cannot tell whether ${context.target} conforms on version ${context.version}.`,
        aboutDoubt(doubtful),
        aboutRunErrors(context),
        checked > 0 ? `${plural(checked, 'requirement')} checked, none violated.` : 'Nothing was checked.',
        tail,
      ]),
    };
  }
  if (checked === 0) {
    return {
      exitCode: 3,
      sentence: sentences([
        'Inconclusive: no requirement was checked, so nothing is known about the target.',
        tail,
      ]),
    };
  }
  const passed = withVerdict(outcomes, 'pass');
  return {
    exitCode: 0,
    sentence: sentences([
      `Conformant: ${context.target}, on version ${context.version}, keeps ${passed.length === checked ? 'all ' : `${passed.length} of `}${plural(checked, 'requirement')} checked (${byLevel(passed, context)}).`,
      tail,
    ]),
  };
}

/** True where the body came to a judgement about the target. */
export function wasChecked(outcome: Outcome): boolean {
  return outcome.verdict === 'pass' || outcome.verdict === 'violation' || outcome.verdict === 'excused';
}

function aboutDoubt(doubtful: readonly Outcome[]): string {
  const ours = doubtful.filter((outcome) => outcome.doubt === 'suite');
  const theirs = doubtful.filter((outcome) => outcome.doubt !== 'suite');
  return sentences([
    theirs.length > 0
      ? `${plural(theirs.length, 'requirement')} could not be judged: ${reasonOrNames(theirs)}.`
      : '',
    ours.length > 0
      ? `${plural(ours.length, 'requirement')} met an internal error of this suite: ${named(ours)}.`
      : '',
  ]);
}

/** One reason says more than many slugs; few slugs say more than a reason. */
function reasonOrNames(doubtful: readonly Outcome[]): string {
  const [largest] = byCause(doubtful);
  if (!largest || doubtful.length <= NAMED_AT_MOST) return named(doubtful);
  const share = largest.those.length === doubtful.length ? '' : `${largest.those.length} of them because: `;
  return share + largest.reason.replace(/\.$/, '');
}

function aboutRunErrors(context: RunContext): string {
  if (context.runErrors.length === 0) return '';
  return `The run itself failed (${plural(context.runErrors.length, 'error')} of this suite or its set-up, shown above).`;
}

function aboutExcuses(outcomes: readonly Outcome[]): string {
  const excused = withVerdict(outcomes, 'excused');
  return excused.length === 0
    ? ''
    : `${plural(excused.length, 'known deviation')} excused: ${named(excused)}.`;
}

function aboutNotApplicable(outcomes: readonly Outcome[]): string {
  const absent = withVerdict(outcomes, 'not applicable').length;
  return absent === 0 ? '' : `${plural(absent, 'requirement')} not applicable here.`;
}

function aboutSelection(outcomes: readonly Outcome[], context: RunContext): string {
  if (context.notSelected === 0) return '';
  const whole = outcomes.length + context.notSelected;
  return `This run selected ${outcomes.length} of ${whole} requirements; it says nothing about the others.`;
}

function byLevel(outcomes: readonly Outcome[], context: RunContext): string {
  return LEVELS.map((level) => ({
    level,
    n: outcomes.filter((outcome) => (context.levelOf(outcome.id) ?? 'MUST') === level).length,
  }))
    .filter(({ n }) => n > 0)
    .map(({ level, n }) => `${n} ${level}`)
    .join(', ');
}

function named(outcomes: readonly Outcome[]): string {
  const shown = outcomes.slice(0, NAMED_AT_MOST).map((outcome) => outcome.id);
  const rest = outcomes.length - shown.length;
  return rest > 0 ? `${shown.join(', ')} and ${rest} more` : shown.join(', ');
}

function sentences(parts: readonly string[]): string {
  return parts.filter((part) => part !== '').join(' ');
}
