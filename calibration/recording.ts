/**
 * What a sandbox answered on one day, call by call, without ids and people: what `npm run parity` compares a mock with.
 * Answers that are alike are kept once.
 */
import { readFileSync } from 'node:fs';
import { ConfigurationError } from '../client/errors.ts';
import type { Finding, SandboxProfile } from '../mock/profile.ts';
import type { Reading, Readings } from './reading.ts';
import type { Played } from './play.ts';

const RECORDING_SCHEMA = 'urn:persona-conformance:sandbox-recording:1';

/** What has to be the same for the same calls to be made again. */
export interface Circumstances {
  readonly target: string;
  readonly version: string;
  /** YYYY-MM-DD. */
  readonly recordedOn: string;
  readonly activation: Played['activation'] | null;
  /** The optional keys that were there. */
  readonly keys: readonly string[];
  /** The values that were decided that day, by name. */
  readonly decided: Decided;
}

/** Values of choices and of the account, by name. */
export type Decided = Readonly<Record<string, unknown>>;

/** The values that a profile has. */
export function decidedIn({ choices, account }: Pick<SandboxProfile, 'choices' | 'account'>): Decided {
  const findings = Object.entries({ ...choices, ...account } as Readonly<Record<string, Finding<unknown>>>);
  return Object.fromEntries(
    findings.flatMap(([name, finding]) => ('value' in finding ? [[name, finding.value] as const] : [])),
  );
}

export interface Recording extends Circumstances {
  readonly $schema: typeof RECORDING_SCHEMA;
  /** By call, the numbers of its answers. */
  readonly calls: Readonly<Record<string, readonly number[]>>;
  /** Each as numbers of its lines. */
  readonly answers: readonly (readonly number[])[];
  /** Place and what is there. */
  readonly lines: readonly (readonly [place: string, what: string])[];
}

export function recordingOf(readings: Readings, circumstances: Circumstances): Recording {
  const lines = new Numbered<readonly [string, string]>();
  const answers = new Numbered<readonly number[]>();
  const calls = Object.fromEntries(
    [...readings].map(([call, all]) => [
      call,
      all.map((reading) => answers.number(Object.entries(reading).map((line) => lines.number(line)))),
    ]),
  );
  return { $schema: RECORDING_SCHEMA, ...circumstances, calls, answers: answers.values, lines: lines.values };
}

export function readingsIn({ calls, answers, lines }: Recording): Readings {
  const reading = (answer: number): Reading =>
    Object.fromEntries((answers[answer] ?? []).map((line) => lines[line] ?? ['', '']));
  return new Map(Object.entries(calls).map(([call, all]) => [call, all.map(reading)]));
}

/** The recording that belongs to a profile: beside it. */
export function recordingPath(profile: string): string {
  return `${profile.replace(/(\.profile)?\.json$/, '')}.recording.json`;
}

/**
 * Reads a recording.
 * @throws ConfigurationError
 */
export function readRecording(path: string): Recording {
  try {
    const parsed = JSON.parse(readFileSync(path, 'utf8')) as Partial<Recording> | null;
    if (parsed?.$schema === RECORDING_SCHEMA) return parsed as Recording;
  } catch {
    // Said below.
  }
  throw new ConfigurationError({
    cause: `There is no recording ${path}`,
    hint: 'calibration writes one beside the profile; or compare with the sandbox itself: --target sandbox',
    next: 'npm run calibrate -- --target sandbox',
  });
}

/** The text of a file: a line for each part, so that a pull request shows what moved. */
export function recordingText({ calls, answers, lines, ...head }: Recording): string {
  const rows = (values: readonly unknown[]): string =>
    values.map((value) => `    ${JSON.stringify(value)}`).join(',\n');
  const calling = Object.entries(calls)
    .map(([call, all]) => `    ${JSON.stringify(call)}: ${JSON.stringify(all)}`)
    .join(',\n');
  const start = JSON.stringify(head, null, 2).replace(/\n}$/, '');
  return `${start},\n  "calls": {\n${calling}\n  },\n  "answers": [\n${rows(answers)}\n  ],\n  "lines": [\n${rows(lines)}\n  ]\n}\n`;
}

/** Values by number, each once. */
class Numbered<T> {
  readonly values: T[] = [];
  readonly #numbers = new Map<string, number>();

  number(value: T): number {
    const key = JSON.stringify(value);
    const known = this.#numbers.get(key);
    if (known !== undefined) return known;
    this.values.push(value);
    this.#numbers.set(key, this.values.length - 1);
    return this.values.length - 1;
  }
}
