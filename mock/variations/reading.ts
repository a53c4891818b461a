/** Legal ways to read a request. */
import { keys } from '../patches.ts';
import type { Variation } from './variation.ts';

export const readingVariations: readonly Variation[] = [
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
