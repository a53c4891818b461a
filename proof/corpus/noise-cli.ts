/** `npm run upgrade:noise`: servers on which nothing changes, each from several seeds. Exit 1 when one is called changed. */
import { runCommand } from '../../cli/shared/fail.ts';
import { helpText, readOptions, type Command } from '../../cli/shared/options.ts';
import { judgeNoise, type NoiseLine } from './noise-run.ts';
import { noiseServers } from './noise-servers.ts';

const SEEDS = [1, 2, 3, 4, 5];

const options = {} as const;

const command: Command<typeof options> = {
  call: 'npm run upgrade:noise --',
  about:
    'Asks upgrade and drift about servers on which nothing changes but the answers vary, each from several seeds.',
  options,
  notes: ['Exit codes: 0 none is called changed, 1 at least one is, 2 usage.'],
};

await runCommand(async () => {
  if (readOptions(command, process.argv.slice(2)).help) {
    process.stdout.write(helpText(command));
    return 0;
  }
  const begun = performance.now();
  process.stderr.write(`${noiseServers.length} noise servers, each from ${SEEDS.length} seeds …\n`);
  const lines: NoiseLine[] = [];
  for (const server of noiseServers) {
    for (const seed of SEEDS) {
      const line = await judgeNoise(server, seed);
      lines.push(line);
      for (const sentence of line.said) process.stdout.write(`${line.slug}, seed ${seed}: ${sentence}\n`);
    }
  }
  for (const [index, name] of ['upgrade', 'drift'].entries()) {
    const codes = lines.map(({ upgrade, drift }) => (index === 0 ? upgrade : drift));
    const sent = lines.map(({ requests }) => requests[index] ?? 0).sort((a, b) => a - b);
    const count = (wanted: number): number => codes.filter((code) => code === wanted).length;
    process.stdout.write(
      `${name}: of ${codes.length} answers ${count(1)} falsely no, ${count(3)} cannot tell, ${count(0)} right; requests ${sent[0] ?? 0} to ${sent.at(-1) ?? 0}, median ${sent[Math.floor(sent.length / 2)] ?? 0}.\n`,
    );
  }
  process.stdout.write(`${((performance.now() - begun) / 1000).toFixed(0)} s\n`);
  return lines.some(({ upgrade, drift }) => upgrade === 1 || drift === 1) ? 1 : 0;
});
