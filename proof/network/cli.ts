/** `npm run resilience`: the suite against a correct mock in bad conditions. A correct target must never be called wrong. */
import { ConfigurationError } from '../../client/errors.ts';
import { runCommand } from '../../cli/shared/fail.ts';
import { readOptions, helpText, type Command } from '../../cli/shared/options.ts';
import { networkConditions, type NetworkConditions } from './conditions.ts';

const STANDARD_RUNS = 20;

const names = networkConditions.map(({ name }) => name);

const options = {
  runs: { value: 'N', about: `Runs in each conditions. Default ${STANDARD_RUNS}.` },
  only: { value: 'NAME', about: 'Only the networkConditions whose name contains this.' },
  quick: { about: 'Leave out the networkConditions that wait for real rate-limit windows.' },
  seed: { value: 'N', about: 'First seed; each run takes the next one. Default 1.' },
} as const;

const command: Command<typeof options> = {
  call: 'npm run resilience --',
  about:
    'Runs the whole suite against a correct mock through resets, gateway errors, latency, a low limit and lagging reads.\n' +
    'Exit 0: no violation was reported and every run ended within its bound; 1 otherwise.',
  options,
  notes: [`Weathers: ${names.join(', ')}`],
};

void runCommand(main);

async function main(): Promise<number> {
  const values = readOptions(command, process.argv.slice(2));
  if (values.help) {
    process.stdout.write(helpText(command));
    return 0;
  }
  const runs = whole('runs', values.runs ?? String(STANDARD_RUNS), 1, 1_000);
  const seed = whole('seed', values.seed ?? '1', 0, 2 ** 31 - 1);
  const chosen = choose(values.only, values.quick);
  const { measure } = await import('./measure.ts');
  return measure(chosen, runs, seed);
}

function choose(only: string | undefined, quick: boolean): readonly NetworkConditions[] {
  const chosen = networkConditions.filter(
    ({ name, slow }) =>
      (only === undefined || name.toLowerCase().includes(only.toLowerCase())) && !(quick && slow),
  );
  if (chosen.length > 0) return chosen;
  throw new ConfigurationError({
    cause: `No conditions is called "${only ?? ''}"`,
    hint: `there are: ${names.join(', ')}`,
    next: 'npm run resilience -- --only resets',
  });
}

function whole(name: string, text: string, least: number, most: number): number {
  const number = Number(text);
  if (/^\d+$/.test(text) && number >= least && number <= most) return number;
  throw new ConfigurationError({
    cause: `--${name} ${text}: not a whole number from ${least} to ${most}`,
    next: 'npm run resilience -- --help',
  });
}
