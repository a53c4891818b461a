/** A right target is called right whichever version a run pins: requirements that hold since a version are judged only then. */
import { expect, test } from '@playwright/test';
import { datedVersions } from '../../../contract/versions.ts';
import { runTrial } from '../../../proof/campaign/trial.ts';

/** The one that brought most; the others show much the same. */
const EVERY_TIME = '2025-10-27';

test.describe('a run that pins a version', () => {
  for (const { date } of datedVersions.filter(({ standing }) => standing !== 'mentioned')) {
    test(`${date} calls nothing of the mock a violation${date === EVERY_TIME ? '' : ' @nightly'}`, async () => {
      const { outcomes } = await runTrial(undefined, { version: date });
      expect(outcomes.filter(({ verdict }) => verdict === 'pass').length).toBeGreaterThan(150);
      expect(outcomes.filter(({ verdict }) => verdict === 'violation')).toEqual([]);
    });
  }
});
