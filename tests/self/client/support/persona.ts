/** A client pointed at a patched server. */
import { readConfiguration, type Configuration } from '../../../../client/configuration.ts';
import { openPersona, type Persona, type PersonaOptions } from '../../../../client/persona.ts';
import { FakeClock } from './clock.ts';
import { bentServer, type Answer, type BentServer } from './server.ts';

/** An obviously fake key. */
export const KEY = 'persona_sandbox_self_test';

/** The environment of a sandbox run against `baseUrl`. */
export function sandboxEnvironment(baseUrl: string, more: NodeJS.ProcessEnv = {}): NodeJS.ProcessEnv {
  return {
    PERSONA_TARGET: 'sandbox',
    PERSONA_BASE_URL: baseUrl,
    PERSONA_API_KEY: KEY,
    PERSONA_INQUIRY_TEMPLATE_ID: 'itmpl_of_tests',
    ...more,
  };
}

export interface Bench {
  readonly server: BentServer;
  readonly persona: Persona;
  readonly clock: FakeClock;
  readonly configuration: Configuration;
}

/** Runs `body` with a client at a server that answers as told; time passes only by sleeping. */
export async function atServer(
  answer: Answer,
  body: (bench: Bench) => Promise<void>,
  options: PersonaOptions & { readonly env?: NodeJS.ProcessEnv } = {},
): Promise<void> {
  const server = await bentServer(answer);
  const configuration = readConfiguration(sandboxEnvironment(server.baseUrl, options.env));
  const clock = new FakeClock();
  const persona = openPersona(configuration, { clock, ...options });
  try {
    await body({ server, persona, clock, configuration });
  } finally {
    await persona.close();
    await server.close();
  }
}
