/** A story of exchanges as a shell script to copy, with variables in place of keys and ids. */
import { document, idOf } from './document.ts';
import { keyVariables } from './keys.ts';
import type { RedactedExchange } from './redaction.ts';

const REFERENCE = /<([a-z][a-z-]*):(\d+)>/g;

/** Prints the id of the object in an answer; Node is there wherever this suite is. */
const ID_HELPER = `id() { node -pe 'JSON.parse(require("fs").readFileSync(0, "utf8")).data.id'; }`;

/**
 * The script of one or more redacted exchanges, in order. Needs `PERSONA_BASE_URL` and `PERSONA_API_KEY` in the
 * environment. Ids that the story creates are taken from the answers; others have to be filled in.
 * @param baseUrl the base URL of the run, replaced by `$PERSONA_BASE_URL`
 */
export function curl(exchanges: readonly RedactedExchange[], baseUrl: string): string {
  const known = new Set<string>();
  const steps: string[] = [];
  const missing: string[] = [];
  for (const exchange of exchanges) {
    const command = commandOf(exchange, baseUrl);
    for (const [reference, kind = '', number = ''] of command.matchAll(VARIABLE_USE)) {
      if (known.has(reference)) continue;
      known.add(reference);
      missing.push(define(kind, number));
    }
    const created = createdBy(exchange);
    const step = `# ${exchange.label} → ${exchange.response.status}\n`;
    if (created === undefined || known.has(`\${${created}}`)) {
      steps.push(`${step}curl -i ${command}`);
    } else {
      known.add(`\${${created}}`);
      steps.push(`${step}${created}=$(curl ${command} | id)`);
    }
  }
  const helper = steps.some((step) => step.endsWith('| id)')) ? [ID_HELPER] : [];
  return [...helper, ...missing, ...steps].join('\n') + '\n';
}

/** A use of one of our variables, as `variable` writes it. */
const VARIABLE_USE = /\$\{([A-Z][A-Z_]*)_(\d+)\}/g;

function variable(kind: string, number: string): string {
  return `${kind.replaceAll('-', '_').toUpperCase()}_${number}`;
}

/** A line that gives a variable its value, or says that the reader must. */
function define(kind: string, number: string): string {
  const name = `${kind}_${number}`;
  if (kind === 'IDEMPOTENCY_KEY') return `${name}="repeat-$(date +%s)-$$-${number}"`;
  if (kind === 'INQUIRY_TEMPLATE') return `${name}="$PERSONA_INQUIRY_TEMPLATE_ID"`;
  return `: "\${${name}:?set it to the id of ${words(kind)} first}"`;
}

function words(kind: string): string {
  const noun = kind.replaceAll('_', ' ').toLowerCase();
  return `${/^[aeiou]/.test(noun) ? 'an' : 'a'} ${noun}`;
}

/** The variable for what the exchange created. */
function createdBy(exchange: RedactedExchange): string | undefined {
  if (exchange.request.method !== 'POST' || exchange.response.status !== 201) return undefined;
  const id = idOf(document(exchange).data) ?? '';
  const [, kind, number] = new RegExp(`^${REFERENCE.source}$`).exec(id) ?? [];
  return kind === undefined || number === undefined ? undefined : variable(kind, number);
}

function commandOf(exchange: RedactedExchange, baseUrl: string): string {
  const { method, url, headers, body } = exchange.request;
  const parts = [
    `-sS -g --path-as-is -X ${method} ${address(url, baseUrl)}`,
    ...headers.map(
      ([name, value]) => `-H ${quoted(`${name}: ${value}`, value === '' ? `${name};` : undefined)}`,
    ),
    ...added(exchange),
    ...(body === null ? [] : [`--data-raw ${quoted(body)}`]),
  ];
  return parts.join(' \\\n  ');
}

/** Takes out what curl would add by itself. */
function added({ request }: RedactedExchange): string[] {
  const has = (name: string) => request.headers.some(([key]) => key.toLowerCase() === name);
  return [
    ...(has('accept') ? [] : [`-H 'Accept:'`]),
    ...(has('user-agent') ? [] : [`-H 'User-Agent:'`]),
    ...(request.body !== null && !has('content-type') ? [`-H 'Content-Type:'`] : []),
    ...(request.body === null && request.method === 'POST' ? [`-H 'Content-Length: 0'`] : []),
  ];
}

function address(url: string, baseUrl: string): string {
  return url.startsWith(baseUrl) ? `"$PERSONA_BASE_URL${inner(url.slice(baseUrl.length))}"` : quoted(url);
}

function quoted(text: string, instead?: string): string {
  return `"${inner(instead ?? text)}"`;
}

const KEY_VARIABLE = new RegExp(`\\\\\\$(${Object.values(keyVariables).join('|')})\\b`, 'g');

/** For between double quotes: the shell reads nothing into it but our own variables. */
function inner(text: string): string {
  return text
    .replace(/[\\"$`]/g, '\\$&')
    .replace(KEY_VARIABLE, '$$$1')
    .replace(REFERENCE, (_, kind: string, number: string) => `\${${variable(kind, number)}}`);
}
