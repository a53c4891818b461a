/** Response schema. */
import { documentedStatuses, sessionAttributes, sessionRelationships } from '../../contract/attributes.ts';
import { document, kebab, rawNames } from '../../client/document.ts';
import { json, type Exchange } from '../../client/exchange.ts';
import { requirement, test } from '../../fixtures/test.ts';
import { expireNew } from '../../scenarios/expiring.ts';
import { stateOf } from '../../scenarios/reading.ts';

/** Top-level members that the documentation names. */
const TOP = ['data', 'included', 'meta', 'links'];

test.describe('Response schema', () => {
  test(
    ...requirement('schema.status-value', async ({ run, observe }) => {
      const { created, expire } = await run(expireNew);
      const documented: readonly string[] = documentedStatuses;
      for (const status of new Set([stateOf(created), stateOf(expire)])) {
        const known = status !== undefined && documented.includes(status);
        observe({ code: 'status-seen', status: status ?? null, documented: known });
      }
    }),
  );

  test(
    ...requirement('schema.additions', async ({ run, observe }) => {
      const { expire } = await run(expireNew);
      const { data } = document(expire);
      const attributes = new Set(sessionAttributes.map(({ name }) => name));
      const relationships = new Set<string>(sessionRelationships.map(({ name }) => name));
      observe({
        code: 'additions',
        members: topMembers(expire).filter((name) => !TOP.includes(name)),
        attributes: rawNames(data?.attributes).filter((name) => !attributes.has(kebab(name))),
        relationships: rawNames(data?.relationships).filter((name) => !relationships.has(kebab(name))),
      });
    }),
  );
});

/** The members at the top of an answer. */
function topMembers(exchange: Exchange): readonly string[] {
  return rawNames(json(exchange));
}
