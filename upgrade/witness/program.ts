/** A witness as text: a small program on Node's fetch that ends well where the claim holds. */
import type { Configuration } from '../../client/configuration.ts';
import { keyVariables } from '../../client/keys.ts';
import { baseUrlOf, type Exchange } from '../../client/exchange.ts';
import type { Secret } from '../../client/secret.ts';
import { document, member } from '../../client/document.ts';
import { keySent } from '../observed-exchange.ts';
import { text, type Claim } from './claims.ts';
import { createdId, type Call } from './slice.ts';

/** A program longer than this is none that anybody reads. */
export const MOST_LINES = 15;

const HEAD = [
  'const { PERSONA_BASE_URL: base, PERSONA_API_KEY: key, PERSONA_VERSION: version, PERSONA_INQUIRY_TEMPLATE_ID: template } = process.env;',
  'const call = async (method: string, path: string, more: object = {}, body?: string): Promise<any> => {',
  "  const lines = Object.entries({ Authorization: `Bearer ${key}`, 'Persona-Version': version, 'Key-Inflection': 'kebab', ...more }).filter(([, value]) => value !== null);",
  '  const answer = await fetch(base + path, { method, headers: lines as [string, string][], body }), text = await answer.text();',
  "  return { status: answer.status, headers: answer.headers, body: text.startsWith('{') ? JSON.parse(text) : text };",
  '};',
];

/** A title longer than this is cut. */
const LONGEST_TITLE = 140;

/** Undefined where the story cannot be told in so few lines. */
export function programOf(
  title: string,
  story: readonly Call[],
  claim: Claim,
  earlier: Exchange | undefined,
  configuration: Configuration,
): string | undefined {
  const names = new Map<Exchange, string>();
  const lines: string[] = [];
  const written: Written = {
    ids: new Map(),
    keys: new Map(),
    shared: sharedKeys(story),
    lines,
    configuration,
  };
  const last = story.at(-1)?.exchange;
  if (last === undefined) return undefined;
  for (const [index, { exchange, opens, version }] of story.entries()) {
    const name = `a${index + 1}`;
    names.set(exchange, name);
    const made = createdId(exchange);
    const isNamed = exchange === last || exchange === earlier || made !== undefined;
    const asked = `await ${callText(exchange, written, version)}`;
    if (opens && !isNamed) lines.push(`await fetch((${asked}).body.meta[${text(linkNameIn(exchange))}]);`);
    else lines.push(`${isNamed ? `const ${name} = ` : ''}${asked};`);
    if (made !== undefined) written.ids.set(made, `${name}.body.data.id`);
  }
  const expression = claim.holds({
    last: names.get(last) ?? 'a1',
    earlier: (earlier && names.get(earlier)) ?? 'a1',
    idOf: (id) => written.ids.get(id) ?? text(id),
  });
  lines.push(`if (!(${expression})) throw new Error(${text(`This no longer holds: ${expression}`)});`);
  const line = title.replace(/\s+/g, ' ');
  const cut = line.length > LONGEST_TITLE ? `${line.slice(0, LONGEST_TITLE - 1)}…` : line;
  const program = [`// ${cut}`, ...HEAD, ...lines];
  return program.length > MOST_LINES ? undefined : `${program.join('\n')}\n`;
}

interface Written {
  /** Expressions for the ids that the program has made. */
  readonly ids: Map<string, string>;
  readonly keys: Map<string, string>;
  /** Idempotency keys that are sent more than once, that differ in little, or that are long. */
  readonly shared: ReadonlySet<string>;
  readonly lines: string[];
  readonly configuration: Configuration;
}

/** A key as long as this may be sent for its length. */
const LONG_KEY = 60;

function sharedKeys(story: readonly Call[]): ReadonlySet<string> {
  const sent = story.map(({ exchange }) => keySent(exchange)).filter((key) => key !== undefined);
  const plain = (key: string): string =>
    key
      .toLowerCase()
      .replace(/[^a-z0-9]/g, '')
      .slice(0, 60);
  return new Set(
    sent.filter(
      (key) => key.length > LONG_KEY || sent.filter((other) => plain(other) === plain(key)).length > 1,
    ),
  );
}

function linkNameIn(exchange: Exchange): string {
  const { meta } = document(exchange);
  return (
    Object.keys(meta ?? {}).find((name) => member({ [name]: 1 }, 'one-time-link') === 1) ?? 'one-time-link'
  );
}

function callText(exchange: Exchange, written: Written, version?: string): string {
  const { method, url, body } = exchange.request;
  const path = templated(url.slice(baseUrlOf(exchange).length), written);
  const pinned = version === undefined ? [] : [`'Persona-Version': ${text(version)}`];
  const more = [...pinned, ...headersText(exchange, written)].join(', ');
  const parts = [text(method), path];
  if (more !== '') parts.push(`{ ${more} }`);
  else if (body !== null) parts.push('{}');
  if (body !== null) parts.push(templated(body, written));
  return `call(${parts.join(', ')})`;
}

/** The text as a literal, with what the program has made in its place. */
function templated(raw: string, { ids, configuration }: Written): string {
  let literal = raw.replace(/[\\`]|\$\{/g, '\\$&');
  for (const [id, expression] of ids)
    literal = literal
      .replaceAll(id, `\${${expression}}`)
      .replaceAll(encodeURIComponent(id), `\${${expression}}`);
  literal = literal.replaceAll(configuration.inquiryTemplateId, '${template}');
  return literal.includes('${') || literal.includes('\\') ? `\`${literal}\`` : text(raw);
}

/** Sent with every call of a program, or not worth a line. */
const USUAL = new Set(['accept', 'user-agent', 'content-length', 'persona-version']);

function headersText(exchange: Exchange, written: Written): string[] {
  const parts: string[] = [];
  const sent = exchange.request.headers;
  for (const [name, value] of sent) {
    const lower = name.toLowerCase();
    if (lower === 'authorization') {
      const main = `Bearer ${written.configuration.keys.main.reveal()}`;
      if (value !== main) parts.push(`Authorization: ${authorizationText(value, written.configuration)}`);
    } else if (lower === 'key-inflection') {
      if (value !== 'kebab') parts.push(`'Key-Inflection': ${text(value)}`);
    } else if (lower === 'idempotency-key') {
      // One that is used once only plays no part.
      if (written.shared.has(value)) parts.push(`'Idempotency-Key': ${keyText(value, written)}`);
    } else if (!USUAL.has(lower)) parts.push(`${text(name)}: ${text(value)}`);
  }
  if (!sent.some(([name]) => name.toLowerCase() === 'key-inflection')) parts.push(`'Key-Inflection': null`);
  if (!sent.some(([name]) => name.toLowerCase() === 'authorization')) parts.push('Authorization: null');
  return parts;
}

function authorizationText(value: string, { keys }: Configuration): string {
  for (const [role, secret] of Object.entries(keys) as [keyof typeof keyVariables, Secret][]) {
    if (role !== 'main' && value === `Bearer ${secret.reveal()}`)
      return `\`Bearer \${process.env.${keyVariables[role]}}\``;
  }
  if (value.trim() === 'Bearer') return `'Bearer '`;
  return /^Basic/i.test(value) ? `\`Basic \${key}\`` : `\`Bearer \${key}-of-nobody\``;
}

/** Keys have to be new in every run; two that differ in part only go on differing in that part. */
function keyText(value: string, { keys, lines }: Written): string {
  const known = keys.get(value);
  if (known !== undefined) return known;
  const first = [...keys][0];
  if (first === undefined) {
    const padding = value.length > LONG_KEY ? `.padEnd(${value.length}, 'x')` : '';
    lines.push(`const used = crypto.randomUUID()${padding};`);
    keys.set(value, 'used');
    return 'used';
  }
  const [other] = first;
  const variant =
    other.toLowerCase() === value.toLowerCase()
      ? 'used.toUpperCase()'
      : value.startsWith(other)
        ? `\`\${used}${'x'.repeat(Math.min(200, value.length - other.length))}\``
        : `\`\${used}-${keys.size}\``;
  keys.set(value, variant);
  return variant;
}
