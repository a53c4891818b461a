/** The answer for a reader at the terminal: one sentence, a table, then each change that matters. Pure: lines out. */
import { labelled, wrap } from '../reporting/layout.ts';
import type { Style } from '../reporting/style.ts';
import type { ChangeVerdict } from './judge.ts';
import { planes } from './model.ts';
import type { ReportedChange, Result } from './result.ts';

export interface Page {
  readonly style: Style;
  readonly width: number;
}

export function terminalLines(result: Result, page: Page): string[] {
  const { style, width } = page;
  return [
    ...headline(result.sentence, result.exitCode, page),
    ...tableLines(result.changes, page),
    ...result.changes
      .filter(({ verdict }) => verdict !== 'safe')
      .flatMap((change) => detailLines(change, page)),
    ...section(
      'Changelog between the two',
      result.changelog.flatMap((entry) =>
        labelled(
          entry.date,
          `${entry.summary} ${capital(entry.state)}${entry.state === 'observed' ? `: ${entry.changes.join(', ')}` : `, because ${entry.because}`}.`,
          { indent: 2, column: 12, width },
        ),
      ),
      style,
    ),
    ...section(
      'Not compared',
      result.gaps.flatMap(({ scenario, reason }) =>
        labelled(scenario, reason, { indent: 2, column: Math.max(24, scenario.length + 2), width }),
      ),
      style,
    ),
    ...section(
      'Not observable',
      unobservedSentences(result).flatMap((line) => wrap(line, width - 2).map((one) => `  ${one}`)),
      style,
    ),
    '',
    ...wrap(noiseSentence(result), width).map(style.dim),
    ...wrap(timingSentence(result), width).map(style.dim),
  ];
}

/** What no change would show of, in one sentence; none where everything was seen. */
export function unobservedSentences({ unobserved }: Pick<Result, 'unobserved'>): string[] {
  return unobserved.length === 0
    ? []
    : [
        `Never seen with a value, so a change would not show: ${unobserved.map((member) => `\`${member}\``).join(', ')}.`,
      ];
}

/** The sentence, its first word painted. */
export function headline(sentence: string, exitCode: number, { style, width }: Page): string[] {
  const paint = exitCode === 0 ? style.green : exitCode === 1 ? style.red : style.yellow;
  const [first = '', ...rest] = wrap(sentence, width);
  const word = /^[^:,.]+/.exec(first)?.[0] ?? '';
  return [style.bold(paint(word)) + first.slice(word.length), ...rest];
}

export function tableLines(changes: readonly ReportedChange[], { style, width }: Page): string[] {
  if (changes.length === 0) return [];
  const paint: Record<ChangeVerdict, (text: string) => string> = {
    blocked: style.red,
    'needs code': style.red,
    undecided: style.yellow,
    safe: style.green,
  };
  return [
    '',
    style.bold(`${'Verdict'.padEnd(12)}${'Class'.padEnd(34)}Change`),
    ...changes.flatMap((change) => {
      const [first = '', ...rest] = wrap(change.sentence, Math.max(30, width - 46));
      const head =
        paint[change.verdict](change.verdict.padEnd(12)) +
        (change.policy?.id ?? 'no class').padEnd(34) +
        first;
      return [head, ...rest.map((line) => ' '.repeat(46) + line)];
    }),
  ];
}

export function detailLines(change: ReportedChange, { style, width }: Page): string[] {
  const row = (label: string, text: string): string[] =>
    labelled(label, text, { indent: 2, column: 13, width });
  const { evidence, policy } = change;
  const plane = planes.find((one) => one.plane === change.plane)?.title ?? change.plane;
  return [
    '',
    `${style.bold(change.sentence)}`,
    ...row('Verdict', `${change.verdict}; ${readWords(change)}`),
    ...row('Rule', `${change.rule} (${plane.toLowerCase()}), fingerprint ${change.fingerprint}`),
    ...row(
      'Policy',
      policy ? `${policy.kind}: ${policy.clause} ${policy.url}` : 'the published policy does not speak of it',
    ),
    ...row('Remedy', change.remedy ?? 'none is known'),
    ...row('Changelog', change.known ?? 'no entry explains it'),
    ...(evidence
      ? [
          ...row(
            'Scenario',
            evidence.story
              .map(
                ({ step, before, after }) => `${step} ${before === after ? before : `${before} → ${after}`}`,
              )
              .join('; '),
          ),
          ...row('Before', evidence.before),
          ...row('After', evidence.after),
          ...evidence.curlAfter.split('\n').map((line) => `    ${line}`),
        ]
      : []),
    ...(change.witness
      ? [
          ...row('Witness', `ends well under the old version; under the new one: ${change.witness.failure}`),
          ...change.witness.program
            .trimEnd()
            .split('\n')
            .map((line) => `    ${line}`),
        ]
      : []),
  ];
}

export function readWords({ reading }: Pick<ReportedChange, 'reading'>): string {
  return {
    profile: 'the profile lists it as read',
    documentation: 'it is documented, and without a profile everything documented counts as read',
    'not read': 'nobody reads it',
  }[reading];
}

export function noiseSentence({
  noise,
  compared,
  requests,
}: Pick<Result, 'noise' | 'compared' | 'requests'>): string {
  const names = [...new Set(noise.map(({ where, subject }) => `${subject} at ${where}`))];
  const learned =
    names.length === 0
      ? 'nothing differed between identical runs'
      : `${names.length} differed between identical runs; ignored: ${names.slice(0, 5).join('; ')}${names.length > 5 ? ' …' : ''}`;
  return `${compared} points compared in ${requests} requests; ${learned}.`;
}

export function timingSentence({ timing }: Pick<Result, 'timing'>): string {
  return timing
    .map(
      ({ call, before, after }) =>
        `Seen only, never judged: ${call} took ${before} ms before, ${after} ms after (median).`,
    )
    .join(' ');
}

function section(title: string, lines: readonly string[], style: Style): string[] {
  return lines.length === 0 ? [] : ['', style.bold(title), ...lines];
}

function capital(text: string): string {
  return text.slice(0, 1).toUpperCase() + text.slice(1);
}
