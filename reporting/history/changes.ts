/** Why a verdict is another one than last time: the target, the suite, a capability, an excuse, the selection, or noise. Pure. */
import { isRequirementId, requirementById } from '../../contract/catalogue.ts';
import type { RememberedVerdict, RunRecord } from './run-record.ts';

export type Cause = 'target' | 'suite' | 'capability' | 'excuse' | 'selection' | 'noise';

/** What each cause means to a reader. */
export const CAUSES: Readonly<Record<Cause, string>> = {
  target: 'the target answers otherwise than last time',
  suite: 'the suite checks it otherwise than last time',
  capability: 'something that the check needs came or went',
  excuse: 'a known deviation was written down, or taken out',
  selection: 'one of the two runs did not look',
  noise: 'one of the two runs could not tell, for a passing reason',
};

export interface Change {
  readonly slug: string;
  readonly before: RememberedVerdict['verdict'] | 'not run';
  readonly after: RememberedVerdict['verdict'] | 'not run';
  readonly cause: Cause;
  /** What shows that it is this cause, in a sentence. */
  readonly evidence: string;
}

/** The run before, of the same target and version. */
export function runBefore(runs: readonly RunRecord[], run: RunRecord): RunRecord | undefined {
  return runs
    .filter((one) => one.at < run.at && one.target === run.target && one.version === run.version)
    .toSorted((one, other) => other.at.localeCompare(one.at))[0];
}

/** Every verdict that changed between two runs of one target and version, with the reason. */
export function changesBetween(before: RunRecord, after: RunRecord): readonly Change[] {
  const slugs = new Set([...Object.keys(before.verdicts), ...Object.keys(after.verdicts)]);
  return [...slugs].sort().flatMap((slug) => {
    const [one, other] = [before.verdicts[slug], after.verdicts[slug]];
    if (one?.verdict === other?.verdict) return [];
    return [
      {
        slug,
        before: one?.verdict ?? 'not run',
        after: other?.verdict ?? 'not run',
        ...reasonFor(slug, before, after),
      },
    ];
  });
}

type Reason = Pick<Change, 'cause' | 'evidence'>;

/**
 * What is known for certain comes first: that a run did not look, an excuse, a capability, a doubt. Where both runs came to a
 * judgement of the target, the check decides: another check is the suite's, the same one the target's.
 */
function reasonFor(slug: string, before: RunRecord, after: RunRecord): Reason {
  const [one, other] = [before.verdicts[slug], after.verdicts[slug]];
  if (!one || !other) return notLooked(slug, before, after);
  return (
    otherDepth(before, after, one, other) ??
    ofExcuse(one, other) ??
    ofCapability(slug, before, after, one, other) ??
    ofDoubt(one, other) ??
    ofCheck(slug, before, after) ??
    ofTarget(one, other)
  );
}

function notLooked(slug: string, before: RunRecord, after: RunRecord): Reason {
  const [known, unknown] = [before.checks[slug], after.checks[slug]];
  if (known === undefined || unknown === undefined)
    return {
      cause: 'suite',
      evidence: `The requirement is ${known === undefined ? 'new' : 'gone'}: suite ${before.suite}, then ${after.suite}.`,
    };
  const which = after.verdicts[slug] ? 'earlier' : 'later';
  return { cause: 'selection', evidence: `The ${which} run did not select it.` };
}

function otherDepth(
  before: RunRecord,
  after: RunRecord,
  one: RememberedVerdict,
  other: RememberedVerdict,
): Reason | undefined {
  const left = before.depth === 'quick' ? one : after.depth === 'quick' ? other : undefined;
  if (before.depth === after.depth || left?.verdict !== 'not applicable') return undefined;
  return {
    cause: 'selection',
    evidence:
      `The depth was ${before.depth ?? 'not set'}, then ${after.depth ?? 'not set'}. ${left.reason ?? ''}`.trim(),
  };
}

/** An excuse turns a violation into an excused one and back; whatever else happens to an excused one is no excuse’s doing. */
function ofExcuse(one: RememberedVerdict, other: RememberedVerdict): Reason | undefined {
  if (one.verdict === 'violation' && other.verdict === 'excused')
    return { cause: 'excuse', evidence: `It is excused now: ${other.reason ?? 'no reason given'}` };
  if (one.verdict === 'excused' && other.verdict === 'violation')
    return {
      cause: 'excuse',
      evidence: `It was excused, and is not any more: ${one.reason ?? 'no reason given'}`,
    };
  return undefined;
}

function ofCapability(
  slug: string,
  before: RunRecord,
  after: RunRecord,
  one: RememberedVerdict,
  other: RememberedVerdict,
): Reason | undefined {
  if (one.verdict !== 'not applicable' && other.verdict !== 'not applicable') return undefined;
  const needs = isRequirementId(slug) ? (requirementById(slug).needs ?? []) : [];
  const moved = needs.find((need) => need in before.missing !== need in after.missing);
  if (moved === undefined) return undefined;
  return moved in after.missing
    ? { cause: 'capability', evidence: `${moved} was there, and is missing now: ${after.missing[moved]}` }
    : { cause: 'capability', evidence: `${moved} was missing (${before.missing[moved]}), and is there now.` };
}

function ofDoubt(one: RememberedVerdict, other: RememberedVerdict): Reason | undefined {
  const doubtful = [one, other].find(({ verdict }) => verdict === 'inconclusive');
  if (!doubtful) return undefined;
  const when = doubtful === one ? 'last time' : 'this time';
  return doubtful.doubt === 'suite'
    ? {
        cause: 'suite',
        evidence: `An internal error of the suite ${when}: ${doubtful.reason ?? 'no reason given'}`,
      }
    : { cause: 'noise', evidence: `It could not be judged ${when}: ${doubtful.reason ?? 'no reason given'}` };
}

function ofCheck(slug: string, before: RunRecord, after: RunRecord): Reason | undefined {
  const [one, other] = [before.checks[slug], after.checks[slug]];
  if (one === undefined || other === undefined || one === other) return undefined;
  return {
    cause: 'suite',
    evidence: `Its statement or its check is another one (${one}, then ${other}); what the target does may have changed as well.`,
  };
}

function ofTarget(one: RememberedVerdict, other: RememberedVerdict): Reason {
  const said = other.what ?? other.reason ?? (one.what === undefined ? one.reason : `No longer: ${one.what}`);
  return { cause: 'target', evidence: `Checked in the same way. ${said ?? ''}`.trim() };
}
