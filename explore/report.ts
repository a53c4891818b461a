/** What a person reads after an exploration. Pure: lines out. */
import type { Configuration } from '../client/configuration.ts';
import { requirementById } from '../contract/catalogue.ts';
import { findingInWords } from '../reporting/sentences/finding.ts';
import { clauseLines, row, type Page } from '../reporting/terminal.ts';
import { wrap } from '../reporting/layout.ts';
import { plural } from '../reporting/words.ts';
import type { Counterexample, Exploration } from './explore.ts';
import { scriptOf } from './script.ts';

/** The clauses that are broken, each with the shortest sequence that shows it, and the sentence that ends the run. */
export function explorationLines(
  exploration: Exploration,
  {
    seed,
    configuration,
    page,
  }: { readonly seed: number; readonly configuration: Configuration; readonly page: Page },
): string[] {
  return [
    ...exploration.found.flatMap((found) => [...counterexampleLines(found, configuration, page), '']),
    ...conclusion(exploration, seed, page),
  ];
}

function counterexampleLines(
  found: Counterexample,
  configuration: Configuration,
  { style, width }: Page,
): string[] {
  const { breach, steps, stepsAtFirst, tries } = found;
  const { id, level } = requirementById(breach.requirement);
  const { what, expected, seen } = findingInWords(breach.finding);
  const shortened =
    tries === 0 ? '' : `, shortened from ${stepsAtFirst} by ${plural(tries, 'further sequence')}`;
  return [
    `${style.red(style.bold('Violation'))}  ${style.bold(id)}  ${level}`,
    ...row('What broke', what, width),
    ...row('Expected', expected, width, style.green),
    ...row('Seen', seen, width, style.red),
    ...clauseLines({ slug: id }, width),
    ...row('Sequence', `${plural(steps.length, 'step')}${shortened}`, width),
    '  With curl',
    ...scriptOf(found, configuration)
      .trimEnd()
      .split('\n')
      .map((line) => `    ${line.startsWith('#') ? style.dim(line) : line}`),
  ];
}

/** Half of what was played must have come to its end. */
export function isTelling({ sequences, doubtful }: Exploration): boolean {
  return sequences > 0 && doubtful * 2 <= sequences;
}

function conclusion(exploration: Exploration, seed: number, { style, width }: Page): string[] {
  const { found, requests, sequences, doubtful, doubt } = exploration;
  const all = `${plural(requests, 'request')} in ${plural(sequences, 'sequence')}, seed ${seed}`;
  const [word, rest, paint] =
    found.length > 0
      ? ['Violations', `: ${plural(found.length, 'clause is', 'clauses are')} broken (${all}).`, style.red]
      : isTelling(exploration)
        ? [
            'Nothing found',
            `: every answer and every object was as the contract allows (${all}).`,
            style.green,
          ]
        : ['Inconclusive', `: too few sequences came to their end (${all}).`, style.yellow];
  const doubts =
    doubtful === 0
      ? []
      : wrap(`${plural(doubtful, 'sequence')} proved nothing: ${doubt ?? 'no reason known'}`, width);
  const [first = '', ...others] = wrap(word + rest, width);
  const next = found.length > 0 || isTelling(exploration) ? [] : ['  next: npm run doctor'];
  return [...doubts, style.bold(paint(word)) + first.slice(word.length), ...others, ...next];
}
