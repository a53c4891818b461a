/** The remembered runs for machines: an Atom feed, and a list as JSON. A feed needs ten elements and no library. Pure. */
import { harmless } from '../../client/harmless.ts';
import { changesBetween, runBefore, type Change } from './changes.ts';
import type { RunRecord } from './run-record.ts';

/** A run and where its page is; absent: it has none. */
export interface ListedRun {
  readonly run: RunRecord;
  readonly page?: string;
}

interface Entry {
  readonly at: string;
  readonly target: string;
  readonly version: string;
  readonly suite: string;
  readonly exitCode: number;
  readonly conclusion: string;
  readonly page?: string;
  readonly changes: readonly Change[];
}

/** The newest first, each with what changed since the run before it. */
export function runIndex(listed: readonly ListedRun[]): readonly Entry[] {
  const runs = listed.map(({ run }) => run);
  return listed.toReversed().map(({ run, page }) => {
    const { at, target, version, suite, exitCode, conclusion } = run;
    const before = runBefore(runs, run);
    return {
      at,
      target,
      version,
      suite,
      exitCode,
      conclusion,
      ...(page === undefined ? {} : { page }),
      changes: before ? changesBetween(before, run) : [],
    };
  });
}

/** Atom 1.0. Ids are names, since nobody knows where the book will be served. */
export function atomFeed(listed: readonly ListedRun[]): string {
  const entries = runIndex(listed);
  return [
    '<?xml version="1.0" encoding="utf-8"?>',
    '<feed xmlns="http://www.w3.org/2005/Atom">',
    '  <id>urn:persona-conformance:runs</id>',
    '  <title>Expire an Inquiry Session: runs of the conformance suite</title>',
    `  <updated>${entries[0]?.at ?? new Date(0).toISOString()}</updated>`,
    '  <author><name>persona-session-expiry-conformance</name></author>',
    '  <link rel="self" href="feed.xml"/>',
    ...entries.flatMap(({ at, target, version, conclusion, page, changes }) => [
      '  <entry>',
      `    <id>urn:persona-conformance:run:${at}</id>`,
      `    <title>${escaped(`${conclusion.split(':')[0] ?? ''}: ${target}, version ${version}`)}</title>`,
      `    <updated>${at}</updated>`,
      ...(page === undefined ? [] : [`    <link href="${page}"/>`]),
      `    <content type="text">${escaped([conclusion, ...changes.map(inWords)].join('\n'))}</content>`,
      '  </entry>',
    ]),
    '</feed>',
    '',
  ].join('\n');
}

function inWords({ slug, before, after, cause, evidence }: Change): string {
  return `${slug}: ${before}, now ${after} (${cause}). ${evidence}`;
}

function escaped(text: string): string {
  return harmless(text).replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
