/** Values: what one object shows under the same names under both versions, read one right after the other. */
import { documentedInquiryStatuses, documentedStatuses } from '../../contract/attributes.ts';
import { document, isObject, kebab, type Resource } from '../../client/document.ts';
import { canonical } from './canonical.ts';
import type { Exchange } from '../../client/exchange.ts';
import { titleOf } from '../../contract/endpoints.ts';
import { keyOf, PAIRED, Points, type Model } from '../model.ts';
import { isSession } from '../observed-exchange.ts';
import type { ReadTwice, TwiceRead } from '../read-twice.ts';
import { Samples } from '../samples.ts';

/** What the readings ask to be included with a session. */
export function isAskedFor(role: string): boolean {
  return ['inquiry', 'device', 'network'].some((type) => role === `included[type=${type}]`);
}

/** Below a resource's attributes members are compared down to this depth. */
const DEEPEST = 2;

/** The vendor's words for a few members: another of them in one's place means something else. */
const WORDS: Readonly<Record<string, readonly string[]>> = {
  'device-handoff-method': ['email', 'sms', 'qr'],
  'threat-level': ['unknown', 'low', 'medium', 'high'],
  'ip-connection-type': ['mobile', 'datacenter', 'residential', 'corporate', 'education'],
  'service-type': ['mobile', 'datacenter', 'residential', 'corporate', 'education'],
  'proxy-type': ['residential', 'mobile', 'corporate', 'vpn', 'unknown', 'tor'],
};

const DATE_TIME = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$/;

/** Models of both sides: how the old version compares with itself, and the new one with the old one. */
export function modelsOfReadings(
  rounds: readonly ReadTwice[],
  versions: { readonly from: string; readonly to: string },
): { readonly before: readonly Model[]; readonly now: readonly Model[] } {
  const readings = rounds.flatMap((round) => round.readings);
  const words = wordsIn(readings);
  const model = (version: string, other: (one: TwiceRead) => Exchange | undefined): Model => {
    const samples = new Samples();
    for (const [index, reading] of readings.entries()) {
      const second = other(reading);
      if (second !== undefined) lookAt(reading, second, index, words, samples);
    }
    const points = new Points();
    samples.write(points);
    return {
      version,
      runs: 1,
      points: new Map(points.all.map((point) => [keyOf(point), point])),
      steps: new Set(),
    };
  };
  return {
    // Where nothing differs the old version is not read again: it would say the same.
    before: [model(versions.from, ({ before, again }) => again ?? before)],
    now: [model(versions.to, ({ now }) => now)],
  };
}

/** Which documented words stand where which stood, by member. */
type Words = ReadonlyMap<string, ReadonlyMap<string, ReadonlySet<string>>>;

function lookAt(
  { step, before, run }: TwiceRead,
  second: Exchange,
  index: number,
  words: Words,
  samples: Samples,
): void {
  if (second.response.status !== before.response.status) return;
  const call = titleOf(before.endpoint);
  const [old, next] = [resourcesIn(before), resourcesIn(second)];
  for (const [role, resource] of old) {
    const kinds = new Map<string, string>();
    const later = next.get(role);
    const flat = flatten(resource, role);
    const flatLater = later === undefined ? undefined : flatten(later, role);
    if (flatLater === undefined) kinds.set(`${role}${PAIRED}`, 'not included');
    else
      for (const path of new Set([...flat.keys(), ...flatLater.keys()]))
        kinds.set(`${path}${PAIRED}`, compared(path, flat, flatLater, words));
    const unit = { id: `${run.version} ${step} ${index}`, origin: step };
    samples.take({ plane: 'shape', where: `${role} of one object`, call }, step, unit, kinds);
  }
}

function resourcesIn(exchange: Exchange): Map<string, Resource> {
  const { data, included } = document(exchange);
  const roles = new Map<string, Resource>();
  if (data !== undefined)
    roles.set(isSession(data) ? 'data' : `data[type=${kebab(String(data.type))}]`, data);
  for (const one of included) roles.set(`included[type=${kebab(String(one.type))}]`, one);
  return roles;
}

function flatten(resource: Resource, role: string): ReadonlyMap<string, unknown> {
  const values = new Map<string, unknown>([
    [`${role}.id`, resource.id],
    [`${role}.type`, resource.type],
  ]);
  const walk = (value: unknown, path: string, depth: number, isOurs: boolean): void => {
    if (!isObject(value) || depth > DEEPEST) {
      values.set(path, value);
      return;
    }
    // Names below an inquiry's `fields` are the template's.
    const inner = isOurs && !path.endsWith('[type=inquiry].attributes.fields');
    for (const [name, member] of Object.entries(value))
      walk(member, `${path}.${inner ? kebab(name) : name}`, depth + 1, inner);
  };
  walk(resource.attributes, `${role}.attributes`, 0, true);
  if (isObject(resource.relationships)) {
    for (const [name, value] of Object.entries(resource.relationships))
      values.set(`${role}.relationships.${kebab(name)}`, value);
  }
  return values;
}

function compared(
  path: string,
  flat: ReadonlyMap<string, unknown>,
  later: ReadonlyMap<string, unknown>,
  words: Words,
): string {
  if (!flat.has(path)) return 'new';
  if (!later.has(path)) return 'gone';
  const [old, next] = [flat.get(path), later.get(path)];
  if (canonical(old) === canonical(next)) return 'same';
  if (path.includes('.relationships.')) return linkCompared(old, next);
  if (next === '') return 'empty text';
  if (old === null) return 'filled';
  if (next === null) return 'null';
  const [kind, kindNow] = [kindOf(old), kindOf(next)];
  if (kind !== kindNow) return `${kindNow} instead of ${kind}`;
  const other = [...flat].find(
    ([name, value]) =>
      name !== path && isSwappable(value) && value === next && parentOf(name) === parentOf(path),
  )?.[0];
  if (typeof next === 'boolean') return 'the opposite';
  if (typeof next === 'number')
    return isRounded(old as number, next)
      ? 'rounded'
      : other
        ? `the value of ${lastOf(other)}`
        : 'another number';
  if (typeof next !== 'string' || typeof old !== 'string') return 'another object';
  if (kind === 'date-time') {
    const apart = Math.abs(Date.parse(old) - Date.parse(next));
    // Written with fewer digits it is the same time still.
    if (apart < 1_000 * 10 ** -Math.min(digitsOf(old), digitsOf(next))) return 'the same time';
    return other ? `the value of ${lastOf(other)}` : 'another time';
  }
  if (other !== undefined) return `the value of ${lastOf(other)}`;
  return isExchanged(path, old, next, words) ? 'another documented word' : 'another text';
}

/** Digits of a second. */
function digitsOf(time: string): number {
  return Math.max(0, (DATE_TIME.exec(time)?.[1]?.length ?? 0) - 1);
}

function linkCompared(old: unknown, next: unknown): string {
  const [data, dataNow] = [old, next].map((link) => (isObject(link) ? link['data'] : undefined));
  if (canonical(data) === canonical(dataNow)) return 'same';
  if (data === null) return 'filled';
  if (dataNow === null) return 'null';
  if (Array.isArray(data) && Array.isArray(dataNow)) return 'other items';
  if (Array.isArray(data) || Array.isArray(dataNow)) return 'a list or none';
  if (!isObject(data) || !isObject(dataNow)) return 'no linkage';
  return data['type'] === dataNow['type'] ? 'another object' : 'another type';
}

/** Values that say which member they belong to; small words and flags are the same by chance. */
function isSwappable(value: unknown): boolean {
  return typeof value === 'number' || (typeof value === 'string' && value.length > 1);
}

/** The new value is the old one with fewer digits. */
function isRounded(old: number, next: number): boolean {
  const digits = String(next).split('.')[1]?.length ?? 0;
  return digits < (String(old).split('.')[1]?.length ?? 0) && Math.abs(old - next) < 10 ** -digits;
}

function wordsFor(path: string): readonly string[] {
  if (path === 'data.attributes.status') return documentedStatuses;
  if (path.endsWith('[type=inquiry].attributes.status')) return documentedInquiryStatuses;
  return WORDS[lastOf(path)] ?? [];
}

/** One documented word in another's place; where several words became one the set is only narrower. */
function isExchanged(path: string, old: string, next: string, words: Words): boolean {
  const known = wordsFor(path);
  if (!known.includes(old) || !known.includes(next)) return false;
  if (path.endsWith('.status')) return true;
  const seen = words.get(path) ?? new Map<string, ReadonlySet<string>>();
  const targets = [...seen.values()].map((set) => [...set].sort().join(' '));
  return seen.size > 1 && new Set(targets).size === seen.size;
}

function wordsIn(readings: readonly TwiceRead[]): Words {
  const words = new Map<string, Map<string, Set<string>>>();
  for (const { before, now } of readings) {
    const later = resourcesIn(now);
    for (const [role, resource] of resourcesIn(before)) {
      const other = later.get(role);
      if (other === undefined) continue;
      const next = flatten(other, role);
      for (const [path, value] of flatten(resource, role)) {
        const value2 = next.get(path);
        if (typeof value !== 'string' || typeof value2 !== 'string' || wordsFor(path).length === 0) continue;
        const known = words.get(path) ?? new Map<string, Set<string>>();
        known.set(value, (known.get(value) ?? new Set()).add(value2));
        words.set(path, known);
      }
    }
  }
  return words;
}

function kindOf(value: unknown): string {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'list';
  return typeof value === 'string' && DATE_TIME.test(value) ? 'date-time' : typeof value;
}

function parentOf(path: string): string {
  return path.slice(0, Math.max(0, path.lastIndexOf('.')));
}

function lastOf(path: string): string {
  return path.slice(path.lastIndexOf('.') + 1);
}
