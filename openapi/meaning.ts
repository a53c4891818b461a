/** Gives each difference its rule of ours, its class in the vendor's policy, and its words. */
import type { Meaning } from './change.ts';
import type { Fact } from './facts.ts';
import { input, inputRequired, parameter } from './meaning-of-input.ts';
import { linkage, typeOf } from './meaning-of-output.ts';
import { isLimitedAnew } from './paths.ts';

/** What it means that the fact was so and is so; undefined where it means nothing. */
export function meaningOf(was: Fact | undefined, is: Fact | undefined, subject: string): Meaning | undefined {
  const fact = is ?? was;
  if (!fact) return undefined;
  if (was && is && was.says === is.says && !isLimitedAnew(was, is)) return deprecation(is, subject);
  switch (fact.kind) {
    case 'version':
    case 'call':
      return is
        ? { rule: 'call.added', policy: 'compatible.new-resource', sentence: `\`${subject}\` is new` }
        : { rule: 'call.removed', policy: 'breaking.removed-api', sentence: `\`${subject}\` is gone` };
    case 'security':
      return is
        ? {
            rule: 'security.added',
            policy: 'compatible.wider-input',
            sentence: `authentication by ${subject} is taken too`,
          }
        : {
            rule: 'security.removed',
            policy: 'breaking.removed-api',
            sentence: `authentication by ${subject} is gone`,
          };
    case 'parameter':
      return parameter(was, is, subject);
    case 'request member':
      return input(was, is, subject);
    case 'parameter value':
    case 'request value':
      return is
        ? {
            rule: 'input.value-added',
            policy: 'compatible.wider-input',
            sentence: `\`${subject}\` is accepted`,
          }
        : {
            rule: 'input.value-removed',
            policy: 'breaking.removed-api',
            sentence: `\`${subject}\` is no longer accepted`,
          };
    case 'parameter default':
      return {
        rule: 'input.default',
        policy: 'breaking.meaning',
        verdict: 'undecided',
        sentence: `leaving out \`${subject}\` is described to mean ${is?.says ?? 'nothing in particular'}, not ${was?.says ?? 'nothing in particular'}`,
      };
    case 'request required':
      return is
        ? inputRequired(subject, 'is required')
        : {
            rule: 'input.optional',
            policy: 'compatible.wider-input',
            sentence: `\`${subject}\` is no longer required`,
          };
    case 'request closed':
      return is
        ? {
            rule: 'input.closed',
            policy: 'breaking.stricter-validation',
            sentence: `\`${subject}\` takes no other members any more`,
            remedy: `send in \`${subject}\` what is documented, and nothing else`,
          }
        : {
            rule: 'input.opened',
            policy: 'compatible.wider-input',
            sentence: `\`${subject}\` takes other members too`,
          };
    case 'status':
      return status(Number(subject), is !== undefined, subject);
    case 'media type':
      return {
        rule: is ? 'media-type.added' : 'media-type.removed',
        policy: 'breaking.meaning',
        sentence: is ? `answers may be ${subject}` : `answers are no longer ${subject}`,
        ...(is ? { remedy: `accept the media type ${subject}` } : {}),
      };
    case 'header':
      if (!was)
        return {
          rule: 'header.added',
          policy: 'compatible.new-optional-parameter',
          sentence: `the header \`${subject}\` is new`,
        };
      if (!is)
        return {
          rule: 'header.removed',
          policy: 'breaking.removed-api',
          sentence: `the header \`${subject}\` is gone`,
        };
      return typeOf('header', was, is, subject);
    case 'member':
      if (!was)
        return {
          rule: 'member.added',
          policy: 'compatible.new-attribute',
          sentence: `\`${subject}\` is new`,
        };
      if (!is)
        return {
          rule: 'member.removed',
          policy: 'breaking.removed-attribute',
          sentence: `\`${subject}\` is gone`,
        };
      return typeOf('member', was, is, subject);
    case 'relationship':
      if (!was)
        return {
          rule: 'relationship.added',
          policy: 'compatible.new-relationship',
          sentence: `\`${subject}\` is new`,
        };
      if (!is)
        return {
          rule: 'relationship.removed',
          policy: 'breaking.removed-relationship',
          sentence: `\`${subject}\` is gone`,
        };
      return linkage(was, is, subject);
    case 'included':
      return is
        ? {
            rule: 'included.added',
            policy: 'compatible.new-type',
            sentence: `\`included\` may hold the type ${subject}`,
          }
        : {
            rule: 'included.removed',
            policy: 'breaking.removed-attribute',
            sentence: `\`included\` no longer holds the type ${subject}`,
          };
    case 'required':
      return is
        ? { rule: 'member.always-there', policy: null, sentence: `\`${subject}\` is always there` }
        : {
            rule: 'member.sometimes-absent',
            policy: 'breaking.removed-attribute',
            sentence: `\`${subject}\` is no longer always there`,
            remedy: `expect \`${subject}\` to be absent`,
          };
    case 'value':
    case 'named value':
      return {
        rule: is ? 'value.added' : 'value.removed',
        policy: 'compatible.string-values',
        sentence: is ? `\`${subject}\` is named as a value` : `\`${subject}\` is no longer named as a value`,
      };
    case 'closed':
      return {
        rule: is ? 'answer.closed' : 'answer.opened',
        policy: null,
        sentence: is
          ? `${subject} are described as complete, which the policy takes back: members may come any day`
          : `${subject} are no longer described as complete`,
      };
  }
}

function deprecation({ deprecated }: Fact, subject: string): Meaning {
  return deprecated
    ? { rule: 'deprecated', policy: null, sentence: `\`${subject}\` is deprecated` }
    : { rule: 'deprecation.withdrawn', policy: null, sentence: `\`${subject}\` is no longer deprecated` };
}

/** A refusal that is described for the first time may have been given all along. */
function status(code: number, isNew: boolean, subject: string): Meaning {
  const rule = isNew ? 'status.added' : 'status.removed';
  const sentence = isNew ? `status ${subject} is described` : `status ${subject} is no longer described`;
  if (code >= 500 || (code === 404 && !isNew))
    return { rule, policy: 'compatible.status-of-404-or-5xx', sentence };
  if (code === 429) return { rule, policy: 'compatible.protective-limit', sentence };
  if (code >= 400) return { rule, policy: 'breaking.status-code', verdict: 'undecided', sentence };
  return {
    rule,
    policy: 'breaking.status-code',
    sentence,
    ...(isNew ? { remedy: `take ${subject} for a success as well` } : {}),
  };
}
