/** What it means when something that is shown changes. */
import type { Meaning } from './change.ts';
import type { Fact } from './facts.ts';
import { isLimitedAnew } from './paths.ts';
import { kindsInWords, type Shape } from './shape.ts';

export function typeOf(what: 'member' | 'header', was: Fact, is: Fact, subject: string): Meaning {
  const [old, now] = [was.shape, is.shape];
  if (isLimitedAnew(was, is)) {
    const values = (now?.values ?? old?.values ?? []).join(', ');
    return {
      rule: now?.values ? 'value.limited' : 'value.unlimited',
      policy: 'compatible.string-values',
      sentence: now?.values
        ? `\`${subject}\` is one of ${values}`
        : `\`${subject}\` may have other values than ${values}`,
    };
  }
  if (
    old &&
    now &&
    kindsInWords(withoutNull(old)) === kindsInWords(withoutNull(now)) &&
    old.kinds.has('null') !== now.kinds.has('null')
  ) {
    return now.kinds.has('null')
      ? {
          rule: `${what}.null-possible`,
          policy: 'breaking.attribute-type',
          sentence: `\`${subject}\` can be null`,
          remedy: `expect \`${subject}\` to be null`,
        }
      : {
          rule: `${what}.never-null`,
          policy: 'compatible.string-values',
          sentence: `\`${subject}\` is never null`,
        };
  }
  const isOtherResource =
    what === 'member' &&
    kindsInWords(old ?? { kinds: new Set() }) === kindsInWords(now ?? { kinds: new Set() });
  return {
    rule: isOtherResource ? 'member.shows-another' : `${what}.type`,
    policy: isOtherResource ? 'breaking.meaning' : 'breaking.attribute-type',
    sentence: `\`${subject}\` is ${is.says} instead of ${was.says}`,
    remedy: `read \`${subject}\` as ${is.says}`,
  };
}

function withoutNull({ kinds, format }: Shape): Pick<Shape, 'kinds' | 'format'> {
  return {
    kinds: new Set([...kinds].filter((kind) => kind !== 'null')),
    ...(format === undefined ? {} : { format }),
  };
}

export function linkage(was: Fact, is: Fact, subject: string): Meaning {
  if (is.says === `${was.says} or null`) {
    return {
      rule: 'relationship.null-possible',
      policy: 'breaking.attribute-type',
      sentence: `\`${subject}\` can be null`,
      remedy: `expect \`${subject}\` to be null`,
    };
  }
  if (was.says === `${is.says} or null`)
    return {
      rule: 'relationship.never-null',
      policy: 'compatible.string-values',
      sentence: `\`${subject}\` is never null`,
    };
  // That a type is named where none was says more, and changes nothing.
  if (was.says.replace('any type', '') === is.says.replace(/[a-z-]+(?=$| or null$)/, ''))
    return { rule: 'relationship.type-named', policy: null, sentence: `\`${subject}\` leads to ${is.says}` };
  return {
    rule: 'relationship.target',
    policy: 'breaking.meaning',
    sentence: `\`${subject}\` leads to ${is.says} instead of ${was.says}`,
    remedy: `expect \`${subject}\` to lead to ${is.says}`,
  };
}
