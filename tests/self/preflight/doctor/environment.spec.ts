/** Every wrong set-up is named rightly: on its line, with its remedy, and nothing else is made a problem of. */
import { expect, test } from '@playwright/test';
import { environmentFaults } from './environment-faults.ts';
import { atMock } from './support.ts';

test('at a target where all is well every line is ok, and the session is handed over', async () => {
  const diagnosis = await atMock({});
  expect(diagnosis.results.filter(({ health }) => health !== 'ok')).toEqual([]);
  expect(diagnosis.results.length).toBeGreaterThanOrEqual(20);
  expect(diagnosis.reusable).toMatchObject({ state: 'active' });
  // Two creations, link and reading are what the run would have spent itself.
  expect(diagnosis.requests).toBeLessThanOrEqual(8 + 4);
});

test('all wrong set-ups are named rightly', async () => {
  test.setTimeout(120_000);
  const named: string[] = [];
  const missed: string[] = [];
  for (const { name, diagnosis, check, health, seen, remedy } of environmentFaults) {
    const { results: findings } = await diagnosis();
    const line = findings.find((finding) => finding.check === check);
    const right =
      line?.health === health &&
      seen.test(line.seen) &&
      remedy.test(line.remedy ?? '') &&
      findings.every((finding) => finding.health !== 'problem' || finding.check === check);
    if (right) named.push(name);
    else missed.push(`${name}: ${JSON.stringify(findings.filter((finding) => finding.health !== 'ok'))}`);
  }
  process.stdout.write(
    `Doctor: ${named.length} of ${environmentFaults.length} wrong set-ups named rightly.\n`,
  );
  expect(missed).toEqual([]);
  expect(named.length).toBeGreaterThanOrEqual(20);
});

test('no finding shows a key', async () => {
  for (const { diagnosis, name } of environmentFaults.filter(({ name }) => name.includes('key'))) {
    expect(JSON.stringify(await diagnosis()), name).not.toMatch(/persona_sandbox_[a-z]/);
  }
});
