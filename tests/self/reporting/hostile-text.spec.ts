/** Text of a server is data, wherever it is shown: terminals, CI logs, pull-request comments. */
import { expect, test } from '@playwright/test';
import { harmless, harmlessButColoured, harmlessLine } from '../../../client/harmless.ts';
import { safe } from '../../../reporting/safe-output.ts';
import { markdown } from '../../../upgrade/report-markdown.ts';
import type { Result } from '../../../upgrade/result.ts';

const hostile: readonly (readonly [name: string, text: string])[] = [
  ['an escape sequence that clears the screen', '\u001b[2J\u001b[1;1H'],
  ['a title of the window', '\u001b]0;owned\u0007'],
  ['a link', '\u001b]8;;http://a.test\u001b\\here'],
  ['hidden text', '\u001b[8mhidden\u001b[0m'],
  ['C1 controls', '\u009b2J'],
  ['text from right to left', 'a\u202eb'],
  ['isolated directions', 'a\u2066b\u2069'],
  ['backspaces', 'abc\b\b\b'],
  ['zero width', 'a\u200bb'],
  ['the lone half of a character', 'a\ud800b'],
  ['what XML forbids', 'a\uffff\ufffeb\u0000'],
];

for (const [name, text] of hostile) {
  test(`${name} is written out in every terminal line`, () => {
    for (const clean of [harmless(text), harmlessButColoured(text), safe(text)]) {
      expect(clean.replace(/\u001b\[0m/g, '')).not.toMatch(
        /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u200b-\u202e\u2066-\u2069\uffff\ufffe]/,
      );
      expect(clean).not.toMatch(/\p{Surrogate}/u);
      expect(clean).toContain('\\u');
    }
  });
}

test('colours of tools stay, and so do line breaks', () => {
  expect(safe('\u001b[31mred\u001b[39m\nnext\r\n')).toBe('\u001b[31mred\u001b[39m\nnext\n');
});

for (const text of [
  '::error::owned',
  '  ::set-output name=a::b',
  'x\n::add-mask::a',
  '##[error]owned',
  '##teamcity[x]',
  '##vso[task]',
]) {
  test(`no line can be a command to a CI system: ${JSON.stringify(text)}`, () => {
    expect(safe(text)).not.toMatch(/^[ \t]*(::|##\w*\[)/m);
    expect(harmlessLine('::error::a')).not.toMatch(/^::/);
  });
}

test('nothing of a target is markup in the pull-request comment', () => {
  const attack =
    '<img src=x onerror=a> @everyone #1 [a](http://a.test) ![b](http://b.test) <!-- c --> ```\n# Head\n| x |';
  const change = {
    fingerprint: 'f',
    verdict: 'blocked',
    sentence: `\`status\` was “${attack}”`,
    plane: 'status',
    rule: 'r',
    subject: 's',
    before: attack,
    after: attack,
    policy: null,
    reading: 'profile',
    remedy: null,
    known: null,
    where: 'w',
    steps: [],
    evidence: {
      step: attack,
      before: attack,
      after: attack,
      story: [{ step: attack, before: attack, after: attack }],
      curlBefore: `# ${attack}`,
      curlAfter: attack,
    },
  };
  const result = {
    from: '2021-07-05',
    to: '2023-01-05',
    sentence: `No: ${attack}`,
    exitCode: 1,
    consumer: null,
    changes: [change],
    changelog: [],
    noise: [],
    unobserved: [attack],
    gaps: [{ scenario: 's', reason: attack, matters: true }],
    compared: 1,
    requests: 1,
    timing: [],
  } as unknown as Result;
  const text = markdown(result);
  const outside = text.replace(/^(`{3,})sh\n[^]*?^\1$/gm, '');
  expect(outside).not.toBe(text);
  expect(outside).not.toMatch(/(?<!\\)<(?:img|!-- c)/);
  expect(outside).not.toMatch(/@everyone|(?<!\\)!?\[(?:a|b)(?<!\\)\]\(/);
  expect(outside).not.toMatch(/^# Head|^```/m);
  expect(text.match(/^`{4,}sh$/m)).not.toBeNull();
});
