/** Legal ways for heads, errors and limits to look, and for time to pass. */
import { errors, headers, json } from '../patches.ts';
import type { Variation } from './variation.ts';

export const wireVariations: readonly Variation[] = [
  {
    slug: 'header-names-lower-case',
    area: 'headers',
    sentence: 'Header names are in lower case.',
    patch: headers((lines) => lines.map(([name, value]) => [name.toLowerCase(), value])),
  },
  {
    slug: 'header-names-upper-case',
    area: 'headers',
    sentence: 'Header names are in upper case.',
    patch: headers((lines) => lines.map(([name, value]) => [name.toUpperCase(), value])),
  },
  {
    slug: 'header-lines-reordered',
    area: 'headers',
    sentence: 'Header lines come in the opposite order.',
    patch: headers((lines) => [...lines].reverse()),
  },
  {
    slug: 'more-headers',
    area: 'headers',
    sentence: 'Answers carry headers that nobody has documented.',
    patch: headers((lines) => [
      ['Server', 'mock'],
      ['Cache-Control', 'max-age=0, private, must-revalidate'],
      ['Vary', 'Accept'],
      ['Vary', 'Origin'],
      ['ETag', 'W/"0"'],
      ['X-Runtime', '0.042'],
      ...lines,
    ]),
  },
  {
    slug: 'head-ids-without-prefix',
    area: 'headers',
    sentence: 'The ids in the head carry no prefix.',
    patch: headers((lines) => lines.map(([name, value]) => [name, value.replace(/^(req|env|org)_/, '')])),
  },
  {
    slug: 'retry-after',
    area: 'rate-limit',
    sentence: 'A 429 also says when to come back in Retry-After.',
    patch: headers((lines, { status }) => {
      const reset = lines.find(([name]) => name === 'RateLimit-Reset')?.[1];
      return status === 429 && reset !== undefined ? [...lines, ['Retry-After', reset]] : [...lines];
    }),
  },
  {
    slug: 'challenge',
    area: 'auth',
    sentence: 'A 401 also names the scheme that it wants.',
    patch: headers((lines, { status }) =>
      status === 401 ? [...lines, ['WWW-Authenticate', 'Bearer']] : [...lines],
    ),
  },
  {
    slug: 'generous-limit',
    area: 'rate-limit',
    sentence: 'The limit is 100,000 requests an hour.',
    patch: { options: { rateLimit: { limit: 100_000, windowSeconds: 3600 } } },
  },
  {
    slug: 'no-quota',
    area: 'rate-limit',
    sentence: 'Creations announce no quota.',
    patch: headers((lines) => lines.filter(([name]) => !name.startsWith('quota-'))),
  },
  {
    slug: 'error-with-details-always',
    area: 'errors',
    sentence: 'Errors always carry details.',
    patch: errors((error) => ({ details: 'There is more to say.', ...error })),
  },
  {
    slug: 'error-reworded',
    area: 'errors',
    sentence: 'Errors are worded differently.',
    patch: errors((error) => ({ ...error, title: 'Das ging nicht.' })),
  },
  {
    slug: 'error-with-more-members',
    area: 'errors',
    sentence: 'Errors carry members that nobody has documented.',
    patch: errors((error) => ({ id: 'err_1', status: '4xx', ...error, meta: { help: 'Ask support.' } })),
  },
  {
    slug: 'error-source-parameter',
    area: 'errors',
    sentence: 'The source of an error names a parameter instead of a pointer.',
    patch: errors((error) => ({ ...error, source: { parameter: 'inquiry-session-id' } })),
  },
  {
    slug: 'several-errors',
    area: 'errors',
    sentence: 'A refusal lists several errors.',
    patch: json((document) =>
      Array.isArray(document['errors'])
        ? { ...document, errors: [...document['errors'], { title: 'And another thing' }] }
        : document,
    ),
  },
  {
    slug: 'slow',
    area: 'headers',
    sentence: 'Every answer takes its time.',
    patch: { options: { latencyMs: 20 } },
  },
  {
    slug: 'unevenly-slow',
    area: 'concurrency',
    sentence: 'Some answers overtake others.',
    patch: {
      response: (answer, _call, world) => ({ ...answer, delayMs: world.random.below(25) }),
    },
  },
];
