/** The campaign on the terminal. Pure but for the style. */
import type { Finding } from '../../judging/finding.ts';
import { findingInWords } from '../../reporting/sentences/finding.ts';
import type { Style } from '../../reporting/style.ts';
import type { Trial } from './trial.ts';
import { complaints, type FaultResult, type KillMatrix } from './matrix.ts';

const AREAS_WIDTH = 14;

/** The summary: a line per area, totals, and what keeps the gate shut. */
export function summary(matrix: KillMatrix, style: Style): string {
  const { totals } = matrix;
  const areas = [...new Set(matrix.faults.map(({ area }) => area))];
  const lines = areas.map((area) =>
    areaLine(
      area,
      matrix.faults.filter((fault) => fault.area === area),
      style,
    ),
  );
  const degenerate = matrix.degenerate.map(
    ({ slug, violations, inconclusive, passes, undeserved }) =>
      `  ${slug.padEnd(20)} ${violations} violations, ${inconclusive} inconclusive, passes ${passes.length} MUST` +
      (undeserved.length === 0 ? ' (each truly met)' : style.red(`, ${undeserved.length} undeserved`)),
  );
  const objections = complaints(matrix);
  return [
    style.bold('Kill matrix, by area of the fault'),
    ...lines,
    '',
    `Killed       ${totals.killed} of ${totals.faults} faults${totals.equivalent ? `, and ${totals.equivalent} declared equivalent` : ''}`,
    `Named        ${totals.namedRed} of ${totals.faults} turn red what they name; median of unrelated red requirements: ${totals.medianUnrelated}`,
    `Requirements ${totals.requirementsWithFault} of ${totals.requirements} (MUST and SHOULD) are turned red by some fault that names them`,
    `Variations   ${totals.falseAlarms} false alarms over ${totals.variations} variations and ${totals.pairs} combinations of them`,
    'Servers that break everything, listed apart',
    ...degenerate,
    '',
    ...(objections.length === 0
      ? [style.green('The gate is open: every fault is caught, every variation accepted.')]
      : [
          style.red(`The gate is shut, for ${objections.length} reasons:`),
          ...objections.map((line) => `  ${line}`),
        ]),
  ].join('\n');
}

function areaLine(area: string, faults: readonly FaultResult[], style: Style): string {
  const killed = faults.filter(({ killedBy }) => killedBy.length > 0).length;
  const line = `  ${area.padEnd(AREAS_WIDTH)} ${String(killed).padStart(3)} of ${String(faults.length).padStart(3)} killed`;
  return killed === faults.length ? line : style.red(line);
}

/** One fault in detail. */
export function detail(fault: FaultResult, trial: Trial, style: Style): string {
  const red = trial.outcomes.filter(({ verdict }) => verdict === 'violation');
  const doubtful = trial.outcomes.filter(({ verdict }) => verdict === 'inconclusive');
  return [
    `${style.bold(fault.slug)}  (${fault.area})`,
    `  ${fault.sentence}`,
    `  violates   ${fault.violates.join(', ')}`,
    ...(fault.equivalent === undefined ? [] : [`  equivalent ${fault.equivalent}`]),
    '',
    style.bold(`Red: ${red.length}`),
    ...red.flatMap(({ id, finding }) => [
      `  ${(fault.violates as readonly string[]).includes(id) ? style.green(id) : style.yellow(`${id} (not named)`)}`,
      ...(finding ? inWords(finding) : []),
    ]),
    ...(doubtful.length === 0
      ? []
      : [
          '',
          style.bold(`Inconclusive: ${doubtful.length}`),
          ...doubtful.map(({ id, reason }) => `  ${id}: ${reason ?? ''}`),
        ]),
    '',
    fault.namedRed
      ? style.green('Every named requirement is red.')
      : style.red('A named requirement is not red.'),
  ].join('\n');
}

function inWords(finding: Finding): string[] {
  const { what, expected, seen } = findingInWords(finding);
  return [`    ${what}`, `    expected ${expected}`, `    seen     ${seen}`];
}
