/** Authorization: what holds for every answer of the run. */
import { refusedNotFailed } from '../../judging/controls.ts';
import { everywhere } from '../../judging/invariants/everywhere.ts';
import { expect } from '../../fixtures/expect.ts';
import { requirement, test } from '../../fixtures/test.ts';
import { refusedStrangers } from '../../judging/among-others.ts';

test.describe('Authorization, over the whole run', () => {
  test(
    ...requirement(
      'auth.no-key',
      everywhere(async (context) => {
        const { noKey, after } = await refusedStrangers(context);
        expect(refusedNotFailed(noKey, after)).toHaveStatus(401);
      }),
    ),
  );

  test(
    ...requirement(
      'auth.unknown-key',
      everywhere(async (context) => {
        const { wrongKey, after } = await refusedStrangers(context);
        expect(refusedNotFailed(wrongKey, after)).toHaveStatus(401);
      }),
    ),
  );

  test(
    ...requirement(
      'auth.empty-key',
      everywhere(async (context) => {
        const { emptyKey, after } = await refusedStrangers(context);
        expect(refusedNotFailed(emptyKey, after)).toHaveStatus(401);
      }),
    ),
  );

  test(
    ...requirement(
      'auth.wrong-scheme',
      everywhere(async (context) => {
        const { wrongScheme, after } = await refusedStrangers(context);
        expect(refusedNotFailed(wrongScheme, after)).toHaveStatus(401);
      }),
    ),
  );
});
