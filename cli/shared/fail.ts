/** How a command of ours ends badly: plainly. */
import { ConfigurationError } from '../../client/errors.ts';
import { fileTrouble } from '../../client/file-trouble.ts';
import { redact } from '../../client/redaction.ts';
import { toleratingClosedOutput } from '../../client/stop.ts';
import { guardOutput } from '../../reporting/safe-output.ts';
import { styleFor } from '../../reporting/style.ts';

/** Usage or configuration: the run cannot start as asked. */
export const EXIT_USAGE = 2;
/** We cannot tell: nothing was learnt about the target. */
export const EXIT_INCONCLUSIVE = 3;

/**
 * Says what went wrong in one to three lines and without a stack trace, and sets the exit code: 2 where the user can put it
 * right, 3 where it is an internal error. `DEBUG=1` adds the stack of the latter.
 */
export function failPlainly(error: unknown): void {
  const style = styleFor(process.stderr);
  if (error instanceof ConfigurationError) {
    const [cause = '', ...advice] = redact(error.toString()).split('\n');
    process.stderr.write([style.red(cause), ...advice].join('\n') + '\n');
    process.exitCode = EXIT_USAGE;
    return;
  }
  const trouble = fileTrouble(error);
  const { path, syscall } = error as NodeJS.ErrnoException;
  if (
    trouble !== undefined &&
    /^(open|write|mkdir|rename|unlink|copyfile|scandir|read|mkdtemp|ftruncate)$/.test(syscall ?? '')
  ) {
    process.stderr.write(
      `${style.red(redact(`${path ?? 'A file'} cannot be ${syscall === 'read' || syscall === 'scandir' ? 'read' : 'written'}: ${trouble}`))}\n`,
    );
    process.exitCode = EXIT_USAGE;
    return;
  }
  const message = error instanceof Error ? error.message : String(error);
  process.stderr.write(`${style.red('Internal error:')} ${redact(message.split('\n')[0] ?? '')}\n`);
  if ((process.env['DEBUG'] ?? '') !== '' && error instanceof Error)
    process.stderr.write(`${redact(error.stack ?? '')}\n`);
  else process.stderr.write('  hint: run it again with DEBUG=1 to see where, and report that\n');
  process.exitCode = EXIT_INCONCLUSIVE;
}

/** Runs a command; whatever it throws is said plainly. `main` gives the exit code. */
export async function runCommand(main: () => Promise<number> | number): Promise<void> {
  // `| head` has seen enough; that is no failure.
  toleratingClosedOutput();
  guardOutput(process.stdout);
  guardOutput(process.stderr);
  try {
    process.exitCode = await main();
  } catch (error) {
    failPlainly(error);
  }
}
