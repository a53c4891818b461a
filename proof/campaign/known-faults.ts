/** The kill matrix as the reports use it: `reporting/known-faults.json`, checked in so that a run need not play the campaign. */
import { readFileSync, writeFileSync } from 'node:fs';
import { signatureOf, type KnownFault } from '../../reporting/similar-faults.ts';
import type { KillMatrix } from './matrix.ts';
import type { Trial } from './trial.ts';

const FILE = new URL('../../reporting/known-faults.json', import.meta.url);

/** What the campaign has learnt of each fault that it can tell. */
export function learn(matrix: KillMatrix, trials: ReadonlyMap<string, Trial>): readonly KnownFault[] {
  return matrix.faults
    .filter(({ killedBy }) => killedBy.length > 0)
    .map(({ slug, area, sentence }) => ({
      slug,
      area,
      sentence,
      signature: signatureOf(trials.get(slug)?.outcomes ?? []).toSorted(),
    }));
}

/** Writes the file. */
export function writeKnownFaults(known: readonly KnownFault[]): void {
  const lines = known.map((fault) => `  ${JSON.stringify(fault)}`);
  writeFileSync(FILE, `[\n${lines.join(',\n')}\n]\n`);
}

/** The slugs and areas that the file speaks of, to see whether it is out of date. */
export function storedFaults(): readonly KnownFault[] {
  return JSON.parse(readFileSync(FILE, 'utf8')) as readonly KnownFault[];
}
