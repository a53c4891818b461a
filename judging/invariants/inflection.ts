/** What holds for the names in every answer, by the casing that was asked for. */
import type { RequirementId } from '../../contract/catalogue.ts';
import {
  deviceAttributes,
  networkAttributes,
  requiredInquiryAttributes,
  sessionAttributes,
} from '../../contract/attributes.ts';
import { document, kebab, rawNames } from '../../client/document.ts';
import { casingOf, inflected, miscased, type Casing } from '../expectations/casing.ts';
import type { Path } from '../finding.ts';
import { requestHeader, resourcesIn, type Answer } from './answer.ts';
import type { Invariant } from './invariant.ts';

const DOCUMENTED = new Set<string>([
  ...sessionAttributes.map(({ name }) => name),
  ...networkAttributes.map(({ name }) => name),
  ...deviceAttributes,
  ...requiredInquiryAttributes,
]);

const CASINGS = ['kebab', 'camel', 'snake'] as const;

type Names = (answer: Answer) => readonly string[];

const attributeNames =
  (under: 'data' | 'included'): Names =>
  (answer) =>
    resourcesIn(answer)
      .filter(({ path }) => path[0] === under)
      .flatMap(({ resource }) => rawNames(resource.attributes));

const relationshipNames: Names = (answer) =>
  resourcesIn(answer).flatMap(({ resource }) => rawNames(resource.relationships));

const metaNames: Names = ({ exchange }) => rawNames(document(exchange).meta);

const inCasing = (clause: RequirementId, style: Casing, names: Names, path: Path): Invariant => ({
  clause,
  of: { outcome: 'success', casing: style },
  breach: (answer, { savedOtherwise }) => {
    if (savedOtherwise.has(answer)) return undefined;
    const shown = names(answer);
    const odd = miscased(shown, style) ?? shown.find((name) => isSpeltOtherwise(name, style));
    if (odd === undefined) return undefined;
    return { code: 'casing.name', casing: style, name: odd, path };
  },
});

/** A documented name in the right casing, but for the letters of an abbreviation: nobody could look it up. */
const isSpeltOtherwise = (name: string, style: Casing) =>
  DOCUMENTED.has(kebab(name)) && name !== inflected(kebab(name), style);

/** A name of two words that is neither all in one casing nor in another. */
const isMixed = (names: readonly string[]) =>
  casingOf(names) === undefined && names.some((name) => /[-_A-Z]/.test(name));

export const inflectionInvariants: readonly Invariant[] = [
  ...CASINGS.flatMap((style) => [
    inCasing(`inflection.${style}`, style, attributeNames('data'), ['data']),
    inCasing(`inflection.included-${style}`, style, attributeNames('included'), ['included']),
    inCasing('inflection.relationship-names', style, relationshipNames, ['data']),
    inCasing('inflection.meta-names', style, metaNames, ['meta']),
  ]),
  {
    clause: 'inflection.default-consistent',
    of: { outcome: 'success', casing: 'default' },
    breach: (answer) => {
      const names = [...attributeNames('data')(answer), ...attributeNames('included')(answer)];
      if (!isMixed(names)) return undefined;
      return {
        code: 'casing.mixed',
        names: names.filter((name) => /[-_A-Z]/.test(name)).slice(0, 3),
        path: ['data'],
      };
    },
  },
  {
    clause: 'inflection.per-request',
    of: { outcome: 'success', casing: 'default', authenticated: true },
    breach: (answer, { answers }) => {
      const mine = casingOf(attributeNames('data')(answer));
      const others = answers.find(
        (other) => isLike(answer, other) && casingOf(attributeNames('data')(other)),
      );
      const usual = others && casingOf(attributeNames('data')(others));
      if (mine === undefined || usual === undefined || mine === usual) return undefined;
      return {
        code: 'casing.differs',
        usual,
        seen: mine,
        since: others?.exchange.label ?? '',
        path: ['data'],
      };
    },
  },
];

/** Without the header the casing is configured for the key. */
function isLike(answer: Answer, other: Answer): boolean {
  const key = (one: Answer) => requestHeader(one.exchange, 'authorization');
  return other.casing === 'default' && other.outcome === 'success' && key(other) === key(answer);
}
