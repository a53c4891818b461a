/** What a run is told by its environment: read once, checked wholly, without I/O. */
import { DEFAULT_DEPTH, depths, isDepth, type Depth } from '../contract/depths.ts';
import { DEFAULT_VERSION } from '../contract/versions.ts';
import { isLoopback, readBaseUrl } from './base-url.ts';
import { ConfigurationError } from './errors.ts';
import { keyVariables, readKeys, type Keys } from './keys.ts';
import { unknownVariables } from './unknown-variables.ts';
import { variable } from './variable.ts';
import { readVersion } from './version.ts';

/** Where requests go: the embedded mock, or any base URL. */
export type TargetName = 'mock' | 'sandbox';

export interface Configuration {
  readonly target: TargetName;
  /** Without a trailing slash. For the mock: where it will be reached once `atTarget` has said so. */
  readonly baseUrl: string;
  readonly keys: Keys;
  /** The dated API version sent with every call unless a call says otherwise. */
  readonly version: string;
  readonly inquiryTemplateId: string;
  /** File of the profile that the embedded mock answers like; undefined: its own defaults. */
  readonly mockProfile: string | undefined;
  readonly reportDir: string;
  /** Given by CONFORMANCE_SEED; undefined: the run chooses one and reports it. */
  readonly seed: number | undefined;
  /** Leave to run into the rate limit. */
  readonly allowRateLimit: boolean;
  /** How long a read may lag behind a write, in milliseconds. */
  readonly readLagMs: number;
  /** How long one attempt of a request may take, in milliseconds. */
  readonly timeoutMs: number;
  /** First step of the exponential backoff, in milliseconds. */
  readonly backoffMs: number;
  /** First step of the backoff after a 429 that does not say when to come back, in milliseconds. */
  readonly rateLimitBackoffMs: number;
  /** How much is tried. */
  readonly depth: Depth;
  /** What a violation of a requirement counts that is new in this version of the suite. */
  readonly newAs: 'violation' | 'warning';
  /** What the run creates stays open at its end, to be looked at. */
  readonly keep: boolean;
  /** How much the evidence shows: `masked`, or personal data too (`full`); never keys, tokens or links. */
  readonly evidence: 'masked' | 'full';
  /** Things worth telling the user that do not stop the run. */
  readonly notes: readonly string[];
}

/** Persona's API. */
export const DEFAULT_BASE_URL = 'https://api.withpersona.com/api/v1';

/** Stands for the embedded mock until it has started; nothing listens on port 0, so nothing is reached by mistake. */
const MOCK_PLACEHOLDER = 'http://127.0.0.1:0/api/v1';

/** The vendor advises waits of 5, 10, 20 and 40 seconds. */
const ADVISED_BACKOFF_MS = 5_000;

/**
 * Reads and checks the configuration.
 * @throws ConfigurationError naming the variable, the remedy and the next command; no message holds a key
 */
export function readConfiguration(env: NodeJS.ProcessEnv): Configuration {
  const target = readTarget(env);
  refuseNodeDebug(env);
  const baseUrl =
    target === 'mock' ? MOCK_PLACEHOLDER : readBaseUrl(env['PERSONA_BASE_URL'] ?? '', DEFAULT_BASE_URL);
  const backoffMs = readInteger(env, 'PERSONA_BACKOFF_MS', { least: 0, most: 60_000 });
  return {
    target,
    baseUrl,
    keys: readKeys(env, target, baseUrl),
    version: readVersion(variable(env, 'PERSONA_VERSION') ?? DEFAULT_VERSION),
    inquiryTemplateId: readTemplate(env, target, baseUrl),
    mockProfile: target === 'mock' ? variable(env, 'PERSONA_MOCK_PROFILE') : undefined,
    reportDir: variable(env, 'REPORT_DIR') ?? 'reports',
    seed: readInteger(env, 'CONFORMANCE_SEED', { least: 0, most: 2_147_483_647 }),
    allowRateLimit: readSwitch(env, 'PERSONA_ALLOW_RATE_LIMIT'),
    readLagMs:
      readInteger(env, 'PERSONA_READ_LAG_MS', { least: 0, most: 60_000 }) ?? (target === 'mock' ? 0 : 2_000),
    timeoutMs: readInteger(env, 'PERSONA_TIMEOUT_MS', { least: 100, most: 300_000 }) ?? 10_000,
    backoffMs: backoffMs ?? (isLoopback(baseUrl) ? 50 : ADVISED_BACKOFF_MS),
    rateLimitBackoffMs: backoffMs ?? ADVISED_BACKOFF_MS,
    depth: readDepth(env),
    newAs: readNewAs(env),
    keep: readSwitch(env, 'CONFORMANCE_KEEP'),
    evidence: readEvidence(env),
    notes: notes(env, target),
  };
}

/** The same configuration once the embedded mock has said where it is and which keys and template it takes. */
export function atTarget(
  configuration: Configuration,
  place: Pick<Configuration, 'baseUrl' | 'keys' | 'inquiryTemplateId'>,
): Configuration {
  return { ...configuration, ...place };
}

/** Node prints environments and headers of its own accord then, before anything could mask them. */
function refuseNodeDebug(env: NodeJS.ProcessEnv): void {
  if (variable(env, 'NODE_DEBUG') === undefined) return;
  if (Object.values(keyVariables).every((name) => variable(env, name) === undefined)) return;
  throw new ConfigurationError({
    cause: 'NODE_DEBUG makes Node print the API key: its environment and its headers',
    hint: 'it goes together with the embedded mock and without keys only',
    next: 'unset NODE_DEBUG',
  });
}

function readTarget(env: NodeJS.ProcessEnv): TargetName {
  const value = variable(env, 'PERSONA_TARGET') ?? 'mock';
  if (value === 'mock' || value === 'sandbox') return value;
  throw new ConfigurationError({
    cause: 'PERSONA_TARGET is neither mock nor sandbox',
    hint: 'mock runs against the embedded mock, without credentials; sandbox runs against PERSONA_BASE_URL',
    next: 'PERSONA_TARGET=mock npm run conformance',
  });
}

/** A server on this machine that takes any template needs none to be named; Persona does. */
const ANY_TEMPLATE = 'itmpl_conformance';

function readTemplate(env: NodeJS.ProcessEnv, target: TargetName, baseUrl: string): string {
  const value = variable(env, 'PERSONA_INQUIRY_TEMPLATE_ID');
  if (value === undefined) {
    if (target === 'mock') return '';
    if (isLoopback(baseUrl)) return ANY_TEMPLATE;
    throw new ConfigurationError({
      cause: 'PERSONA_INQUIRY_TEMPLATE_ID is not set',
      hint: 'the suite creates its own inquiries, and an inquiry needs a template; take the id of any template of the sandbox',
      next: 'PERSONA_INQUIRY_TEMPLATE_ID=itmpl_… npm run conformance -- --target sandbox',
    });
  }
  // Ids are opaque, so only what cannot be an id at all is refused.
  if (/\s/.test(value) || value.length > 200) {
    throw new ConfigurationError({
      cause: 'PERSONA_INQUIRY_TEMPLATE_ID does not look like an id',
      hint: 'give the id alone, without quotes, spaces or further text',
    });
  }
  return value;
}

function readInteger(
  env: NodeJS.ProcessEnv,
  name: string,
  bounds: { least: number; most: number },
): number | undefined {
  const value = variable(env, name);
  if (value === undefined) return undefined;
  const number = Number(value);
  if (/^\d+$/.test(value) && number >= bounds.least && number <= bounds.most) return number;
  throw new ConfigurationError({
    cause: `${name} is not a whole number between ${bounds.least} and ${bounds.most}`,
    hint: 'give digits only, without a unit, or leave it unset for the default',
    next: `unset ${name}`,
  });
}

function readSwitch(env: NodeJS.ProcessEnv, name: string): boolean {
  const value = variable(env, name)?.toLowerCase();
  if (value === undefined || value === '0' || value === 'false') return false;
  if (value === '1' || value === 'true') return true;
  throw new ConfigurationError({
    cause: `${name} is neither 1 nor 0`,
    hint: '1 says yes; 0 or unset says no',
  });
}

function readDepth(env: NodeJS.ProcessEnv): Depth {
  const value = variable(env, 'CONFORMANCE_DEPTH') ?? DEFAULT_DEPTH;
  if (isDepth(value)) return value;
  throw new ConfigurationError({
    cause: `CONFORMANCE_DEPTH is not one of ${Object.keys(depths).join(', ')}`,
    hint: Object.entries(depths)
      .map(([name, about]) => `${name}: ${about}`)
      .join('; '),
    next: 'npm run conformance -- --depth standard',
  });
}

function readNewAs(env: NodeJS.ProcessEnv): 'violation' | 'warning' {
  const value = variable(env, 'CONFORMANCE_NEW_AS') ?? 'violation';
  if (value === 'violation' || value === 'warning') return value;
  throw new ConfigurationError({
    cause: 'CONFORMANCE_NEW_AS is neither violation nor warning',
    hint: 'warning: what this version of the suite checks anew does not fail a run until the next minor version',
    next: 'npm run conformance -- --new-as warning',
  });
}

function readEvidence(env: NodeJS.ProcessEnv): Configuration['evidence'] {
  const value = variable(env, 'PERSONA_EVIDENCE') ?? 'masked';
  if (value === 'masked' || value === 'full') return value;
  throw new ConfigurationError({
    cause: 'PERSONA_EVIDENCE is neither masked nor full',
    hint: 'masked (the default) hides personal data in the evidence; full shows it; keys, tokens and links are always hidden',
  });
}

function notes(env: NodeJS.ProcessEnv, target: TargetName): string[] {
  const unknown = unknownVariables(env);
  if (target !== 'mock') return unknown;
  const ignored = ['PERSONA_BASE_URL', 'PERSONA_API_KEY'].filter((name) => variable(env, name) !== undefined);
  return ignored.length === 0
    ? unknown
    : [
        ...unknown,
        `${ignored.join(' and ')} set but not used: the target is the embedded mock (PERSONA_TARGET=sandbox uses them)`,
      ];
}
