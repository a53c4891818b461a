/** The audit: what the run made is read once more, some time after the last write, and compared with the model. */
import { preconditionDoubt } from '../../client/errors.ts';
import { attribute, document, idOf } from '../../client/document.ts';
import { assumeSuccess } from '../../scenarios/reading.ts';
import type { Exchange } from '../../client/exchange.ts';
import { scenario, type Scenario } from '../../scenarios/scenario.ts';
import type { ScenarioRunner } from '../../scenarios/scenario-runner.ts';
import { compare, type AuditFacts, type AuditFinding, type Reading } from './compare.ts';
import { Model } from './model.ts';

/** What is undone is seldom undone at once, in milliseconds. */
const SETTLING_MS = 2_000;

/** The documented versions, the plainest first. */
const VERSIONS = [
  '2023-01-05',
  '2021-07-05',
  '2025-12-08',
  '2020-05-18',
  '2022-09-01',
  '2025-10-27',
] as const;

/** More than an inquiry can have sessions, so that one page shows them all. */
const PAGE = 50;

type Seen = {
  readonly inquiryIds: readonly string[];
  readonly lists: readonly Exchange[];
  readonly inquiryIdsRead: readonly string[];
  readonly inquiries: readonly Exchange[];
  readonly single: Exchange | null;
};

/** Lists the sessions of every inquiry of the run, and reads the inquiry. */
function auditing(name: string, model: Model, facts: AuditFacts): Scenario<Seen> {
  return scenario(
    name,
    'Every inquiry of the run is read, and its sessions listed, two seconds after the last write.',
    async ({ persona, pause }) => {
      await pause(SETTLING_MS, 'for what was written to settle before the audit');
      const inquiryIds = [...model.inquiries.values()]
        .filter(({ id, gone }) => !gone && model.sessionsOf(id).length > 0)
        .map(({ id }) => id);
      const inquiryIdsRead: string[] = [];
      const lists: Exchange[] = [];
      const inquiries: Exchange[] = [];
      let endedRead = false;
      for (const [index, inquiryId] of inquiryIds.entries()) {
        // Of those that were expired on purpose one stands for all.
        const isEnd = isEnded(model, inquiryId);
        const inquiry =
          isEnd && endedRead
            ? undefined
            : await persona.retrieveInquiry(inquiryId, { as: `inquiry ${index + 1}` });
        endedRead ||= isEnd;
        const isSettled = (list: Exchange) =>
          compare(model, [{ inquiryId, list, inquiry }], facts).length === 0;
        // The same objects under each version: an attribute may be another only where that is documented.
        const version = VERSIONS[index % VERSIONS.length];
        const as = `sessions of inquiry ${index + 1} under ${version}`;
        lists.push(await persona.listUntil({ inquiryId, pageSize: PAGE }, isSettled, { as, version }));
        if (inquiry) {
          inquiries.push(inquiry);
          inquiryIdsRead.push(inquiryId);
        }
      }
      const opened = lists
        .flatMap((list) => document(list).list)
        .find((entry) => attribute(entry, 'status') === 'active' && model.sessions.has(idOf(entry) ?? ''));
      const id = idOf(opened);
      const single =
        id === undefined || (persona.configuration.depth !== 'thorough' && wasReadOpened(model))
          ? null
          : await persona.retrieve(id, { as: 'an opened session' });
      return { inquiryIds, lists, inquiryIdsRead, inquiries, single };
    },
  );
}

/** A read has shown an opened session. Where the list alone does, one of the two is wrong. */
function wasReadOpened(model: Model): boolean {
  return model.deeds.some(
    ({ exchange }) =>
      exchange.endpoint === 'retrieveSession' && attribute(document(exchange).data, 'status') === 'active',
  );
}

/** True when the inquiry can only be over. */
export function isEnded(model: Model, inquiryId: string): boolean {
  const may = model.inquiries.get(inquiryId)?.may;
  return may?.size === 1 && may.has('expired');
}

const listsIt = (list: Exchange | undefined, { pathId }: Exchange) =>
  list !== undefined && document(list).list.some((entry) => idOf(entry) === pathId);

/**
 * What is not as the run left it. Reads again only when something was written since the last audit.
 * @throws Inconclusive when nothing could be read
 */
export async function audit(runner: ScenarioRunner): Promise<readonly AuditFinding[]> {
  const { runState } = runner;
  const audits = (await runState.get('audits')) ?? [];
  const history = (await runner.history()).filter(
    ({ label }) => !audits.some(({ name }) => label.startsWith(`${name}/`)),
  );
  const model = Model.of(history);
  const facts = { made: await runner.made(), orphans: await runner.mayHaveOrphans() };
  const last = audits.at(-1);
  const name =
    last?.exchanges === history.length
      ? last.name
      : `audit${audits.length === 0 ? '' : `-${audits.length + 1}`}`;
  const seen = await runner.run(auditing(name, model, facts));
  if (name !== last?.name) await runState.set('audits', [...audits, { name, exchanges: history.length }]);
  const readings = seen.inquiryIds.flatMap((inquiryId, index): Reading[] => {
    const list = seen.lists[index];
    const inquiry = seen.inquiries[seen.inquiryIdsRead.indexOf(inquiryId)];
    const single = seen.single && listsIt(list, seen.single) ? seen.single : undefined;
    return list ? [{ inquiryId, list, inquiry, single }] : [];
  });
  if (readings.length === 0) throw preconditionDoubt('Nothing was created that could be audited.');
  const [first] = seen.lists;
  if (first && readings.every(({ list }) => list.response.status >= 300)) {
    assumeSuccess(first, 'Listing an inquiry’s sessions');
  }
  return compare(model, readings, facts);
}
