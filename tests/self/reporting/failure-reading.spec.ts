/** What a violation says to its reader: in which order, with which script, and what it looks like. */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { requirementById } from '../../../contract/catalogue.ts';
import { sources } from '../../../contract/sources.ts';
import { redact, type RedactedExchange } from '../../../client/redaction.ts';
import { AllureExchanges } from '../../../reporting/allure-exchanges.ts';
import { arrangeAllureResults } from '../../../reporting/allure-results.ts';
import { readFailures, scriptFor } from '../../../reporting/failure-reading.ts';
import type { KnownFault } from '../../../reporting/similar-faults.ts';
import type { Outcome } from '../../../judging/outcome.ts';
import { shortestSequence } from '../../../reporting/sequence.ts';
import type { Story } from '../../../reporting/stories.ts';
import { endpointOf } from '../support/endpoint-of.ts';
import { plainStyle } from '../../../reporting/style.ts';
import { findingLines } from '../../../reporting/terminal.ts';
import { outcome, statement, violation } from './support/outcomes.ts';

const BASE = 'http://127.0.0.1:8080/api/v1';
const clause = requirementById('idempotency.replay-body');

type Parts = { method?: string; path: string; status?: number; key?: string; body?: unknown; id?: string };

function exchange(
  label: string,
  { method = 'POST', path, status = 200, key, body, id }: Parts,
): RedactedExchange {
  return {
    label,
    ...endpointOf(method, BASE + path),
    request: {
      method,
      url: BASE + path,
      headers: [
        ['Authorization', 'Bearer $PERSONA_API_KEY'],
        ['Accept', 'application/json'],
        ...(key === undefined ? [] : [['Idempotency-Key', key] as const]),
        ['User-Agent', 'persona-session-expiry-conformance'],
      ],
      body: body === undefined ? null : JSON.stringify(body, null, 2),
    },
    response: {
      status,
      headers: [],
      body: id === undefined ? '{}' : JSON.stringify({ data: { id } }, null, 2),
    },
    startedAt: 1,
    durationMs: 2,
    attempts: 1,
    ambiguous: false,
    redacted: true,
  };
}

const created = (label: string, session: string, key: string): RedactedExchange =>
  exchange(label, {
    path: '/inquiry-sessions',
    status: 201,
    key,
    body: { data: { attributes: { 'inquiry-id': '<inquiry:1>' } } },
    id: session,
  });

const repeat: Story = {
  scenario: 'repeat',
  curl: '',
  exchanges: [
    created('repeat/create', '<session:1>', '<idempotency-key:1>'),
    created('repeat/create sibling', '<session:2>', '<idempotency-key:2>'),
    exchange('repeat/read before', {
      method: 'GET',
      path: '/inquiry-sessions/<session:1>',
      id: '<session:1>',
    }),
    exchange('repeat/link', { path: '/inquiry-sessions/<session:1>/generate-one-time-link' }),
    exchange('repeat/expire', { path: '/inquiry-sessions/<session:1>/expire', key: '<idempotency-key:3>' }),
    exchange('repeat/expire sibling', { path: '/inquiry-sessions/<session:2>/expire' }),
    exchange('repeat/expire again', {
      path: '/inquiry-sessions/<session:1>/expire',
      key: '<idempotency-key:3>',
    }),
    exchange('repeat/read after', { method: 'GET', path: '/inquiry-sessions/<session:1>' }),
    exchange('repeat/read sibling', { method: 'GET', path: '/inquiry-sessions/<session:2>' }),
  ],
};

const borrowed: Story = {
  scenario: 'borrowed',
  curl: '',
  exchanges: [
    exchange('borrowed/expire', { path: '/inquiry-sessions/<session:1>/expire', id: '<session:1>' }),
    exchange('borrowed/of nobody', { path: '/inquiry-sessions/<session:2>/expire', status: 404 }),
  ],
};

const stories = new Map([repeat, borrowed].map((story) => [story.scenario, story]));
const storyWith = (label: string): readonly RedactedExchange[] =>
  stories.get(label.split('/')[0] ?? '')?.exchanges ?? [];
const labelsOf = (label: string): readonly string[] =>
  shortestSequence(label, storyWith(label)).map((found) => found.label);

const red = (id: string, exchangeLabel = 'repeat/expire again'): Outcome =>
  violation(id, {
    finding: {
      code: 'replay.other-body',
      difference: 'other',
      since: 'repeat/expire',
      path: ['data'],
      exchange: exchangeLabel,
    },
  });

test.describe('the shortest sequence', () => {
  test('makes the object, opens it, acts on it, and ends with the exchange that shows the finding', () => {
    expect(labelsOf('repeat/expire again')).toEqual([
      'set-up/create inquiry',
      'repeat/create',
      'repeat/link',
      'repeat/expire',
      'repeat/expire again',
    ]);
  });

  test('before a read holds what was done to the same object, and the same read before it', () => {
    expect(labelsOf('repeat/read after')).toEqual([
      'set-up/create inquiry',
      'repeat/create',
      'repeat/read before',
      'repeat/link',
      'repeat/expire',
      'repeat/expire again',
      'repeat/read after',
    ]);
    expect(labelsOf('repeat/read sibling')).toEqual([
      'set-up/create inquiry',
      'repeat/create sibling',
      'repeat/expire sibling',
      'repeat/read sibling',
    ]);
  });

  test('makes what another scenario made, but not a session that never showed itself', () => {
    expect(labelsOf('borrowed/expire')).toEqual([
      'set-up/create inquiry',
      'set-up/create session',
      'borrowed/expire',
    ]);
    expect(labelsOf('borrowed/of nobody')).toEqual(['borrowed/of nobody']);
  });

  test('holds the first use of a key that it compares with, wherever it was, and what that needs', () => {
    const other = [
      exchange('other/create inquiry', { path: '/inquiries', status: 201, id: '<inquiry:2>' }),
      exchange('other/create', {
        path: '/inquiry-sessions',
        status: 201,
        body: { data: { attributes: { 'inquiry-id': '<inquiry:2>' } } },
        id: '<session:9>',
      }),
      exchange('other/expire the first inquiry', { path: '/inquiries/<inquiry:1>/expire' }),
      exchange('other/expire', { path: '/inquiry-sessions/<session:9>/expire', key: '<idempotency-key:3>' }),
      exchange('other/read after', { method: 'GET', path: '/inquiry-sessions/<session:9>' }),
    ];
    const labels = shortestSequence('other/read after', [...repeat.exchanges, ...other]).map(
      ({ label }) => label,
    );
    expect(labels).toEqual([
      'set-up/create inquiry',
      'repeat/create',
      'repeat/expire',
      'other/create inquiry',
      'other/create',
      'other/expire',
      'other/read after',
    ]);
  });

  test('of many tries keeps the latest', () => {
    const tries = Array.from({ length: 9 }, (_, n) =>
      exchange(`many/try ${n}`, { path: '/inquiry-sessions/<session:1>/expire', id: '<session:1>' }),
    );
    const labels = shortestSequence('many/try 8', tries).map(({ label }) => label);
    expect(labels).toEqual([
      'set-up/create inquiry',
      'set-up/create session',
      ...[3, 4, 5, 6, 7, 8].map((n) => `many/try ${n}`),
    ]);
  });

  test('is empty where nothing was recorded', () => {
    expect(labelsOf('gone/expire')).toEqual([]);
    expect(labelsOf('repeat/gone')).toEqual([]);
  });
});

const known: readonly KnownFault[] = [
  {
    slug: 'key-ignored',
    area: 'idempotency',
    sentence: 'The key is ignored.',
    signature: [`red ${clause.id}`, 'red state.stays-expired'],
  },
  { slug: 'gone', area: 'state', sentence: 'It is gone.', signature: ['red state.active-becomes-expired'] },
];

/** Readings as a run makes them: the tests hand over the scripts. */
const read = (outcomes: readonly Outcome[]) => {
  const scripts = new Map(
    outcomes.flatMap((found) => {
      const script = scriptFor(found, storyWith(found.finding?.exchange ?? ''), BASE);
      return script === undefined ? [] : [[found.id, script] as const];
    }),
  );
  return readFailures(outcomes, { scripts, known });
};
const readingOf = (found: Outcome) => read([found]).get(found.id);

test('the script names keys and ids as variables, leaves out what is always the same, and says what to look for', () => {
  const script = readingOf(red(clause.id))?.curl ?? '';
  expect(script.trimEnd().split('\n').at(-1)).toBe(
    '# /data: expected the saved body, as in repeat/expire; seen a body that differs',
  );
  expect(script).toContain('-X POST "$PERSONA_BASE_URL/inquiry-sessions/${SESSION_1}/expire"');
  expect(script.match(/Idempotency-Key: \$\{IDEMPOTENCY_KEY_3\}/g)).toHaveLength(2);
  expect(script).not.toContain('${IDEMPOTENCY_KEY_1}');
  expect(script).not.toMatch(/User-Agent|Accept/);
  // The masking, which everything printed goes through, takes no variable for a key.
  expect(redact(script)).toBe(script);
  expect(redact('Authorization: Bearer $PERSONA_API_KEY.or-a-real-one')).not.toContain('real-one');
});

test('a violation looks like the known fault that turns it red, judged by what the run looked at', () => {
  const only = read([red(clause.id)]).get(clause.id)?.looksLike;
  expect(only).toMatchObject({ fault: 'key-ignored', sentence: 'The key is ignored.' });
  const run = [red(clause.id), outcome({ id: 'state.stays-expired' })];
  const among = read(run).get(clause.id)?.looksLike;
  expect(among?.fault).toBe('key-ignored');
  expect(among?.likeness).toBeLessThan(only?.likeness ?? 0);
});

test('nothing is read into a run without violations, or into one like nothing known', () => {
  expect(read([outcome({ id: clause.id })]).size).toBe(0);
  expect(readingOf(violation('time.created-at-kept'))).toEqual({});
});

const ORDER = [
  'The repeated answer has another body than the first one.',
  'the saved body, as in repeat/expire',
  clause.statement.slice(0, 30),
  sources[clause.source.page].url,
  clause.rationale.slice(0, 30),
  'curl -sS -g -X POST',
  'The key is ignored',
];

function inOrder(text: string): void {
  const places = ORDER.map((part) => text.indexOf(part));
  expect(places).not.toContain(-1);
  expect(places).toEqual([...places].sort((one, other) => one - other));
}

test('on the terminal: what broke, expected and seen, clause, why, curl, likeness, in this order', () => {
  const outcomes = [red(clause.id)];
  const readings = read(outcomes);
  const text = findingLines(statement(outcomes, { readings }), { style: plainStyle, width: 200 }).join('\n');
  inOrder(text);
  expect(text).toContain('Looks like      The key is ignored (key-ignored); ');
});

test('on the terminal a script stands once', () => {
  const outcomes = [red(clause.id), red('idempotency.replay-status')];
  const readings = read(outcomes);
  const lines = findingLines(statement(outcomes, { readings }), { style: plainStyle, width: 100 });
  expect(
    lines.filter((line) => line.includes('repeat/create →') || line === '    # repeat/create → 201'),
  ).toHaveLength(1);
  expect(lines).toContain(`  With curl       as for ${clause.id}`);
});

test('in Allure the description of a failed result says it in the same order', ({}, testInfo) => {
  const folder = testInfo.outputPath('results');
  mkdirSync(folder, { recursive: true });
  const file = join(folder, 'x-result.json');
  writeFileSync(
    file,
    JSON.stringify({
      name: clause.id,
      labels: [{ name: 'requirement', value: clause.id }],
      description: 'Below.',
    }),
  );
  const found = red(clause.id);
  const readings = read([found]);
  arrangeAllureResults(
    folder,
    statement([found], { readings }).requirements,
    new AllureExchanges(folder, stories),
  );
  const result = JSON.parse(readFileSync(file, 'utf8')) as {
    description: string;
    statusDetails: { message: string };
  };
  inOrder(result.description);
  expect(result.description).toContain(
    '```diff\n- expected: the saved body, as in repeat/expire\n+ seen: a body that differs\n```',
  );
  expect(result.description).toContain('\n\nBelow.\n\n**In the contract book.**');
  expect(result.statusDetails.message).toBe(ORDER[0]);
});

test('an excused violation is read more shortly, and still says what it looks like', () => {
  const outcomes: Outcome[] = [{ ...red(clause.id), verdict: 'excused', reason: 'until March' }];
  const readings = read(outcomes);
  const text = findingLines(statement(outcomes, { readings }), { style: plainStyle, width: 100 }).join('\n');
  expect(text).toContain('Seen            a body that differs');
  expect(text).toContain('Looks like      The key is ignored');
  expect(text).toContain('until March');
  expect(text).not.toContain('curl -sS');
});
