/**
 * Whatever a server answers, judging and showing it ends: every function that reads its text is fed the text that is worst
 * for patterns like ours, repeated up to a size at which a pattern that looks back and forth would take hours.
 */
import { expect, test } from '@playwright/test';
import { maskFreeText } from '../../../client/free-text.ts';
import { learnSecretsOf } from '../../../client/learn-secrets.ts';
import { learnPersonal, learnSecret } from '../../../client/redact-text.ts';
import { redact, redactStory } from '../../../client/redaction.ts';
import { escaped, fenced } from '../../../reporting/failure-markdown.ts';
import { wrap } from '../../../reporting/layout.ts';
import { harmless } from '../../../client/harmless.ts';
import { exchangeOf } from './support/exchanges.ts';

const SIZE = 2 ** 18;
/** In milliseconds: what is in proportion takes hundredths of a second, a square of that size takes minutes. */
const LONGEST_MS = 10_000;

test.describe.configure({ timeout: 240_000 });

/** What our patterns begin with, nearly match, and repeat. */
const pieces: readonly string[] = [
  ...['a', '1', '-', '.', '_', '%', '&', '\\', '"', "'", '`', '<', '[', '|', ':', '/', ' ', '\n', '\u200b'],
  ...[
    'eyJ',
    '-eyJ',
    'eyJabcd.',
    'Bearer ',
    'Bearer+',
    'Bearer%20',
    'Authorization: Bearer ',
    'persona_sandbox_',
  ],
  ...[
    'persona_sandbox_a.',
    'a@',
    'a.b@',
    'a@a.',
    '1.1.',
    '1.1.1.1',
    'a:',
    '::',
    '1:',
    'http://',
    'https:\\/\\/a/',
  ],
  ...[
    '&token',
    '?code',
    '&amp;',
    '&#97;',
    '%25',
    '%2561',
    '\\u0061',
    '\\\\u0061',
    '\\n',
    '0x61,',
    '"token":"',
  ],
  ...[
    '"latitude":',
    '"password',
    '"password":"\\',
    'fingerprint',
    '"ip-address" : ',
    'nameip',
    '"name',
    '```',
    'x\ny',
  ],
  ...['4111 1111 1111 1111 ', '+49 ', '123-45-', '\u001b[', '::error', '| ', '<!--'],
];

const LINK_CODE = 'Zx81LinkCodeOfNobody';

const readers: readonly (readonly [name: string, read: (text: string) => unknown])[] = [
  ['redact', redact],
  ['learnSecretsOf', (text) => learnSecretsOf(exchangeOf({ body: { title: text } }))],
  ['redactStory', (text) => redactStory([exchangeOf({ body: { errors: [{ title: text }] } })])],
  ['escaped', escaped],
  ['fenced', (text) => fenced('', text)],
  ['wrap', (text) => wrap(text, 80)],
  ['harmless', harmless],
  ['maskFreeText', (text) => maskFreeText(text)],
];

for (const [name, read] of readers) {
  test(`${name} takes time in proportion to the text, whatever it is`, () => {
    learnSecret(LINK_CODE);
    learnPersonal('Somebody’s Agent/1.0');
    const slow: string[] = [];
    for (const piece of pieces) {
      for (const text of [piece.repeat(SIZE / piece.length), `"${piece.repeat(SIZE / piece.length)}`]) {
        const begun = performance.now();
        read(text);
        const took = performance.now() - begun;
        if (took > LONGEST_MS) slow.push(`${JSON.stringify(piece)} ${took.toFixed(0)} ms`);
      }
    }
    expect(slow).toEqual([]);
  });
}

test('twenty thousand included resources are named and masked', () => {
  const included = Array.from({ length: 20_000 }, (_, n) => ({
    type: 'device',
    id: `dev_${n}_abcdef`,
    attributes: { status: `seen by dev_${n}_abcdef`, link: `x.${n}:y` },
  }));
  const begun = performance.now();
  const [clean] = redactStory([exchangeOf({ body: { included } })]);
  expect(performance.now() - begun).toBeLessThan(LONGEST_MS);
  expect(clean?.response.body).toContain('seen by <device:20000>');
});
