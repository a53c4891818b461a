/** Neighbouring endpoints: links, resuming, lists. */
import { document, isObject, member } from '../../client/document.ts';
import { json, type Exchange } from '../../client/exchange.ts';
import type { Context } from '../../judging/context.ts';
import { kindOf } from '../../judging/value.ts';
import { check, expect } from '../../fixtures/expect.ts';
import { requirement, test } from '../../fixtures/test.ts';
import { listed } from '../../judging/among-others.ts';
import { strangersIn } from '../../judging/invariants/lists.ts';
import { expireAll, sessionNamedBy } from '../../scenarios/expiring-many.ts';
import { expireNew } from '../../scenarios/expiring.ts';
import { linkInCamel } from '../../scenarios/inflections.ts';
import { idsIn, SIZE } from '../../scenarios/lists.ts';
import { assumeSuccess, stateInList, succeeded } from '../../scenarios/reading.ts';
import { reviving } from '../../scenarios/reviving.ts';

test.describe('Neighbouring endpoints', () => {
  test(
    ...requirement('neighbours.session-created-201', async ({ run }) => {
      const { created } = await run(expireNew);
      expect(assumeSuccess(created, 'Creating a session')).toHaveStatus(201);
    }),
  );

  test(
    ...requirement('neighbours.link-made', async ({ run }) => {
      const { link } = await run(linkInCamel);
      expect(link).toSucceed();
      for (const name of ['one-time-link', 'one-time-link-short']) {
        const value = member(document(link).meta, name);
        check(link, typeof value === 'string' && value !== '', {
          code: 'link.incomplete',
          name,
          seen: kindOf(value),
          path: ['meta', name],
        });
      }
    }),
  );

  test(
    ...requirement('neighbours.no-link-for-unknown', async ({ run }) => {
      const { unknown } = await run(linkInCamel);
      expect(unknown).toBeRefused();
    }),
  );

  test(
    ...requirement('neighbours.resume-names-a-session', async (context) => {
      const { resumed, list, openedIds } = await resuming(context);
      assumeSuccess(resumed, 'Resuming an inquiry');
      assumeSuccess(list, 'Listing the inquiry’s sessions');
      const named = sessionNamedBy(resumed);
      const state = stateInList(list, named ?? '');
      const isUsed = openedIds.some((id) => id === named);
      const wrong =
        named === undefined ? 'none' : state === 'expired' ? 'expired' : isUsed ? 'used' : 'other';
      check(resumed, state !== undefined && state !== 'expired' && !isUsed, {
        code: 'resume.token',
        wrong,
        path: ['meta', 'session-token'],
      });
    }),
  );

  test(
    ...requirement('neighbours.list-page-size', async (context) => {
      const { pages, sparse: ofOne } = await listed(context);
      const [first] = pages;
      if (!first) return;
      const one = idsIn(expectList(ofOne)).length;
      check(ofOne, one === 1, { code: 'list.size', asked: 1, seen: one, path: ['data'] });
      const seen = idsIn(expectList(first)).length;
      check(first, seen === SIZE, { code: 'list.size', asked: SIZE, seen, path: ['data'] });
    }),
  );

  test(
    ...requirement('neighbours.list-pages-join', async (context) => {
      const { pages, ids } = await listed(context);
      const [first] = pages;
      if (!first) return;
      // The first page shows that lists can be had; the others were linked to by the target itself.
      expectList(first);
      for (const page of pages.slice(1)) expect(page).toSucceed();
      for (const page of pages) expectList(page);
      const shown = pages.flatMap(idsIn);
      const missing = ids.filter((id) => !shown.includes(id)).length;
      const twice = shown.length - new Set(shown).size;
      const ends = (document(pages.at(-1) ?? first).links?.['next'] ?? null) === null;
      check(pages.at(-1) ?? first, missing === 0 && twice === 0 && ends, {
        code: 'list.pages',
        missing,
        twice,
        ends,
        path: ['data'],
      });
    }),
  );

  test(
    ...requirement('neighbours.list-goes-back', async (context) => {
      const { pages, back, whole } = await listed(context);
      expectList(whole);
      if (pages.every(succeeded)) expect(back).toSucceed();
      expectList(back);
      const [last] = idsIn(pages.at(-1) ?? whole);
      const order = idsIn(whole);
      const place = order.indexOf(last ?? '');
      if (place < 1) return context.cannotTell('The pages show no session that stands behind others.');
      const wanted = order.slice(Math.max(0, place - SIZE), place);
      check(back, idsIn(back).join() === wanted.join(), { code: 'list.before', path: ['data'] });
    }),
  );

  test(
    ...requirement('neighbours.list-empty', async (context) => {
      const { emptyId, ofNothing, ofBeginning } = await listed(context);
      expect(ofNothing).toSucceed();
      // An inquiry may be born with a session.
      expectOwn(ofNothing, emptyId);
      if (!succeeded(ofBeginning)) return;
      const entries = idsIn(ofBeginning).length;
      check(ofBeginning, entries === 0, { code: 'list.not-empty', entries, path: ['data'] });
    }),
  );
});

/** An inquiry is resumed whose unopened sessions are all expired. */
async function resuming({ run, has }: Context): Promise<{
  readonly resumed: Exchange;
  readonly list: Exchange;
  readonly openedIds: readonly string[];
}> {
  if (!(await has('active-session'))) return { ...(await run(reviving)), openedIds: [] };
  const { resumed, whole, openedIds } = await run(expireAll);
  return { resumed, list: whole, openedIds };
}

/** Every session that the list shows with its inquiry is one of this inquiry. */
function expectOwn(list: Exchange, inquiryId: string): void {
  const strangers = strangersIn(list, inquiryId);
  check(list, strangers === 0, { code: 'list.stranger', strangers, path: ['data'] });
}

function expectList(list: Exchange): Exchange {
  assumeSuccess(list, 'Listing sessions');
  const body = json(list);
  const data = isObject(body) ? body['data'] : undefined;
  check(list, Array.isArray(data), { code: 'list.no-list', seen: kindOf(data), path: ['data'] });
  return list;
}
