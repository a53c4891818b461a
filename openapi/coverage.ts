/** Holds a description against the contract: what is covered by a requirement, excluded with a reason, or new; and what is gone. */
import { requirementById, type RequirementId } from '../contract/catalogue.ts';
import { isOurs, namedClauses } from './clauses.ts';
import { exclusions } from './exclusions.ts';
import { callsOf, keyOf, type DescribedCall, type Fact } from './facts.ts';
import { goneFrom, type Gone } from './gone.ts';
import { labelOf } from './labels.ts';
import type { Description } from './read.ts';
import { selects } from './selecting.ts';
import { triedOn } from './trying.ts';

export type ElementState = 'covered' | 'excluded' | 'new';

/** One element of a description: a fact, with the calls that state it in the same words. */
export interface Element {
  readonly fact: Fact;
  readonly label: string;
  readonly calls: readonly string[];
  readonly state: ElementState;
  /** The requirements that would fail if a target deviated from it. */
  readonly by: readonly RequirementId[];
  /** Why it is excluded, or what is at odds with the contract. */
  readonly because: string | null;
}

export interface Coverage {
  readonly version: string;
  readonly file: string;
  readonly calls: number;
  readonly elements: readonly Element[];
  /** The element of each fact, by the fact's key. */
  readonly byKey: ReadonlyMap<string, Element>;
  readonly gone: readonly Gone[];
}

/** What becomes of each element of the description, and of each clause of ours. */
export function coverageOf(description: Description): Coverage {
  const calls = callsOf(description, isOurs);
  const groups = gathered(description, calls);
  const byKey = new Map<string, Element>();
  const elements = groups.map((group) => {
    const element = judged(group, calls, description.version);
    for (const fact of group) byKey.set(keyOf(fact), element);
    return element;
  });
  return {
    version: description.version,
    file: description.file,
    calls: calls.size,
    elements,
    byKey,
    gone: goneFrom(calls, description.version),
  };
}

/** What the description says of itself. */
function versionFact({ version }: Description): Fact {
  return { call: '', kind: 'version', place: '', name: 'Persona-Version', value: version, says: 'described' };
}

/** Facts that calls state in the same words are one element. That an answer holds nothing else is taken back by the policy. */
function gathered(
  description: Description,
  calls: ReadonlyMap<string, DescribedCall>,
): readonly (readonly [Fact, ...Fact[]])[] {
  const groups = new Map<string, [Fact, ...Fact[]]>();
  const facts = [versionFact(description), ...[...calls.values()].flatMap((call) => call.facts)];
  for (const fact of facts) {
    if (fact.kind === 'closed') continue;
    const key = [
      isShared(fact) ? '' : fact.call,
      fact.kind,
      fact.place,
      fact.name.toLowerCase(),
      fact.value,
      fact.says,
    ].join('|');
    const group = groups.get(key);
    if (group) group.push(fact);
    else groups.set(key, [fact]);
  }
  return [...groups.values()];
}

/** What a call says of its own bodies is its own; parameters, refusals and resources are written once for all. */
function isShared({ kind, place }: Fact): boolean {
  if (kind === 'call' || place === 'body') return false;
  return kind === 'status' || kind === 'header' || kind === 'media type' || !/^2/.test(place);
}

function judged(
  [fact, ...others]: readonly [Fact, ...Fact[]],
  calls: ReadonlyMap<string, DescribedCall>,
  version: string,
): Element {
  const all = [fact, ...others];
  const element = { fact, label: labelOf(fact), calls: [...new Set(all.map(({ call }) => call))] };
  const byName = namedClauses.filter((clause) => all.some((one) => selects(clause, one)));
  const tried = triedOn(all, calls, version);
  const other = byName.find(({ says }) => says !== undefined && says !== fact.says);
  const answering = [...new Set([...byName.flatMap(({ by }) => by), ...tried.by])];
  const conflict =
    tried.conflict ??
    (other && `${other.by.join(' and ')} rests on another description: ${other.says ?? ''}.`);
  if (conflict !== undefined) return { ...element, state: 'new', by: answering, because: conflict };
  const binding = answering.filter((id) => requirementById(id).level !== 'OBSERVED');
  if (binding.length > 0) return { ...element, state: 'covered', by: binding, because: null };
  const [observer] = answering;
  const exclusion = exclusions.find((one) => all.some((each) => selects(one, each)));
  if (exclusion) return { ...element, state: 'excluded', by: [], because: exclusion.because };
  if (observer !== undefined)
    return { ...element, state: 'excluded', by: [], because: `It is left open; ${observer} records it.` };
  return { ...element, state: 'new', by: [], because: tried.lax ?? null };
}
