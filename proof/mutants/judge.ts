/** What the mutants came to, and what is not in order. Pure. */
import type { Explanation } from './explained.ts';
import type { Pass, Reached, TrialResult } from './fates.ts';
import type { Mutant } from './instrument.ts';

export type Fate = TrialResult['fate'] | 'at-load' | 'never-run';

export interface Judged extends Mutant {
  readonly fate: Fate;
  /** The requirement that was red or in doubt first, or what broke. */
  readonly by?: string | undefined;
  /** The last one that it was played in. */
  readonly pass?: string;
  readonly explanation?: Explanation | undefined;
  /** The place that is explained. */
  readonly place?: string | undefined;
}

/** What the mock itself reaches in a pass, and what the mutants came to that were played in it. */
export interface Played {
  readonly pass: Pass;
  readonly reached: Reached;
  readonly results: ReadonlyMap<string, TrialResult>;
}

/** The fate of each mutant that was tried, or that no run reaches: the pass that found it, else the last one, tells. */
export function judge(
  mutants: readonly Mutant[],
  played: readonly Played[],
  explanations: readonly Explanation[],
): readonly Judged[] {
  const explained = explainer(explanations);
  const atLoad = new Set(played.flatMap(({ reached }) => reached.atLoad));
  return mutants.flatMap((mutant): Judged[] => {
    const { id } = mutant;
    const told = played.flatMap(({ pass, results }) => {
      const result = results.get(id);
      return result ? [{ ...result, pass: pass.about }] : [];
    });
    const last = told.at(-1);
    if (last) return [{ ...mutant, ...last, ...(isUnfound(last.fate) && explained(mutant)) }];
    if (played.some(({ reached }) => id in reached.hits)) return [];
    return [{ ...mutant, fate: atLoad.has(id) ? 'at-load' : 'never-run' }];
  });
}

/** What needs an explanation. */
function isUnfound(fate: Fate): boolean {
  return fate === 'survived' || fate === 'inconclusive' || fate === 'broke';
}

export function isUnexplained({ fate, explanation }: Judged): boolean {
  return isUnfound(fate) && explanation === undefined;
}

/**
 * Explanations that are no longer true. `isWhole` says whether every mutant of a file was tried: only then can the mutants of
 * a place be counted.
 */
export function staleExplanations(
  mutants: readonly Mutant[],
  judged: readonly Judged[],
  explanations: readonly Explanation[],
  isWhole: (file: string) => boolean,
): readonly string[] {
  const files = new Map(mutants.flatMap((mutant) => placesOf(mutant).map((place) => [place, mutant.file])));
  const unfound = new Map<string, number>();
  for (const { place } of judged) if (place !== undefined) unfound.set(place, (unfound.get(place) ?? 0) + 1);
  const named = explanations.flatMap(({ places }) => Object.entries(places));
  const names = named.map(([place]) => place);
  return [
    ...names
      .filter((place, index) => names.indexOf(place) !== index)
      .map((place) => `${place}: explained twice`),
    ...named.flatMap(([place, said]) => {
      const file = files.get(place);
      if (file === undefined) return [`${place}: there is no such place`];
      const found = unfound.get(place) ?? 0;
      if (!isWhole(file) || (found > 0 && found <= said)) return [];
      return [
        found === 0
          ? `${place}: there is nothing to explain, every mutant there is found`
          : `${place}: ${found} are not found there, and ${said} are explained`,
      ];
    }),
  ];
}

/** The places that a mutant is in, the narrowest first. */
function placesOf({ name, file, scope, mutator }: Mutant): readonly string[] {
  return [name, `${file} ${scope} ${mutator}`, `${file} ${scope}`, file];
}

/** Tells the reason of a mutant, where there is one. */
export function explainer(
  explanations: readonly Explanation[],
): (mutant: Mutant) => Pick<Judged, 'explanation' | 'place'> {
  const byPlace = new Map(
    explanations.flatMap((explanation) =>
      Object.keys(explanation.places).map((place) => [place, explanation] as const),
    ),
  );
  return (mutant) => {
    const place = placesOf(mutant).find((one) => byPlace.has(one));
    return place === undefined ? {} : { place, explanation: byPlace.get(place) };
  };
}
