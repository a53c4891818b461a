/**
 * What a command prints: free of secrets, and nothing in it can steer a terminal or a CI system. The last line of defence, at
 * the streams themselves, for every command and every reporter.
 */
import { harmlessButColoured } from '../client/harmless.ts';
import { redact } from '../client/redaction.ts';

/** What this suite itself, and Playwright's reporters, write to rewrite a line in place. */
const MOVES = /(\r(?!\n)|\u001b\[\d{0,3}[ABEFGK])/;

/** GitHub's and Azure's and TeamCity's commands, at the beginning of a line. */
const COMMAND = /^([ \t]*)(::|##(?=\w*\[))/gm;

type Write = (chunk: unknown, ...rest: unknown[]) => boolean;

const originals = new Map<NodeJS.WriteStream, Write>();

/** Guards a stream from now on; the returned function ends that. */
export function guardOutput(stream: NodeJS.WriteStream): () => void {
  if (originals.has(stream)) return () => undefined;
  const write = stream.write.bind(stream) as Write;
  originals.set(stream, write);
  stream.write = (chunk: unknown, ...rest: unknown[]) =>
    write(typeof chunk === 'string' ? safe(chunk) : chunk, ...rest);
  return () => {
    stream.write = write;
    originals.delete(stream);
  };
}

/** Prints a workflow command of ours, which the guard would take for one of the target's. */
export function printWorkflowCommand(line: string): void {
  const write = originals.get(process.stdout) ?? (process.stdout.write.bind(process.stdout) as Write);
  write(`${redact(line)}\n`);
}

/** Prints the made-up keys of the embedded mock, which are there to be copied: nothing is masked. */
export function printUnmasked(text: string): void {
  const write = originals.get(process.stdout) ?? (process.stdout.write.bind(process.stdout) as Write);
  write(text);
}

/** As it may be printed. */
export function safe(text: string): string {
  return redact(text)
    .split(MOVES)
    .map((part, n) => (n % 2 === 1 ? part : harmlessButColoured(part)))
    .join('')
    .replace(COMMAND, (_, indent: string, sign: string) => `${indent}\\${sign}`);
}
