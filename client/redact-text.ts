/** Takes secrets and personal data out of any text: the one function that everything stored or printed goes through. */
import { keyVariables } from './keys.ts';
import { searchFor, type SecretSearch } from './secret-search.ts';

/** Stands for a secret. Safe inside JSON, XML and a shell's quotes. */
export const SECRET_MASK = '***';

/** Stands for personal data, or for what may be. Safe inside JSON, XML and a shell's quotes. */
export const PERSONAL_MASK = '«masked»';

/**
 * Recognised by their shape, wherever they come from. Every replacement keeps JSON valid. Each takes time in proportion to
 * the text: a run of characters is entered at its beginning only, and nothing is looked at twice.
 */
const secretShapes: readonly (readonly [RegExp, string])[] = [
  [/persona[_-](?:sandbox|production|prod|live)[_-][\w-]+(?:[./+~=]+[\w-]+)*/gi, SECRET_MASK],
  // The variable of a script to copy (`Bearer $PERSONA_API_KEY`) is none.
  [
    /(\bBearer(?:\s|%20|\+){1,8})(?!\$[A-Z_]+_API_KEY(?![\w.-]))(?=[^\s"'\\<>]{0,200}[\d_.-])[^\s"'\\<>,;]{6,}/gi,
    `$1${SECRET_MASK}`,
  ],
  [
    /(\bAuthorization\W{1,6}(?:Bearer|Basic|Token)\s{1,8})(?!\$[A-Z_]+_API_KEY(?![\w.-]))[^\s"'\\<>,;]+/gi,
    `$1${SECRET_MASK}`,
  ],
  [/(?<![\w-])eyJ[\w-]{4,}\.[\w-]+(?:\.[\w-]*)?/g, SECRET_MASK],
  // As members of JSON, escaped any number of times; the value may hold escaped slashes.
  [
    /(\\{0,8}"(?:one[-_]?time[-_]?link(?:[-_]?\w+)?|session[-_]?token|[\w-]*(?:password|api[-_]?key))\\{0,8}"\s*:\s*\\{0,8}")(?:[^"\\]|\\{1,8}\/|\\{1,8}u[\da-f]{4})+/gi,
    `$1${SECRET_MASK}`,
  ],
  [/([?&](?:amp;)?(?:code|token|[\w-]*[-_]token)(?:=|%3D))[^&\s"'\\<>#]+/gi, `$1${SECRET_MASK}`],
  [
    /(https?:\\{0,8}\/\\{0,8}\/(?:perso\.na|[^\s"'\\<>/]+\\{0,8}\/v)\\{0,8}\/)[^\s"'\\<>]+/gi,
    `$1${SECRET_MASK}`,
  ],
];

const personalShapes: readonly (readonly [RegExp, string])[] = [
  [
    /((\\{0,8}")(?:ip[-_]?address|user[-_]?agent|[\w-]*fingerprint|device[-_]?vendor[-_]?id|email[-_]?address|phone[-_]?number|name[-_]?(?:first|middle|last)|birthdate|region[-_]?name|ip[-_]?isp|network[-_]?organization|device[-_]?name|(?:gps[-_]?)?(?:latitude|longitude)|is[-_]?(?:vpn|proxy|tor|datacenter))\\{0,8}"\s*:\s*\\{0,8}")(?:[^"\\]|\\{1,8}\/|\\{1,8}u[\da-f]{4})+/gi,
    `$1${PERSONAL_MASK}`,
  ],
  [
    /((\\{0,8}")(?:gps[-_]?)?(?:latitude|longitude)\\{0,8}"\s*:\s*)-?\d[\d.eE+-]*/gi,
    `$1$2${PERSONAL_MASK}$2`,
  ],
  // Bounded and anchored, so that a long text without one costs no more than its length.
  [/(?<![\w.+-])[\w.+-]{1,64}@(?:[\w-]{1,63}\.){1,8}[a-z]{2,}\b/gi, PERSONAL_MASK],
  // Addresses of this machine, and those kept for documentation of nothing (0.0.0.0), are about nobody.
  [
    /(?<![\d.\w-])(?!127\.|0\.0\.0\.0)(?:(?:25[0-5]|2[0-4]\d|1?\d?\d)\.){3}(?:25[0-5]|2[0-4]\d|1?\d?\d)(?![\d.]*\d)(?![\w-])/g,
    PERSONAL_MASK,
  ],
  [/(?<![:\w])(?:[\da-f]{1,4}:){7}[\da-f]{1,4}(?![:\w])/gi, PERSONAL_MASK],
  [/(?<![:\w])(?=[\da-f:]*\d)(?:[\da-f]{1,4}:){1,6}(?::[\da-f]{1,4}){1,6}(?![:\w])/gi, PERSONAL_MASK],
];

const keys = new Set<string>();
const learnt = new Set<string>();
/** As many as one run meets; a process that plays hundreds of runs forgets the oldest. */
const MOST_LEARNT = 150;
let secrets: { readonly of: string; readonly search: SecretSearch } = { of: '', search: searchFor([]) };

/** Personal values seen in answers, newest last: they turn up again in free text, in an error's details. */
const persons = new Set<string>();
let personal: RegExp | undefined;

const MOST_PERSONS = 300;

/** Adds a value to those that `redact` recognises literally, e.g. a link that came in an answer. */
export function learnSecret(value: string): void {
  for (const secret of [value, ...codesIn(value)]) if (!learnt.has(secret)) learnt.add(secret);
  forgetOldest(learnt, MOST_LEARNT);
}

/** A key of ours: recognised for as long as the process lives. */
export function learnKey(value: string): void {
  if (value !== '') keys.add(value);
}

/** Of a link only the code is secret; its address may be quoted without it, and the code without the address. */
function codesIn(value: string): string[] {
  if (!/^https?:\/\//i.test(value) || !URL.canParse(value)) return [];
  const { pathname, searchParams } = new URL(value);
  return [...searchParams.values(), pathname.split('/').at(-1) ?? ''].filter(({ length }) => length >= 8);
}

function forgetOldest(values: Set<string>, most: number): void {
  for (const oldest of values) {
    if (values.size <= most) return;
    values.delete(oldest);
  }
}

/** Notes a value about a person or a device, so that it is masked where it turns up in free text. */
export function learnPersonal(value: string): void {
  if (value.length < SHORTEST_PERSONAL || persons.has(value) || /^[a-z]+$/.test(value)) return;
  persons.add(value);
  forgetOldest(persons, MOST_PERSONS);
  personal = undefined;
}

/** Shorter ones would mask ordinary words. */
const SHORTEST_PERSONAL = 4;

/** The secrets learnt so far, for another process of the same run. */
export function learntSecrets(): readonly string[] {
  return [...learnt];
}

/**
 * The text without keys, tokens and one-time links in any of their forms, and (unless `PERSONA_EVIDENCE=full`) without
 * addresses, coordinates, fingerprints and user agents. JSON stays JSON. Redacting twice changes nothing more.
 */
export function redact(text: string): string {
  if (isUnmasked()) return text;
  let clean = secretSearch()(text, SECRET_MASK);
  for (const [shape, mask] of secretShapes) clean = clean.replace(shape, mask);
  if (process.env['PERSONA_EVIDENCE'] === 'full') return clean;
  for (const [shape, mask] of personalShapes) clean = clean.replace(shape, mask);
  return persons.size === 0 ? clean : clean.replace((personal ??= personalPattern()), PERSONAL_MASK);
}

/**
 * True in the one test that shows what the masking prevents. Never with a key that could be real: the switch works only
 * where every configured key says that it is a canary.
 */
export function isUnmasked(env: NodeJS.ProcessEnv = process.env): boolean {
  if (env['CONFORMANCE_UNSAFE_NO_MASKING'] !== '1') return false;
  const given = environmentSecrets(env);
  return given.length > 0 && given.every((key) => /^(persona_sandbox_)?CANARY[A-Z]+$/.test(key));
}

/** One search for every literal secret in every form; built anew only when the secrets change. */
function secretSearch(): SecretSearch {
  const all = [...environmentSecrets(), ...keys, ...learnt];
  const of = all.join('\n');
  if (of !== secrets.of) secrets = { of, search: searchFor(all) };
  return secrets.search;
}

function personalPattern(): RegExp {
  const longestFirst = [...persons].sort((a, b) => b.length - a.length);
  const source = longestFirst.map((value) => value.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&')).join('|');
  return new RegExp(`(?<![\\p{L}\\d])(?:${source})(?![\\p{L}\\d])`, 'gu');
}

/** The keys of the environment, so that a reporter in another process needs no set-up. */
function environmentSecrets(env: NodeJS.ProcessEnv = process.env): string[] {
  return Object.values(keyVariables)
    .map((name) => env[name]?.trim() ?? '')
    .filter((value) => value !== '');
}
