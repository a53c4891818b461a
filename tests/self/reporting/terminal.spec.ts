/** What a person reads after a run. */
import { expect, test } from '@playwright/test';
import { catalogue, requirementById } from '../../../contract/catalogue.ts';
import { sources } from '../../../contract/sources.ts';
import { labelled, readableWidth, wrap } from '../../../reporting/layout.ts';
import { plainStyle, styleFor } from '../../../reporting/style.ts';
import { areaLine, areaLines, conclusionLines, findingLines } from '../../../reporting/terminal.ts';
import { doubt, outcome, statement, stillActive, violation } from './support/outcomes.ts';

const page = { style: plainStyle, width: 100 };
const clause = requirementById('state.stays-expired');

test('a violation says what broke, expected, seen, where, the clause with its page, and why it matters', () => {
  const broken = violation(clause.id, {
    finding: { ...stillActive, exchange: 'repeat/read' },
  });
  const text = findingLines(statement([broken], { evidenceOf: () => ['evidence/repeat.json'] }), page).join(
    '\n',
  );
  const inOrder = [
    `Violation  ${clause.id}  SHOULD`,
    'another state than it should be',
    'Expected        status "expired"',
    'Seen            status "active"',
    'Where           /data/attributes/status',
    'repeat/read',
    clause.statement.slice(0, 40),
    sources[clause.source.page].url,
    clause.rationale,
    'evidence/repeat.json',
  ];
  const places = inOrder.map((part) => text.indexOf(part));
  expect(places).toEqual([...places].sort((a, b) => a - b));
  expect(places[0]).toBeGreaterThanOrEqual(0);
});

test('doubts of one cause are told once, whatever step they were met at', () => {
  const slugs = catalogue.slice(0, 15).map(({ id }) => id);
  const same = slugs.map((id, n) =>
    doubt(id, { reason: `scenario-${n}/create: refused; 4 attempts in 0.${n} s` }),
  );
  const other = doubt('time.created-at-kept', { doubt: 'suite', reason: 'x is not a function' });
  const lines = findingLines(statement([...same, other]), page);
  expect(lines.filter((line) => line.startsWith('Inconclusive'))).toEqual([
    'Inconclusive  15 requirements, for one reason',
    'Inconclusive  time.created-at-kept  SHOULD',
  ]);
  const text = lines.join(' ').replace(/\s+/g, ' ');
  expect(text).toContain('and 3 more (conformance.json)');
  expect(text).toContain('an internal error of this suite');
});

test('what did not apply is told by reason, observations are counted, notes and errors of the run are shown', () => {
  const text = findingLines(
    statement(
      [
        outcome({ id: 'auth.read-only-key', verdict: 'not applicable', reason: 'no read-only key' }),
        outcome({
          id: 'auth.read-only-key-without-effect',
          verdict: 'not applicable',
          reason: 'no read-only key',
        }),
        outcome({
          id: 'state.created-new',
          observations: [
            { code: 'quota', announced: true },
            { code: 'replay-request-id', id: 'new' },
          ],
        }),
      ],
      { facts: { notes: ['Waited 40 s for the rate limit.'] }, runErrors: ['A reporter failed.'] },
    ),
    page,
  ).join('\n');
  expect(text).toContain('Not applicable (2)    no read-only key');
  expect(text).toContain('2 observations recorded');
  expect(text).toContain('Note  Waited 40 s for the rate limit.');
  expect(text).toContain('The run itself failed\n  A reporter failed.');
});

test('nothing is said where all is well', () => {
  expect(findingLines(statement([outcome({ id: clause.id })], { facts: {} }), page)).toEqual([]);
});

const areaCases = [
  { verdicts: ['pass', 'pass'], line: 'all 2 hold' },
  { verdicts: ['pass', 'violation', 'violation'], line: '1 of 3 hold · 2 violations' },
  {
    verdicts: ['pass', 'inconclusive', 'not applicable', 'excused'],
    line: '1 of 3 hold · 1 inconclusive · 1 excused · 1 not applicable',
  },
  { verdicts: ['not applicable'], line: 'nothing to check · 1 not applicable' },
] as const;

for (const { verdicts, line } of areaCases) {
  test(`an area of ${verdicts.join(', ')} reads "${line}"`, () => {
    const outcomes = verdicts.map((verdict) => ({ verdict }));
    expect(areaLine('time', outcomes, page)).toBe(`Times                     ${line}`);
  });
}

test('areas come in reading order, and only those that the run touched', () => {
  const lines = areaLines(
    statement([outcome({ id: 'time.created-at-kept' }), outcome({ id: clause.id })]),
    page,
  );
  expect(lines).toEqual(['Status transitions        all 1 hold', 'Times                     all 1 hold']);
});

test('the conclusion is wrapped to the width', () => {
  const lines = conclusionLines(statement([outcome({ id: clause.id })]), { style: plainStyle, width: 60 });
  expect(lines.length).toBeGreaterThan(1);
  expect(lines.every((line) => line.length <= 60)).toBe(true);
  expect(lines[0]).toMatch(/^Conformant: /);
});

test('text is wrapped at spaces; a long word keeps a line of its own', () => {
  expect(wrap('one two three', 7)).toEqual(['one two', 'three']);
  expect(wrap('a incomprehensibilities b', 5)).toEqual(['a', 'incomprehensibilities', 'b']);
  expect(labelled('Key', 'one two', { indent: 2, column: 5, width: 12 })).toEqual([
    '  Key  one',
    '       two',
  ]);
});

test('the width is the terminal’s, within what reads well', () => {
  expect([undefined, 0, 20, 80, 300].map(readableWidth)).toEqual([110, 110, 40, 80, 110]);
});

test('colour needs a terminal, and gives way to NO_COLOR', () => {
  expect(styleFor({ isTTY: true }, {}).red('x')).not.toBe('x');
  expect(styleFor({ isTTY: true }, { NO_COLOR: '1' }).red('x')).toBe('x');
  expect(styleFor({ isTTY: false }, {}).red('x')).toBe('x');
  expect(styleFor({}, { FORCE_COLOR: '1' }).red('x')).toBe('x');
});
