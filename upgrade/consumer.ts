/** The consumer profile: what one integration reads, so that a verdict can be about it. */
import { readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { ConfigurationError } from '../client/errors.ts';
import { allScenarios, scenariosWithoutOpening } from '../scenarios/all.ts';
import type { Touches } from './change.ts';
import {
  documentedCalls,
  documentedCodes,
  documentedHeaders,
  documentedMembers,
  documentedStates,
  openEnded,
} from './documented.ts';

export interface Consumer {
  readonly name: string;
  /** Calls that it makes; absent: all of them. */
  readonly calls?: readonly string[];
  /** Members of answers that it reads. */
  readonly members?: readonly string[];
  /** States of a session that it tells apart. */
  readonly states?: readonly string[];
  /** Statuses that it tells apart, by call. */
  readonly statuses?: Readonly<Record<string, readonly number[]>>;
  readonly headers?: readonly string[];
  /** Whether it repeats requests under an idempotency key; absent: yes. */
  readonly idempotency?: boolean;
  /** Scenarios of this suite that it never gets into. */
  readonly neverDoes?: readonly string[];
}

/** How a change meets the integration. */
export type Reading =
  /** It is listed in the profile. */
  | 'profile'
  /** There is no profile, and it is documented. */
  | 'documentation'
  | 'not read';

/**
 * Reads and checks a profile.
 * @throws ConfigurationError for a file that is missing, is no JSON, does not fit, or names something that does not exist
 */
export function readConsumer(path: string): Consumer {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch {
    throw new ConfigurationError({
      cause: `The consumer profile ${path} cannot be read`,
      hint: 'start from the commented example',
      next: 'cp consumer.example.json consumer.json',
    });
  }
  let parsed: unknown;
  try {
    parsed = JSON.parse(text.replace(/^\ufeff/, ''));
  } catch (error) {
    throw new ConfigurationError({
      cause: `The consumer profile ${path} is no JSON: ${error instanceof Error ? error.message : String(error)}`,
      hint: 'notes go into "$comment" members, for JSON has no comments',
    });
  }
  return checked(parsed, path);
}

/** @throws ConfigurationError */
export function checked(parsed: unknown, path: string): Consumer {
  const schema = JSON.parse(
    readFileSync(new URL('../schemas/consumer.schema.json', import.meta.url), 'utf8'),
  ) as object;
  const validate = new Ajv2020({ strict: true, allowUnionTypes: true }).compile<Consumer>(schema);
  if (!validate(parsed)) {
    const error = validate.errors?.[0];
    const extra: unknown = error?.params['additionalProperty'];
    const where = error?.instancePath === '' ? 'the profile' : error?.instancePath;
    throw new ConfigurationError({
      cause:
        typeof extra === 'string'
          ? `The consumer profile ${path} has an unknown member "${extra}"`
          : `The consumer profile ${path} does not fit: ${where} ${error?.message ?? 'is wrong'}`,
      hint: 'schemas/consumer.schema.json says what it may hold; consumer.example.json shows it',
    });
  }
  for (const member of validate.errors ? [] : (parsed.members ?? [])) mustExist(member, path);
  mustBeAmong(parsed.calls ?? [], documentedCalls, 'call', path);
  mustBeAmong(Object.keys(parsed.statuses ?? {}), documentedCalls, 'call', path);
  mustBeAmong(
    parsed.neverDoes ?? [],
    [...allScenarios, ...scenariosWithoutOpening].map(({ name }) => name),
    'scenario',
    path,
  );
  return parsed;
}

function mustExist(member: string, path: string): void {
  if (documentedMembers.some((known) => known === member || known.startsWith(`${member}.`))) return;
  if (openEnded.some((start) => member.startsWith(start) && member.length > start.length)) return;
  throw unknown('path', member, nearest(member, documentedMembers), path);
}

function mustBeAmong(names: readonly string[], known: readonly string[], what: string, path: string): void {
  for (const name of names) {
    if (!known.includes(name)) throw unknown(what, name, nearest(name, known), path);
  }
}

function unknown(what: string, name: string, near: string, path: string): ConfigurationError {
  return new ConfigurationError({
    cause: `The consumer profile ${path} names a ${what} that does not exist: ${name}`,
    hint: `did you mean ${near}?`,
    next: 'npm run upgrade -- --list-members',
  });
}

/** The known name that shares most pairs of letters with the one given. */
function nearest(name: string, known: readonly string[]): string {
  const pairs = (text: string): Set<string> =>
    new Set(Array.from({ length: Math.max(0, text.length - 1) }, (_, n) => text.slice(n, n + 2)));
  const wanted = pairs(name.toLowerCase());
  const score = (candidate: string): number => {
    const own = pairs(candidate.toLowerCase());
    const shared = [...own].filter((pair) => wanted.has(pair)).length;
    return (2 * shared) / (own.size + wanted.size);
  };
  return [...known].sort((a, b) => score(b) - score(a))[0] ?? '';
}

/** A profile to begin with: it reads everything documented, so that what is taken out of it is a decision. */
export function wholeProfile(name: string): Consumer {
  return {
    name,
    calls: documentedCalls,
    members: documentedMembers,
    states: documentedStates,
    statuses: Object.fromEntries(documentedCalls.map((call) => [call, documentedCodes])),
    headers: documentedHeaders,
    idempotency: true,
  };
}

/** Whether the integration reads what a change touches. */
export function readingOf(touches: Touches, consumer: Consumer | undefined): Reading {
  if (!consumer) return isDocumented(touches) ? 'documentation' : 'not read';
  const calls = consumer.calls;
  if (calls && touches.calls.length > 0 && !touches.calls.some((call) => calls.includes(call)))
    return 'not read';
  const statuses = touches.calls.flatMap((call) => consumer.statuses?.[call] ?? []);
  const members = consumer.members ?? [];
  const headers = (consumer.headers ?? []).map((name) => name.toLowerCase());
  const reads =
    touches.members.some((member) => members.some((own) => overlap(own, member))) ||
    touches.headers.some((name) => headers.includes(name)) ||
    touches.states.some((state) => (consumer.states ?? []).includes(state)) ||
    touches.statuses.some((code) => statuses.includes(code)) ||
    turnsRound(touches.statuses) ||
    (touches.idempotency && consumer.idempotency !== false);
  return reads ? 'profile' : 'not read';
}

/** Whoever calls at all notices when success becomes refusal, or the other way round. */
function turnsRound(statuses: readonly number[]): boolean {
  return statuses.some((code) => code < 300) && statuses.some((code) => code >= 300);
}

function isDocumented(touches: Touches): boolean {
  return (
    touches.members.some((member) => documentedMembers.some((known) => overlap(known, member))) ||
    touches.headers.some((name) => documentedHeaders.includes(name)) ||
    touches.states.some((state) => documentedStates.includes(state)) ||
    touches.statuses.some((code) => documentedCodes.includes(code)) ||
    touches.idempotency
  );
}

function overlap(one: string, other: string): boolean {
  const within = (inner: string, outer: string): boolean =>
    inner === outer || inner.startsWith(`${outer}.`) || inner.startsWith(`${outer}[`);
  return within(one, other) || within(other, one);
}
