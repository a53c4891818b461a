/** `npm run mock`: the embedded target by itself, for a look by hand or for the suite to be pointed at. */
import { ConfigurationError } from '../client/errors.ts';
import { combine } from '../mock/patch.ts';
import { allNamed, named } from '../mock/named-patches.ts';
import { openSession } from '../mock/open-session.ts';
import { type OpenChoices, openPoints, parseChoice } from '../mock/open-choices.ts';
import type { LogEntry, MockOptions, Patch } from '../mock/types.ts';
import type { RunningMock } from '../mock/server.ts';
import { runCommand } from './shared/fail.ts';
import { nearest } from '../client/nearest.ts';
import { type Command, helpText, readOptions } from './shared/options.ts';
import { likeOption } from './shared/common-options.ts';
import { optionsLike } from '../mock/profile.ts';
import { readProfile } from '../preflight/profile-file.ts';
import { printUnmasked } from '../reporting/safe-output.ts';

const STANDARD_PORT = 8080;

const points = Object.entries(openPoints).map(
  ([name, { standard, allowed }]) => `  ${name}=${allowed.map(String).join('|')}   (${String(standard)})`,
);

const options = {
  host: {
    value: 'ADDRESS',
    about: 'Address to listen on; default 127.0.0.1. 0.0.0.0 in a container: whoever reaches it may use it.',
  },
  port: { value: 'N', about: `Port to listen on; 0 takes any free one. Default ${String(STANDARD_PORT)}.` },
  seed: { value: 'N', about: 'Same seed, same ids, devices and places. Default: a new one each time.' },
  'rate-limit': { value: 'N', about: 'Requests a minute per environment. Default 300.' },
  latency: { value: 'MS', about: 'Milliseconds that every answer waits. Default 0.' },
  'read-lag': { value: 'MS', about: 'Reads show the state of so many milliseconds ago. Default 0.' },
  like: likeOption,
  open: {
    value: 'NAME=VALUE',
    about: 'Another choice where the documentation is silent; several with commas.',
  },
  variation: { value: 'SLUG', about: 'A legal variation of it; the slugs: npm run faults -- --list' },
  fault: { value: 'SLUG', about: 'A fault in it, to see what the suite says; the slugs: the same list.' },
  log: { about: 'Print a line per request.' },
} as const;

const command: Command<typeof options> = {
  call: 'npm run mock --',
  about:
    'Starts the embedded mock of Persona’s sessions API on this machine and keeps it running until Ctrl-C.',
  options,
  notes: [
    'A body of more than 1 MB is refused; 100,000 sessions take about 170 MB of memory.',
    ['Open points, their choices (and the default):', ...points].join('\n'),
  ],
};

let introduced = false;

function printRequest({ method, path, status }: LogEntry): void {
  if (!introduced) return;
  process.stdout.write(`${method} ${path} → ${String(status)}\n`);
}

function whole(name: string, text: string | undefined, least: number, most: number): number | undefined {
  if (text === undefined) return undefined;
  const number = Number(text);
  if (/^\d+$/.test(text) && number >= least && number <= most) return number;
  throw new ConfigurationError({
    cause: `--${name} ${text}: not a whole number from ${String(least)} to ${String(most)}`,
    next: 'npm run mock -- --help',
  });
}

function openChoices(text: string | undefined): Partial<OpenChoices> {
  try {
    return Object.assign(
      {},
      ...(text ?? '').split(',').filter(Boolean).map(parseChoice),
    ) as Partial<OpenChoices>;
  } catch (error) {
    throw new ConfigurationError({
      cause: `--open: ${(error as Error).message}`,
      next: 'npm run mock -- --help',
    });
  }
}

interface Bend {
  readonly patch: Patch;
  /** What is wrong, or only otherwise, with this mock: a line each. */
  readonly lines: readonly string[];
}

/** What `--fault` and `--variation` ask for. */
async function bendOf(fault: string | undefined, variation: string | undefined): Promise<Bend> {
  const legal = await namedOrRefused('variation', variation);
  const wrong = await namedOrRefused('fault', fault);
  return {
    patch: combine(legal?.patch ?? {}, wrong?.patch ?? {}),
    lines: [
      ...(wrong ? [`  fault     ${wrong.slug}: ${wrong.sentence}`] : []),
      ...(legal ? [`  variation ${legal.slug}: ${legal.sentence} (legal)`] : []),
    ],
  };
}

async function namedOrRefused(kind: 'fault' | 'variation', slug: string | undefined) {
  try {
    return await named(kind, slug);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    const slugs = (await allNamed(kind)).map((entry) => entry.slug);
    const near = nearest(slug ?? '', slugs);
    throw new ConfigurationError({
      cause: `--${error.message}`,
      hint: near === undefined ? 'the slugs are listed with --list' : `did you mean ${near}?`,
      next: 'npm run faults -- --list',
    });
  }
}

async function start(options: MockOptions): Promise<RunningMock> {
  const { startMock } = await import('../mock/server.ts');
  try {
    return await startMock(options);
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    const port = String(options.port);
    if (code !== 'EADDRINUSE' && code !== 'EACCES') throw error;
    throw new ConfigurationError({
      cause: code === 'EACCES' ? `Port ${port} may not be used here` : `Port ${port} is in use`,
      hint: '--port 0 takes any free one',
      next: 'npm run mock -- --port 0',
    });
  }
}

function introduction(mock: RunningMock, sessionId: string, bend: Bend): string {
  const { full, readOnly, otherEnvironment, lowLimit, ...others } = mock.keys;
  return `Mock target on ${mock.baseUrl}  (seed ${String(mock.seed)}; Ctrl-C ends it)

  key       ${full}
  template  ${mock.templateId}
${bend.lines.map((line) => `${line}\n`).join('')}
Try it (expires a session that is waiting for it):
  curl -i -X POST ${mock.baseUrl}/inquiry-sessions/${sessionId}/expire -H 'Authorization: Bearer ${full}'

Point the suite at it:
  PERSONA_TARGET=sandbox PERSONA_BASE_URL=${mock.baseUrl} PERSONA_API_KEY=${full} \\
  PERSONA_READONLY_API_KEY=${readOnly} PERSONA_OTHER_API_KEY=${otherEnvironment} \\
  PERSONA_LOW_LIMIT_API_KEY=${lowLimit} PERSONA_ALLOW_RATE_LIMIT=1 \\
  PERSONA_INQUIRY_TEMPLATE_ID=${mock.templateId} npm run conformance

Other keys:
${Object.entries(others)
  .map(([name, key]) => `  ${name.padEnd(22)}${key}`)
  .join('\n')}
`;
}

async function main(): Promise<number> {
  const values = readOptions(command, process.argv.slice(2));
  if (values.help) {
    process.stdout.write(helpText(command));
    return 0;
  }
  const limit = whole('rate-limit', values['rate-limit'], 1, 1_000_000);
  const seed = whole('seed', values.seed, 0, 2 ** 31);
  const open = openChoices(values.open);
  const bend = await bendOf(values.fault, values.variation);
  const like = values.like === undefined ? {} : optionsLike(readProfile(values.like));
  const mock = await start({
    ...like,
    ...(values.host !== undefined && { host: values.host }),
    port: whole('port', values.port, 0, 65_535) ?? STANDARD_PORT,
    ...(seed !== undefined && { seed }),
    ...(limit !== undefined && { rateLimit: { limit, windowSeconds: 60 } }),
    latencyMs: whole('latency', values.latency, 0, 600_000) ?? 0,
    readLagMs: whole('read-lag', values['read-lag'], 0, 600_000) ?? 0,
    open: { ...like.open, ...open },
    patch: bend.patch,
    ...(values.log && { log: printRequest }),
  });
  const stopped = new Promise<void>((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, resolve);
  });
  const { sessionId } = await openSession(mock);
  printUnmasked(introduction(mock, sessionId, bend));
  introduced = true;
  await stopped;
  await mock.close();
  process.stdout.write('\nMock ended.\n');
  return 0;
}

await runCommand(main);
