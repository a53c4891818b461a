/** The known faults say when they were learnt with other requirements. */
import { expect, test } from '@playwright/test';
import { catalogueDigest, digestOf, staleKnownFaults } from '../../../reporting/known-faults.ts';

test('of this catalogue nothing is said, of another one line with what to do', () => {
  expect(staleKnownFaults({ catalogue: catalogueDigest() })).toBeUndefined();
  expect(staleKnownFaults({ catalogue: 'of-another' })).toMatch(/^[^\n]+ Next: npm run faults -- --update$/);
});

test('a digest does not hang on the order, but on every member', () => {
  expect(digestOf(['a', 'b'])).toBe(digestOf(['b', 'a']));
  expect(digestOf(['a', 'b'])).not.toBe(digestOf(['a', 'c']));
  expect(digestOf(['a', 'b'])).not.toBe(digestOf(['a']));
});
