/** Parity at the terminal. Pure: lines out. */
import { labelled, wrap } from '../reporting/layout.ts';
import type { Page } from '../reporting/terminal.ts';
import type { Parity } from './parity.ts';

/** More calls than these are left to `--format json`. */
const MOST_CALLS = 20;

export function parityLines(parity: Parity, { style, width }: Page): string[] {
  const { moved, differing, exitCode, sentence } = parity;
  const paint = exitCode === 0 ? style.green : exitCode === 1 ? style.red : style.yellow;
  const row = (name: string, text: string): string[] =>
    labelled(name, text, { indent: 4, column: 16, width });
  return [
    ...(moved.length === 0 ? [] : [style.bold('Choices that differ')]),
    ...moved.map(
      ({ name, profile, sandbox }) => `  ${name}: ${profile} in the profile, ${sandbox} at the sandbox`,
    ),
    ...(differing.length === 0 ? [] : [style.bold('Calls that differ (sandbox / mock)')]),
    ...differing
      .slice(0, MOST_CALLS)
      .flatMap(({ call, choices, differs }) => [
        `  ${call}`,
        ...row(
          choices.length === 1 ? 'Choice' : 'Choices',
          choices.join(', ') || 'none: outside the mock’s choices',
        ),
        ...row('Differs in', differs.join('; ')),
      ]),
    ...(differing.length > MOST_CALLS ? [`  and ${differing.length - MOST_CALLS} more (--format json)`] : []),
    ...(moved.length + differing.length === 0 ? [] : ['']),
    ...wrap(sentence, width).map((line) => paint(line)),
  ];
}
