/** Runs the corpus: each change against the gate, and what the gate says of it. */
import { readConfiguration } from '../../client/configuration.ts';
import type { Patch } from '../../mock/types.ts';
import { runVersion, type VersionRun } from '../../upgrade/version-run.ts';
import { openTarget } from '../../upgrade/target.ts';
import { answer, settle, type Answer } from '../../upgrade/upgrade.ts';
import { breaking } from './breaking.ts';
import type { Case } from './case.ts';
import { compatible } from './compatible.ts';
import { onlyUnder } from './only-under.ts';
import { loadSuite } from '../../tests/conformance/index.ts';

/** Nothing of what these calls answer is known to change between the two, so that a case is all that changes. */
export const OLD = '2022-09-01';
export const NEW = '2023-01-05';

export const corpus: readonly Case[] = [...breaking, ...compatible];

export interface Said {
  readonly case: Case;
  readonly answer: Answer;
  /** `breaking`: exit 1. `safe`: exit 0. `undecided`: exit 3. */
  readonly verdict: 'breaking' | 'safe' | 'undecided';
  /** A change of the rule that the case names was seen; true where it names none. */
  readonly named: boolean;
}

/** The same users whenever the corpus is judged, and other ones in each of its runs. */
let nextSeed = 1;
const CASE_SEED = 1_000;

/** A run against a mock that is patched. */
export async function runPatched(version: string, patch: Patch = {}, seed?: number): Promise<VersionRun> {
  const target = await openTarget(readConfiguration({}), await loadSuite(), {
    patch,
    seed: seed ?? nextSeed++,
  });
  try {
    return await runVersion(target.configuration, version, target.runOptions);
  } finally {
    await target.close();
  }
}

/** What the gate says of one case, the old version run before. */
export async function judgeCase(one: Case, before: readonly [VersionRun, VersionRun]): Promise<Said> {
  const patch = onlyUnder(NEW, one.patch);
  const target = await openTarget(readConfiguration({}), await loadSuite(), { patch, seed: CASE_SEED });
  try {
    const now = await runVersion(target.configuration, NEW, target.runOptions);
    const said = answer(await settle(target.configuration, { before, now: [now] }, target.runOptions));
    const verdict = ({ 0: 'safe', 1: 'breaking', 3: 'undecided' } as const)[said.exitCode];
    const named = one.rule === undefined || said.changes.some(({ rule }) => rule === one.rule);
    return { case: one, answer: said, verdict, named };
  } finally {
    await target.close();
  }
}

/** What is kept of a judged case: one line of JSON. */
export interface Line {
  readonly slug: string;
  readonly label: Case['label'];
  readonly verdict: Said['verdict'];
  readonly named: boolean;
  readonly rule?: string;
  readonly changes: readonly string[];
}

export function verdictLine({ case: one, answer: said, verdict, named }: Said): Line {
  return {
    slug: one.slug,
    label: one.label,
    verdict,
    named,
    ...(one.rule === undefined ? {} : { rule: one.rule }),
    changes: said.changes.map((change) => `${change.verdict}  ${change.rule}  ${change.sentence}`),
  };
}
