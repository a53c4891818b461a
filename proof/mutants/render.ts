/** The mutants on the terminal. Pure but for the style. */
import type { Style } from '../../reporting/style.ts';
import { passes } from './fates.ts';
import { isUnexplained, type Fate, type Judged } from './judge.ts';
import type { SourceRun } from './run.ts';

const REASONS = {
  equivalent: 'no client can see the difference',
  open: 'legal: the documentation leaves it open',
  cosmetic: 'words for people',
  outside: 'outside the contract',
} as const;

const INSTEAD: Partial<Record<Fate, string>> = {
  survived: 'nothing is red',
  inconclusive: 'in doubt',
  broke: 'the trial broke',
};

/** The figures, one line each: what, how many, and what that means. */
function lines({ judged }: SourceRun): readonly (readonly [what: string, figure: number, more: string])[] {
  const count = (fate: Fate) => judged.filter((mutant) => mutant.fate === fate).length;
  const later = judged.filter(({ fate, pass }) => fate === 'killed' && pass !== passes[0]?.about).length;
  const explained = judged.filter(({ explanation }) => explanation !== undefined);
  return [
    ['mutants', judged.length, ''],
    ['never run', count('never-run'), ''],
    ['run when modules are loaded only', count('at-load'), 'not tried'],
    [
      'killed',
      count('killed'),
      `${later} of them not by the first of ${passes.length} ways to run the suite`,
    ],
    ['unusable', count('unusable'), 'most cannot be judged, and the run says so (exit 3)'],
    ['survived', count('survived'), ''],
    ['inconclusive', count('inconclusive'), 'some could not be judged: no kill'],
    ['broke the trial', count('broke'), 'no end, or no mock to begin with: no kill'],
    ...Object.entries(REASONS).map(
      ([reason, words]) =>
        [
          `explained: ${reason}`,
          explained.filter(({ explanation }) => explanation?.reason === reason).length,
          words,
        ] as const,
    ),
    ['unexplained', judged.filter(isUnexplained).length, ''],
  ];
}

/** The figures, and each mutant that is not accounted for. */
export function summary(run: SourceRun, style: Style): string {
  const unexplained = run.judged.filter(isUnexplained);
  return [
    ...lines(run).map(
      ([what, figure, more]) => `${what.padEnd(34)} ${String(figure).padStart(5)}${more && `   ${more}`}`,
    ),
    ...unexplained.flatMap((mutant) => told(mutant, style)),
    ...run.stale.map((text) => style.red(`Stale explanation: ${text}`)),
    `${run.seconds.toFixed(1)} s`,
  ].join('\n');
}

/** The figures as a table of Markdown. */
export function figures(run: SourceRun): string {
  const rows = lines(run).map(([what, figure, more]) => `| ${what} | ${figure} | ${more} |`);
  return ['| mutants of the mock’s source | | |', '| --- | --- | --- |', ...rows].join('\n');
}

function told({ name, line, fate, by }: Judged, style: Style): string[] {
  return [style.red(name), `    line ${line}; ${INSTEAD[fate] ?? fate}${by === undefined ? '' : `: ${by}`}`];
}
