/** What a fact is called: the names that `upgrade` and a consumer's profile use, where they have one. */
import type { Fact } from './facts.ts';

/** In one line, for people: `data.attributes.status`, `header Request-Id on 404`. */
export function labelOf(fact: Fact): string {
  const { call, kind, place, name, value } = fact;
  switch (kind) {
    case 'version':
      return `version ${value ?? ''}`;
    case 'call':
      return call;
    case 'security':
      return `authentication ${name}`;
    case 'parameter':
      return place === 'path' ? 'the id in the path' : `${place} parameter ${name}`;
    case 'parameter value':
      return `${name}: ${value ?? ''}`;
    case 'parameter default':
      return `default of ${name}`;
    case 'request member':
      return `${name} in the body of ${call}`;
    case 'request required':
      return `${name === '' ? 'a body' : name} required by ${call}`;
    case 'request value':
      return `"${value ?? ''}" as ${name} in the body of ${call}`;
    case 'request closed':
      return `no other members ${name === '' ? '' : `in ${name} `}in the body of ${call}`;
    case 'status':
      return `status ${place}`;
    case 'media type':
      return `${name} on ${place}`;
    case 'header':
      return `header ${name} on ${place}`;
    case 'member':
    case 'relationship':
      return memberOf(fact);
    case 'required':
      return `${memberOf(fact)} always there`;
    case 'value':
    case 'named value':
      return `"${value ?? ''}" as ${memberOf(fact)}`;
    case 'included':
      return `${value ?? ''} in included of ${call}`;
    case 'closed':
      return `no other members in ${memberOf(fact)}`;
  }
}

/** The path of a member of an answer, as a profile names it. */
export function memberOf({
  call,
  kind,
  place,
  name,
}: Pick<Fact, 'call' | 'kind' | 'place' | 'name'>): string {
  const path = kind === 'relationship' ? `relationships.${name}` : name;
  if (!place.startsWith('@')) return /^2/.test(place) ? `${path} of ${call}` : `${path} on ${place}`;
  const root = place === '@inquiry-session' ? 'data' : `included[type=${place.slice(1)}]`;
  return path === '' ? root : `${root}.${path}`;
}
