/** A story of exchanges as a shell script to copy, with variables in place of keys and ids. */
import { document, idOf } from './document.ts';
import { keyVariables } from './keys.ts';
import { SECRET_MASK } from './redact-text.ts';
import type { RedactedExchange } from './redaction.ts';

const REFERENCE = /<([a-z][a-z-]*):(\d+)>/g;

/** Prints the id of the object in an answer; Node is there wherever this suite is. */
const ID_HELPER = `id() { node -pe 'JSON.parse(require("fs").readFileSync(0, "utf8")).data.id'; }`;

export interface CurlOptions {
  /** For reading: leaves out what is the same in every request of ours and changes no answer. Default: false. */
  readonly brief?: boolean;
  /** Lines that stand before an exchange: what happens between the calls. */
  readonly before?: (exchange: RedactedExchange) => readonly string[];
}

/**
 * The script of one or more redacted exchanges, in order. Needs `PERSONA_BASE_URL` and `PERSONA_API_KEY` in the
 * environment. Ids that the story creates are taken from the answers; others have to be filled in.
 * @param baseUrl the base URL of the run, replaced by `$PERSONA_BASE_URL`
 */
export function curl(
  exchanges: readonly RedactedExchange[],
  baseUrl: string,
  { brief = false, before = () => [] }: CurlOptions = {},
): string {
  const known = new Set<string>();
  const steps: string[] = [];
  const missing: string[] = [];
  for (const exchange of exchanges) {
    const command = brief ? briefly(exchange, baseUrl) : commandOf(exchange, baseUrl);
    for (const [reference, kind = '', number = ''] of command.matchAll(VARIABLE_USE)) {
      if (known.has(reference)) continue;
      known.add(reference);
      // Whoever reads a brief script gets all that the run created with it: what is left was made up.
      missing.push(
        brief && kind === 'SESSION'
          ? `${kind}_${number}="${NOBODYS}" ${standsFor(exchange)}`
          : define(kind, number),
      );
    }
    if (command.includes(UNKNOWN_KEY) && !known.has(UNKNOWN_KEY)) {
      known.add(UNKNOWN_KEY);
      missing.push(`${UNKNOWN_KEY}="a-made-up-key" ${standsFor(exchange)}`);
    }
    const created = createdBy(exchange);
    const step = [...before(exchange), `# ${exchange.label} → ${exchange.response.status}\n`].join('\n');
    // The last answer is what is to be seen, even where it created something.
    const isShown = brief && exchange === exchanges.at(-1);
    if (created === undefined || isShown || known.has(`\${${created}}`)) {
      steps.push(`${step}curl -i ${command}`);
    } else {
      known.add(`\${${created}}`);
      steps.push(`${step}${created}=$(curl ${command} | id)`);
    }
  }
  const helper = steps.some((step) => step.endsWith('| id)')) ? [ID_HELPER] : [];
  return [...helper, ...missing, ...steps].join('\n') + '\n';
}

/** Of the make of a real one, so that it is looked for. */
const NOBODYS = 'iqse_NobodyHasThisSessionId42';

/** What a script cannot do: send again what was made up for the run, which is masked. */
function standsFor({ label }: RedactedExchange): string {
  return `# made up; in the run it was another one, for "${label.slice(label.indexOf('/') + 1)}"`;
}

/** Stands in for a key that nobody has: what was sent was made up, and is masked. */
const UNKNOWN_KEY = 'UNKNOWN_API_KEY';

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

/** Headers of every request of ours. */
const USUAL = new Map([
  ['accept', 'application/json'],
  ['user-agent', 'persona-session-expiry-conformance'],
]);

function briefly(exchange: RedactedExchange, baseUrl: string): string {
  const { method, url, headers, body } = exchange.request;
  const told = headers.filter(([name, value]) => USUAL.get(name.toLowerCase()) !== value);
  // What curl asks for by itself accepts everything: a request that carried no such header has to say so.
  const takenOut = added(exchange).filter((part) => !part.includes('User-Agent'));
  return [
    `-sS -g${/\/\.|%/.test(url) ? ' --path-as-is' : ''} -X ${method} ${address(url, baseUrl)}`,
    ...told.map(([name, value]) =>
      value === `Bearer ${SECRET_MASK}`
        ? `-H "${name}: Bearer $${UNKNOWN_KEY}"`
        : `-H ${quoted(`${name}: ${value}`, value === '' ? `${name};` : undefined)}`,
    ),
    ...takenOut,
    ...(body === null ? [] : [`--data-raw ${quoted(onOneLine(body))}`]),
  ].join(' \\\n  ');
}

/** JSON without line breaks; anything else, such as a body that is broken on purpose, as it is. */
function onOneLine(body: string): string {
  try {
    return JSON.stringify(JSON.parse(body));
  } catch {
    return body;
  }
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
