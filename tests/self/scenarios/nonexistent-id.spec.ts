/** An id that nobody has: of the same make, and another one. */
import { expect, test } from '@playwright/test';
import { nonexistentId } from '../../../scenarios/nonexistent-id.ts';

const IDS = ['iqse_AD8rgZdPitQKvgMXThT8Q2MJ', '0190a5f2-7b1c-7000-8000-3f2a9c1d4e5b', '42', 'a'];

test.describe('a nonexistent id', () => {
  for (const id of IDS) {
    test(`of ${id} has its form and is another id`, () => {
      const other = nonexistentId(id);
      expect(other).not.toBe(id);
      expect(other).toHaveLength(id.length);
      expect(other.replace(/[A-Za-z0-9]/g, 'x')).toBe(id.replace(/[A-Za-z0-9]/g, 'x'));
    });
  }
});
