/** Legal ways to read a request. */
import { keys } from '../patches.ts';
import type { Variation } from './variation.ts';

export const readingVariations: readonly Variation[] = [
  {
    slug: 'unknown-version-ignored',
    area: 'version',
    sentence: 'An unknown version is passed over.',
    patch: { open: { unknownVersion: 'ignore' } },
  },
  {
    slug: 'unknown-inflection-refused',
    area: 'inflection',
    sentence: 'An unknown inflection is refused.',
    patch: { open: { unknownInflection: 'refuse' } },
  },
  {
    slug: 'unknown-include-ignored',
    area: 'query',
    sentence: 'An unknown name in include is passed over.',
    patch: { open: { unknownInclude: 'ignore' } },
  },
  {
    slug: 'deep-include-cut',
    area: 'query',
    sentence: 'Too deep an include is cut to two names.',
    patch: { open: { deepInclude: 'ignore' } },
  },
  {
    slug: 'unknown-fields-refused',
    area: 'query',
    sentence: 'An unknown name in fields is refused.',
    patch: { open: { unknownFields: 'refuse' } },
  },
  {
    slug: 'fields-in-answer-casing',
    area: 'query',
    sentence: 'Names in fields are understood in the answer’s casing only.',
    patch: { open: { fieldsCasing: 'answer' } },
  },
  {
    slug: 'list-include-refused',
    area: 'query',
    sentence: 'A list refuses include.',
    patch: { open: { listInclude: 'refuse' } },
  },
  {
    slug: 'list-include-honoured',
    area: 'query',
    sentence: 'A list does what include asks.',
    patch: { open: { listInclude: 'honour' } },
  },
  {
    slug: 'malformed-body-ignored',
    area: 'errors',
    sentence: 'A malformed body on an action without a body is passed over.',
    patch: { open: { malformedBody: 'ignore' } },
  },
  {
    slug: 'wrong-method-405',
    area: 'errors',
    sentence: 'A known path with another method is answered 405.',
    patch: { open: { wrongMethod: 405 } },
  },
  {
    slug: 'bearer-in-any-casing',
    area: 'auth',
    sentence: 'The word Bearer is read in every casing.',
    patch: { open: { bearerScheme: 'any' } },
  },
  {
    slug: 'key-default-camel',
    area: 'inflection',
    sentence: 'The keys are configured to camelCase.',
    patch: keys({ inflection: 'camel' }),
  },
  {
    slug: 'key-default-snake',
    area: 'inflection',
    sentence: 'The keys are configured to snake_case.',
    patch: keys({ inflection: 'snake' }),
  },
  {
    slug: 'key-default-oldest-version',
    area: 'version',
    sentence: 'The keys are configured to the oldest version.',
    patch: keys({ version: '2020-05-18' }),
  },
  {
    slug: 'key-default-newest-version',
    area: 'version',
    sentence: 'The keys are configured to the newest version.',
    patch: keys({ version: '2026-09-29' }),
  },
];
