/** Makes a call out of an HTTP request. */
import { kebab, renameDeep } from '../casing.ts';
import type { Call } from '../call.ts';
import type { Endpoint } from '../endpoints.ts';
import type { Json } from '../json.ts';
import type { World } from '../types.ts';

export interface RawRequest {
  readonly method: string;
  readonly path: string;
  readonly params: Readonly<Record<string, string>>;
  readonly query: URLSearchParams;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  /** Names and values in turn, as they came. */
  readonly rawHeaders: readonly string[];
  readonly bodyText: string;
}

/** The body with its names in kebab case: requests may be written in any casing. */
function parsed(text: string): Json | undefined {
  if (text.trim() === '') return null;
  try {
    return renameDeep(JSON.parse(text) as Json, kebab);
  } catch {
    return undefined;
  }
}

export function readCall(request: RawRequest, endpoint: Endpoint, world: World): Call {
  const reads = request.method === 'GET' || request.method === 'HEAD';
  return {
    endpoint,
    method: request.method,
    path: request.path,
    params: request.params,
    query: request.query,
    bodyText: request.bodyText,
    body: parsed(request.bodyText),
    at: world.clock.now(),
    requestId: `req_${world.random.characters(24)}`,
    view: reads ? world.store.earlier(world.settings.readLagMs) : world.store,
    header(name) {
      const value = request.headers[name.toLowerCase()];
      const text = Array.isArray(value) ? value.join(', ') : value;
      return text === '' ? undefined : text;
    },
    headerNames: request.rawHeaders.filter((_, index) => index % 2 === 0),
    key: undefined,
    version: world.keys.full.version,
    inflection: 'kebab',
    slot: undefined,
    headerLines: [],
  };
}
