/** `npm run faults`: the suite against every fault and every variation; the kill matrix; the gate. */
import { depths, isDepth, type Depth } from '../../contract/depths.ts';
import { ConfigurationError } from '../../client/errors.ts';
import { runCommand } from '../../cli/shared/fail.ts';
import { helpText, readOptions } from '../../cli/shared/options.ts';

const command = {
  call: 'npm run faults --',
  about:
    'Runs the suite against every fault it must catch and every variation it must accept, and prints the kill matrix.',
  options: {
    fault: { value: 'SLUG', about: 'One fault (or variation) in detail.' },
    sample: { value: 'N', about: 'Every Nth server only: a quick look while you edit; writes nothing.' },
    pairs: { value: 'N', about: 'N targets with two faults each, drawn at random: whether both are told.' },
    seed: { value: 'N', about: 'With --pairs: another draw; default 1.' },
    blind: {
      about: 'The faults that were written from the documentation alone: how many are found, and each miss.',
    },
    depth: { value: 'DEPTH', about: 'With --blind: quick, standard or thorough, for every fault alike.' },
    explore: {
      value: 'N',
      about:
        'Random sequences of N requests against each server (with --sample: every Nth), in place of the suite.',
    },
    list: { about: 'The slugs of all faults and variations, with a sentence each.' },
    update: {
      about:
        'Write the figures into docs/figures.md and reporting/known-faults.json; with --pairs, those of the pairs.',
    },
  },
  notes: [
    'Writes REPORT_DIR/kill-matrix.json (REPORT_DIR: default reports).',
    'Exit codes: 0 the gate is open, 1 it is shut, 2 usage.',
  ],
} as const;

function depthOf(text: string | undefined): Depth | undefined {
  if (text === undefined || isDepth(text)) return text;
  throw new ConfigurationError({
    cause: `--depth ${text}: not one of ${Object.keys(depths).join(', ')}`,
    next: 'npm run faults -- --blind --depth thorough',
  });
}

await runCommand(async () => {
  const options = readOptions(command, process.argv.slice(2));
  if (options.help) {
    process.stdout.write(`${helpText(command)}\n`);
    return 0;
  }
  const { blind, campaign, explored, list, one, pairs, sample } = await import('./campaign.ts');
  if (options.list) return list();
  if (options.blind) return blind(depthOf(options.depth));
  if (options.explore !== undefined) return explored(options.explore, options.sample);
  if (options.pairs !== undefined) return pairs(options.pairs, options.seed, options.update);
  if (options.fault !== undefined) return one(options.fault);
  if (options.sample !== undefined) return sample(options.sample);
  return campaign(options.update === true);
});
