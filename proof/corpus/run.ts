/** Runs the corpus: each change against the gate, and what the gate says of it. */
import { readConfiguration } from '../../client/configuration.ts';
import type { Patch } from '../../mock/types.ts';
import { runVersion, type VersionRun } from '../../upgrade/version-run.ts';
import { readUnderBoth } from '../../upgrade/read-twice.ts';
import { openTarget } from '../../upgrade/target.ts';
import { isBreaking } from '../../upgrade/judge.ts';
import { seededRandom } from '../../mock/random.ts';
import { answer, provenAnswer, type Answer, type Runs } from '../../upgrade/upgrade.ts';
import { blindBreaking } from './blind-breaking.ts';
import { blindCompatible } from './blind-compatible.ts';
import { blindSecond } from './blind-second.ts';
import { breaking } from './breaking.ts';
import type { Case } from './case.ts';
import { together } from './build.ts';
import { byMember } from './by-member.ts';
import { NEW, OLD } from './versions.ts';
import { compatible } from './compatible.ts';
import { onlyUnder } from './only-under.ts';
import { loadSuite } from '../../tests/conformance/index.ts';

export const corpus: readonly Case[] = [
  ...breaking,
  ...compatible,
  ...blindBreaking,
  ...blindCompatible,
  ...blindSecond,
  ...byMember,
];

export interface Said {
  readonly case: Case;
  readonly answer: Answer;
  /** `breaking`: exit 1. `safe`: exit 0. `undecided`: exit 3. */
  readonly verdict: 'breaking' | 'safe' | 'undecided';
  /** A change of the rule that the case names was seen; true where it names none. */
  readonly named: boolean;
  /** Whether a profile that reads the member was told no, and one that does not was told yes; empty without a member. */
  readonly profiles: readonly boolean[];
}

/** What the answer says to who reads the member, and to who reads something else. */
function profilesOf({ member }: Case, runs: Runs): readonly boolean[] {
  if (member === undefined) return [];
  const other = member === 'data.attributes.status' ? 'data.attributes.created-at' : 'data.attributes.status';
  return [
    answer(runs, { name: 'reads it', members: [member] }).exitCode === 1,
    answer(runs, { name: 'reads something else', members: [other] }).exitCode === 0,
  ];
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
export async function judgeCase(one: Case, before: readonly VersionRun[]): Promise<Said> {
  const patch = onlyUnder(NEW, one.patch);
  const target = await openTarget(readConfiguration({}), await loadSuite(), { patch, seed: CASE_SEED });
  try {
    const now = await runVersion(target.configuration, NEW, target.runOptions);
    // The old version was run on a server of its own, so what can be read under both is what this run has made.
    const twice = await readUnderBoth(target.configuration, { from: OLD, to: NEW }, [now], target.runOptions);
    const first = { before, now: [now], twice: [twice] };
    const { answer: said, runs } = await provenAnswer(target.configuration, first, target.runOptions);
    const verdict = ({ 0: 'safe', 1: 'breaking', 3: 'undecided' } as const)[said.exitCode];
    const named = one.rule === undefined || said.changes.some(({ rule }) => rule === one.rule);
    return { case: one, answer: said, verdict, named, profiles: profilesOf(one, runs) };
  } finally {
    await target.close();
  }
}

/** What is kept of a judged case: one line of JSON. */
export interface Line {
  readonly slug: string;
  readonly label: Case['label'];
  readonly plane: Case['plane'];
  readonly blind: boolean;
  readonly verdict: Said['verdict'];
  readonly named: boolean;
  /** The first sentence names what changes; undefined where the case does not say what that is. */
  readonly headline?: boolean;
  /** Every change that is called a break has a witness. */
  readonly witnessed: boolean;
  /** Whether the answer was right for a profile that reads the member, and for one that does not. */
  readonly profiles: readonly boolean[];
  readonly requests: number;
  readonly sentence: string;
  readonly rule?: string;
  readonly changes: readonly string[];
}

export function verdictLine({ case: one, answer: said, verdict, named, profiles }: Said): Line {
  const breaks = said.changes.filter(isBreaking);
  const about = aboutOf(one);
  return {
    slug: one.slug,
    label: one.label,
    plane: one.plane,
    blind: one.blind === true,
    verdict,
    named,
    ...(one.label === 'breaking' && verdict === 'breaking' && about.length > 0
      ? { headline: about.some((word) => said.sentence.toLowerCase().includes(word.toLowerCase())) }
      : {}),
    witnessed: breaks.every(({ witness }) => witness !== undefined),
    profiles,
    requests: said.requests,
    sentence: said.sentence,
    ...(one.rule === undefined ? {} : { rule: one.rule }),
    changes: said.changes.map((change) => `${change.verdict}  ${change.rule}  ${change.sentence}`),
  };
}

/** What the first sentence has to name: said by the case, else the names in its own sentence. */
function aboutOf({ about, sentence }: Case): readonly string[] {
  return about ?? [...sentence.matchAll(/`([^`]+)`/g)].map(([, name = '']) => name);
}

/** Pairs of one breaking and one compatible change, drawn so that each draw is the same. */
export function pairsOf(howMany: number): readonly Case[] {
  const breaks = corpus.filter(({ label }) => label === 'breaking');
  const others = corpus.filter(({ label }) => label === 'compatible');
  const random = seededRandom(1);
  return Array.from({ length: howMany }, (): Case => {
    const one = random.pick(breaks as [Case, ...Case[]]);
    const other = random.pick(others as [Case, ...Case[]]);
    return { ...one, slug: `${one.slug} + ${other.slug}`, patch: together(one.patch, other.patch) };
  });
}
