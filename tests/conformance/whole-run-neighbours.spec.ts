/** Neighbouring endpoints: what holds for every list of the run. */
import { attribute, document } from '../../client/document.ts';
import type { Exchange } from '../../client/exchange.ts';
import { check } from '../../fixtures/expect.ts';
import { requirement, test } from '../../fixtures/test.ts';
import { listed } from '../../judging/among-others.ts';
import { everywhere } from '../../judging/invariants/everywhere.ts';
import { strangersIn } from '../../judging/invariants/lists.ts';
import { idsIn } from '../../scenarios/lists.ts';
import { assumeSuccess, succeeded } from '../../scenarios/reading.ts';

test.describe('Neighbouring endpoints, over the whole run', () => {
  test(
    ...requirement(
      'neighbours.list-is-filtered',
      everywhere(async (context) => {
        const { inquiryId, whole, pages, back } = await listed(context);
        assumeSuccess(whole, 'Listing the sessions of an inquiry');
        // Also the pages that are reached by a link alone.
        for (const list of [...pages, back].filter(succeeded)) {
          const strangers = strangersIn(list, inquiryId);
          check(list, strangers === 0, { code: 'list.stranger', strangers, path: ['data'] });
        }
      }),
    ),
  );

  test(
    ...requirement(
      'neighbours.list-newest-first',
      everywhere(async (context) => {
        const { whole, ids } = await listed(context);
        assumeSuccess(whole, 'Listing the sessions of an inquiry');
        const shown = idsIn(whole).filter((id) => ids.includes(id));
        check(whole, isNewestFirst(whole, shown, ids), { code: 'list.order', path: ['data'] });
      }),
    ),
  );
});

/** By the times that the list shows, and by the order in which this run made the sessions where these do not tell. */
function isNewestFirst(list: Exchange, shown: readonly string[], ids: readonly string[]): boolean {
  const time = (id: string) => {
    const entry = document(list).list.find((candidate) => candidate.id === id);
    return Date.parse(String(attribute(entry, 'created-at')));
  };
  return shown.every((id, index) => {
    const next = shown[index + 1];
    if (next === undefined) return true;
    return time(id) > time(next) || (time(id) === time(next) && ids.indexOf(id) > ids.indexOf(next));
  });
}
