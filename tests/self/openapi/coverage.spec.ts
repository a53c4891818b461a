/** The vendor's files of today against the contract: what is covered, what is excluded, and nothing else. */
import { expect, test } from '@playwright/test';
import { requirementById } from '../../../contract/catalogue.ts';
import { isOurs, namedClauses, schemaClauses } from '../../../openapi/clauses.ts';
import { coverageOf, type Coverage } from '../../../openapi/coverage.ts';
import { exclusions } from '../../../openapi/exclusions.ts';
import { callsOf, type Fact } from '../../../openapi/facts.ts';
import { readDescriptions, type Description } from '../../../openapi/read.ts';
import { resultOf } from '../../../openapi/result.ts';
import { selects } from '../../../openapi/selecting.ts';
import { absent, HISTORY, NOT_AT_HAND, VENDOR } from './support/planting.ts';

test.describe('the vendor’s files', () => {
  test.skip(absent(VENDOR), NOT_AT_HAND);
  test.describe.configure({ mode: 'default' });

  let descriptions: readonly Description[] = [];
  let coverages: readonly Coverage[] = [];

  test.beforeAll(async () => {
    descriptions = await readDescriptions(VENDOR);
    coverages = descriptions.map((one) => coverageOf(one));
  });

  test('hold nothing that is neither covered nor excluded', async ({}, info) => {
    const { elements, completeness } = resultOf(coverages);
    info.annotations.push({ type: 'coverage', description: completeness });
    expect(coverages.map(({ version }) => version)).toHaveLength(7);
    const fresh = elements.filter(({ state }) => state === 'new').map(({ label }) => label);
    expect(fresh).toEqual([]);
  });

  test('still describe every clause of ours', () => {
    expect(coverages.flatMap(({ version, gone }) => gone.map(({ label }) => `${version}: ${label}`))).toEqual(
      [],
    );
  });

  test('cover only with requirements that can fail', () => {
    const covered = coverages.flatMap(({ elements }) => elements.filter(({ state }) => state === 'covered'));
    expect(covered.length).toBeGreaterThan(7 * 100);
    for (const { by, label } of covered) {
      expect(by.length, label).toBeGreaterThan(0);
      for (const id of by) expect(requirementById(id).level, `${label}: ${id}`).not.toBe('OBSERVED');
    }
  });

  test('need every exclusion', async () => {
    const history = absent(HISTORY) ? [] : await readDescriptions(HISTORY);
    const facts: readonly Fact[] = [...descriptions, ...history].flatMap((one) =>
      [...callsOf(one, isOurs).values()].flatMap((call) => call.facts),
    );
    // What an inquiry can include is cut out of the files at hand.
    const needed = exclusions.filter(({ kinds }) => !kinds.includes('included'));
    const idle = needed.filter((exclusion) => !facts.some((fact) => selects(exclusion, fact)));
    expect(idle).toEqual([]);
    const names = needed.flatMap((exclusion) =>
      (exclusion.names ?? []).map((name) => ({ ...exclusion, names: [name] })),
    );
    const idleNames = names
      .filter((one) => !facts.some((fact) => selects(one, fact)))
      .flatMap((one) => one.names);
    expect(idleNames).toEqual([]);
  });

  test('are told apart by version: the fingerprint is covered before it moved, and not described after', () => {
    const fingerprint = (version: string): readonly string[] =>
      coverages
        .filter((one) => one.version === version)
        .flatMap(({ elements }) =>
          elements.filter(({ label }) => label === 'data.attributes.browser-fingerprint'),
        )
        .map(({ state, by }) => `${state} ${by.join()}`);
    expect(fingerprint('2021-07-05')).toEqual(['covered version.fingerprint-before-move']);
    expect(fingerprint('2022-09-01')).toEqual([]);
  });
});

test('every clause names a requirement that the catalogue has', () => {
  const ids = [...schemaClauses.map(({ by }) => by), ...namedClauses.flatMap(({ by }) => by)];
  expect(namedClauses.filter(({ by }) => by.length === 0)).toEqual([]);
  for (const id of ids) expect(requirementById(id).id).toBe(id);
});
