/** `npm run explore`: random sequences of calls against the model of the contract; what breaks it, as the shortest sequence. */
import { randomInt } from 'node:crypto';
import type { RequirementId } from '../contract/catalogue.ts';
import { readConfiguration } from '../client/configuration.ts';
import { ConfigurationError } from '../client/errors.ts';
import { readableWidth } from '../reporting/layout.ts';
import { styleFor } from '../reporting/style.ts';
import { EXIT_INCONCLUSIVE } from './shared/fail.ts';
import { environmentFor, runWithOptions, sayNotes } from './shared/command.ts';
import { likeOption, targetOption } from './shared/common-options.ts';

/** A few seconds against the mock; against a sandbox less than one window of the documented limit. */
const REQUESTS = { mock: 2_000, sandbox: 200 } as const;

/** Enough for one sequence. */
const FEWEST = 50;

const command = {
  call: 'npm run explore --',
  about:
    'Makes random sequences of calls and holds every answer and every object against the contract. A sequence that breaks a clause is shortened and printed with curl.',
  options: {
    target: {
      ...targetOption,
      about: 'Where requests go; default mock. A sandbox is explored only where this option names it.',
    },
    version: { value: 'DATE', about: 'The Persona-Version to pin, YYYY-MM-DD (PERSONA_VERSION).' },
    requests: {
      value: 'N',
      about: `At most so many requests; default ${REQUESTS.mock} against the mock, ${REQUESTS.sandbox} against a sandbox. As many again, 1,000 at most, may go into shortening what is found.`,
    },
    seed: {
      value: 'N',
      about:
        'The same seed makes the same sequences; default: a new one, which is printed (CONFORMANCE_SEED).',
    },
    like: likeOption,
  },
  notes: [
    'Against a sandbox it is paced as every run is, says first how much it sends, and expires what it made (one more request per inquiry).',
    'Known deviations are left out as in npm run conformance.',
    'Exit codes: 0 nothing found, 1 a clause is broken, 2 usage or configuration, 3 inconclusive.',
  ],
} as const;

await runWithOptions(command, async (options) => {
  const env = environmentFor(options);
  const configuration = readConfiguration(env);
  if (configuration.target === 'sandbox' && options.target !== 'sandbox') {
    throw new ConfigurationError({
      cause: 'PERSONA_TARGET names a sandbox, and none is explored unless it is asked for',
      hint: 'it creates inquiries and sessions there, as many as its requests allow',
      next: 'npm run explore -- --target sandbox',
    });
  }
  const requests = requestsOf(options.requests) ?? REQUESTS[configuration.target];
  const seed = configuration.seed ?? randomInt(2 ** 31);
  const { deviationsFile, readExcuses } = await import('../judging/excuses.ts');
  const { exploreTarget } = await import('../explore/target.ts');
  const { explorationLines, isTelling } = await import('../explore/report.ts');
  const excused = readExcuses(configuration.target, deviationsFile(env)).map(({ slug }) => slug);
  sayNotes(configuration);
  const { exploration, configuration: explored } = await exploreTarget(
    { ...configuration, seed },
    {
      seed,
      requests,
      leaveOut: new Set(excused as RequirementId[]),
    },
  );
  const page = { style: styleFor(process.stdout), width: readableWidth(process.stdout.columns) };
  const lines = explorationLines(exploration, { seed, configuration: explored, page });
  process.stdout.write(`${lines.join('\n')}\n`);
  if (exploration.found.length > 0) return 1;
  return isTelling(exploration) ? 0 : EXIT_INCONCLUSIVE;
});

function requestsOf(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  const requests = Number(text);
  if (/^\d{1,7}$/.test(text) && requests >= FEWEST) return requests;
  throw new ConfigurationError({
    cause: `--requests ${text}: not a whole number from ${FEWEST}`,
    next: 'npm run explore -- --requests 500',
  });
}
