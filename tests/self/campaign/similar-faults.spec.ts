/** Which known fault a run looks like. */
import { expect, test } from '@playwright/test';
import { diagnose, mostSimilar, signatureOf, type KnownFault } from '../../../reporting/similar-faults.ts';
import type { Outcome } from '../../../judging/outcome.ts';

const red = (id: string, seen: string): Pick<Outcome, 'id' | 'verdict' | 'finding'> => ({
  id,
  verdict: 'violation',
  finding: { code: 'header.missing', header: seen, empty: false, exchange: 'a/b' },
});

const signature = (id: string, seen: string) => signatureOf([red(id, seen)]);

const known: readonly KnownFault[] = [
  {
    slug: 'key-ignored',
    area: 'idempotency',
    sentence: 'The key is ignored.',
    signature: [...signature('i.a', 'x'), ...signature('i.b', 'y')],
  },
  {
    slug: 'key-lost',
    area: 'idempotency',
    sentence: 'The key is lost.',
    signature: [...signature('i.a', 'x'), ...signature('i.c', 'z')],
  },
  { slug: 'no-key-needed', area: 'auth', sentence: 'Nobody is asked.', signature: signature('a.a', '200') },
];

test.describe('similarity', () => {
  test('of the very same signature is 1', () => {
    const found = mostSimilar([red('i.a', 'x'), red('i.b', 'y')], known);
    expect(found).toMatchObject({ fault: { slug: 'key-ignored' }, similarity: 1 });
  });

  test('is less when something else is red too', () => {
    const found = mostSimilar([red('i.a', 'x'), red('i.b', 'y'), red('q.q', 'z')], known);
    expect(found?.fault.slug).toBe('key-ignored');
    expect(found?.similarity).toBeLessThan(1);
  });

  test('is nothing when nothing is red, or nothing is similar', () => {
    expect(mostSimilar([{ id: 'i.a', verdict: 'pass' }], known)).toBeUndefined();
    expect(mostSimilar([red('z.z', 'q')], known)).toBeUndefined();
  });

  test('is judged by leaving each fault out', () => {
    const diagnosis = diagnose(known);
    expect(diagnosis.of).toBe(3);
    expect(diagnosis.missed.map(({ slug }) => slug)).toContain('no-key-needed');
  });
});
