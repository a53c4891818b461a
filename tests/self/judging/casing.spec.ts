/** Telling casings apart: only names of two words tell. */
import { expect, test } from '@playwright/test';
import { casingOf } from '../../../judging/expectations/casing.ts';

const TABLE: readonly [readonly string[], string | undefined][] = [
  [['status', 'created-at', 'os-full-version'], 'kebab'],
  [['status', 'createdAt', 'isVpn'], 'camel'],
  [['status', 'created_at', 'is_vpn'], 'snake'],
  [['created-at', 'createdAt'], undefined],
  [['created_at', 'expired-at'], undefined],
  [['status', 'latitude'], undefined],
  [[], undefined],
];

test.describe('the casing of names', () => {
  for (const [names, casing] of TABLE) {
    test(`[${names.join(', ')}] is ${casing ?? 'not to be told'}`, () => {
      expect(casingOf(names)).toBe(casing);
    });
  }
});
