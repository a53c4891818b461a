/** The campaign: each server is run, the kill matrix is filled, and the gate is judged. The functions give exit codes. */
import type { Finding } from '../../judging/finding.ts';
import { findingInWords } from '../../reporting/sentences/finding.ts';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import type { Depth } from '../../contract/depths.ts';
import { ConfigurationError } from '../../client/errors.ts';
import { faults, sampledBlindFaults } from '../../mock/faults/faults.ts';
import { degenerateServers } from '../../mock/faults/degenerate.ts';
import { pairwise } from '../../mock/variations/pairwise.ts';
import { variations } from '../../mock/variations/variations.ts';
import { claimEntries } from '../../reporting/folder-claim.ts';
import { diagnose } from '../../reporting/similar-faults.ts';
import { styleFor } from '../../reporting/style.ts';
import type { KnownFaults } from '../../reporting/known-faults.ts';
import { isOutdated, learn, writeKnownFaults } from './known-faults.ts';
import { complaints, killMatrix, type KillMatrix } from './matrix.ts';
import { runAll } from './pool.ts';
import { exploredSummary } from './explored.ts';
import { staleLines, writeFigures, writeSection } from './figures-page.ts';
import { detail, summary } from './render.ts';
import { blindResults, blindSummary, otherwise } from './blind.ts';
import { allServers, blindServers } from './servers.ts';
import {
  drawPairs,
  judgePair,
  MOST_PAIRS,
  pairComplaints,
  pairFigures,
  pairSlug,
  type PairResult,
} from './pairs.ts';
import { runTrial, type Trial } from './trial.ts';

/** Share of the left-out faults whose area must be named rightly. */
const LEAST_RIGHT = 0.85;

/** Columns for what a figure is of. */
const FIGURE = 64;

const reportDir = process.env['REPORT_DIR'] ?? 'reports';
const style = styleFor(process.stdout);
const say = (text: string) => void process.stdout.write(`${text}\n`);
const tables = {
  faults: [...faults, ...sampledBlindFaults],
  degenerate: degenerateServers,
  variations,
  pairs: pairwise(variations),
};

export function list(): number {
  for (const { slug, area, sentence } of [...faults, ...variations])
    say(`${slug.padEnd(40)} ${area.padEnd(13)} ${sentence}`);
  return 0;
}

export async function one(slug: string): Promise<number> {
  if (!allServers().some((server) => server.slug === slug)) {
    throw new ConfigurationError({
      cause: `There is no fault or variation "${slug}"`,
      hint: 'the slugs are listed with --list',
      next: 'npm run faults -- --list',
    });
  }
  const trials = await runAll([slug]);
  const matrix = killMatrix(trials, tables);
  const trial = trials.get(slug);
  const fault = matrix.faults.find((candidate) => candidate.slug === slug);
  if (fault && trial) {
    say(detail(fault, trial, style));
    return fault.namedRed || fault.equivalent !== undefined ? 0 : 1;
  }
  const legal = [...matrix.variations, ...matrix.pairs].find((candidate) => candidate.slug === slug);
  const red = trial?.outcomes.filter(({ verdict }) => verdict === 'violation') ?? [];
  say(
    `${slug}: ${red.length} violations${red.map(({ id, finding }) => `\n  ${id}: ${finding ? inWords(finding) : ''}`).join('')}`,
  );
  return legal && red.length > 0 ? 1 : 0;
}

/** Every Nth server, and what each should have come to; nothing is written. */
export async function sample(nth: string): Promise<number> {
  const every = wholeNumber('--sample', nth);
  const slugs = allServers()
    .map(({ slug }) => slug)
    .filter((_, index) => index % every === 0);
  const trials = await runAll(slugs, progressOver(slugs.length));
  const matrix = killMatrix(trials, tables);
  const tried = new Set(slugs);
  const missed = matrix.faults.filter(
    ({ slug, namedRed, equivalent }) => tried.has(slug) && !namedRed && equivalent === undefined,
  );
  const wronged = [...matrix.variations, ...matrix.pairs].filter(
    ({ slug }) =>
      tried.has(slug) && trials.get(slug)?.outcomes.some(({ verdict }) => verdict === 'violation'),
  );
  for (const { slug } of missed) say(style.red(`${slug}: a requirement that it breaks is not red.`));
  for (const { slug } of wronged) say(style.red(`${slug}: it is legal, and a requirement is red.`));
  say(`${slugs.length} of ${allServers().length} servers tried: ${missed.length + wronged.length} wrong.`);
  return missed.length + wronged.length === 0 ? 0 : 1;
}

function wholeNumber(option: string, text: string): number {
  if (/^[1-9]\d{0,8}$/.test(text)) return Number(text);
  throw new ConfigurationError({
    cause: `${option} ${text}: not a whole number from 1`,
    next: `npm run faults -- ${option} 12`,
  });
}

/** Two faults at once, drawn at random: both are to be told, or there is a reason why one is not. */
export async function pairs(count: string, seed = '1', update = false): Promise<number> {
  const howMany = wholeNumber('--pairs', count);
  if (howMany > MOST_PAIRS) {
    throw new ConfigurationError({
      cause: `--pairs ${count}: more than can be drawn`,
      hint: `the most is ${MOST_PAIRS}`,
      next: 'npm run faults -- --pairs 1000',
    });
  }
  const drawn = drawPairs(howMany, wholeNumber('--seed', seed));
  const trials = await runAll(drawn.map(pairSlug), progressOver(drawn.length));
  const results: PairResult[] = [];
  for (const pair of drawn) {
    const trial = trials.get(pairSlug(pair));
    if (!trial) throw new Error(`There is no trial of ${pairSlug(pair)}.`);
    results.push(
      await judgePair(pair, trial, ({ patch, under, depth }) => runTrial(patch, { version: under, depth })),
    );
  }
  const wrong = pairComplaints(results);
  for (const line of wrong) say(style.red(line));
  for (const line of pairFigures(results)) say(line);
  if (update)
    writeSection(
      'npm run faults -- --pairs 1000 --update',
      ['```text', ...pairFigures(results), '```'].join('\n'),
    );
  return wrong.length === 0 ? 0 : 1;
}

/** The faults that were written from the documentation alone. */
export async function blind(depth?: Depth): Promise<number> {
  const slugs = blindServers().map(({ slug }) => slug);
  const trials = await runAll(slugs, progressOver(slugs.length), { depth });
  const results = blindResults(trials);
  claimEntries(reportDir, ['blind-faults.json']);
  writeFileSync(
    join(reportDir, 'blind-faults.json'),
    `${JSON.stringify(
      results.map(({ fault, ...rest }) => ({ slug: fault.slug, kind: fault.kind, ...rest })),
      null,
      1,
    )}\n`,
  );
  say(blindSummary(results, style));
  const wrong = depth === undefined ? otherwise(results) : [];
  for (const line of wrong) say(style.red(line));
  return wrong.length === 0 ? 0 : 1;
}

/** Random sequences in place of the suite: what they find, and whether they call anything wrong that is legal. */
export async function explored(requests: string, nth = '1'): Promise<number> {
  const every = wholeNumber('--sample', nth);
  if (!/^[1-9]\d{1,5}$/.test(requests)) {
    throw new ConfigurationError({
      cause: `--explore ${requests}: not a whole number from 10`,
      next: 'npm run faults -- --explore 300',
    });
  }
  const servers = [...allServers(), ...blindServers()].filter(({ kind }) => kind !== 'degenerate');
  const slugs = [...new Set(servers.map(({ slug }) => slug))].filter((_, index) => index % every === 0);
  const trials = await runAll(slugs, progressOver(slugs.length), { explore: Number(requests) });
  const { rows, wronged } = exploredSummary(trials, tables);
  claimEntries(reportDir, ['explored-faults.json']);
  const red = (slug: string) => trials.get(slug)?.outcomes.map(({ id, finding }) => ({ id, finding }));
  writeFileSync(
    join(reportDir, 'explored-faults.json'),
    `${JSON.stringify(
      slugs.map((slug) => ({ slug, red: red(slug) })),
      null,
      1,
    )}\n`,
  );
  for (const [figure, value] of rows) say(`${figure.padEnd(FIGURE)}${value}`);
  for (const line of wronged) say(style.red(line));
  return wronged.length === 0 ? 0 : 1;
}

export async function campaign(update: boolean): Promise<number> {
  claimEntries(reportDir, ['kill-matrix.json']);
  const slugs = allServers().map((server) => server.slug);
  const startedAt = performance.now();
  const trials = await runAll(slugs, progressOver(slugs.length));
  const seconds = (performance.now() - startedAt) / 1_000;
  const matrix = killMatrix(trials, tables);
  const known = learn({ ...matrix, faults: matrix.faults.filter(isOwn) }, trials);
  if (update) {
    writeKnownFaults(known);
    writeFigures(matrix, timesOf(trials, seconds));
  }
  writeMatrix(matrix);
  say(summary(matrix, style));
  const diagnosis = diagnose(known.faults);
  say(
    `Diagnosis    with each fault left out in turn, the area of the one it looks like is right in ${diagnosis.right} of ${diagnosis.of} (${percent(diagnosis.right / diagnosis.of)})`,
  );
  say(timesOf(trials, seconds));
  const stale = update ? [] : staleness(matrix, known);
  for (const line of stale) say(style.red(line));
  const sound =
    complaints(matrix).length === 0 && stale.length === 0 && diagnosis.right / diagnosis.of >= LEAST_RIGHT;
  return sound ? 0 : 1;
}

const own = new Set(faults.map(({ slug }) => slug));
const isOwn = ({ slug }: { readonly slug: string }) => own.has(slug);

/** What is checked in and no longer true. */
function staleness(matrix: KillMatrix, known: KnownFaults): readonly string[] {
  return [
    ...staleLines(matrix).map((line) => `docs/figures.md is out of date; it lacks: ${line}`),
    ...(isOutdated(known) ? ['reporting/known-faults.json is out of date.'] : []),
  ].map((line) => `${line} Next: npm run faults -- --update`);
}

function timesOf(trials: ReadonlyMap<string, Trial>, seconds: number): string {
  const plain = trials.get('plain');
  const requests = [...trials.values()].reduce((sum, trial) => sum + trial.requests, 0);
  return (
    `${trials.size} runs of the suite, ${requests.toLocaleString('en')} requests, in ${seconds.toFixed(1)} s; ` +
    `one plain run in the same process: ${((plain?.durationMs ?? 0) / 1_000).toFixed(2)} s and ${plain?.requests ?? 0} requests.`
  );
}

function writeMatrix(matrix: KillMatrix): void {
  writeFileSync(join(reportDir, 'kill-matrix.json'), `${JSON.stringify(matrix, null, 1)}\n`);
}

function progressOver(all: number): (done: number) => void {
  let said = 0;
  return (done) => {
    if (process.stderr.isTTY)
      process.stderr.write(`\r${done} of ${all} servers tried ${done === all ? '\n' : ''}`);
    else if (done === all || done - said >= Math.ceil(all / 10)) {
      said = done;
      process.stderr.write(`… ${done} of ${all} servers tried\n`);
    }
  };
}

function percent(share: number): string {
  return `${Math.floor(share * 100)} %`;
}

function inWords(finding: Finding): string {
  const { what, seen } = findingInWords(finding);
  return `${what} Seen: ${seen}`;
}
