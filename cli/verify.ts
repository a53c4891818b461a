/** `npm run verify`: is a statement, an upgrade answer or a profile what the suite wrote? */
import { readFileSync } from 'node:fs';
import { ConfigurationError } from '../client/errors.ts';
import { styleFor } from '../reporting/style.ts';
import { runWithOptions } from './shared/command.ts';

const command = {
  call: 'npm run verify --',
  about:
    'Checks a statement, an upgrade answer or a profile against its schema and the digests that it records: of itself, of the evidence beside it, of the catalogue and of the suite.',
  options: {
    file: { value: 'FILE', about: 'The document; default reports/conformance.json.' },
  },
  notes: [
    'Digests tell a change, not who made it: to prove who made it, sign the file with a tool of yours.',
    'Exit codes: 0 it is as it was written, 1 it is not, 2 usage, 3 it was made with another version of the suite.',
  ],
} as const;

const MARKS = { holds: '✓', broken: '✗', 'not here': '–', 'another suite': '?' } as const;

await runWithOptions(command, async ({ file = 'reports/conformance.json' }) => {
  const { verify } = await import('../reporting/verification.ts');
  const { checks, exitCode } = verify(contentsOf(file), file);
  const style = styleFor(process.stdout);
  for (const { what, result, why } of checks) {
    const line = `${MARKS[result]} ${what}${why === undefined ? '' : `: ${why}`}`;
    process.stdout.write(`${result === 'broken' ? style.red(line) : line}\n`);
  }
  const sentence = {
    0: `${file} is as the suite wrote it.`,
    1: `${file} is not as the suite wrote it.`,
    3: `${file} cannot be verified by this version of the suite.`,
  }[exitCode];
  process.stdout.write(`\n${sentence}\n`);
  return exitCode;
});

function contentsOf(file: string): Buffer {
  try {
    return readFileSync(file);
  } catch {
    throw new ConfigurationError({
      cause: `${file} cannot be read`,
      hint: 'name a statement, an upgrade answer or a profile',
      next: 'npm run verify -- --file reports/conformance.json',
    });
  }
}
