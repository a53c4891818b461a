/** What the vendor's files say of the steps between dated versions, in the words of `upgrade`. */
import { expect, test } from '@playwright/test';
import { readDescriptions, type Description } from '../../../openapi/read.ts';
import { sinceOf } from '../../../openapi/since.ts';
import { absent, NOT_AT_HAND, VENDOR } from './support/planting.ts';

/** Breaking changes of each step that `data`, rather than an included inquiry, shows. */
const STEPS: readonly (readonly [from: string, to: string, changes: number, ours: readonly string[]])[] = [
  ['2020-05-18', '2021-05-14', 5, []],
  ['2021-05-14', '2021-07-05', 3, []],
  [
    '2021-07-05',
    '2022-09-01',
    1,
    ['needs code data.attributes.browser-fingerprint fingerprint-moved-to-device'],
  ],
  ['2022-09-01', '2023-01-05', 0, []],
  ['2023-01-05', '2025-10-27', 16, ['needs code data.attributes null']],
  ['2025-10-27', '2025-12-08', 0, []],
];

test.describe('between dated versions', () => {
  test.skip(absent(VENDOR), NOT_AT_HAND);
  test.describe.configure({ mode: 'default' });

  let all: readonly Description[] = [];

  test.beforeAll(async () => {
    all = await readDescriptions(VENDOR);
  });

  const of = (version: string): readonly Description[] => all.filter((one) => one.version === version);

  for (const [from, to, changes, ours] of STEPS) {
    test(`${from} to ${to}: ${changes} changes`, () => {
      const since = sinceOf(of(from), of(to), { from, to });
      expect(since.changes).toHaveLength(changes);
      expect(since.exitCode).toBe(changes === 0 ? 0 : 1);
      expect(since.sentence).toMatch(
        changes === 0 ? /^Yes: no change was seen between / : /^No: \d+ breaking changes? /,
      );
      const told = since.changes
        .filter(({ subject }) => subject.startsWith('data'))
        .map(({ verdict, subject, known }) => `${verdict} ${subject} ${known ?? 'null'}`);
      expect(told).toEqual(ours);
    });
  }

  test('the inquiry’s personal attributes leave at 2025-10-27', () => {
    const since = sinceOf(of('2023-01-05'), of('2025-10-27'), { from: '2023-01-05', to: '2025-10-27' });
    const gone = since.changes.filter(({ rule }) => rule === 'member.removed').map(({ subject }) => subject);
    expect(gone).toHaveLength(15);
    expect(gone).toContain('included[type=inquiry].attributes.name-first');
    expect(new Set(gone.map((subject) => subject.replace(/\.[^.]*$/, '')))).toEqual(
      new Set(['included[type=inquiry].attributes']),
    );
  });

  test('nothing changes where the same is compared', () => {
    const since = sinceOf(all, all, { from: 'then', to: 'now' });
    expect([since.exitCode, since.sentence]).toEqual([0, 'Yes: no change was seen between then and now.']);
  });
});
