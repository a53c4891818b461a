/**
 * What a written answer says of itself, so that it can be handed on as evidence: which suite and catalogue it was made with, the
 * digest of the evidence beside it, and its own. A digest tells a change, not who made it: for that, sign the file.
 */
import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { catalogue } from '../contract/catalogue.ts';
import { suiteVersion } from './suite-version.ts';

export interface Digests {
  /** Name and version of the suite. */
  readonly suite: string;
  /** Of the requirements that the suite knew. */
  readonly catalogue: string;
  /** Of the evidence files that the document names; absent where it names none. */
  readonly evidence?: string;
  /** Of the document itself, with zeros in this place. */
  readonly document: string;
}

/** The evidence that a document names, and the folder that it lies in. */
export interface EvidenceFiles {
  readonly folder: string;
  readonly names: readonly string[];
}

const ZEROS = `sha256:${'0'.repeat(64)}`;
/** The last member of a sealed document. */
const OWN_DIGEST = /"document": "(sha256:[0-9a-f]{64})"\s*\}\s*\}\s*$/;

function digestOf(...parts: readonly (string | Buffer)[]): string {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(part);
  return `sha256:${hash.digest('hex')}`;
}

export function catalogueDigest(): string {
  return digestOf(JSON.stringify(catalogue));
}

export function suiteName(): string {
  const { name, version } = suiteVersion();
  return `${name} ${version}`;
}

/** Digest of these files, names included; undefined when one of them is not there. */
export function evidenceDigest({ folder, names }: EvidenceFiles): string | undefined {
  const files = [...new Set(names)].sort();
  if (!files.every((name) => existsSync(join(folder, name)))) return undefined;
  return digestOf(...files.flatMap((name) => [`${name}\n${digestOf(readFileSync(join(folder, name)))}\n`]));
}

/** The text of a JSON document with its digests as the last member. */
export function sealed(text: string, evidence: EvidenceFiles = { folder: '.', names: [] }): string {
  const found = evidence.names.length === 0 ? undefined : evidenceDigest(evidence);
  const digests: Digests = {
    suite: suiteName(),
    catalogue: catalogueDigest(),
    ...(found === undefined ? {} : { evidence: found }),
    document: ZEROS,
  };
  const open = `${JSON.stringify({ ...(JSON.parse(text) as object), digests }, null, 2)}\n`;
  return withOwnDigest(open, digestOf(open));
}

/** Whether each byte of a sealed document is as it was written. */
export function sealHolds(bytes: Buffer): boolean {
  // One character a byte, so that a byte that is no text counts as well.
  const text = bytes.toString('latin1');
  const own = OWN_DIGEST.exec(text)?.[1];
  return own !== undefined && digestOf(Buffer.from(withOwnDigest(text, ZEROS), 'latin1')) === own;
}

function withOwnDigest(text: string, digest: string): string {
  const at = text.lastIndexOf('sha256:');
  return text.slice(0, at) + digest + text.slice(at + ZEROS.length);
}
