/** Every schema stands alone: another validator loads it from its file, and means the same by it. */
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { setShouldValidateFormat, validate } from '@hyperjump/json-schema/draft-2020-12';
import '@hyperjump/json-schema/formats';
import { expect, test } from '@playwright/test';

const FOLDER = join(import.meta.dirname, '..', '..', '..', 'schemas');
const files = readdirSync(FOLDER, { recursive: true, encoding: 'utf8' }).filter((file) =>
  file.endsWith('.json'),
);
const urlOf = (file: string): string => pathToFileURL(join(FOLDER, file)).href;

setShouldValidateFormat(true);

const session = (included: readonly object[]) => ({
  data: { type: 'inquiry-session', id: 'a', attributes: {} },
  included,
});
const attributes = (more: object) => ({ status: 'new', 'created-at': '2026-01-01T00:00:00Z', ...more });

/** File, with what it accepts and what it refuses. */
const EXAMPLES: readonly (readonly [file: string, accepted: object, refused: object])[] = [
  [
    'session-document.schema.json',
    session([{ type: 'device', id: 'd', attributes: {} }]),
    session([{ id: 'd' }]),
  ],
  [
    'session-attributes.schema.json',
    attributes({ 'started-at': null }),
    attributes({ 'created-at': 'yesterday' }),
  ],
  [
    'session-attributes.schema.json',
    attributes({ 'is-vpn': null }),
    attributes({ 'expired-at': '2026-01-01' }),
  ],
  ['session-attributes.schema.json#/$defs/flags', { 'is-vpn': true }, { 'is-vpn': 'true' }],
  ['versions/before-2021-08-18.schema.json', { 'browser-fingerprint': null }, {}],
  ['versions/from-2021-08-18.schema.json', {}, { 'browser-fingerprint': 'a' }],
];

test.describe('a schema', () => {
  test('there are some', () => {
    expect(files.length).toBeGreaterThan(10);
  });

  for (const file of files) {
    test(`${file} loads from its file, and is known by its own name`, async () => {
      const { $id } = JSON.parse(readFileSync(join(FOLDER, file), 'utf8')) as { readonly $id: string };
      expect([urlOf(file), $id]).toContain(new URL($id, urlOf(file)).href);
      expect(await validate(urlOf(file))).toBeInstanceOf(Function);
    });
  }

  for (const [file, accepted, refused] of EXAMPLES) {
    test(`${file} means the same there: ${JSON.stringify(refused)} is refused`, async () => {
      const [name = '', definition] = file.split('#');
      const url = definition === undefined ? urlOf(name) : `${urlOf(name)}#${definition}`;
      expect((await validate(url, accepted as never)).valid).toBe(true);
      expect((await validate(url, refused as never)).valid).toBe(false);
    });
  }

  test('one that refers to no file would be found', async ({}, info) => {
    const path = info.outputPath('broken.schema.json');
    mkdirSync(info.outputDir, { recursive: true });
    writeFileSync(
      path,
      JSON.stringify({ $schema: 'https://json-schema.org/draft/2020-12/schema', $ref: 'resource' }),
    );
    await expect(validate(pathToFileURL(path).href)).rejects.toThrow();
  });
});
