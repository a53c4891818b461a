/** What `fields` promises, seen by comparing with the same resource where it was shown whole. */
import {
  deviceAttributes,
  networkAttributes,
  requiredInquiryAttributes,
  sessionAttributes,
} from '../../contract/attributes.ts';
import { kebab, rawNames } from '../../client/document.ts';
import type { Claim } from '../finding.ts';
import { inKebab, resourcesIn, type Answer, type Shown } from './answer.ts';
import type { History } from './history.ts';
import { firstOf, type Invariant } from './invariant.ts';
import { showingsOf } from './resources.ts';

const success = { outcome: 'success' } as const;

/** The names that are documented for a type: of any other, nothing is promised. */
const DOCUMENTED: Readonly<Record<string, ReadonlySet<string>>> = {
  'inquiry-session': new Set(sessionAttributes.map(({ name }) => name)),
  inquiry: new Set(requiredInquiryAttributes),
  device: new Set(deviceAttributes),
  network: new Set(networkAttributes.map(({ name }) => name)),
};

/** What `fields` asks for of a type, where all of it is documented and written as documented. */
export function fieldsFor({ fields }: Answer, type: unknown): readonly string[] | undefined {
  const names = fields.get(String(type));
  const documented = DOCUMENTED[String(type)];
  return names?.every((name) => documented?.has(name)) ? names : undefined;
}

export const sparseInvariants: readonly Invariant[] = [
  {
    clause: 'query.fields-drop',
    of: success,
    breach: (answer) =>
      firstOf(primary(answer), ({ resource, path }) =>
        unnamed(answer, resource.type, resource.attributes, path),
      ),
  },
  {
    clause: 'query.fields-of-included',
    of: success,
    breach: (answer) =>
      firstOf(included(answer), ({ resource, path }) =>
        unnamed(answer, resource.type, resource.attributes, path),
      ),
  },
  {
    clause: 'query.fields-keep',
    of: success,
    breach: (answer, history) => firstOf(primary(answer), (shown) => lost(answer, shown, history)),
  },
  {
    clause: 'query.fields-of-included',
    of: success,
    breach: (answer, history) => firstOf(included(answer), (shown) => lost(answer, shown, history)),
  },
  {
    clause: 'query.fields-leave-other-types',
    of: success,
    breach: (answer, history) =>
      answer.fields.size === 0
        ? undefined
        : firstOf(
            resourcesIn(answer).filter(({ sparse }) => !sparse),
            (shown) => thinned(answer, shown, history),
          ),
  },
];

const primary = (answer: Answer) => resourcesIn(answer).filter(({ path }) => path[0] === 'data');
const included = (answer: Answer) => resourcesIn(answer).filter(({ path }) => path[0] === 'included');

function unnamed(answer: Answer, type: unknown, attributes: unknown, path: Shown['path']): Claim | undefined {
  const wanted = fieldsFor(answer, type);
  const odd =
    wanted &&
    rawNames(attributes)
      .map(kebab)
      .find((name) => !wanted.includes(name));
  if (!wanted || odd === undefined) return undefined;
  return { code: 'fields.unnamed-left', wanted, odd, path: [...path, 'attributes'] };
}

/** A named attribute that a whole answer shows filled is not left away. Only one casing is sure to be read. */
function lost(answer: Answer, { resource, path }: Shown, history: History): Claim | undefined {
  if (answer.casing !== 'kebab') return undefined;
  const names = fieldsFor(answer, resource.type) ?? [];
  const shown = inKebab(resource.attributes);
  const missing = names.filter((name) => !(name in shown));
  if (missing.length === 0) return undefined;
  const whole = wholeOnes(answer, resource, history)
    .filter(({ answer: other }) => isNoYounger(answer, other, resource, history))
    .map(({ shown: one }) => inKebab(one.resource.attributes));
  const name = missing.find((candidate) =>
    whole.some((attributes) => (attributes[candidate] ?? null) !== null),
  );
  return name === undefined
    ? undefined
    : { code: 'fields.asked-lost', name, path: [...path, 'attributes', name] };
}

/** Whoever opens a session brings attributes along: what is shown only afterwards cannot have been left away before. */
function isNoYounger(
  answer: Answer,
  other: Answer,
  { type, id }: Shown['resource'],
  { mayBeOpened }: History,
): boolean {
  const { endpoint, startedAt } = answer.exchange;
  return (
    type !== 'inquiry-session' ||
    other.exchange.startedAt < startedAt ||
    endpoint === 'expireSession' ||
    (typeof id === 'string' && !mayBeOpened(id))
  );
}

/** A type that `fields` does not name keeps what it shows elsewhere. */
function thinned(answer: Answer, { resource, path }: Shown, history: History): Claim | undefined {
  const shown = inKebab(resource.attributes);
  for (const { shown: one, answer: other } of wholeOnes(answer, resource, history)) {
    if (other.fields.size > 0 || !isNoYounger(answer, other, resource, history)) continue;
    const before = inKebab(one.resource.attributes);
    const name = Object.keys(before).find(
      (candidate) =>
        DOCUMENTED[String(resource.type)]?.has(candidate) &&
        before[candidate] !== null &&
        !(candidate in shown),
    );
    if (name === undefined) continue;
    return { code: 'attribute.lost', name, since: other.exchange.label, path: [...path, 'attributes', name] };
  }
  return undefined;
}

/** The same resource shown whole; an inquiry under the same version, since another one may show other attributes. */
function wholeOnes(answer: Answer, resource: Shown['resource'], history: History) {
  return showingsOf(resource, history).filter(
    ({ shown, answer: other }) =>
      !shown.sparse &&
      other !== answer &&
      !history.savedOtherwise.has(other) &&
      (resource.type === 'inquiry-session' || other.version === answer.version),
  );
}
