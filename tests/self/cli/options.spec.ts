/** Reading command-line options. */
import { expect, test } from '@playwright/test';
import { helpText, readOptions } from '../../../cli/shared/options.ts';
import { ConfigurationError } from '../../../client/errors.ts';

const command = {
  call: 'npm run thing --',
  about: 'Does a thing.',
  options: {
    target: { value: 'a|b', about: 'Where.', choices: ['a', 'b'] },
    grep: { value: 'PATTERN', about: 'Which.' },
    'no-report': { about: 'Without.' },
  },
  notes: ['A note.'],
} as const;

test('values and flags are read, with a space or an equals sign; what is not given is undefined or false', () => {
  expect(readOptions(command, [])).toEqual({
    target: undefined,
    grep: undefined,
    'no-report': false,
    help: false,
  });
  expect(readOptions(command, ['--target', 'a', '--no-report'])).toMatchObject({
    target: 'a',
    'no-report': true,
  });
  expect(readOptions(command, ['--grep=@MUST', '-h'])).toMatchObject({ grep: '@MUST', help: true });
  expect(readOptions(command, ['--grep', '-x'])).toMatchObject({ grep: '-x' });
});

const mistakes = [
  { argv: ['--traget', 'a'], cause: 'Unknown option --traget', hint: 'did you mean --target?' },
  { argv: ['--frobnicate'], cause: 'Unknown option --frobnicate', hint: undefined },
  { argv: ['-x'], cause: 'Unknown option -x', hint: undefined },
  { argv: ['--grep'], cause: '--grep needs a value: --grep PATTERN', hint: undefined },
  { argv: ['--grep', '--no-report'], cause: '--grep needs a value: --grep PATTERN', hint: undefined },
  { argv: ['--grep='], cause: '--grep needs a value: --grep PATTERN', hint: undefined },
  { argv: ['--target', 'c'], cause: '--target takes a or b, not "c"', hint: undefined },
  { argv: ['--no-report=yes'], cause: '--no-report takes no value', hint: undefined },
  {
    argv: ['a'],
    cause: '"a" is not an option',
    hint: 'options begin with --; after npm run, put -- before them',
  },
];

for (const { argv, cause, hint } of mistakes) {
  test(`${argv.join(' ')}: ${cause}`, () => {
    let seen: unknown;
    try {
      readOptions(command, argv);
    } catch (error) {
      seen = error;
    }
    expect(seen).toBeInstanceOf(ConfigurationError);
    expect(seen).toMatchObject({ message: cause, hint, next: 'npm run thing -- --help' });
  });
}

test('the help names every option, its value, and the notes', () => {
  expect(helpText(command)).toBe(
    [
      'Does a thing.',
      '',
      'Usage: npm run thing -- [options]',
      '',
      '  --target a|b    Where.',
      '  --grep PATTERN  Which.',
      '  --no-report     Without.',
      '  --help          This text.',
      '',
      'A note.',
      '',
    ].join('\n'),
  );
});
