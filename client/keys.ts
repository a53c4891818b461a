/** Reads the API keys: which may be used at all, and never a word of theirs in a message. */
import { isLoopback } from './base-url.ts';
import { ConfigurationError } from './errors.ts';
import { SHORTEST_SECRET } from './secret-forms.ts';
import { Secret } from './secret.ts';
import { variable } from './variable.ts';

/** The keys of a run; `main` does the work, the others are optional capabilities. */
export interface Keys {
  readonly main: Secret;
  /** A key without write permission. */
  readonly readOnly?: Secret;
  /** A key of another environment. */
  readonly other?: Secret;
  /** A key with a low rate limit of its own, to run into the limit without spending the main key's. */
  readonly lowLimit?: Secret;
}

/** The variable behind each key. */
export const keyVariables = {
  main: 'PERSONA_API_KEY',
  readOnly: 'PERSONA_READONLY_API_KEY',
  other: 'PERSONA_OTHER_API_KEY',
  lowLimit: 'PERSONA_LOW_LIMIT_API_KEY',
} as const satisfies Record<keyof Keys, string>;

/**
 * The keys, checked. The mock brings its own keys, so for it none is needed, but a production key is refused all the same.
 * @throws ConfigurationError, naming the variable only
 */
export function readKeys(env: NodeJS.ProcessEnv, target: 'mock' | 'sandbox', baseUrl = ''): Keys {
  const given = new Map<keyof Keys, string>();
  for (const [role, name] of Object.entries(keyVariables) as [keyof Keys, string][]) {
    const value = readKey(env, name);
    if (value !== undefined) given.set(role, value);
  }
  if (target === 'mock') return { main: new Secret('') };
  refuseTwins(given);
  refuseUnknown(given, env, baseUrl);
  const main = given.get('main');
  if (main === undefined) {
    throw new ConfigurationError({
      cause: 'PERSONA_API_KEY is not set, and the target is sandbox',
      hint: 'put a sandbox key into .env or the environment, or run against the embedded mock',
      next: 'PERSONA_TARGET=mock npm run conformance',
    });
  }
  const others = [...given]
    .filter(([role]) => role !== 'main')
    .map(([role, value]) => [role, new Secret(value)]);
  return { main: new Secret(main), ...(Object.fromEntries(others) as Partial<Keys>) };
}

function readKey(env: NodeJS.ProcessEnv, name: string): string | undefined {
  // The production check looks at the value however it is wrapped: quotes, white space, "Bearer ".
  if (/persona_production_/i.test(env[name] ?? '')) {
    throw new ConfigurationError({
      cause: `${name} is a production key`,
      hint: 'this suite writes; it runs with sandbox keys only, and has sent nothing',
      next: `put a key that begins with persona_sandbox_ into ${name}`,
    });
  }
  if (variable(env, name) === undefined) return undefined;
  const value = env[name] ?? '';
  const fault = malformed(value);
  if (fault === undefined) return value;
  throw new ConfigurationError({
    cause: `${name} ${fault}`,
    hint: 'give the key alone: no quotes, no "Bearer", no line break',
    next: `copy the key once more and set ${name}`,
  });
}

/** A key that does not say that it is a sandbox's is used only where the user says so; a server on this machine takes any. */
function refuseUnknown(
  given: ReadonlyMap<keyof Keys, string>,
  env: NodeJS.ProcessEnv,
  baseUrl: string,
): void {
  if (variable(env, 'PERSONA_ALLOW_UNKNOWN_KEY') === '1') return;
  const local = baseUrl !== '' && isLoopback(baseUrl);
  for (const [role, value] of given) {
    if (/^persona_sandbox_/.test(value) || (local && !/^persona_(prod|live)_/i.test(value))) continue;
    throw new ConfigurationError({
      cause: `${keyVariables[role]} does not begin with persona_sandbox_, so nothing tells whose environment it is`,
      hint: 'this suite creates and expires inquiries; where you are sure that it is a sandbox’s, say so. Nothing has been sent',
      next: 'PERSONA_ALLOW_UNKNOWN_KEY=1 npm run conformance',
    });
  }
}

function malformed(value: string): string | undefined {
  if (/^bearer\s/i.test(value)) return 'begins with "Bearer"';
  if (/\s/.test(value)) return 'holds white space or a line break';
  if (/[^\x21-\x7e]/.test(value)) return 'holds characters that no HTTP header can carry';
  if (/["'`]/.test(value)) return 'holds quotes';
  if (value.length < SHORTEST_SECRET)
    return `is shorter than ${SHORTEST_SECRET} characters, so it cannot be a key`;
  return undefined;
}

function refuseTwins(given: ReadonlyMap<keyof Keys, string>): void {
  const seen = new Map<string, keyof Keys>();
  for (const [role, value] of given) {
    const twin = seen.get(value);
    if (twin !== undefined) {
      throw new ConfigurationError({
        cause: `${keyVariables[role]} and ${keyVariables[twin]} are the same key`,
        hint: 'each of them stands for a different permission, environment or limit',
        next: `unset ${keyVariables[role]}`,
      });
    }
    seen.set(value, role);
  }
}
