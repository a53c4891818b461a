/** `npm run conformance -- --plan`: what a run would send, without sending it. */
import { readConfiguration, type Configuration } from '../client/configuration.ts';
import { plural } from '../reporting/words.ts';
import { planRun, timeAt, type Plan } from '../preflight/plan.ts';
import { selectedOrRefused } from '../reporting/selection.ts';
import { loadSuite } from '../tests/conformance/index.ts';

/** Typical of an API over the internet, in milliseconds. */
const LATENCY_MS = 200;

/** Requests a minute: the documented default, and what a key may be limited to. */
const LIMITS = [300, 60, 20];

/**
 * Runs everything against a mock in this process, and prints what was sent.
 * @throws ConfigurationError when `grep` selects no requirement
 */
export async function printPlan(env: NodeJS.ProcessEnv, grep: string | undefined): Promise<void> {
  const configuration = readConfiguration(env);
  const ids = selectedOrRefused(grep, 'npm run conformance -- --plan');
  print(await planRun(configuration, await loadSuite(), ids), configuration);
}

function print(plan: Plan, configuration: Configuration): void {
  const { requirements, doctor, suite, cleanUp, traffic, inquiries, sessions } = plan;
  const where = configuration.target === 'mock' ? 'the embedded mock' : configuration.baseUrl;
  const parts =
    configuration.target === 'mock' ? '' : ` (doctor ${doctor}, suite ${suite}, clean-up ${cleanUp})`;
  const kept = configuration.keep ? 'stay open at the end (--keep)' : 'are expired at the end';
  const lines = [
    `Plan for ${where}, ${configuration.depth} depth: ${plural(requirements, 'requirement')}, ${plural(traffic.total, 'request')}${parts}. Nothing has been sent.`,
    '',
    ...traffic.endpoints
      .toSorted((a, b) => b.requests - a.requests || (a.endpoint < b.endpoint ? -1 : 1))
      .map(({ endpoint, requests }) => `${String(requests).padStart(5)}  ${endpoint}`),
    '',
    `Creates ${plural(inquiries, 'inquiry', 'inquiries')} and ${plural(sessions, 'session')}, which ${configuration.target === 'mock' ? 'go away with the mock' : kept}.`,
    ...(configuration.target === 'mock' ? [] : times(traffic.total)),
    ...notes(configuration),
  ];
  process.stdout.write(`${lines.join('\n')}\n`);
}

function times(requests: number): string[] {
  const at = LIMITS.map(
    (limit) => `${words(timeAt({ requests, limit, latencyMs: LATENCY_MS }))} at ${limit} a minute`,
  );
  return [
    `Takes about ${at.join(', ')} (answers within ${LATENCY_MS} ms; opening sessions in a browser comes on top).`,
  ];
}

function notes({ target, keys, allowRateLimit }: Configuration): string[] {
  if (target === 'mock') return [];
  const absent = [
    keys.readOnly ? '' : 'PERSONA_READONLY_API_KEY',
    keys.other ? '' : 'PERSONA_OTHER_API_KEY',
    keys.lowLimit || allowRateLimit ? '' : 'PERSONA_LOW_LIMIT_API_KEY or PERSONA_ALLOW_RATE_LIMIT=1',
  ].filter((name) => name !== '');
  return [
    ...(keys.lowLimit
      ? [
          'The low-limit key is taken to allow what the mock’s allows; with a higher limit of its own more is sent to reach it.',
        ]
      : []),
    ...(absent.length === 0 ? [] : [`Not set, so what needs it is left out: ${absent.join(', ')}.`]),
  ];
}

function words(milliseconds: number): string {
  const seconds = Math.ceil(milliseconds / 1_000);
  return seconds < 120 ? `${seconds} s` : `${(seconds / 60).toFixed(1)} minutes`;
}
