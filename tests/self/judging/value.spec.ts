/** What a finding may carry of a value, however long a target makes it. */
import { expect, test } from '@playwright/test';
import { valueOf } from '../../../judging/value.ts';

test('a word that is none is cut, with a word', () => {
  const long = valueOf('x'.repeat(4_000_000), 'status');
  expect(long).toEqual({ kind: 'word', value: `${'x'.repeat(100)}… (3999900 characters more)` });
  expect(valueOf('1'.repeat(101), 'created-at')).toMatchObject({
    value: expect.stringContaining('1 characters more'),
  });
  expect(valueOf('expired', 'status')).toEqual({ kind: 'word', value: 'expired' });
});
