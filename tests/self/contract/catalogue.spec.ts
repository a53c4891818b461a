/** The catalogue: complete, sourced, and its slugs locked. */
import { expect, test } from '@playwright/test';
import { areas, catalogue } from '../../../contract/catalogue.ts';
import { excluded } from '../../../contract/excluded.ts';
import { openPoints } from '../../../contract/open-points.ts';
import { sources } from '../../../contract/sources.ts';
import { datedVersions } from '../../../contract/versions.ts';
import type { Suite } from '../../../judging/suite.ts';
import { loadSuite } from '../../conformance/index.ts';

let suite: Suite;

test.beforeAll(async () => {
  suite = await loadSuite();
});

const clauses = [...catalogue, ...excluded];

test.describe('the catalogue', () => {
  test('locks its slugs', () => {
    const lines = catalogue.map(({ id, level }) => `${level.padEnd(8)} ${id}`);
    expect(`${lines.join('\n')}\n`).toMatchSnapshot('slugs.txt');
  });

  test('names every clause once', () => {
    const ids = clauses.map(({ id }) => id);
    expect(ids.length).toBeGreaterThan(100);
    expect(ids.filter((id, index) => ids.indexOf(id) !== index)).toEqual([]);
  });

  test('begins every slug with its area', () => {
    expect(catalogue.filter(({ id, area }) => !id.startsWith(`${area}.`)).map(({ id }) => id)).toEqual([]);
  });

  test('has a body for every requirement', () => {
    expect(suite.checks.map(({ id }) => id).toSorted()).toEqual(catalogue.map(({ id }) => id).toSorted());
  });

  test('says every clause in a sentence, with a reason and a page', () => {
    const sentence = /^[A-Z`“0-9].{15,}\.$/s;
    const poor = clauses.filter((clause) => {
      const why = 'rationale' in clause ? clause.rationale : clause.reason;
      return !sentence.test(clause.statement) || !sentence.test(why) || !(clause.source.page in sources);
    });
    expect(poor.map(({ id }) => id)).toEqual([]);
  });

  test('knows every version that it speaks of', () => {
    const dates: readonly string[] = datedVersions.map(({ date }) => date);
    const bounds = catalogue
      .flatMap(({ versions }) => [versions?.from, versions?.before])
      .filter((date) => date !== undefined);
    expect(bounds.length).toBeGreaterThan(0);
    expect(bounds.filter((date) => !dates.includes(date))).toEqual([]);
  });

  test('gives every area a title', () => {
    expect(new Set(catalogue.map(({ area }) => area))).toEqual(new Set(areas.map(({ area }) => area)));
  });

  test('records every OBSERVED requirement as an open point', () => {
    const observed = catalogue.filter(({ level }) => level === 'OBSERVED').map(({ id }) => id);
    expect(openPoints.flatMap(({ recordedBy }) => recordedBy ?? []).toSorted()).toEqual(observed.toSorted());
  });

  test('says why an open point is not recorded', () => {
    expect(openPoints.filter(({ recordedBy, notRecorded }) => !recordedBy === !notRecorded)).toEqual([]);
  });
});
