/** Which known fault a run looks like. */
import { expect, test } from '@playwright/test';
import { diagnose, mostAlike, type KnownFault } from '../../../reporting/likeness.ts';
import type { Outcome } from '../../../reporting/outcome.ts';

const red = (id: string, seen: string): Pick<Outcome, 'id' | 'verdict' | 'finding'> => ({
  id,
  verdict: 'violation',
  finding: { what: 'Wrong.', expected: 'right', seen },
});

const marks = (id: string, seen: string) => [`red ${id}`, `${id}: Wrong. ${seen}`];

const known: readonly KnownFault[] = [
  {
    slug: 'key-ignored',
    area: 'idempotency',
    sentence: 'The key is ignored.',
    marks: [...marks('i.a', 'x'), ...marks('i.b', 'y')],
  },
  {
    slug: 'key-lost',
    area: 'idempotency',
    sentence: 'The key is lost.',
    marks: [...marks('i.a', 'x'), ...marks('i.c', 'z')],
  },
  { slug: 'no-key-needed', area: 'auth', sentence: 'Nobody is asked.', marks: marks('a.a', '200') },
];

test.describe('likeness', () => {
  test('of the very same marks is 1', () => {
    const found = mostAlike([red('i.a', 'x'), red('i.b', 'y')], known);
    expect(found).toMatchObject({ fault: { slug: 'key-ignored' }, likeness: 1 });
  });

  test('is less when something else is red too', () => {
    const found = mostAlike([red('i.a', 'x'), red('i.b', 'y'), red('q.q', 'z')], known);
    expect(found?.fault.slug).toBe('key-ignored');
    expect(found?.likeness).toBeLessThan(1);
  });

  test('is nothing when nothing is red, or nothing is alike', () => {
    expect(mostAlike([{ id: 'i.a', verdict: 'pass' }], known)).toBeUndefined();
    expect(mostAlike([red('z.z', 'q')], known)).toBeUndefined();
  });

  test('is judged by leaving each fault out', () => {
    const diagnosis = diagnose(known);
    expect(diagnosis.of).toBe(3);
    expect(diagnosis.missed.map(({ slug }) => slug)).toContain('no-key-needed');
  });
});
