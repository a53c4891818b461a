/** A value as a finding may carry it, without giving away whose it is: words of the contract as they are, everything else by kind. */

export type SeenValue =
  | { readonly kind: 'absent' | 'null' | 'empty' | 'string' | 'number' | 'object' }
  | { readonly kind: 'boolean'; readonly value: boolean }
  | { readonly kind: 'list'; readonly length: number }
  /** A word of the contract. */
  | { readonly kind: 'word'; readonly value: string | number }
  /** A time, as the target wrote it. */
  | { readonly kind: 'time'; readonly value: string };

/** Members whose values are words of the contract: never personal data. */
const WORDS = new Set(['status', 'type', 'device-handoff-method', 'threat-level', 'gps-precision']);
const TIMES = new Set(['created-at', 'started-at', 'expired-at']);

/** The value of a member, by its name in kebab-case. */
export function valueOf(value: unknown, name: string): SeenValue {
  if (WORDS.has(name) && (typeof value === 'string' || typeof value === 'number')) {
    return { kind: 'word', value: typeof value === 'string' ? capped(value) : value };
  }
  if (TIMES.has(name) && typeof value === 'string') return { kind: 'time', value: capped(value) };
  return typeof value === 'boolean' ? { kind: 'boolean', value } : kindOf(value);
}

/** No word and no time is longer. */
const MOST_SHOWN = 100;

function capped(text: string): string {
  const rest = text.length - MOST_SHOWN;
  return rest <= 0 ? text : `${text.slice(0, MOST_SHOWN)}… (${rest} characters more)`;
}

/** The kind of a value, whatever it is. */
export function kindOf(value: unknown): SeenValue {
  if (value === undefined) return { kind: 'absent' };
  if (value === null) return { kind: 'null' };
  if (Array.isArray(value)) return { kind: 'list', length: value.length };
  switch (typeof value) {
    case 'boolean':
      return { kind: 'boolean', value };
    case 'string':
      return { kind: value === '' ? 'empty' : 'string' };
    case 'number':
      return { kind: 'number' };
    default:
      return { kind: 'object' };
  }
}
