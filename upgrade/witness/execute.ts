/** Runs a witness in this process, as Node would: its own variables, its own fetch, and nothing else of ours. */
import { compileFunction } from 'node:vm';
import { setTimeout as delay } from 'node:timers/promises';
import type { Configuration } from '../../client/configuration.ts';
import { keyVariables } from '../../client/keys.ts';
import type { Secret } from '../../client/secret.ts';
import type { Created } from '../../client/persona.ts';

export interface Ended {
  /** Undefined: it ended well. */
  readonly error: string | undefined;
  readonly requests: number;
}

/** How often a request that was turned away for the rate limit is sent again. */
const MOST_REPEATS = 1;

type Program = (process: unknown, fetch: unknown, crypto: unknown) => Promise<void>;

/** The program without its types. */
export async function compiled(program: string): Promise<Program> {
  const { default: ts } = await import('typescript');
  const { outputText } = ts.transpileModule(program, {
    compilerOptions: { target: ts.ScriptTarget.ES2022, module: ts.ModuleKind.ESNext },
  });
  return compileFunction(`return (async () => {\n${outputText}\n})();`, [
    'process',
    'fetch',
    'crypto',
  ]) as Program;
}

export async function execute(
  program: Program,
  configuration: Configuration,
  version: string,
  onCreated?: (created: Created) => void,
): Promise<Ended> {
  let requests = 0;
  const env: Record<string, string> = {
    PERSONA_BASE_URL: configuration.baseUrl,
    PERSONA_VERSION: version,
    PERSONA_INQUIRY_TEMPLATE_ID: configuration.inquiryTemplateId,
  };
  for (const [role, secret] of Object.entries(configuration.keys) as [keyof typeof keyVariables, Secret][])
    env[keyVariables[role]] = secret.reveal();
  const counted = async (input: string, init?: RequestInit): Promise<Response> => {
    for (let repeat = 0; ; repeat++) {
      requests += 1;
      const answer = await fetch(input, { ...init, signal: AbortSignal.timeout(configuration.timeoutMs) });
      if (answer.status === 429 && repeat < MOST_REPEATS) {
        const seconds = Number(answer.headers.get('ratelimit-reset') ?? 1);
        await answer.body?.cancel();
        await delay(Math.min(60, Math.max(1, seconds)) * 1000);
        continue;
      }
      await note(input, init, answer.clone(), configuration, onCreated);
      return answer;
    }
  };
  try {
    await program({ env }, counted, crypto);
    return { error: undefined, requests };
  } catch (error) {
    return { error: error instanceof Error ? error.message : String(error), requests };
  }
}

/** What a witness creates is cleaned up like everything else. */
async function note(
  input: string,
  init: RequestInit | undefined,
  answer: Response,
  configuration: Configuration,
  onCreated: ((created: Created) => void) | undefined,
): Promise<void> {
  if (init?.method !== 'POST' || answer.status !== 201 || onCreated === undefined) return;
  const path = input.slice(configuration.baseUrl.length);
  const kind = path === '/inquiries' ? 'inquiry' : path === '/inquiry-sessions' ? 'session' : undefined;
  if (kind === undefined) return;
  const body = (await answer.json().catch(() => undefined)) as { data?: { id?: unknown } } | undefined;
  const id = body?.data?.id;
  if (typeof id === 'string') onCreated({ kind, id, baseUrl: configuration.baseUrl });
}
