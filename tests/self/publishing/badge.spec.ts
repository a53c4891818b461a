/** The badge: the colour and the words of every exit code, and never greener than the statement. */
import { expect, test } from '@playwright/test';
import { catalogue } from '../../../contract/catalogue.ts';
import { badgeOf } from '../../../reporting/badge.ts';
import type { Statement } from '../../../reporting/statement.ts';
import { doubt, outcome, statement, violation } from '../reporting/support/outcomes.ts';

const all = catalogue.map(({ id }) => outcome({ id }));
const [first = outcome({ id: 'auth.no-key' }), ...others] = all;
const excuse = {
  slug: first.id,
  reason: 'known',
  owner: 'us',
  link: 'https://issues.example.com/1',
  expires: '2027-01-01',
  place: 'known-deviations.json:4',
};

const cases: { name: string; of: Statement; exitCode: number; color: string; says: string }[] = [
  {
    name: 'all holds',
    of: statement(all),
    exitCode: 0,
    color: 'brightgreen',
    says: 'conformant, 2026-01-02',
  },
  {
    name: 'a part holds',
    of: statement([first]),
    exitCode: 0,
    color: 'yellowgreen',
    says: 'conformant in 1 requirements, 2026-01-02',
  },
  {
    name: 'a violation is excused',
    of: statement([{ ...violation(first.id), verdict: 'excused', reason: 'known' }, ...others]),
    exitCode: 0,
    color: 'yellowgreen',
    says: 'conformant, 1 excused, 2026-01-02',
  },
  {
    name: 'a violation',
    of: statement([violation(first.id), ...others]),
    exitCode: 1,
    color: 'red',
    says: 'not conformant, 1 violation, 2026-01-02',
  },
  {
    name: 'an excuse that is not needed',
    of: statement(all, { facts: { ...statementFacts(), excuses: [excuse] } }),
    exitCode: 2,
    color: 'orange',
    says: 'excused for nothing, 2026-01-02',
  },
  {
    name: 'a doubt',
    of: statement([doubt(first.id), ...others]),
    exitCode: 3,
    color: 'lightgrey',
    says: 'inconclusive, 1 open, 2026-01-02',
  },
  {
    name: 'nothing could be run',
    of: statement([], { runErrors: ['The mock did not start.'] }),
    exitCode: 3,
    color: 'lightgrey',
    says: 'inconclusive, 2026-01-02',
  },
];

for (const { name, of, exitCode, color, says } of cases) {
  test(`${name}: exit code ${exitCode} is ${color}`, () => {
    expect(of.conclusion.exitCode).toBe(exitCode);
    expect(badgeOf(of)).toMatchObject({ schemaVersion: 1, color, message: says });
    expect(badgeOf(of).label).toContain('sandbox');
    expect(badgeOf(of).color.includes('green')).toBe(of.conclusion.conformant);
  });
}

test('a verdict about the mock says so', () => {
  const target = { kind: 'mock', baseUrl: 'http://127.0.0.1:1/api/v1' } as const;
  expect(badgeOf(statement(all, { facts: { target } })).label).toContain('embedded mock');
});

function statementFacts(): NonNullable<Parameters<typeof statement>[1]>['facts'] & object {
  return { target: { kind: 'sandbox', baseUrl: 'http://127.0.0.1:8080/api/v1' } };
}
