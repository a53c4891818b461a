/** One environment variable. */

/** A variable without surrounding white space; empty counts as not set, as in most `.env` files. */
export function variable(env: NodeJS.ProcessEnv, name: string): string | undefined {
  const value = env[name]?.trim();
  return value === undefined || value === '' ? undefined : value;
}
