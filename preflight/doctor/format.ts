/** The doctor's findings as lines for people. */
import { sources } from '../../contract/sources.ts';
import { checks, type Diagnosis, type CheckResult, type Health } from './check-result.ts';

/** Paints a text, or does not. */
export type Paint = (text: string) => string;

export interface Palette {
  readonly green: Paint;
  readonly yellow: Paint;
  readonly red: Paint;
  readonly dim: Paint;
}

const words: Readonly<Record<Health, string>> = {
  ok: 'ok',
  warning: 'warning',
  problem: 'problem',
  doubt: 'cannot tell',
};

const COLUMN = Math.max(...Object.values(checks).map((title) => title.length)) + 2;
const WORD = Math.max(...Object.values(words).map((word) => word.length)) + 2;

/** A finding in one to three lines: what was seen, what to do, where it is documented. */
export function findingLines(finding: CheckResult, palette: Palette): string[] {
  const { check, health, seen, remedy, source } = finding;
  const indent = ' '.repeat(WORD + COLUMN);
  return [
    `${paint(health, palette)(words[health].padEnd(WORD))}${checks[check].padEnd(COLUMN)}${seen}`,
    ...(remedy === undefined ? [] : [`${indent}→ ${remedy}`]),
    ...(health === 'ok' || source === undefined ? [] : [palette.dim(`${indent}  ${sources[source].url}`)]),
  ];
}

/** What it comes to, in a sentence. */
export function summary({ results: findings, health, requests }: Diagnosis): string {
  const count = (wanted: Health) => findings.filter((finding) => finding.health === wanted).length;
  const numbers = (['ok', 'warning', 'problem', 'doubt'] as const)
    .filter((wanted) => count(wanted) > 0)
    .map((wanted) => `${count(wanted)} ${words[wanted]}`);
  const end: Readonly<Record<Health, string>> = {
    ok: 'a run can begin',
    warning: 'a run can begin',
    problem: 'no run until this is put right',
    doubt: 'whether a run can begin cannot be told just now',
  };
  return `Doctor: ${numbers.join(', ')} (${requests} requests) – ${end[health]}.`;
}

function paint(health: Health, { green, yellow, red }: Palette): Paint {
  return health === 'ok' ? green : health === 'problem' ? red : yellow;
}
