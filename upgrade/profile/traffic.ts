/** Recorded calls, from whatever they were recorded in: HAR files, recorded answers, or a plain log. */
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { endpointNames, endpoints, type EndpointName } from '../../contract/endpoints.ts';
import { ConfigurationError } from '../../client/errors.ts';
import { isObject, type JsonObject } from '../../client/document.ts';

export interface RecordedCall {
  /** Undefined: no call that this suite knows. */
  readonly endpoint: EndpointName | undefined;
  readonly method: string;
  /** Path and query below the API's base. */
  readonly path: string;
  /** Headers of the request, names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  readonly requestBody: string;
  readonly status: number | undefined;
  readonly answer: unknown;
  readonly answerHeaders: Readonly<Record<string, string>>;
}

const NEXT = 'npm run upgrade:profile -- --help';

/** @throws ConfigurationError for what cannot be read */
export function readTraffic(path: string): readonly RecordedCall[] {
  let files: readonly string[];
  try {
    files = statSync(path).isDirectory()
      ? readdirSync(path)
          .filter((name) => /\.(har|json|log|txt)$/.test(name))
          .sort()
          .map((name) => join(path, name))
      : [path];
  } catch {
    throw new ConfigurationError({ cause: `The recording ${path} cannot be read`, next: NEXT });
  }
  return files.flatMap((file) => callsIn(readFileSync(file, 'utf8').replace(/^\ufeff/, ''), file));
}

function callsIn(text: string, file: string): RecordedCall[] {
  const begin = text.trimStart()[0];
  if (begin !== '{' && begin !== '[') return text.split('\n').flatMap(fromLogLine);
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch (error) {
    throw new ConfigurationError({
      cause: `The recording ${file} is no JSON: ${error instanceof Error ? error.message : String(error)}`,
      hint: 'a log of calls has one of them in a line: METHOD PATH STATUS',
      next: NEXT,
    });
  }
  const log = isObject(parsed) && isObject(parsed['log']) ? parsed['log'] : undefined;
  const entries = log ? log['entries'] : parsed;
  return [entries].flat().filter(isObject).flatMap(fromEntry);
}

/** An entry of a HAR, or a recorded answer of the same shape: `request` and `response`. */
function fromEntry(entry: JsonObject): RecordedCall[] {
  const { request, response } = entry;
  if (!isObject(request) || typeof request['url'] !== 'string') return [];
  const answer = isObject(response) ? response : {};
  const content = isObject(answer['content']) ? answer['content'] : {};
  const raw = content['text'] ?? answer['body'];
  const encoded = content['encoding'] === 'base64' && typeof raw === 'string';
  const body = encoded ? Buffer.from(raw, 'base64').toString('utf8') : raw;
  const posted = isObject(request['postData']) ? request['postData']['text'] : request['body'];
  return [
    recorded({
      method: typeof request['method'] === 'string' ? request['method'] : 'GET',
      url: request['url'],
      headers: headersOf(request['headers']),
      requestBody: typeof posted === 'string' ? posted : posted === undefined ? '' : JSON.stringify(posted),
      status: typeof answer['status'] === 'number' ? answer['status'] : undefined,
      answer: typeof body === 'string' ? parsedOrNot(body) : body,
      answerHeaders: headersOf(answer['headers']),
    }),
  ];
}

/** `METHOD PATH [STATUS]`, with anything before and behind it. */
function fromLogLine(line: string): RecordedCall[] {
  const [, method = '', url = '', status] =
    /\b(GET|POST|PATCH|PUT|DELETE)\s+(\S*\/\S*)(?:\s+(?:HTTP\/\S+\s+)?(\d{3})\b)?/.exec(line) ?? [];
  if (method === '') return [];
  return [
    recorded({
      method,
      url,
      headers: {},
      requestBody: '',
      status: status === undefined ? undefined : Number(status),
      answer: undefined,
      answerHeaders: {},
    }),
  ];
}

function recorded({
  method,
  url,
  ...rest
}: Omit<RecordedCall, 'endpoint' | 'path'> & { readonly url: string }): RecordedCall {
  const below = url.replace(/^https?:\/\/[^/]+/, '').replace(/^.*?\/api\/v\d+(?=\/)/, '');
  const [path = ''] = below.split('?');
  const endpoint = endpointNames.find(
    (name) =>
      endpoints[name].documented && endpoints[name].method === method && matches(endpoints[name].path, path),
  );
  return { endpoint, method, path: below, ...rest };
}

function matches(pattern: string, path: string): boolean {
  const parts = pattern.split('/');
  const own = path.replace(/\/$/, '').split('/');
  const fixed = endpointNames.map((name) => endpoints[name].path);
  // `/inquiry-sessions/expire-all` is no session.
  if (pattern.includes('{id}') && fixed.includes(path)) return false;
  return parts.length === own.length && parts.every((part, n) => part === '{id}' || part === own[n]);
}

function headersOf(value: unknown): Record<string, string> {
  const pairs = Array.isArray(value)
    ? value.filter(isObject).map((one) => [String(one['name']), String(one['value'])] as const)
    : isObject(value)
      ? Object.entries(value).map(([name, one]) => [name, String(one)] as const)
      : [];
  return Object.fromEntries(pairs.map(([name, one]) => [name.toLowerCase(), one]));
}

function parsedOrNot(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}
