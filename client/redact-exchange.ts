/** An exchange as it may be stored and shown: what is allowed is listed, everything else is masked. */
import { isObject, kebab } from './document.ts';
import type { Exchange, HeaderLines } from './exchange.ts';
import { maskFreeText } from './free-text.ts';
import { keyVariables, type Keys } from './keys.ts';
import { isUnmasked, PERSONAL_MASK, redact, SECRET_MASK } from './redact-text.ts';
import { idKind, type References } from './references.ts';
import { isOpenHeader, sensitivityOf } from './sensitive-names.ts';

/** An exchange that went through `redactExchange`: what may be stored and printed. */
export interface RedactedExchange extends Exchange {
  readonly redacted: true;
}

export interface RedactionOptions {
  /** Names for ids; let it see all exchanges of the story first. */
  readonly references: References;
  /** So that a key shows as its variable, `Bearer $PERSONA_API_KEY`. */
  readonly keys?: Keys | undefined;
  /** `full` shows personal data; never keys, tokens or links. */
  readonly evidence?: 'masked' | 'full' | undefined;
}

/** The exchange without secrets, without personal data (unless `full`), and with names instead of ids. */
export function redactExchange(exchange: Exchange, options: RedactionOptions): RedactedExchange {
  if (isUnmasked()) return { ...exchange, redacted: true };
  const { request, response } = exchange;
  return {
    ...exchange,
    label: redact(exchange.label),
    ...(exchange.pathId !== undefined && {
      pathId: options.references.nameOf(exchange.pathId) ?? redact(exchange.pathId),
    }),
    request: {
      method: request.method,
      url: cleanUrl(request.url, options),
      headers: request.headers.map(([name, value]) => [name, requestHeader(name, value, options)]),
      body: request.body === null ? null : cleanBody(request.body, options, 'ours'),
    },
    response: {
      status: response.status,
      headers: responseHeaders(response.headers, options),
      body: cleanBody(response.body, options, 'theirs'),
    },
    redacted: true,
  };
}

function cleanUrl(url: string, options: RedactionOptions): string {
  return redact(options.references.inUrl(url));
}

function requestHeader(name: string, value: string, options: RedactionOptions): string {
  const folded = name.toLowerCase();
  if (folded === 'authorization') return authorization(value, options.keys);
  if (folded === 'idempotency-key') return options.references.nameOf(value) ?? redact(value);
  // Ours, and always the same.
  if (folded === 'user-agent' || isOpenHeader(name)) return redact(value);
  return PERSONAL_MASK;
}

function responseHeaders(headers: HeaderLines, options: RedactionOptions): HeaderLines {
  return headers.map(([name, value]) => {
    if (isOpenHeader(name)) return [name, redact(options.references.inText(capped(value)))];
    if (options.evidence === 'full' && sensitivityOf(name) !== 'secret') return [name, redact(value)];
    return [name, PERSONAL_MASK];
  });
}

/** The scheme stays to be seen; the credential becomes its variable's name, or a mask where it is made up. */
function authorization(value: string, keys: Keys | undefined): string {
  const [, scheme = '', credential = ''] = /^(\S+\s+)?(.*)$/s.exec(value) ?? [];
  const role = (Object.keys(keyVariables) as (keyof Keys)[]).find((name) => {
    const key = keys?.[name]?.reveal() ?? '';
    return key !== '' && key === credential;
  });
  const shown = role !== undefined ? `$${keyVariables[role]}` : credential === '' ? '' : SECRET_MASK;
  return /^(bearer|basic|token|digest)\s+$/i.test(scheme) || scheme === '' ? scheme + shown : SECRET_MASK;
}

function cleanBody(body: string, options: RedactionOptions, whose: 'ours' | 'theirs'): string {
  if (body === '') return '';
  let parsed: unknown;
  try {
    parsed = JSON.parse(body);
  } catch {
    // A broken body of ours was made up; one of theirs may say anything.
    return whose === 'ours'
      ? redact(options.references.inText(body))
      : `«masked: ${body.length} characters that are not JSON»`;
  }
  // Once more over the text, for what hides inside an allowed value.
  return redact(JSON.stringify(clean(parsed, '', undefined, options), null, 2));
}

function clean(value: unknown, name: string, type: unknown, options: RedactionOptions): unknown {
  if (Array.isArray(value)) return value.map((item: unknown) => clean(item, name, type, options));
  if (isObject(value)) {
    const masked = sensitivityOf(name) === 'secret';
    return Object.fromEntries(
      Object.entries(value).map(([inner, item]) => [
        inner,
        clean(item, masked ? name : inner, value['type'], options),
      ]),
    );
  }
  return cleanScalar(value, name, type, options);
}

/** Longer texts show nothing more. */
const MOST_SHOWN = 4_000;

function capped(text: string): string {
  const rest = text.length - MOST_SHOWN;
  return rest <= 0 ? text : `${text.slice(0, MOST_SHOWN)}… (${rest} characters more)`;
}

function cleanScalar(given: unknown, name: string, type: unknown, options: RedactionOptions): unknown {
  if (typeof given !== 'string' && typeof given !== 'number') return given;
  const value = typeof given === 'string' ? capped(given) : given;
  const sensitivity = sensitivityOf(name);
  if (sensitivity === 'secret') return SECRET_MASK;
  const full = options.evidence === 'full';
  if (sensitivity === 'personal') return full ? value : PERSONAL_MASK;
  if (typeof value === 'number') return sensitivity === 'open' || full ? value : PERSONAL_MASK;
  const kind = kebab(name) === 'id' ? (typeof type === 'string' ? kebab(type) : 'id') : idKind(name);
  if (kind !== undefined) return value === '' ? '' : options.references.name(kind, value);
  if (/^(prev|next|self|first|last|related)$/.test(name)) return cleanUrl(value, options);
  if (sensitivity === 'open' || full) return maskFreeText(options.references.inText(value), options.evidence);
  return options.references.nameOf(value) ?? PERSONAL_MASK;
}
