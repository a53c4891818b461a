/** `npm run upgrade:corpus`: how well the upgrade gate judges, as a confusion table. */
import { runCommand } from '../../cli/shared/fail.ts';
import { corpus, judgeCase, OLD, playBent, worst, type Said } from './run.ts';

/** So that one case waits while another one computes. */
const AT_ONCE = 3;

const LEAST_PRECISION = 0.95;

await runCommand(async () => {
  const only = process.argv[2];
  const cases = only === undefined ? corpus : corpus.filter(({ slug }) => slug.includes(only));
  const before = [await playBent(OLD), await playBent(OLD)] as const;
  const said: Said[] = [];
  const waiting = [...cases];
  await Promise.all(
    Array.from({ length: AT_ONCE }, async () => {
      for (let next = waiting.shift(); next; next = waiting.shift()) said.push(await judgeCase(next, before));
    }),
  );
  const n = (label: string, verdict: string): number =>
    said.filter((one) => one.case.label === label && one.verdict === verdict).length;
  const rows = ['breaking', 'compatible'].map((label) =>
    [
      label.padEnd(12),
      ...['breaking', 'undecided', 'safe'].map((verdict) => String(n(label, verdict)).padStart(10)),
    ].join(''),
  );
  process.stdout.write(
    `${'labelled'.padEnd(12)}${'breaking'.padStart(10)}${'undecided'.padStart(10)}${'safe'.padStart(10)}   ← said\n`,
  );
  process.stdout.write(`${rows.join('\n')}\n\n`);
  const wrong = said.filter(
    (one) => one.verdict !== (one.case.label === 'breaking' ? 'breaking' : 'safe') || !one.named,
  );
  for (const one of wrong) {
    process.stdout.write(
      `${one.case.slug} (${one.case.label}): said ${one.verdict}, worst ${worst(one.answer)}; expected rule ${one.case.rule ?? 'any'}\n`,
    );
    for (const change of one.answer.changes.slice(0, 6))
      process.stdout.write(`    ${change.verdict}  ${change.rule}  ${change.sentence}\n`);
    for (const gap of one.answer.gaps.slice(0, 3))
      process.stdout.write(`    gap ${gap.scenario}: ${gap.reason}\n`);
  }
  const all = n('breaking', 'breaking') + n('breaking', 'undecided') + n('breaking', 'safe');
  const called = n('breaking', 'breaking') + n('compatible', 'breaking');
  const recall = n('breaking', 'breaking') / Math.max(1, all);
  const precision = n('breaking', 'breaking') / Math.max(1, called);
  process.stdout.write(
    `${said.length} changes: recall on breaking ${percent(recall)}, precision ${percent(precision)}, ${n('breaking', 'safe')} false "safe".\n`,
  );
  return recall === 1 && precision >= LEAST_PRECISION && wrong.length === 0 ? 0 : 1;
});

function percent(share: number): string {
  return `${(share * 100).toFixed(1)} %`;
}
