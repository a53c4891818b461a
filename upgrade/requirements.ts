/** Requirements that held twice under the old version and are broken under the new one: what no plane has a word for. */
import { isRequirementId, requirementById } from '../contract/catalogue.ts';
import type { Path } from '../judging/finding.ts';
import type { Outcome } from '../judging/outcome.ts';
import { nothing, type ChangeCandidate, type RuleId } from './change.ts';
import { exactTest } from './exact-test.ts';
import type { Plane } from './model.ts';
import type { VersionRun } from './version-run.ts';
import { stepOf } from './observed-exchange.ts';

/** Changes that no requirement breaks by: they explain nothing. */
const harmless = new Set<RuleId>([
  'shape.member-added',
  'shape.filled-now',
  'shape.filled-where-null',
  'shape.null-possible',
  'shape.time-format',
  'error.member-added',
  'error.text',
  'header.added',
  'linkage.id-form',
  'linkage.relationship-added',
  'linkage.included-added',
  'linkage.order',
]);

const planeOf = { schema: 'shape', errors: 'errors', headers: 'headers', inflection: 'headers' } as Readonly<
  Record<string, Plane>
>;

/**
 * Requirements that held in every run of the one side and are broken in every run of the other, where no finding on the same
 * step explains it. One that is sometimes broken on the same side varies, and proves nothing.
 */
export function brokenRequirements(
  before: readonly VersionRun[],
  now: readonly VersionRun[],
  findings: readonly ChangeCandidate[],
  bound: number,
): readonly ChangeCandidate[] {
  // Where a body could not begin, what holds for every answer was asked all the same: it held.
  const [old, next] = [verdictsOf(before, held), verdictsOf(now, told)];
  const explained = new Set(findings.filter(({ rule }) => !harmless.has(rule)).flatMap(({ steps }) => steps));
  const broken: ChangeCandidate[] = [];
  for (const [id, outcomes] of next) {
    const earlier = old.get(id) ?? [];
    const didHold = earlier.length > 0 && earlier.every(({ verdict }) => verdict !== 'violation');
    const outcome = outcomes.at(0);
    if (
      !didHold ||
      !outcome ||
      outcomes.some(({ verdict }) => verdict !== 'violation') ||
      !isRequirementId(id)
    )
      continue;
    const steps = stepsOf(outcome);
    if (steps.some((step) => explained.has(step))) continue;
    if (allowedBy(id, findings)) continue;
    const { area } = requirementById(id);
    const { p } = exactTest([
      { before: 0, beforeOf: earlier.length, after: outcomes.length, afterOf: outcomes.length },
    ]);
    broken.push({
      rule: 'requirement.broken',
      plane: planeOf[area] ?? (area === 'idempotency' ? 'idempotency' : 'transitions'),
      subject: id,
      before: 'held',
      after: outcome.finding?.code ?? 'broken',
      ...(outcome.finding === undefined ? {} : { finding: outcome.finding }),
      policy: 'breaking.meaning',
      touches: { ...nothing, members: [memberAt(outcome.finding?.path)] },
      where: steps.slice(0, 1),
      steps,
      doubtful: p > bound,
    });
  }
  return broken;
}

/** What the policy lets the vendor add any day breaks no requirement: more is included, more is listed. */
const allowing: readonly { readonly rule: RuleId; readonly requirements: RegExp }[] = [
  {
    rule: 'linkage.included-added',
    requirements: /^query\.(include-none|include-only-asked|nothing-by-default|included-is-linked)$/,
  },
  { rule: 'linkage.count', requirements: /list/ },
  { rule: 'linkage.order', requirements: /list/ },
  // Other calls of the run may be made by another key, or under no version.
  { rule: 'header.limit', requirements: /^headers\.rate-limit-constant$/ },
  { rule: 'shape.time-format', requirements: /^time\..*-kept$/ },
];

function allowedBy(id: string, findings: readonly ChangeCandidate[]): boolean {
  return allowing.some(
    ({ rule, requirements }) =>
      requirements.test(id) &&
      findings.some((one) => one.rule === rule && one.policy?.startsWith('compatible.') === true),
  );
}

const told: ReadonlySet<Outcome['verdict']> = new Set(['pass', 'violation'] as const);
const held: ReadonlySet<Outcome['verdict']> = new Set(['pass', 'violation', 'inconclusive'] as const);

/** The outcomes of some kinds, by requirement. */
function verdictsOf(
  runs: readonly VersionRun[],
  kinds: ReadonlySet<Outcome['verdict']>,
): ReadonlyMap<string, readonly Outcome[]> {
  const outcomes = new Map<string, Outcome[]>();
  for (const outcome of runs.flatMap((run) => run.outcomes)) {
    if (!kinds.has(outcome.verdict)) continue;
    outcomes.set(outcome.id, [...(outcomes.get(outcome.id) ?? []), outcome]);
  }
  return outcomes;
}

/** The member that a finding is about; where it names none, everything in the answer may be. */
function memberAt(path: Path = []): string {
  const [top, ...rest] = path;
  if (top === 'errors') return ['errors[]', ...rest.slice(1)].join('.');
  return (top === 'data' || top === 'meta') && rest.length > 0 ? path.join('.') : 'data.attributes';
}

function stepsOf(outcome: Outcome): string[] {
  const label = outcome.finding?.exchange;
  return [...new Set((label === undefined ? outcome.exchanges : [label]).map(stepOf))];
}
