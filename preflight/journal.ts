/** What the run created, written down at once, so that a crashed run can still be cleaned up. */
import {
  closeSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readFileSync,
  rmSync,
  writeSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import type { CreatedKind } from '../client/persona.ts';

/** One created object; no key, no personal data. */
export interface JournalEntry {
  readonly kind: CreatedKind;
  readonly id: string;
  /** Where it was created: clean-up must never be run against another target. */
  readonly baseUrl: string;
  /** When, ISO 8601. */
  readonly at: string;
  /** Of a session: the inquiry that it belongs to, where that is known. */
  readonly inquiryId?: string;
  /** The run that created it, so that a run that ends takes nothing away from another one. */
  readonly run?: string;
}

/** A line of the file: something created, or something cleaned up since. */
type Line =
  | ({ readonly event: 'created' } & JournalEntry)
  | { readonly event: 'cleaned'; readonly id: string; readonly baseUrl: string };

/** The journal's file within a report folder. */
export function journalPath(reportDir: string): string {
  return join(reportDir, '.run', 'created.jsonl');
}

/** An append-only file of created ids; every line is on the disk when the call returns. */
export class Journal {
  readonly #path: string;
  readonly #run: string | undefined;

  /**
   * Touches nothing before the first entry.
   * @param run name of the run that creates things; absent for who only cleans up
   */
  constructor(reportDir: string, run?: string) {
    this.#path = journalPath(reportDir);
    this.#run = run;
  }

  created(entry: Omit<JournalEntry, 'at' | 'run'>): void {
    const { kind, id, baseUrl, inquiryId } = entry;
    this.#append({
      event: 'created',
      kind,
      id,
      baseUrl,
      at: new Date().toISOString(),
      ...(inquiryId === undefined ? {} : { inquiryId }),
      ...(this.#run === undefined ? {} : { run: this.#run }),
    });
  }

  /** The object is expired or redacted; it needs no further clean-up. */
  cleaned(entry: Pick<JournalEntry, 'id' | 'baseUrl'>): void {
    this.#append({ event: 'cleaned', id: entry.id, baseUrl: entry.baseUrl });
  }

  /** What was created and not cleaned up, in order of creation. A line that a crash cut off is left out. */
  left(): readonly JournalEntry[] {
    const open = new Map<string, JournalEntry>();
    for (const line of this.#lines()) {
      const key = `${line.baseUrl} ${line.id}`;
      if (line.event === 'created') {
        open.set(key, entryOf(line));
      } else {
        open.delete(key);
      }
    }
    return [...open.values()];
  }

  /** Lines that say nothing: a crash cut them off, or somebody else wrote them. What they stood for is not known. */
  unreadable(): number {
    return this.#texts().filter((text) => text !== '' && parse(text) === undefined).length;
  }

  /** Removes the file when nothing is left in it, and nothing in it is unclear. */
  tidy(): void {
    if (this.left().length === 0 && this.unreadable() === 0) rmSync(this.#path, { force: true });
  }

  #append(line: Line): void {
    mkdirSync(dirname(this.#path), { recursive: true });
    const file = openSync(this.#path, 'a', 0o600);
    try {
      // The break comes first as well: after a line that a crash cut off, this one still stands alone.
      writeSync(file, `\n${JSON.stringify(line)}\n`);
      fsyncSync(file);
    } finally {
      closeSync(file);
    }
  }

  #lines(): Line[] {
    return this.#texts().flatMap((text) => parse(text) ?? []);
  }

  #texts(): string[] {
    return existsSync(this.#path) ? readFileSync(this.#path, 'utf8').split('\n') : [];
  }
}

function entryOf({ kind, id, baseUrl, at, inquiryId, run }: JournalEntry): JournalEntry {
  return { kind, id, baseUrl, at, ...(inquiryId && { inquiryId }), ...(run && { run }) };
}

function parse(text: string): Line | undefined {
  try {
    const line = JSON.parse(text) as Partial<Line> | null;
    const known = line?.event === 'created' || line?.event === 'cleaned';
    const kind = line?.event === 'created' ? (line as Partial<JournalEntry>).kind : 'session';
    const isKind = kind === 'inquiry' || kind === 'session';
    return known && isKind && typeof line.id === 'string' && typeof line.baseUrl === 'string'
      ? (line as Line)
      : undefined;
  } catch {
    return undefined;
  }
}
