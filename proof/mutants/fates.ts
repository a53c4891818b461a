/** What may become of a mutant, and in which runs. */
import type { Depth } from '../../contract/depths.ts';
import type { VersionDate } from '../../contract/versions.ts';

/** A way to run the suite. */
export interface Pass {
  readonly about: string;
  readonly depth: Depth;
  /** The version to pin; default: the suite's own. */
  readonly version?: VersionDate;
}

/** One after the other, until a mutant is found: some clauses hold since a version, some are left to a longer run. */
export const passes: readonly Pass[] = [
  { about: 'a standard run', depth: 'standard' },
  { about: 'a standard run under 2025-10-27', depth: 'standard', version: '2025-10-27' },
  { about: 'a thorough run', depth: 'thorough' },
];

/** What a trial of a mutant came to. */
export interface TrialResult {
  /**
   * - `killed`: a requirement is violated
   * - `unusable`: none is, and most could not be judged: the run says that the target itself fails, and passes nothing off as right
   * - `inconclusive`: none is, and some could not be judged that are judged of the mock itself
   * - `survived`: all was judged, and all passed
   * - `broke`: the trial did not come to its end: too long, or an error outside the suite; that proves nothing about the suite
   */
  readonly fate: 'killed' | 'unusable' | 'inconclusive' | 'survived' | 'broke';
  /** The requirement that was red or in doubt first, or what broke. */
  readonly by?: string;
}

/** What a run against the mock itself reaches. */
export interface Reached {
  /** Requirements that were violated: there should be none. */
  readonly red: readonly string[];
  /** How long the run took, in milliseconds: on a busy machine everything takes longer. */
  readonly durationMs: number;
  /** Requirements that do not apply, to the mock itself either. */
  readonly notApplicable: readonly string[];
  /** How often each mutant's place was run, by the mutant's id. */
  readonly hits: Readonly<Record<string, number>>;
  /** Mutants whose place is run when the modules are loaded. */
  readonly atLoad: readonly string[];
}
