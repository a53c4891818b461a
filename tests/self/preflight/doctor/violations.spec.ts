/** No broken promise of a target may be taken for a wrong set-up: every fault of the mock, the degenerate ones and all that is legal. */
import { expect, test } from '@playwright/test';
import { AT_NIGHT } from '../../support/at-night.ts';
import { allServers, type Server } from '../../../../proof/campaign/servers.ts';
import { atMock } from './support.ts';

const AT_ONCE = 6;
const servers = allServers().filter(({ kind }) => kind !== 'pairwise');
/** Nothing at all can be told of these two, by the doctor or by the suite: both end with 3. */
const UNTOLD = ['always-500', 'very-slow'];

test('no fault and no variation of a sample is blamed on the environment', async () => {
  const sample = servers.filter(({ slug }, index) => index % 12 === 0 || UNTOLD.includes(slug));
  await examine(sample);
});

test('no fault and no variation of the mock is blamed on the environment', AT_NIGHT, async () => {
  test.setTimeout(240_000);
  await examine(servers);
});

async function examine(servers: readonly Server[]): Promise<void> {
  expect(servers.length).toBeGreaterThan(30);
  const blamed: string[] = [];
  const untold: string[] = [];
  const requests: number[] = [];
  const queue = [...servers];
  const work = async (): Promise<void> => {
    for (let server = queue.shift(); server; server = queue.shift()) {
      const { kind, slug, patch: patch } = server;
      const diagnosis = await atMock({ seed: 1, patch: patch });
      requests.push(diagnosis.requests);
      if (diagnosis.health === 'doubt') untold.push(slug);
      if (diagnosis.health === 'problem') {
        const why = diagnosis.results.filter(({ health }) => health === 'problem');
        blamed.push(`${kind} ${slug}: ${why.map(({ check, seen }) => `${check}: ${seen}`).join(' | ')}`);
      }
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  process.stdout.write(
    `Doctor: ${blamed.length} of ${servers.length} faults and variations blamed on the environment; ${Math.max(...requests)} requests at most.\n`,
  );
  expect(blamed).toEqual([]);
  expect(untold.toSorted()).toEqual(UNTOLD);
}
