/** Headers and casing: which lines an answer carries, how they are written, and how names are cased. */
import { isObject } from '../../client/document.ts';
import { header, json } from '../../client/exchange.ts';
import type { Points } from '../model.ts';
import { isSuccess, keySent, scenarioIn, type Seen } from '../observed-exchange.ts';
import { Samples } from '../samples.ts';

/** Lines of the connection between two hosts, not of the answer. */
const HOP = new Set(['connection', 'keep-alive', 'transfer-encoding', 'content-length', 'date']);

/** Lines whose value stays the same over a run and is worth comparing. */
const FIXED = new Set(['ratelimit-limit', 'quota-limit']);

export function lookAtHeaders(seen: Seen, points: Points): void {
  const usedKeys = new Set<string>();
  const samples = new Samples();
  for (const { exchange, step, call } of seen.observed) {
    const { status } = exchange.response;
    const key = keySent(exchange);
    // A repeated answer is written in another way than a fresh one: it is looked at by itself.
    const repeated = key !== undefined && usedKeys.has(`${call} ${key}`);
    if (key !== undefined) usedKeys.add(`${call} ${key}`);
    const kind = isSuccess(exchange) ? 'success' : `${Math.floor(status / 100)}xx`;
    const where = `${call} → ${kind}${repeated ? ' under a used key' : ''}`;
    const kinds = new Map<string, string>();
    for (const name of new Set(exchange.response.headers.map(([own]) => own.toLowerCase()))) {
      if (HOP.has(name)) continue;
      const value = header(exchange, name) ?? '';
      kinds.set(name, kindOf(value));
      if (FIXED.has(name)) kinds.set(`${name} (value)`, value);
      if (name === 'content-type') kinds.set('content-type (media type)', mediaType(value));
    }
    // Answers of one scenario may come from one server of several.
    const origin = scenarioIn(step);
    samples.take({ plane: 'headers', where, call }, step, { id: origin, origin }, kinds);
    if (isSuccess(exchange)) lookAtCasing(exchange, step, call, points);
  }
  samples.write(points);
}

function lookAtCasing(
  exchange: Seen['observed'][number]['exchange'],
  step: string,
  call: string,
  points: Points,
): void {
  const asked = exchange.request.headers.find(([name]) => name.toLowerCase() === 'key-inflection')?.[1];
  const where = asked === undefined ? 'without Key-Inflection' : `Key-Inflection: ${asked}`;
  const body = json(exchange);
  if (!isObject(body)) return;
  const { data, included, meta } = body;
  const resources = [data, included].flat().filter(isObject);
  const groups: Readonly<Record<string, readonly unknown[]>> = {
    attributes: resources.map((resource) => resource['attributes']),
    relationships: resources.map((resource) => resource['relationships']),
    meta: [meta],
  };
  for (const [group, members] of Object.entries(groups)) {
    const styles = new Set(members.filter(isObject).flatMap((member) => Object.keys(member).map(styleOf)));
    for (const style of styles) {
      if (style === '') continue;
      const at = { plane: 'headers', where, call, subject: `casing of ${group}`, mode: 'set' } as const;
      points.note(at, style, step);
    }
  }
}

/** The casing of a name; empty for one that looks the same in every casing. */
export function styleOf(name: string): string {
  if (/^[a-z0-9]+$/.test(name)) return '';
  if (/^[a-z0-9]+(-[a-z0-9]+)+$/.test(name)) return 'kebab';
  if (/^[a-z0-9]+(_[a-z0-9]+)+$/.test(name)) return 'snake';
  return /^[a-z][A-Za-z0-9]*$/.test(name) ? 'camel' : 'other';
}

function mediaType(value: string): string {
  return (value.split(';')[0] ?? '').trim().toLowerCase();
}

function kindOf(value: string): string {
  return value === '' ? 'empty' : /^\d+$/.test(value) ? 'number' : 'text';
}
