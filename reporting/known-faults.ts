/** The faults that the campaign knows, as checked in, and whether they are still those of this suite. */
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { catalogue } from '../contract/catalogue.ts';
import type { KnownFault } from './similar-faults.ts';

/** Written by `npm run faults -- --update`. */
export const KNOWN_FAULTS_FILE = new URL('./known-faults.json', import.meta.url);

export interface KnownFaults {
  /** Digest of the catalogue that the signatures were made with. */
  readonly catalogue: string;
  /** Digest of the slugs of all faults, found or not. */
  readonly slugs: string;
  readonly faults: readonly KnownFault[];
}

export function readKnownFaults(): KnownFaults {
  return JSON.parse(readFileSync(KNOWN_FAULTS_FILE, 'utf8')) as KnownFaults;
}

/** Digest of the requirements: what a signature can consist of. */
export function catalogueDigest(): string {
  return digestOf(catalogue.map(({ id, level }) => `${id} ${level}`));
}

/** Digest of a set of texts, whatever their order. */
export function digestOf(texts: readonly string[]): string {
  return createHash('sha256').update(texts.toSorted().join('\n')).digest('hex').slice(0, 12);
}

/** One line where likenesses may mislead, because the requirements have changed since; undefined when they have not. */
export function staleKnownFaults({ catalogue: madeFor }: Pick<KnownFaults, 'catalogue'>): string | undefined {
  return madeFor === catalogueDigest()
    ? undefined
    : 'The known faults were learnt with other requirements, so likenesses may mislead. Next: npm run faults -- --update';
}
