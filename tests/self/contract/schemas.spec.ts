/** The schemas: strict on what is documented, tolerant of what is new. */
import { expect, test } from '@playwright/test';
import { pointerOf } from '../../../schemas/pointer.ts';
import { mismatch, type SchemaPart } from '../../../schemas/compile.ts';

const session = (attributes: object) => ({
  status: 'new',
  'created-at': '2026-01-01T00:00:00.000Z',
  ...attributes,
});

const ACCEPTED: readonly [SchemaPart, string, unknown][] = [
  ['session-attributes', 'an unknown attribute', session({ 'moon-phase': 'full' })],
  ['session-attributes', 'an undocumented status', session({ status: 'paused' })],
  ['session-attributes', 'nulls', session({ 'is-vpn': null, latitude: null, 'started-at': null })],
  ['session-attributes', 'an offset and no fraction', session({ 'created-at': '2026-01-01T00:00:00+02:00' })],
  ['session-attributes', 'a leap second', session({ 'created-at': '2016-12-31T18:59:60.5-05:00' })],
  ['error-document', 'a code, and no details', { errors: [{ title: 'No', code: 'no' }] }],
  [
    'session-relationships',
    'no device',
    { inquiry: { data: { type: 'inquiry', id: 'i' } }, device: { data: null } },
  ],
];

const REFUSED: readonly [SchemaPart, string, unknown, string][] = [
  ['session-attributes', 'a mistyped flag', session({ 'is-vpn': 'false' }), '/is-vpn'],
  ['session-attributes', 'a mistyped coordinate', session({ latitude: '1.5' }), '/latitude'],
  ...[
    '2026-01-01 00:00:00Z',
    '2026-01-01T00:00:00+0000',
    '2026-01-01T00:00:00+00',
    '2026-01-01T00:00Z',
    '2026-02-30T00:00:00Z',
    '2026-01-01T24:00:00Z',
    '2026-01-01T12:00:60Z',
  ].map((time): [SchemaPart, string, unknown, string] => [
    'session-attributes',
    `the time ${time}`,
    session({ 'expired-at': time }),
    '/expired-at',
  ]),
  [
    'session-attributes',
    'a time without a zone',
    session({ 'expired-at': '2026-01-01 00:00:00' }),
    '/expired-at',
  ],
  ['session-attributes', 'no status', { 'created-at': '2026-01-01T00:00:00Z' }, '/status'],
  ['error-document', 'no errors', { errors: [] }, '/errors'],
  ['error-document', 'an empty title', { errors: [{ title: '' }] }, '/errors/0/title'],
  [
    'session-attributes-from-2021-08-18',
    'a fingerprint',
    session({ 'browser-fingerprint': 'x' }),
    '/browser-fingerprint',
  ],
  ['session-attributes-before-2021-08-18', 'no fingerprint', session({}), '/browser-fingerprint'],
];

test.describe('the schemas', () => {
  for (const [schema, what, value] of ACCEPTED) {
    test(`${schema} accepts ${what}`, () => {
      expect(mismatch(schema, value)).toBeUndefined();
    });
  }

  for (const [schema, what, value, pointer] of REFUSED) {
    test(`${schema} refuses ${what}`, () => {
      expect(pointerOf(mismatch(schema, value)?.path ?? ['nothing wrong'])).toBe(pointer);
    });
  }
});
