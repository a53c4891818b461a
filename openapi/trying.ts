/**
 * Tries our schemas with values: a fact is covered where every way to deviate from it is refused by a schema that a requirement
 * asserts, and at odds with us where a value that it allows is refused.
 */
import type { RequirementId } from '../contract/catalogue.ts';
import { mismatch, type Mismatch, type SchemaPart } from '../schemas/compile.ts';
import { expectedInWords } from '../schemas/in-words.ts';
import { schemaClauses, type SchemaClause } from './clauses.ts';
import type { DescribedCall, Fact } from './facts.ts';
import { deepFitting, deepMisfits, fitting, misfits, sampleOf } from './samples.ts';
import { applies } from './selecting.ts';

/** Stands for "the member is not there". */
const ABSENT = Symbol('absent');

export interface Tried {
  readonly by: readonly RequirementId[];
  /** A value that the description allows and we refuse. */
  readonly conflict?: string;
  /** What a requirement that looks at the member would let pass. */
  readonly lax?: string;
}

/** A schema that can be tried on a fact: what it is handed, and where in it the fact's member stands. */
interface Trial {
  readonly clause: SchemaClause;
  readonly base: unknown;
  readonly path: readonly string[];
}

export function triedOn(
  facts: readonly Fact[],
  calls: ReadonlyMap<string, DescribedCall>,
  version: string,
): Tried {
  const [fact] = facts;
  if (!fact) return { by: [] };
  const trials = facts.flatMap((one) => trialsFor(one, calls.get(one.call), version));
  const deviations = deviationsFrom(fact);
  const by = new Set<RequirementId>();
  for (const { clause, base, path } of trials) {
    // Of a whole that is handed over its parts are told one by one.
    if (path.length === 0) continue;
    const refused = allowedBy(fact).find((value) =>
      isConflict(mismatch(clause.part, withValue(base, path, value)), path, fact),
    );
    if (refused !== undefined) {
      const expected = mismatch(clause.part, withValue(base, path, refused))?.expected;
      const wanted = expected ? expectedInWords(expected) : 'something else';
      return {
        by: [clause.by],
        conflict: `${clause.by} refuses what is described here: it wants ${wanted}.`,
      };
    }
  }
  const noticing = (value: unknown): readonly SchemaClause[] => {
    const found = trials.filter(({ clause, base, path }) =>
      mismatch(clause.part, withValue(base, path, value)),
    );
    // A schema that is handed the whole notices too that it is none; the one that knows it as a member says it better.
    const nearer = found.filter(({ path }) => path.length > 0);
    return (nearer.length > 0 ? nearer : found).map(({ clause }) => clause);
  };
  const noticed = deviations.map(noticing);
  for (const { by: id } of noticed.flat()) by.add(id);
  if (deviations.length > 0 && noticed.every((clauses) => clauses.length > 0)) return { by: [...by] };
  if (by.size === 0) return { by: [] };
  const passed = deviations
    .filter((_, n) => noticed[n]?.length === 0)
    .map((value) => (value === ABSENT ? 'that it is absent' : JSON.stringify(value)));
  return { by: [], lax: `${[...by].join(' and ')} would not notice ${passed.join(', ')}.` };
}

function deviationsFrom({ kind, shape, value }: Fact): readonly unknown[] {
  if (kind === 'required') return [ABSENT];
  if (kind === 'value') return value === undefined ? [] : ['no-such-value'];
  if (kind === 'relationship') return shape ? deepMisfits(shape) : [];
  return kind === 'member' && shape ? misfits(shape) : [];
}

function allowedBy({ kind, shape }: Fact): readonly unknown[] {
  if (!shape) return [];
  if (kind === 'relationship') return deepFitting(shape);
  return kind === 'member' ? fitting(shape) : [];
}

function trialsFor(fact: Fact, call: DescribedCall | undefined, version: string): readonly Trial[] {
  const whole =
    call &&
    (fact.place.startsWith('@')
      ? call.bodies.resources.get(fact.place.slice(1))
      : call.bodies.answers.get(fact.place));
  if (!whole) return [];
  const full = (fact.kind === 'relationship' ? `relationships.${fact.name}` : fact.name).split('.');
  return schemaClauses.flatMap((clause) => {
    const isCalled = clause.calls === undefined || clause.calls.includes(fact.call);
    if (!isCalled || !clause.places.includes(fact.place) || !applies(clause.by, version, clause.versions))
      return [];
    const from = clause.from === undefined ? [] : [clause.from];
    if (!from.every((step, n) => full[n] === step)) return [];
    if (clause.members !== undefined && !clause.members.includes(fact.name)) return [];
    const handed = from.reduce<unknown>(
      (value, step) => (value as Record<string, unknown>)[step],
      sampleOf(whole),
    );
    const under = clause.under === undefined ? [] : [clause.under];
    const base = under.reduceRight<unknown>((value, step) => ({ [step]: value }), handed);
    const path = [...under, ...full.slice(from.length)];
    const usable = usableBase(clause.part, base, path);
    return full[0] !== '' && usable !== undefined ? [{ clause, base: usable, path }] : [];
  });
}

/** The sample without whatever else the schema refuses of it; undefined where nothing is left to try on. */
function usableBase(part: SchemaPart, sample: unknown, path: readonly string[]): unknown {
  let base = sample;
  for (let n = 0; n < 50; n += 1) {
    const found = mismatch(part, base);
    if (!found || concerns(found, path)) return base;
    const steps = stepsOf(found);
    const shorter = withValue(base, steps, ABSENT);
    if (steps.length === 0 || JSON.stringify(shorter) === JSON.stringify(base)) return undefined;
    base = shorter;
  }
  return undefined;
}

/** The finding is about the member at the path, or about something in it. */
function concerns(found: Mismatch | undefined, path: readonly string[]): boolean {
  if (!found) return false;
  const steps = stepsOf(found);
  return path.every((step, n) => steps[n] === step.replace(/\[\]$/, ''));
}

/** The member itself is refused; what is in it has facts of its own, but for what a relationship leads to. */
function isConflict(found: Mismatch | undefined, path: readonly string[], { kind }: Fact): boolean {
  return concerns(found, path) && (kind === 'relationship' || stepsOf(found).length === path.length);
}

function stepsOf(found: Mismatch | undefined): readonly string[] {
  return (found?.path ?? []).filter((step) => !/^\d+$/.test(step));
}

/** A copy with another value at the path, in every item of a list on the way. */
function withValue(base: unknown, path: readonly string[], value: unknown): unknown {
  const [step, ...rest] = path;
  if (step === undefined) return value === ABSENT ? undefined : value;
  const name = step.replace(/\[\]$/, '');
  const object = typeof base === 'object' && base !== null && !Array.isArray(base) ? base : {};
  const here = (object as Record<string, unknown>)[name];
  if (Array.isArray(here) && rest.length > 0)
    return { ...object, [name]: here.map((item) => withValue(item, rest, value)) };
  const next = withValue(here, rest, value);
  if (next !== ABSENT) return { ...object, [name]: next };
  return Object.fromEntries(Object.entries(object).filter(([key]) => key !== name));
}
