/** What a CI is told: the summary of a job in Markdown, and annotations; nothing in them is a command or a secret. */
import { existsSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { expect, test } from '@playwright/test';
import { catalogue, requirementById } from '../../../contract/catalogue.ts';
import { sources } from '../../../contract/sources.ts';
import { faults } from '../../../mock/faults/faults.ts';
import { startMock } from '../../../mock/server.ts';
import { annotations, tellCi } from '../../../reporting/ci.ts';
import { summaryMarkdown } from '../../../reporting/markdown.ts';
import { doubt, outcome, statement, saying, violation } from '../reporting/support/outcomes.ts';
import { runNode } from '../support/run-node.ts';

const clause = requirementById('auth.unknown-key');
const looksLike = {
  fault: 'unknown-key-let-through',
  sentence: 'Anyone is let in.',
  likeness: 0.9,
  shared: 7,
  of: 8,
};
const readings = new Map([[clause.id, { curl: 'curl -i "$PERSONA_BASE_URL"\n# expected; seen', looksLike }]]);

test('the summary begins with the conclusion and shows each violation in full', () => {
  const found = statement([violation(clause.id), outcome({ id: 'auth.no-key' })], { readings });
  const text = summaryMarkdown(found);
  const order = [
    '## ❌ Not conformant: ',
    'Not conformant: ',
    '| Authorization | 1 | 1 |  |  |  |',
    `<code>${clause.id}</code> (MUST): The session is in another state than it should be.`,
    '```diff\n- expected: status "expired"\n+ seen: status "active"\n```',
    `[${sources[clause.source.page].title}](${sources[clause.source.page].url})`,
    clause.rationale,
    '```sh\ncurl -i "$PERSONA_BASE_URL"',
    'Anyone is let in (unknown-key-let-through); 7 of 8 signs are the same',
  ];
  const places = order.map((part) => text.indexOf(part));
  expect(places).not.toContain(-1);
  expect(places).toEqual([...places].sort((one, other) => one - other));
});

test('what could not be checked is told by reason', () => {
  const absent = { verdict: 'not applicable', reason: 'No read-only key.' } as const;
  const found = statement([
    outcome({ id: 'auth.read-only-key', ...absent }),
    outcome({ id: 'auth.read-only-key-without-effect', ...absent }),
    doubt('auth.no-key'),
  ]);
  const text = summaryMarkdown(found);
  expect(text).toContain('**Not applicable** (2): No read-only key. `auth.read-only-key`, `auth.');
  expect(text).toContain('**Inconclusive** (1): The connection was reset. `auth.no-key`');
});

test('what a target says is text in the summary, never markup', () => {
  const seen = '</details> ``` <img src=x> [a](http://evil.example) | @everyone';
  const finding = { what: `It said ${seen}`, expected: 'nothing', seen };
  const text = summaryMarkdown(saying(finding, statement([violation(clause.id)])));
  expect(text.match(/<\/details>/g)).toHaveLength(2);
  expect(text).toContain(`\`\`\`\`diff\n- expected: nothing\n+ seen: ${seen}\n\`\`\`\``);
  const [before = '', after = ''] = text.split('</summary>');
  expect(before).not.toContain('<img');
  expect(after.split('````diff')[0]).not.toMatch(/[^\\](<img|\[a\])/);
});

test('a summary of nothing but violations stays readable', () => {
  const all = catalogue.filter(({ level }) => level === 'MUST').map(({ id }) => violation(id));
  expect(all.length).toBeGreaterThan(30);
  const text = summaryMarkdown(statement(all));
  expect(text.match(/<details>/g)).toHaveLength(20);
  expect(text).toContain(`${all.length - 20} more violations stand in the statement.`);
});

test('an error per violation, a warning per cause of doubt, and no more than are shown', () => {
  const [first, ...others] = annotations(
    statement([violation(clause.id), doubt('auth.no-key'), doubt('state.stays-expired')], { readings }),
  );
  expect(first).toBe(
    `::error title=Violation%3A ${clause.id}::The session is in another state than it should be. (MUST)%0AExpected: status "expired"%0ASeen: status "active"%0ALooks like: Anyone is let in (unknown-key-let-through); 7 of 8 signs are the same`,
  );
  expect(others).toEqual(['::warning title=Inconclusive%3A 2 requirements::The connection was reset.']);
  const many = catalogue.slice(0, 30).map(({ id }) => violation(id));
  const lines = annotations(statement(many));
  expect(lines).toHaveLength(10);
  expect(lines.at(-1)).toContain('21 more');
});

test('an annotation points to the line of the test, where the checked-out repository has it', () => {
  const places = new Map([[clause.id, { file: 'tests/conformance/auth.spec.ts', line: 12 }]]);
  const found = statement([violation(clause.id)], { places });
  const above = join(import.meta.dirname, '..', '..', '..', '..');
  const within = basename(join(import.meta.dirname, '..', '..', '..'));
  expect(annotations(found, { GITHUB_WORKSPACE: above })[0]).toMatch(
    `::error file=${within}/tests/conformance/auth.spec.ts,line=12,title=`,
  );
  expect(annotations(found, { GITHUB_WORKSPACE: join(above, 'elsewhere') })[0]).toMatch(/^::error title=/);
  expect(annotations(found)[0]).toMatch(/^::error title=/);
});

test('no text begins a command of its own', () => {
  const finding = { what: 'a\n::set-output name=x::y', expected: '50 %', seen: '\r\n::error::z' };
  const lines = annotations(saying(finding, statement([violation(clause.id)])));
  expect(lines).toHaveLength(1);
  expect(lines[0]).not.toMatch(/[\r\n]/);
  expect(lines[0]).toContain('50 %25');
});

test('outside of a CI nothing is said, and a summary that cannot be written is told', ({}, testInfo) => {
  const said: string[] = [];
  const print = (line: string) => void said.push(line);
  const found = statement([violation(clause.id)]);
  tellCi(found, {}, print);
  expect(said).toEqual([]);
  tellCi(found, { GITHUB_STEP_SUMMARY: testInfo.outputPath('no', 'such', 'folder') }, print);
  expect(said).toEqual([
    expect.stringMatching(/^The job summary could not be written .*; the verdict stands\.$/),
  ]);
});

test('nothing secret is written', ({}, testInfo) => {
  const key = 'persona_sandbox_mock_full';
  const said: string[] = [];
  const finding = { what: `It gave ${key}.`, expected: 'no key', seen: key };
  const file = testInfo.outputPath('summary.md');
  tellCi(
    saying(finding, statement([violation(clause.id)])),
    { GITHUB_STEP_SUMMARY: file, GITHUB_ACTIONS: 'true' },
    (line) => void said.push(line),
  );
  expect(said).toHaveLength(1);
  expect(said.join()).not.toContain(key);
  expect(readFileSync(file, 'utf8')).toContain('❌');
  expect(readFileSync(file, 'utf8')).not.toContain(key);
});

test('a run against a faulty target in a CI: exit 1, annotation, summary, and a script in the statement', async ({}, testInfo) => {
  const fault = faults.find(({ slug }) => slug === 'unknown-key-let-through');
  const mock = await startMock(fault ? { patch: fault.patch } : {});
  const reportDir = testInfo.outputPath('reports');
  const summary = testInfo.outputPath('summary.md');
  try {
    const { exitCode, output } = await runNode(
      ['--import', 'tsx', 'cli/conformance.ts', '--no-report', '--grep', `${clause.id} `],
      {
        env: {
          PERSONA_TARGET: 'sandbox',
          PERSONA_BASE_URL: mock.baseUrl,
          PERSONA_API_KEY: mock.keys.full,
          PERSONA_INQUIRY_TEMPLATE_ID: mock.templateId,
          REPORT_DIR: reportDir,
          GITHUB_ACTIONS: 'true',
          GITHUB_STEP_SUMMARY: summary,
        },
      },
    );
    expect(output).toContain(`::error title=Violation%3A ${clause.id}::`);
    expect(output).toContain('Authorization: Bearer $UNKNOWN_API_KEY');
    expect(exitCode).toBe(1);
    expect(output + readFileSync(summary, 'utf8')).not.toContain(mock.keys.full);
  } finally {
    await mock.close();
  }
  expect(existsSync(summary)).toBe(true);
  expect(readFileSync(summary, 'utf8')).toContain('curl -i -sS -g -X POST');
  const written = JSON.parse(readFileSync(join(reportDir, 'conformance.json'), 'utf8')) as {
    requirements: { slug: string; curl?: string }[];
  };
  expect(written.requirements.find(({ slug }) => slug === clause.id)?.curl).toContain(
    'Bearer $PERSONA_API_KEY',
  );
});
