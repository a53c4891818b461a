/** The statement and its schema. */
import { readFileSync } from 'node:fs';
import { expect, test } from '@playwright/test';
import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { catalogue } from '../../../contract/catalogue.ts';
import { STATEMENT_SCHEMA, type Statement } from '../../../reporting/statement.ts';
import { doubt, outcome, statement, violation } from './support/outcomes.ts';

const ids = catalogue.map(({ id }) => id);
const [first = '', second = '', third = '', fourth = ''] = ids;

const schema = JSON.parse(
  readFileSync(new URL('../../../schemas/conformance.schema.json', import.meta.url), 'utf8'),
) as object;

function validator(): (value: unknown) => string[] {
  const ajv = new Ajv2020({ allErrors: true });
  addFormats.default(ajv);
  const validate = ajv.compile(schema);
  return (value) =>
    validate(value) ? [] : (validate.errors ?? []).map((e) => `${e.instancePath} ${e.message}`);
}

const everyVerdict = (): Statement =>
  statement([
    outcome({
      id: first,
      observations: [{ code: 'answered', request: 'second-expire', answer: { status: 409 } }],
      exchanges: ['a/b'],
    }),
    violation(second),
    doubt(third),
    outcome({ id: fourth, verdict: 'not applicable', reason: 'no read-only key' }),
  ]);

test('a statement with every kind of verdict is valid against its schema', () => {
  expect(validator()(everyVerdict())).toEqual([]);
});

test('a statement of a run that ended before the target was known is valid too', () => {
  const early = statement([], { facts: {}, runErrors: ['The mock did not start.'] });
  expect(validator()(early)).toEqual([]);
  expect(early.target).toEqual({ kind: 'mock', baseUrl: null });
  expect(early.personaVersion).toBe('2021-08-18');
  expect(early.seed).toBeNull();
});

test('the schema names the format that the statement carries', () => {
  expect(schema).toMatchObject({
    $id: STATEMENT_SCHEMA,
    $schema: 'https://json-schema.org/draft/2020-12/schema',
  });
});

const spoilt: { name: string; spoil: (good: Statement) => unknown }[] = [
  { name: 'a key beside the target', spoil: (s) => ({ ...s, target: { ...s.target, apiKey: 'x' } }) },
  {
    name: 'credentials in the base URL',
    spoil: (s) => ({ ...s, target: { kind: 'sandbox', baseUrl: 'https://u:p@h/v1' } }),
  },
  {
    name: 'an unknown verdict',
    spoil: (s) => ({ ...s, requirements: [{ ...s.requirements[0], verdict: 'fine' }] }),
  },
  {
    name: 'a violation without a finding',
    spoil: (s) => ({ ...s, requirements: [{ ...s.requirements[0], verdict: 'violation' }] }),
  },
  {
    name: 'a doubt without a reason',
    spoil: (s) => ({
      ...s,
      requirements: [{ ...s.requirements[0], verdict: 'inconclusive', doubt: 'suite' }],
    }),
  },
  { name: 'a negative count', spoil: (s) => ({ ...s, requests: { ...s.requests, total: -1 } }) },
  {
    name: 'an exit code that no run has',
    spoil: (s) => ({ ...s, conclusion: { ...s.conclusion, exitCode: 4 } }),
  },
  { name: 'a time that is none', spoil: (s) => ({ ...s, startedAt: 'yesterday' }) },
];

for (const { name, spoil } of spoilt) {
  test(`the schema refuses ${name}`, () => {
    expect(validator()(spoil(everyVerdict()))).not.toEqual([]);
  });
}

test('totals, coverage and what was left out add up to the catalogue', () => {
  const { totals, coverage, notSelected, requirements } = everyVerdict();
  expect(totals.verdicts).toEqual({
    pass: 1,
    violation: 1,
    inconclusive: 1,
    'not applicable': 1,
    excused: 0,
  });
  const perLevel = Object.values(totals.levels).flatMap((counts) => Object.values(counts));
  expect(perLevel.reduce((sum, n) => sum + n, 0)).toBe(4);
  expect(coverage).toEqual({
    catalogue: ids.length,
    selected: 4,
    checked: 2,
    notApplicable: 1,
    inconclusive: 1,
  });
  expect([...requirements.map(({ slug }) => slug), ...notSelected]).toEqual(ids);
});

test('the base URL is kept without credentials, query and trailing slash', () => {
  const baseUrl = 'https://user:pass@api.example/api/v1/?key=x';
  const { target, conclusion } = statement([outcome({ id: first })], {
    facts: { target: { kind: 'sandbox', baseUrl } },
  });
  expect(target.baseUrl).toBe('https://api.example/api/v1');
  expect(conclusion.sentence).not.toContain('pass@');
});

test('an outcome of no requirement is refused as our mistake', () => {
  expect(() => statement([outcome({ id: 'no.such' })])).toThrow('"no.such", which is not in the catalogue');
});
