/** What was seen where the documentation is silent, target by target: kept over runs, so that targets can be compared. */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { OBSERVATIONS_FILE } from '../report-folder.ts';
import type { Observation } from '../../judging/observation.ts';
import { describeTarget, type Statement } from '../statement.ts';

/** What one target showed under one version when it was last looked at. */
export interface Observed {
  /** `the embedded mock`, `the target at …`. */
  readonly target: string;
  readonly version: string;
  /** Start of the run, ISO 8601. */
  readonly at: string;
  /** By requirement. */
  readonly seen: Readonly<Record<string, readonly Observation[]>>;
}

/**
 * Adds what the last run saw to what earlier ones did, and writes it down. A newer sight of the same target and version
 * replaces an older one, requirement by requirement, so that a run of a few requirements forgets nothing.
 * @returns newest first
 */
export function rememberObservations(
  reportDir: string,
  statement: Statement | undefined,
): readonly Observed[] {
  const path = join(reportDir, OBSERVATIONS_FILE);
  const known = existsSync(path) ? parsed(readFileSync(path, 'utf8')) : [];
  if (!statement) return known;
  const { target, personaVersion: version, startedAt: at } = statement;
  const where = describeTarget(target.kind, target.baseUrl ?? undefined);
  const same = known.find((one) => one.target === where && one.version === version);
  const fresh = Object.fromEntries(
    statement.requirements
      .filter(({ observed }) => observed.length > 0)
      .map(({ slug, observed }) => [slug, observed]),
  );
  const merged = { target: where, version, at, seen: { ...same?.seen, ...fresh } };
  const all = [merged, ...known.filter((one) => one !== same)].sort((one, other) =>
    other.at.localeCompare(one.at),
  );
  writeFileSync(path, `${JSON.stringify(all, null, 1)}\n`);
  return all;
}

function parsed(text: string): readonly Observed[] {
  try {
    const value = JSON.parse(text) as unknown;
    return Array.isArray(value) ? value.filter(isObserved) : [];
  } catch {
    return [];
  }
}

function isObserved(value: unknown): value is Observed {
  const one = (value ?? {}) as Partial<Record<keyof Observed, unknown>>;
  return (
    [one.target, one.version, one.at].every((member) => typeof member === 'string') &&
    typeof one.seen === 'object' &&
    one.seen !== null &&
    // An older file holds sentences.
    Object.values(one.seen).every((seen) => Array.isArray(seen) && seen.every(isCoded))
  );
}

function isCoded(value: unknown): boolean {
  return typeof value === 'object' && value !== null && 'code' in value;
}
