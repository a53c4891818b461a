/** What it means when something that can be sent changes. */
import type { Meaning } from './change.ts';
import type { Fact } from './facts.ts';
import { isLimitedAnew } from './paths.ts';
import type { Shape } from './shape.ts';

export function parameter(was: Fact | undefined, is: Fact | undefined, subject: string): Meaning | undefined {
  if (!was || !is) return input(was, is, subject);
  if (was.required !== true && is.required === true) return inputRequired(subject, 'is required');
  if (was.required === true && is.required !== true && sameInput(was, is))
    return {
      rule: 'input.optional',
      policy: 'compatible.wider-input',
      sentence: `\`${subject}\` is no longer required`,
    };
  return inputType(was, is, subject);
}

/** An input that is there or not; that a member of a body is required is told by a fact of its own. */
export function input(was: Fact | undefined, is: Fact | undefined, subject: string): Meaning {
  if (was && is) return inputType(was, is, subject);
  if (!is) {
    return {
      rule: 'input.removed',
      policy: 'breaking.removed-api',
      sentence: `\`${subject}\` is no longer taken`,
      remedy: `stop sending \`${subject}\``,
    };
  }
  return is.required === true
    ? inputRequired(subject, 'is new, and required')
    : {
        rule: 'input.added',
        policy: 'compatible.new-optional-parameter',
        sentence: `\`${subject}\` can be sent`,
      };
}

export function inputRequired(subject: string, how: string): Meaning {
  return {
    rule: 'input.required',
    policy: 'breaking.new-required-parameter',
    sentence: `\`${subject}\` ${how}`,
    remedy: `send \`${subject}\``,
  };
}

function inputType(was: Fact, is: Fact, subject: string): Meaning {
  if (isLimitedAnew(was, is)) {
    const values = is.shape?.values;
    return values === undefined
      ? {
          rule: 'input.value-added',
          policy: 'compatible.wider-input',
          sentence: `\`${subject}\` takes any value`,
          after: 'any value',
        }
      : {
          rule: 'input.limited',
          policy: 'breaking.stricter-validation',
          verdict: 'undecided',
          sentence: `\`${subject}\` is described to take ${values.join(', ')} only`,
          before: 'any value',
          after: values.join(', '),
        };
  }
  const [old, now] = [was.shape, is.shape];
  if (old && now && sameInput(was, is, 'wider'))
    return {
      rule: 'input.wider',
      policy: 'compatible.wider-input',
      sentence: `\`${subject}\` may be ${is.says} instead of ${was.says}`,
    };
  return {
    rule: 'input.type',
    policy: 'breaking.stricter-validation',
    sentence: `\`${subject}\` has to be ${is.says} instead of ${was.says}`,
    remedy: `send \`${subject}\` as ${is.says}`,
  };
}

/** Takes the same, or, when asked for `wider`, at least the same. */
function sameInput(was: Fact, is: Fact, asked: 'same' | 'wider' = 'same'): boolean {
  const [old, now] = [was.shape, is.shape];
  if (!old || !now) return false;
  const takes = (shape: Shape, kind: Shape['kinds'] extends ReadonlySet<infer K> ? K : never): boolean =>
    shape.kinds.size === 0 || shape.kinds.has(kind) || (kind === 'integer' && shape.kinds.has('number'));
  const sameFormat = now.format === undefined || now.format === old.format;
  const covers = (one: Shape, other: Shape): boolean =>
    other.kinds.size === 0 ? one.kinds.size === 0 : [...other.kinds].every((kind) => takes(one, kind));
  if (asked === 'wider') return sameFormat && covers(now, old);
  return old.format === now.format && covers(now, old) && covers(old, now);
}
