/** A profile on disk: read and checked, and how old it is. Reading it changes nothing in it. */
import { readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { ConfigurationError } from '../client/errors.ts';
import type { ComparedCalls, MockProfileFact } from '../judging/run-facts.ts';
import { openPoints, type OpenName } from '../mock/open-choices.ts';
import type { Finding, SandboxProfile } from '../mock/profile.ts';

const MAKE_ONE = 'npm run calibrate -- --target sandbox';
const DAY_MS = 24 * 60 * 60 * 1_000;

/**
 * Reads and checks a profile.
 * @throws ConfigurationError for a file that is missing, is no JSON, is no profile, or names a choice that the mock does not have
 */
export function readProfile(path: string): SandboxProfile {
  let parsed: unknown;
  try {
    parsed = JSON.parse(readFileSync(path, 'utf8').replace(/^\ufeff/, ''));
  } catch (error) {
    const missing = (error as NodeJS.ErrnoException).code === 'ENOENT';
    throw new ConfigurationError({
      cause: missing ? `There is no profile ${path}` : `The profile ${path} cannot be read as JSON`,
      hint: 'a profile says what a sandbox does where the documentation is silent; make one, and commit it',
      next: MAKE_ONE,
    });
  }
  const schema = JSON.parse(
    readFileSync(new URL('../schemas/sandbox-profile.schema.json', import.meta.url), 'utf8'),
  ) as object;
  const validate = new Ajv2020({
    strict: true,
    strictRequired: false,
    allowUnionTypes: true,
  }).compile<SandboxProfile>(schema);
  if (!validate(parsed)) {
    const error = validate.errors?.[0];
    throw unfit(path, `${error?.instancePath || 'the whole'} ${error?.message ?? 'is wrong'}`);
  }
  const strange = strangeChoice(parsed);
  if (strange !== undefined) throw unfit(path, strange);
  return parsed;
}

function unfit(path: string, why: string): ConfigurationError {
  return new ConfigurationError({
    cause: `The profile ${path} does not fit: ${why}`,
    hint: 'it was written by hand, or by another version of this suite; make it anew',
    next: MAKE_ONE,
  });
}

function strangeChoice({ choices }: SandboxProfile): string | undefined {
  const known = Object.keys(openPoints) as OpenName[];
  const missing = known.find((name) => (choices as Readonly<Record<string, unknown>>)[name] === undefined);
  if (missing !== undefined) return `it does not speak of ${missing}`;
  for (const [name, finding] of Object.entries(choices as Readonly<Record<string, Finding<unknown>>>)) {
    const point = known.find((one) => one === name);
    if (point === undefined) return `the mock has no choice ${name}`;
    const { allowed }: { readonly allowed: readonly unknown[] } = openPoints[point];
    if ('value' in finding && !allowed.includes(finding.value)) {
      return `the mock cannot choose ${String(finding.value)} at ${name}`;
    }
  }
  return undefined;
}

/** What was compared, by call. */
export function comparedCalls({ calls, unknown }: SandboxProfile): ComparedCalls {
  return { scenarios: calls.scenarios, differing: unknown.flatMap(({ calls: those }) => those) };
}

/** What a run on a mock of this profile is worth at this moment. */
export function profileFact(
  { comparedOn, goodForDays, choices }: Pick<SandboxProfile, 'comparedOn' | 'goodForDays' | 'choices'>,
  now: Date,
): MockProfileFact {
  const findings = Object.values(choices as Readonly<Record<string, Finding<unknown>>>);
  const taken = findings.filter((finding) => 'value' in finding).length;
  return {
    comparedOn,
    daysAgo: Math.max(0, Math.floor((now.getTime() - Date.parse(`${comparedOn}T00:00:00Z`)) / DAY_MS)),
    goodForDays,
    taken,
    notTaken: findings.length - taken,
  };
}
