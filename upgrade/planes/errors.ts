/** Error objects: the envelope, its members, and what a machine may read in them. */
import { isObject } from '../../client/document.ts';
import { json } from '../../client/exchange.ts';
import { References } from '../../client/redaction.ts';
import type { Points } from '../model.ts';
import type { Seen } from '../observed-exchange.ts';

/** Members whose value a program compares; everything else is text for people. */
const MACHINE_READ = new Set(['code', 'status', 'source.pointer', 'source.parameter']);

export function lookAtErrors(seen: Seen, points: Points): void {
  for (const { exchange, step, call, evidence } of seen.observed) {
    const { status } = exchange.response;
    if (!evidence || status < 400) continue;
    // Another status is another scenario: its error is compared with its like only.
    const at = { plane: 'errors', where: `${step} (${status})`, call, mode: 'set' } as const;
    const body = json(exchange);
    const errors = isObject(body) ? body['errors'] : undefined;
    if (!Array.isArray(errors)) {
      points.note({ ...at, subject: 'errors' }, body === undefined ? 'not JSON' : 'absent', step);
      continue;
    }
    points.note({ ...at, subject: 'errors' }, errors.length === 0 ? 'empty list' : 'list', step);
    points.note({ ...at, subject: 'errors (count)' }, String(errors.length), step);
    for (const name of Object.keys(body as object)) {
      if (name !== 'errors') points.note({ ...at, subject: name }, 'there', step);
    }
    const names = new References();
    names.see(exchange);
    const first: unknown = errors[0];
    for (const [path, value] of membersOf(first, '')) {
      const subject = `errors[].${path}`;
      points.note({ ...at, subject }, kindOf(value), step);
      if (typeof value !== 'string' && typeof value !== 'number' && typeof value !== 'boolean') continue;
      const label = MACHINE_READ.has(path) ? 'value' : 'text';
      points.note({ ...at, subject: `${subject} (${label})` }, names.inText(String(value)), step);
    }
  }
}

function membersOf(value: unknown, path: string): [string, unknown][] {
  if (!isObject(value)) return path === '' ? [] : [[path, value]];
  const inner = Object.entries(value).flatMap(([name, member]) =>
    membersOf(member, path === '' ? name : `${path}.${name}`),
  );
  return path === '' ? inner : [[path, value], ...inner];
}

function kindOf(value: unknown): string {
  return value === null ? 'null' : Array.isArray(value) ? 'list' : typeof value;
}
