/** What more runs could settle: scenarios to be looked at again, and requirements to be judged again. */
import { isRequirementId, type RequirementId } from '../contract/catalogue.ts';
import type { Change } from './judge.ts';
import { scenarioIn } from './observed-exchange.ts';
import { READING_TWICE } from './read-twice.ts';

/** More runs than these of one version settle little. */
export const MOST_RUNS = 12;

/** Nothing is called a break that was seen in fewer runs: a server may behave alike for the length of one. */
const LEAST_RUNS = 5;

/** A scenario that went wrong so often goes wrong. */
const MOST_TRIES = 6;

/** So many scenarios that show a change are enough to look at it again. */
const MOST_SCENARIOS = 4;

export interface OpenQuestions {
  readonly scenarios: ReadonlySet<string>;
  readonly requirements: readonly RequirementId[];
  /** Reading the same objects again would help. */
  readonly rereads: boolean;
}

/** Undefined where nothing is open. */
export function openQuestions(
  answer: {
    readonly changes: readonly Change[];
    readonly gaps: readonly { readonly scenario: string; readonly matters: boolean }[];
  },
  runs: number,
): OpenQuestions | undefined {
  const isOpen = ({ verdict }: Change): boolean =>
    verdict === 'undecided' || (runs < LEAST_RUNS && verdict !== 'safe');
  const open = answer.changes.filter(isOpen);
  const missing = runs < MOST_TRIES ? answer.gaps.filter(({ matters }) => matters) : [];
  if (open.length + missing.length === 0) return undefined;
  return {
    rereads: open.some(({ steps }) => steps.some((step) => scenarioIn(step) === READING_TWICE)),
    scenarios: new Set([
      ...open.flatMap(({ steps }) => [...new Set(steps.map(scenarioIn))].slice(0, MOST_SCENARIOS)),
      ...missing.map(({ scenario }) => scenario),
    ]),
    requirements: open.flatMap(({ rule, subject }) =>
      rule === 'requirement.broken' && isRequirementId(subject) ? [subject] : [],
    ),
  };
}
