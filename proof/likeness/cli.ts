/** `npm run calibrate:proof`: calibration against targets of which everything is known. */
import { runCommand } from '../../cli/shared/fail.ts';
import { helpText, readOptions } from '../../cli/shared/options.ts';
import { ConfigurationError } from '../../client/errors.ts';

const STANDARD_TARGETS = 200;
/** Of 200: a machine that is busy may be too slow to tell what is a matter of milliseconds. */
const LEAST_SHARE = 195 / 200;

const command = {
  call: 'npm run calibrate:proof --',
  about:
    'Calibrates random targets in another process and targets with planted behaviour, and holds every profile against what its target was made of.',
  options: {
    targets: { value: 'N', about: `Random targets; default ${STANDARD_TARGETS}.` },
    seed: { value: 'N', about: 'The first of them; default 1.' },
    json: { about: 'Print the results as JSON.' },
  },
  notes: [
    'Exit codes: 0 no wrong value, nothing decidable missed, at least 195 of 200 reproduced whole, every planted behaviour unknown; 1 otherwise; 2 usage.',
  ],
} as const;

await runCommand(async () => {
  const options = readOptions(command, process.argv.slice(2));
  if (options.help) {
    process.stdout.write(`${helpText(command)}\n`);
    return 0;
  }
  const first = whole('seed', options.seed ?? '1');
  const amount = whole('targets', options.targets ?? String(STANDARD_TARGETS));
  const { planted } = await import('./planted.ts');
  const { proveTargets, provePlanted } = await import('./prove.ts');
  const say = (what: string, all: number) => (done: number) => {
    if (done % 20 === 0 || done === all) process.stderr.write(`${what}: ${done} of ${all}\n`);
  };
  const seeds = Array.from({ length: amount }, (_, n) => first + n);
  const targets = await proveTargets(seeds, say('Targets', amount));
  const behaviours = await provePlanted(undefined, say('Planted behaviours', planted.length));
  if (options.json) process.stdout.write(`${JSON.stringify({ targets, behaviours }, null, 2)}\n`);
  const wrong = targets.flatMap(({ seed, wrong: those }) => those.map((one) => `target ${seed}: ${one}`));
  const missed = targets.flatMap(({ seed, missed: those }) => those.map((one) => `target ${seed}: ${one}`));
  const partly = targets.filter(({ compared, alike }) => alike < compared);
  const silent = behaviours.filter(({ reported }) => reported.length === 0);
  const forced = behaviours.flatMap(({ slug, forced: those }) => those.map((one) => `${slug}: ${one}`));
  const sum = (of: (target: (typeof targets)[number]) => number): number =>
    targets.reduce((total, target) => total + of(target), 0);
  const list = (title: string, lines: readonly string[]): string =>
    lines.length === 0 ? '' : `${title}:\n${lines.map((line) => `  ${line}\n`).join('')}`;
  process.stdout.write(
    [
      list('Wrong', wrong),
      list('Missed', missed),
      list(
        'Not reproduced whole',
        partly.map(({ seed, differing }) => `target ${seed}: ${differing[0] ?? ''}`),
      ),
      list(
        'Not reported',
        silent.map(({ slug }) => slug),
      ),
      list('Forced into a choice', forced),
      `${amount} random targets: ${wrong.length} wrong values among ${sum(({ decided }) => decided)} decided, ${missed.length} decidable ones missed, ${sum(({ tooSlow }) => tooSlow)} not told because this machine was too slow.\n`,
      `A mock like them answers every call alike on ${amount - partly.length} of ${amount} (${sum(({ alike }) => alike)} of ${sum(({ compared }) => compared)} calls).\n`,
      `${behaviours.length - silent.length} of ${behaviours.length} planted behaviours reported as unknown, ${forced.length} forced into a choice.\n`,
    ].join(''),
  );
  const enough = amount - partly.length >= Math.floor(amount * LEAST_SHARE);
  return wrong.length + missed.length + silent.length + forced.length === 0 && enough ? 0 : 1;
});

function whole(name: string, text: string): number {
  if (/^\d{1,6}$/.test(text)) return Number(text);
  throw new ConfigurationError({
    cause: `--${name} ${text}: not a whole number`,
    next: 'npm run calibrate:proof -- --help',
  });
}
