/** Observations in words. */
import type { Answer, Observation, OpenRequest } from '../../judging/observation.ts';
import { statusInWords } from './value.ts';

type Of<Code extends Observation['code']> = Extract<Observation, { readonly code: Code }>;

/** How an answer came out: its status, and the title of its first error. */
export function answerInWords({ status, title }: Answer): string {
  return `${statusInWords(status)}${title === undefined ? '' : `: "${title}"`}`;
}

const REQUESTS: Readonly<Record<OpenRequest, string>> = {
  'second-expire': 'A second expire',
  'reused-idempotency-key': 'A reused key',
  'unknown-include': 'An unknown name in `include`',
  'deep-include': 'Deeper nesting in `include`',
  'unknown-version': 'An unknown version',
};

const SENTENCES: { readonly [Code in Observation['code']]: (seen: Of<Code>) => string } = {
  answered: ({ request, answer }) => `${REQUESTS[request]} is answered with ${answerInWords(answer)}.`,
  'version-answered': ({ version, answer }) =>
    `Version ${version} is answered with ${answerInWords(answer)}.`,
  'unknown-casing-answered': ({ answer, casing }) =>
    `An unknown casing is answered with ${answerInWords(answer)}${casing === null ? '' : `, in ${casing} casing`}.`,
  'default-casing': ({ casing }) => `Without the header this key gets ${casing ?? 'no consistent'} casing.`,
  'status-seen': ({ status, documented }) =>
    documented
      ? `The status "${status}" is a documented one.`
      : `Not in the catalogue: ${status === null ? 'an answer without a status' : `the status "${status}"`}.`,
  additions: ({ members, attributes, relationships }) => {
    const all = [
      ...members.map((name) => `member \`${name}\``),
      ...attributes.map((name) => `attribute \`${name}\``),
      ...relationships.map((name) => `relationship \`${name}\``),
    ];
    return all.length === 0 ? 'Nothing beyond the catalogue.' : `Not in the catalogue: ${all.join(', ')}.`;
  },
  'included-by-default': ({ types }) =>
    `Without \`include\` the answer includes ${types.join(', ') || 'nothing'}.`,
  'sparse-relationships': ({ names }) =>
    `A sparse answer shows ${names.length === 0 ? 'no relationships' : `the relationships ${names.join(', ')}`}.`,
  'fields-answered': ({ asked, answer, attributes }) => {
    const name = asked === 'unknown' ? 'An unknown attribute' : 'A name in camelCase';
    const shown = attributes === 'all' ? 'all' : attributes.join(', ') || 'none';
    return `${name} in \`fields\`: ${answerInWords(answer)}, attributes shown: ${shown}.`;
  },
  'replay-request-id': ({ id }) =>
    `A repeated answer carries ${{ none: 'no', same: 'the same', new: 'a new' }[id]} \`Request-Id\`.`,
  'unauthenticated-headers': ({ headers }) =>
    `A request without a key is answered with ${headers.join(', ') || 'none of the promised headers'}.`,
  'header-prefix': ({ header, prefix }) =>
    `\`${header}\` begins with ${prefix === null ? 'no prefix' : `\`${prefix}\``}.`,
  'error-members': ({ status, members }) => `The errors of a ${status} carry ${members.join(', ')}.`,
  quota: ({ announced }) => (announced ? 'Creations announce a quota.' : 'Creations announce no quota.'),
  'new-after-expire-all': ({ status }) =>
    status === null
      ? 'After expiring all sessions of its inquiry a new session is not listed.'
      : `After expiring all sessions of its inquiry a new session is "${status}".`,
  'link-after-expiry': ({ made, answer }) =>
    `A one-time link for an expired session: ${made ? 'made' : 'refused'}, ${answerInWords(answer)}.`,
  'event-listed': ({ listed, answer }) =>
    listed
      ? 'The event was in the list at once.'
      : `The event was not in the list (yet): ${answerInWords(answer)}.`,
};

/** What was seen where the documentation is silent, in one sentence. */
export function observationSentence(observation: Observation): string {
  const sentence = SENTENCES[observation.code] as (seen: Observation) => string;
  return sentence(observation);
}
