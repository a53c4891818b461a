/** Response schema. */
import { documentedStatuses, sessionAttributes, sessionRelationships } from '../../contract/attributes.ts';
import { document, kebab, rawNames } from '../../client/document.ts';
import type { Exchange } from '../../client/exchange.ts';
import type { Context } from '../../judging/context.ts';
import { topMembers } from '../../judging/describe-response.ts';
import { check, expect } from '../../fixtures/expect.ts';
import { requirement, test } from '../../fixtures/test.ts';
import { expireActive, expireNew } from '../../scenarios/expiring.ts';
import { assumeSuccess, stateOf } from '../../scenarios/reading.ts';

/** Top-level members that the documentation names. */
const TOP = ['data', 'included', 'meta', 'links'];

test.describe('Response schema', () => {
  test(
    ...requirement('schema.status-200', async ({ run }) => {
      const { expire } = await run(expireNew);
      expect(assumeSuccess(expire, 'Expiring a session')).toHaveStatus(200);
    }),
  );

  test(
    ...requirement('schema.device-present', async (context) => {
      const expire = await openedAnswer(context);
      const names = rawNames(document(expire).data?.relationships).map(kebab);
      check(expire, names.includes('device'), {
        what: 'An opened session does not show the relationship `device`.',
        expected: 'the relationship, null or not',
        seen: `relationships: ${names.join(', ') || 'none'}`,
        pointer: '/data/relationships/device',
      });
    }),
  );

  test(
    ...requirement('schema.status-value', async ({ run, observe }) => {
      const { created, expire } = await run(expireNew);
      const documented: readonly string[] = documentedStatuses;
      for (const status of new Set([stateOf(created), stateOf(expire)])) {
        const known = status !== undefined && documented.includes(status);
        observe(
          known
            ? `The status "${status}" is a documented one.`
            : `Not in the catalogue: the status "${status}".`,
        );
      }
    }),
  );

  test(
    ...requirement('schema.additions', async ({ run, observe }) => {
      const { expire } = await run(expireNew);
      const { data } = document(expire);
      const attributes = new Set(sessionAttributes.map(({ name }) => name));
      const relationships = new Set<string>(sessionRelationships.map(({ name }) => name));
      const additions = [
        ...topMembers(expire)
          .filter((name) => !TOP.includes(name))
          .map((name) => `member \`${name}\``),
        ...rawNames(data?.attributes)
          .filter((name) => !attributes.has(kebab(name)))
          .map((name) => `attribute \`${name}\``),
        ...rawNames(data?.relationships)
          .filter((name) => !relationships.has(kebab(name)))
          .map((name) => `relationship \`${name}\``),
      ];
      observe(
        additions.length === 0
          ? 'Nothing beyond the catalogue.'
          : `Not in the catalogue: ${additions.join(', ')}.`,
      );
    }),
  );
});

async function openedAnswer({ run }: Context): Promise<Exchange> {
  const { expire } = await run(expireActive);
  return assumeSuccess(expire, 'Expiring an active session');
}
