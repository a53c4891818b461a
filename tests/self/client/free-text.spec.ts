/** What is masked by its shape in the free text of errors, and what is not. */
import { expect, test } from '@playwright/test';
import { maskFreeText } from '../../../client/free-text.ts';
import { redactStory } from '../../../client/redaction.ts';
import { exchangeOf } from './support/exchanges.ts';

/** All made up, or set aside by their issuers for examples. */
const PERSONAL = {
  'a telephone number': [
    '+1 202-555-0143',
    '+442079460018',
    '+49 (30) 901820',
    '(202) 555-0143',
    '202.555.0143',
  ],
  'a card': ['4111 1111 1111 1111', '5555555555554444', '3782-822463-10005'],
  'a national number': [
    '078-05-1120',
    '111.444.777-35',
    '046 454 286',
    '12345678Z',
    'QQ 12 34 56 C',
    '2345 6789 0123',
    '010190-1234',
    '11010519491231002X',
  ],
  'a bank account': ['DE89370400440532013000', 'GB29 NWBK 6016 1331 9268 19'],
};

const SECRET = {
  'an opaque token': [
    'a8f5f167f44f4964e6c998dee827110c',
    'AbCd1234efGh5678IjKl',
    '3f2504e0-4f89-11d3-9a0c-0305e82c3301',
    'tok_live9x-8Zq7kkPqRsTuV',
  ],
  'a link on somebody’s own domain': [
    'https://verify.customer.example/s/9XkQ?x=1',
    'http://id.example#secret',
  ],
};

const KEPT = [
  'inquiry-template-id is missing or is not a text.',
  'The key was used with other parameters at 2026-11-27T10:00:00.000Z',
  'no-such-relationship-of-an-inquiry-session is not known',
  'Version 2023-01-05 and 300 requests in 60 seconds, 12 of 250',
  'see https://docs.withpersona.com for more',
  '1700000000000 ms, 4111 1111 1111 1112',
  'the session <session:12> of <inquiry:3>',
];

for (const [what, texts] of [...Object.entries(PERSONAL), ...Object.entries(SECRET)]) {
  for (const text of texts) {
    test(`${what} is masked: ${text}`, () => {
      const clean = maskFreeText(`It says ${text}, and no more.`);
      expect(clean).toMatch(
        /^It says (https?:\/\/[\w.]+\/)?(«masked»|\*\*\*)(, and no more\.| and no more\.)$/,
      );
    });
  }
}

test('personal shapes are shown in full evidence; tokens and links are not', () => {
  expect(maskFreeText('+1 202-555-0143 a8f5f167f44f4964e6c998dee827110c', 'full')).toBe(
    '+1 202-555-0143 ***',
  );
});

for (const text of KEPT) {
  test(`stays as it is: ${text}`, () => {
    expect(maskFreeText(text)).toBe(text);
  });
}

test('a text that nobody would read to its end is cut, with a word', () => {
  const body = { errors: [{ title: 'No. '.repeat(5_000) }] };
  const [story] = redactStory([exchangeOf({ body })]);
  expect(story?.response.body).toContain('No. … (16000 characters more)"');
});

test('the details of an error go through it', () => {
  const body = {
    errors: [{ title: 'Record invalid', details: 'call +1 202-555-0143 with AbCd1234efGh5678IjKl' }],
  };
  const [story] = redactStory([exchangeOf({ body })]);
  expect(story?.response.body).toContain('"call «masked» with ***"');
});
