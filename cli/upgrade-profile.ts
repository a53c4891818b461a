/** `npm run upgrade:profile`: writes a consumer profile from what an integration was seen to send. */
import { readFileSync, writeFileSync } from 'node:fs';
import { ConfigurationError } from '../client/errors.ts';
import { runWithOptions } from './shared/command.ts';

const command = {
  call: 'npm run upgrade:profile --',
  about:
    'Learns from recorded traffic what an integration reads, as a profile for npm run upgrade and npm run drift.',
  options: {
    har: {
      value: 'PATH',
      about: 'A HAR file, a folder of recorded answers, or a log with METHOD PATH STATUS in each line.',
    },
    reads: { value: 'PATHS', about: 'Members that the code reads, with commas between them, in any casing.' },
    code: { value: 'FILE', about: 'A source file of the integration; members that it names are taken over.' },
    out: { value: 'FILE', about: 'Where the profile goes; default: it is printed.' },
  },
  notes: [
    'A member counts as read where a request names it in `fields` or `include`, where its value stands in a later request, or where --reads or --code names it. What could not be told is said on standard error.',
    'Exit codes: 0 written, 2 usage, or nothing in the recording is a call of this API.',
  ],
} as const;

await runWithOptions(command, async ({ har, reads, code, out }) => {
  const { checked } = await import('../upgrade/consumer.ts');
  const { learn } = await import('../upgrade/profile/learn.ts');
  const { readTraffic } = await import('../upgrade/profile/traffic.ts');
  if (har === undefined)
    throw new ConfigurationError({ cause: '--har is missing', next: `${command.call} --help` });
  const calls = readTraffic(har);
  if (!calls.some(({ endpoint }) => endpoint !== undefined)) {
    throw new ConfigurationError({
      cause: `Nothing in ${har} is a call of this API`,
      hint: 'paths are looked for below /api/v1, or as they stand',
      next: `${command.call} --help`,
    });
  }
  const { profile, unknown } = learn(calls, {
    reads: reads?.split(',').filter((one) => one.trim() !== '') ?? [],
    code: code === undefined ? [] : [source(code)],
  });
  checked(profile, har);
  const text = `${JSON.stringify(profile, null, 2)}\n`;
  if (out === undefined) process.stdout.write(text);
  else {
    writeFileSync(out, text);
    process.stdout.write(`${out} says what was seen to be read in ${calls.length} calls.\n`);
  }
  for (const sentence of unknown) process.stderr.write(`Could not be told: ${sentence}\n`);
  return 0;
});

function source(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    throw new ConfigurationError({
      cause: `The source ${path} cannot be read`,
      next: `${command.call} --help`,
    });
  }
}
