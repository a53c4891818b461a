/** `npm run faults:source`: the suite against mutants of the mock's own source, which nobody chose. */
import { ConfigurationError } from '../../client/errors.ts';
import { runCommand } from '../../cli/shared/fail.ts';
import { helpText, readOptions } from '../../cli/shared/options.ts';
import { styleFor } from '../../reporting/style.ts';
import { writeSection } from '../campaign/figures-page.ts';
import { isUnexplained } from './judge.ts';
import { mutatedFiles } from './mutated-files.ts';
import { figures, summary } from './render.ts';

const command = {
  call: 'npm run faults:source --',
  about:
    'Changes the mock’s own source in every small way that an instrumenter knows, plays the suite against each change that a run reaches, and tells which are neither found nor explained.',
  options: {
    only: { value: 'FILE', about: 'The mutants of one file of the mock, e.g. handlers/paging.ts.' },
    sample: { value: 'N', about: 'So many mutants only, drawn at random.' },
    seed: { value: 'N', about: 'Another seed for the draw; default 1.' },
    'at-most': { value: 'N', about: 'So many may be unexplained; default none.' },
    update: { about: 'Write the figures into docs/figures.md.' },
    json: { about: 'Every mutant and what became of it, as JSON.' },
  },
  notes: [
    'What a standard run does not find, and no reason explains, is tried again under 2025-10-27, and at thorough depth. A trial that takes too long or breaks off finds nothing.',
    'The reasons why a mutant need not be found stand in proof/mutants/explained.ts; one that is no longer true is an error.',
    'Exit codes: 0 each is found or explained (but --at-most), 1 some are not, 2 usage.',
  ],
} as const;

await runCommand(async () => {
  const options = readOptions(command, process.argv.slice(2));
  if (options.help) {
    process.stdout.write(`${helpText(command)}\n`);
    return 0;
  }
  const sample = options.sample === undefined ? undefined : wholeNumber('--sample', options.sample);
  const seed = options.seed === undefined ? 1 : wholeNumber('--seed', options.seed);
  const atMost = options['at-most'] === undefined ? 0 : wholeNumber('--at-most', options['at-most']);
  const { only } = options;
  if (options.update && (only !== undefined || sample !== undefined)) {
    throw new ConfigurationError({
      cause: '--update goes with all mutants',
      hint: 'leave --only and --sample away',
      next: `${command.call} --update`,
    });
  }
  if (only !== undefined && !mutatedFiles().includes(only)) {
    throw new ConfigurationError({
      cause: `--only ${only}: no file of the mock that is changed`,
      hint: `they are ${mutatedFiles().slice(0, 3).join(', ')} …`,
      next: `${command.call} --only handlers/paging.ts`,
    });
  }
  const { runMutants } = await import('./run.ts');
  const run = await runMutants({ only, sample, seed }, progress());
  process.stdout.write(
    options.json ? `${JSON.stringify(run, null, 1)}\n` : `${summary(run, styleFor(process.stdout))}\n`,
  );
  if (options.update) writeSection('npm run faults:source -- --update', figures(run));
  return run.stale.length === 0 && run.judged.filter(isUnexplained).length <= atMost ? 0 : 1;
});

function wholeNumber(name: string, text: string): number {
  if (/^[1-9]\d{0,8}$/.test(text)) return Number(text);
  throw new ConfigurationError({
    cause: `${name} ${text}: not a whole number from 1`,
    next: `${command.call} --help`,
  });
}

function progress(): (done: number, of: number, doing: string) => void {
  return (done, of, doing) => {
    if (process.stderr.isTTY)
      process.stderr.write(`\r${done} of ${of} mutants ${doing} ${done === of ? '\n' : ''}`);
    else if (done === of || done % Math.ceil(of / 10) === 0)
      process.stderr.write(`… ${done} of ${of} mutants ${doing}\n`);
  };
}
