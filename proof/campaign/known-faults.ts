/** The kill matrix as the reports use it: `reporting/known-faults.json`, checked in so that a run need not play the campaign. */
import { writeFileSync } from 'node:fs';
import {
  catalogueDigest,
  digestOf,
  KNOWN_FAULTS_FILE,
  readKnownFaults,
  type KnownFaults,
} from '../../reporting/known-faults.ts';
import { signatureOf } from '../../reporting/similar-faults.ts';
import type { KillMatrix } from './matrix.ts';
import type { Trial } from './trial.ts';

/** What the campaign has learnt: the faults that it can tell, and what the signatures rest on. */
export function learn(matrix: KillMatrix, trials: ReadonlyMap<string, Trial>): KnownFaults {
  return {
    catalogue: catalogueDigest(),
    slugs: digestOf(matrix.faults.map(({ slug }) => slug)),
    faults: matrix.faults
      .filter(({ killedBy }) => killedBy.length > 0)
      .map(({ slug, area, sentence }) => ({
        slug,
        area,
        sentence,
        signature: signatureOf(trials.get(slug)?.outcomes ?? []).toSorted(),
      })),
  };
}

/** Writes the file, in the form that Prettier leaves alone. */
export function writeKnownFaults(known: KnownFaults): void {
  writeFileSync(KNOWN_FAULTS_FILE, `${JSON.stringify(known, null, 2)}\n`);
}

/** True when the file was made with other faults or other requirements, or tells of other faults than the campaign. */
export function isOutdated(known: KnownFaults): boolean {
  const stored = readKnownFaults();
  const told = (faults: KnownFaults['faults']) => digestOf(faults.map(({ slug }) => slug));
  return (
    stored.catalogue !== known.catalogue ||
    stored.slugs !== known.slugs ||
    told(stored.faults) !== told(known.faults)
  );
}
