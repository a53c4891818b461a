/** Every other choice at every open point, as a variation. */
import { openPoints, type OpenName } from '../open-choices.ts';
import type { Variation } from './variation.ts';

export const openVariations: readonly Variation[] = (Object.keys(openPoints) as OpenName[]).flatMap(
  (name) => {
    const { area, variants } = openPoints[name];
    return variants.map(({ value, slug, sentence }) => ({
      slug,
      area,
      sentence,
      patch: { open: { [name]: value } },
    }));
  },
);
