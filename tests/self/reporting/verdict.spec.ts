/** Outcomes → exit code and conclusion. */
import { expect, test } from '@playwright/test';
import { conclude, type RunContext } from '../../../reporting/verdict.ts';
import { doubt, outcome, violation } from './support/outcomes.ts';

const context: RunContext = {
  target: 'the target',
  version: '2023-01-05',
  levelOf: (id) => (id.startsWith('should') ? 'SHOULD' : id.startsWith('observed') ? 'OBSERVED' : 'MUST'),
  notSelected: 0,
  runErrors: [],
};
const pass = outcome({ id: 'must.holds' });
const absent = outcome({ id: 'must.absent', verdict: 'not applicable', reason: 'no key' });
const excused = outcome({
  id: 'must.excused',
  verdict: 'excused',
  finding: { code: 'rate-limit.not-lifted', exchange: 'a/b' },
});

const cases = [
  { name: 'all hold', outcomes: [pass], exitCode: 0, begins: 'Conformant' },
  { name: 'a violation', outcomes: [pass, violation('must.broken')], exitCode: 1, begins: 'Not conformant' },
  {
    name: 'a SHOULD violation',
    outcomes: [violation('should.broken')],
    exitCode: 1,
    begins: 'Not conformant',
  },
  { name: 'a doubt', outcomes: [pass, doubt('must.doubt')], exitCode: 3, begins: 'Inconclusive' },
  {
    name: 'a violation outweighs a doubt',
    outcomes: [doubt('must.doubt'), violation('must.broken')],
    exitCode: 1,
    begins: 'Not conformant',
  },
  { name: 'no outcome at all', outcomes: [], exitCode: 3, begins: 'Inconclusive' },
  { name: 'nothing applicable', outcomes: [absent], exitCode: 3, begins: 'Inconclusive' },
  { name: 'an excuse and a pass', outcomes: [pass, excused], exitCode: 0, begins: 'Conformant' },
] as const;

for (const { name, outcomes, exitCode, begins } of cases) {
  test(`${name}: ${exitCode}, "${begins}"`, () => {
    const conclusion = conclude(outcomes, context);
    expect(conclusion.exitCode).toBe(exitCode);
    expect(conclusion.sentence).toMatch(new RegExp(`^${begins}:`));
    expect(conclusion.sentence).not.toContain('\n');
  });
}

test('an error of the run itself is never conformant', () => {
  const { exitCode, sentence } = conclude([pass], { ...context, runErrors: ['a spec did not load'] });
  expect(exitCode).toBe(3);
  expect(sentence).toContain('The run itself failed (1 error of this suite or its set-up');
});

test('a violation is counted by level and named', () => {
  const { sentence } = conclude([pass, violation('must.a'), violation('should.b')], context);
  expect(sentence).toContain('breaks 2 of 3 requirements checked (1 MUST, 1 SHOULD): must.a, should.b.');
});

test('many slugs are cut short, and the rest counted', () => {
  const many = ['a', 'b', 'c', 'd', 'e', 'f', 'g'].map((fact) => violation(`must.${fact}`));
  expect(conclude(many, context).sentence).toContain('must.a, must.b, must.c, must.d, must.e and 2 more.');
});

test('our own mistakes are called ours, apart from doubts about the target', () => {
  const { sentence } = conclude([doubt('must.far'), doubt('must.ours', { doubt: 'suite' })], context);
  expect(sentence).toContain('1 requirement could not be judged: must.far.');
  expect(sentence).toContain('1 requirement met an internal error of this suite: must.ours.');
});

test('many doubts of one reason are told by the reason', () => {
  const many = ['a', 'b', 'c', 'd', 'e', 'f'].map((fact) =>
    doubt(`must.${fact}`, { reason: `${fact}/create: Creating an inquiry was answered with status 401.` }),
  );
  expect(conclude(many, context).sentence).toContain(
    '6 requirements could not be judged: Creating an inquiry was answered with status 401.',
  );
  expect(conclude([...many, doubt('must.other')], context).sentence).toContain(
    '7 requirements could not be judged: 6 of them because: Creating an inquiry was answered with status 401.',
  );
});

test('a partial run says that it is one', () => {
  const { exitCode, sentence } = conclude([pass], { ...context, notSelected: 9 });
  expect(exitCode).toBe(0);
  expect(sentence).toContain('This run selected 1 of 10 requirements; it says nothing about the others.');
});

test('excuses and what did not apply are mentioned', () => {
  const { sentence } = conclude([pass, excused, absent], context);
  expect(sentence).toContain('keeps 1 of 2 requirements checked (1 MUST).');
  expect(sentence).toContain('1 known deviation excused: must.excused.');
  expect(sentence).toContain('1 requirement not applicable here.');
});
