/** The known faults as the book shows them: from the fault campaign's kill matrix, or from the list of faults by itself. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { ownFile } from '../../client/own-file.ts';

/** File of the kill matrix within the report folder. */
export const KILL_MATRIX_FILE = 'kill-matrix.json';

/** Where the mock lists its faults. Read as data: the book must be there even where the mock is not. */
const DECLARED_IN = ['index', 'faults'];

/** Those that were written beside the tests, and those that were written blind and are tried each time. */
const DECLARED_AS = ['faults', 'sampledBlindFaults'];

export interface FaultLine {
  readonly slug: string;
  readonly area: string;
  readonly sentence: string;
  /** Requirements that it is meant to break. */
  readonly violates: readonly string[];
  /** Requirements that it really turned red in the campaign; absent where no campaign has run. */
  readonly killedBy?: readonly string[];
  /** Why no client could tell it from a right target, where that is so. */
  readonly equivalent?: string;
}

export interface FaultList {
  readonly faults: readonly FaultLine[];
  /** `campaign`: seen; `declared`: not yet run. */
  readonly origin: 'campaign' | 'declared' | 'none';
}

/**
 * Reads the faults: the kill matrix where there is one, else the declared list of the mock.
 * @param root the project's root
 */
export async function readFaults(reportDir: string, root: string): Promise<FaultList> {
  const matrix = join(reportDir, KILL_MATRIX_FILE);
  if (existsSync(matrix)) {
    const faults = linesIn(parsed(readFileSync(matrix, 'utf8')), 'faults');
    if (faults.length > 0) return { faults, origin: 'campaign' };
  }
  for (const name of DECLARED_IN) {
    const declared = ownFile(join(root, 'mock', 'faults'), name);
    if (!existsSync(declared)) continue;
    const module = (await import(pathToFileURL(declared).href)) as unknown;
    const faults = DECLARED_AS.flatMap((list) => linesIn(module, list));
    if (faults.length > 0) return { faults, origin: 'declared' };
  }
  return { faults: [], origin: 'none' };
}

/** Faults that turn a requirement red: seen in a campaign, or else meant to. */
export function faultsAgainst(list: FaultList, id: string): readonly FaultLine[] {
  return list.faults.filter((fault) => (fault.killedBy ?? fault.violates).includes(id));
}

function linesIn(value: unknown, member: string): readonly FaultLine[] {
  const list = isRecord(value) ? value[member] : undefined;
  return Array.isArray(list) ? list.filter(isRecord).flatMap(lineOf) : [];
}

function lineOf(value: Record<string, unknown>): FaultLine[] {
  const { slug, area, sentence } = value;
  if (typeof slug !== 'string') return [];
  const { killedBy, equivalent } = value;
  return [
    {
      slug,
      area: typeof area === 'string' ? area : '',
      sentence: typeof sentence === 'string' ? sentence : slug,
      violates: strings(value['violates']),
      ...(Array.isArray(killedBy) ? { killedBy: strings(killedBy) } : {}),
      ...(typeof equivalent === 'string' ? { equivalent } : {}),
    },
  ];
}

function strings(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.filter((item): item is string => typeof item === 'string') : [];
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}
