/** Why a verdict changed: sixty pairs of runs with one planted cause each, and what is made of them for people and machines. */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { catalogue } from '../../../contract/catalogue.ts';
import type { Capability } from '../../../contract/types.ts';
import type { Outcome } from '../../../judging/outcome.ts';
import { changesBetween, runBefore, type Cause } from '../../../reporting/history/changes.ts';
import { atomFeed, runIndex } from '../../../reporting/history/feed.ts';
import { recordOf, type RunRecord } from '../../../reporting/history/run-record.ts';
import { rememberRun } from '../../../reporting/history/runs-file.ts';
import { doubt, outcome, statement, violation } from '../reporting/support/outcomes.ts';

const CHECKS = Object.fromEntries(catalogue.map(({ id }) => [id, `check of ${id}`]));

interface Planted {
  readonly cause: Cause;
  readonly slug: string;
  readonly before: RunRecord;
  readonly after: RunRecord;
  /** What the evidence names. */
  readonly names: RegExp;
}

interface Parts {
  readonly at?: string;
  readonly checks?: RunRecord['checks'];
  readonly depth?: 'quick' | 'standard';
  readonly missing?: readonly Capability[];
}

const FIRST = '2026-03-01T04:00:00.000Z';
const SECOND = '2026-03-02T04:00:00.000Z';

function run(
  outcomes: readonly Outcome[],
  { at = FIRST, checks = CHECKS, depth = 'standard', missing = [] }: Parts = {},
) {
  const facts = {
    target: { kind: 'sandbox' as const, baseUrl: 'https://target.test/api/v1' },
    personaVersion: '2023-01-05',
    depth,
    capabilities: missing.map((name) => ({ name, available: false, reason: `no ${name} was given` })),
  };
  return recordOf(statement(outcomes, { facts, startedAt: new Date(at) }), checks);
}

/** Two runs in which everything else is the same. */
function pair(
  cause: Cause,
  slug: string,
  [one, other]: readonly [Outcome | undefined, Outcome | undefined],
  names: RegExp,
  [before, after]: readonly [Parts, Parts] = [{}, {}],
): Planted {
  const steady = outcome({ id: slug === 'state.created-new' ? 'auth.no-key' : 'state.created-new' });
  const with_ = (found: Outcome | undefined) => (found ? [steady, found] : [steady]);
  return {
    cause,
    slug,
    before: run(with_(one), before),
    after: run(with_(other), { at: SECOND, ...after }),
    names,
  };
}

const pass = (id: string) => outcome({ id });
const excused = (id: string) => ({
  ...violation(id),
  verdict: 'excused' as const,
  reason: 'until March, by Ann',
});
const absent = (id: string, reason: string) => outcome({ id, verdict: 'not applicable', reason });
const some = (n: number, from: number) => catalogue.slice(from, from + n).map(({ id }) => id);
const changed = (slug: string) => ({ ...CHECKS, [slug]: 'another check' });
const needing = (capability: Capability) =>
  catalogue.filter(({ needs }) => needs?.includes(capability)).map(({ id }) => id);

const planted: readonly Planted[] = [
  ...some(8, 0).map((id) =>
    pair('target', id, [pass(id), violation(id)], /Checked in the same way.*another state/),
  ),
  ...some(6, 20).map((id) => pair('target', id, [violation(id), pass(id)], /No longer: .*another state/)),
  ...some(2, 30).map((id) => pair('target', id, [excused(id), pass(id)], /No longer: /)),
  ...some(2, 34).map((id) =>
    pair(
      'target',
      id,
      [pass(id), absent(id, 'only one of the simultaneous expires succeeded')],
      /simultaneous/,
    ),
  ),
  ...some(6, 40).map((id) =>
    pair('suite', id, [pass(id), violation(id)], /another one.*as well/, [{}, { checks: changed(id) }]),
  ),
  ...some(3, 50).map((id) =>
    pair('suite', id, [pass(id), doubt(id, { doubt: 'suite', reason: 'oops' })], /oops/),
  ),
  ...some(3, 55).map((id) => {
    const older = Object.fromEntries(Object.entries(CHECKS).filter(([slug]) => slug !== id));
    return pair('suite', id, [undefined, violation(id)], /is new/, [{ checks: older }, {}]);
  }),
  ...needing('read-only-key')
    .slice(0, 2)
    .map((id) =>
      pair('capability', id, [pass(id), absent(id, 'not set')], /read-only-key was there/, [
        {},
        { missing: ['read-only-key'] },
      ]),
    ),
  ...needing('active-session')
    .slice(0, 6)
    .map((id) =>
      pair(
        'capability',
        id,
        [absent(id, 'cannot be opened'), pass(id)],
        /active-session was missing .*there now/,
        [{ missing: ['active-session'] }, {}],
      ),
    ),
  ...some(4, 70).map((id) => pair('excuse', id, [violation(id), excused(id)], /until March, by Ann/)),
  ...some(3, 80).map((id) => pair('excuse', id, [excused(id), violation(id)], /not any more.*by Ann/)),
  ...some(3, 90).map((id) => pair('selection', id, [undefined, pass(id)], /earlier run did not select/)),
  ...some(2, 95).map((id) => pair('selection', id, [violation(id), undefined], /later run did not select/)),
  ...some(3, 100).map((id) =>
    pair(
      'selection',
      id,
      [absent(id, 'A quick run checks the main promises only.'), pass(id)],
      /quick, then standard/,
      [{ depth: 'quick' }, {}],
    ),
  ),
  ...some(4, 110).map((id) =>
    pair('noise', id, [pass(id), doubt(id)], /this time: The connection was reset/),
  ),
  ...some(3, 120).map((id) =>
    pair(
      'noise',
      id,
      [doubt(id, { doubt: 'precondition', reason: 'No session.' }), violation(id)],
      /last time: No session/,
    ),
  ),
];

test('sixty planted pairs, sixty explained by what was planted, with what shows it', () => {
  expect(planted).toHaveLength(60);
  expect(new Set(planted.map(({ cause }) => cause)).size).toBe(6);
  for (const { cause, slug, before, after, names } of planted) {
    const changes = changesBetween(before, after);
    expect(changes, `${cause} ${slug}`).toEqual([
      expect.objectContaining({ slug, cause, evidence: expect.stringMatching(names) }),
    ]);
  }
});

test('the run before is the last one of the same target and version', () => {
  const mine = run([]);
  const other = { ...run([], { at: '2026-03-03T04:00:00.000Z' }), version: '2021-07-05' };
  const next = run([], { at: '2026-03-04T04:00:00.000Z' });
  expect(runBefore([mine, other, next], next)).toBe(mine);
  expect(runBefore([mine, other, next], other)).toBeUndefined();
});

test('runs are kept one a line; the same run takes its own place, and lines of others do no harm', ({}, testInfo) => {
  const folder = testInfo.outputPath('reports');
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'runs.jsonl'), 'no JSON\n{"at":"x"}\n');
  rememberRun(folder, run([], { at: SECOND }));
  rememberRun(folder, run([]));
  const again = rememberRun(folder, run([pass('auth.no-key')]));
  expect(again.map(({ at }) => at)).toEqual([FIRST, SECOND]);
  expect(Object.keys(again[0]?.verdicts ?? {})).toEqual(['auth.no-key']);
  expect(rememberRun(folder, undefined)).toEqual(again);
  expect(readFileSync(join(folder, 'runs.jsonl'), 'utf8').trim().split('\n')).toHaveLength(2);
});

test('feed and index tell the newest first, with its changes, and nothing in them is markup', () => {
  const slug = 'state.stays-expired';
  const before = run([pass(slug)]);
  const after = { ...run([violation(slug)], { at: SECOND }), conclusion: 'Not conformant: <b>&\u0000' };
  const listed = [{ run: before }, { run: after, page: 'run-2.html' }];
  expect(runIndex(listed).map(({ at, changes }) => [at, changes.length])).toEqual([
    [SECOND, 1],
    [FIRST, 0],
  ]);
  const feed = atomFeed(listed);
  expect(feed.match(/<entry>/g)).toHaveLength(2);
  expect(feed).toContain(`<updated>${SECOND}</updated>`);
  expect(feed).toContain('<link href="run-2.html"/>');
  expect(feed).toContain('Not conformant: &lt;b&gt;&amp;\\u0000');
  expect(feed).toContain(`${slug}: pass, now violation (target).`);
});
