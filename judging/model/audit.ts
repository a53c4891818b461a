/** The audit: what the run made is read once more, some time after the last write, and compared with the model. */
import { preconditionDoubt } from '../../client/errors.ts';
import { assumeSuccess } from '../../scenarios/reading.ts';
import type { Exchange } from '../../client/exchange.ts';
import { scenario, type Scenario } from '../../scenarios/scenario.ts';
import type { ScenarioRunner } from '../../scenarios/scenario-runner.ts';
import { compare, type AuditFacts, type AuditFinding, type Reading } from './compare.ts';
import { Model } from './model.ts';

/** What is undone is seldom undone at once, in milliseconds. */
const SETTLING_MS = 2_000;

/** More than an inquiry can have sessions, so that one page shows them all. */
const PAGE = 50;

type Seen = {
  readonly inquiryIds: readonly string[];
  readonly lists: readonly Exchange[];
  readonly inquiries: readonly Exchange[];
};

/** Lists the sessions of every inquiry of the run, and reads the inquiry. */
function auditing(name: string, model: Model, facts: AuditFacts): Scenario<Seen> {
  return scenario(
    name,
    'Every inquiry of the run is read, and its sessions listed, two seconds after the last write.',
    async ({ persona, pause }) => {
      await pause(SETTLING_MS, 'for what was written to settle before the audit');
      const inquiryIds = [...model.inquiries.values()].filter(({ gone }) => !gone).map(({ id }) => id);
      const lists: Exchange[] = [];
      const inquiries: Exchange[] = [];
      for (const [index, inquiryId] of inquiryIds.entries()) {
        const inquiry = await persona.retrieveInquiry(inquiryId, { as: `inquiry ${index + 1}` });
        const isSettled = (list: Exchange) =>
          compare(model, [{ inquiryId, list, inquiry }], facts).length === 0;
        const as = `sessions of inquiry ${index + 1}`;
        lists.push(await persona.listUntil({ inquiryId, pageSize: PAGE }, isSettled, { as }));
        inquiries.push(inquiry);
      }
      return { inquiryIds, lists, inquiries };
    },
  );
}

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
    const [list, inquiry] = [seen.lists[index], seen.inquiries[index]];
    return list && inquiry ? [{ inquiryId, list, inquiry }] : [];
  });
  if (readings.length === 0) throw preconditionDoubt('Nothing was created that could be audited.');
  const [first] = seen.lists;
  if (first && readings.every(({ list }) => list.response.status >= 300)) {
    assumeSuccess(first, 'Listing an inquiry’s sessions');
  }
  return compare(model, readings, facts);
}
