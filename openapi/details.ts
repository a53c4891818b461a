/** What is part of a greater change: a member that goes takes everything in it along, and is told once. */
import type { Pair } from './change.ts';
import type { DescribedCall, Fact, FactKind } from './facts.ts';
import { isLimitedAnew, pathOf } from './paths.ts';

/** Without what comes or goes because the whole that it is part of does. */
export function withoutDetails(
  pairs: readonly Pair[],
  old: ReadonlyMap<string, DescribedCall>,
  now: ReadonlyMap<string, DescribedCall>,
): readonly Pair[] {
  const comesOrGoes = new Set(
    pairs.flatMap(([was, is]) => (was && is ? [] : [was ?? is]).map((fact) => fact && wholeKey(fact))),
  );
  const limited = new Set(
    pairs.flatMap(([was, is]) => (was && is && isLimitedAnew(was, is) ? [wholeKey(is)] : [])),
  );
  return pairs.filter(([was, is]) => {
    const fact = was ?? is;
    if (!fact) return false;
    if (fact.place.startsWith('@') && !(isShown(old, fact) && isShown(now, fact))) return false;
    return !wholesOf(fact).some(
      (whole) => comesOrGoes.has(whole) || (fact.value !== undefined && limited.has(whole)),
    );
  });
}

function isShown(calls: ReadonlyMap<string, DescribedCall>, { call, place }: Fact): boolean {
  return calls.get(call)?.facts.some((fact) => fact.place === place) ?? false;
}

function wholeKey({ call, kind, place, name, value }: Fact): string {
  if (kind === 'call') return call;
  if (kind === 'status') return `${call} ${place}`;
  return `${call} ${place} ${GROUP[kind] ?? kind} ${pathOf({ kind, name })}${value === undefined ? '' : ` = ${value}`}`;
}

/** Kinds that speak of one and the same member. */
const GROUP: Partial<Record<FactKind, string>> = {
  parameter: 'parameter',
  'parameter value': 'parameter',
  'parameter default': 'parameter default',
  'request member': 'request',
  'request required': 'request required',
  'request value': 'request',
  'request closed': 'request closed',
  member: 'member',
  required: 'required',
  value: 'member',
  'named value': 'member',
  relationship: 'member',
  included: 'member',
  closed: 'closed',
};

/** What the fact is part of: its call, its status, and every member above it. */
function wholesOf(fact: Fact): readonly string[] {
  const { call, kind, place, value } = fact;
  const group = kind.startsWith('request')
    ? 'request'
    : kind.startsWith('parameter')
      ? 'parameter'
      : 'member';
  const path = pathOf(fact);
  const steps = path.split(/(?=\.)|(?=\[)/);
  const above = steps.map((_, n) => steps.slice(0, n).join('')).slice(1);
  // That a member is required, or may have a value, is part of the member.
  const isDetail =
    value !== undefined ||
    ['required', 'request required', 'parameter default', 'closed', 'request closed'].includes(kind);
  return [
    ...(kind === 'call' ? [] : [call]),
    ...(kind === 'call' || kind === 'status' ? [] : [`${call} ${place}`]),
    ...[...above, ...(isDetail ? [path] : [])].map((whole) => `${call} ${place} ${group} ${whole}`),
  ];
}
