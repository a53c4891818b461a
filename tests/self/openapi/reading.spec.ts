/** Descriptions as they come: YAML or JSON, in one piece or in many, and what is none. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, test } from '@playwright/test';
import { changesBetween } from '../../../openapi/changes.ts';
import { coverageOf } from '../../../openapi/coverage.ts';
import { readDescriptions } from '../../../openapi/read.ts';
import { copyOf, OWN, Planted, put, readBack, type Node } from './support/planting.ts';

function write(folder: string, files: Readonly<Record<string, unknown>>): string {
  for (const [name, content] of Object.entries(files)) {
    const path = join(folder, name);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, typeof content === 'string' ? content : JSON.stringify(content));
  }
  return folder;
}

const own = (version = '2023-01-05'): Node => {
  const document = copyOf(OWN);
  put(document['info'] ?? {}, 'version', version);
  return document;
};

test.describe('a description', () => {
  test('says the same as JSON', async ({}, info) => {
    const [yaml] = await readDescriptions(OWN);
    const json = await readBack(own(), info.outputPath('own.json'));
    if (!yaml) throw new Error('Nothing was read.');
    expect(changesBetween(yaml, json)).toEqual({ changes: [], rewordings: [] });
    expect(coverageOf(json).elements).toHaveLength(coverageOf(yaml).elements.length);
  });

  test('says the same in many files', async ({}, info) => {
    const whole = await readBack(own(), info.outputPath('whole.json'));
    const parts = own();
    const schemas = new Planted(parts).at('components', 'schemas');
    const session = schemas['inquiry-session'];
    put(schemas, 'inquiry-session', { $ref: './parts/session.yaml#/session' });
    const folder = write(info.outputPath('parts'), {
      'openapi.json': parts,
      'parts/session.yaml': { session },
      'README.md': 'openapi: not one',
    });
    const [read, ...others] = await readDescriptions(folder);
    if (!read) throw new Error('Nothing was read.');
    expect(others).toEqual([]);
    expect(changesBetween(whole, read).changes).toEqual([]);
  });

  test('is one of several in a folder, the oldest version first', async ({}, info) => {
    const folder = write(info.outputPath('several'), {
      'new/openapi.json': own('2025-12-08'),
      'old.yaml': own('2020-05-18'),
    });
    const read = await readDescriptions(folder);
    expect(read.map(({ version }) => version)).toEqual(['2020-05-18', '2025-12-08']);
  });

  test('that refers to itself ends', async ({}, info) => {
    const document = own();
    const attributes = new Planted(document).attributes('device');
    put(attributes, 'twin', { $ref: '#/components/schemas/device' });
    const read = await readBack(document, info.outputPath('circular.json'));
    const labels = coverageOf(read).elements.map(({ label }) => label);
    expect(labels).toContain('included[type=device].attributes.twin');
  });

  test('of a version that the contract does not know is new in that', async ({}, info) => {
    const read = await readBack(own('2027-03-01'), info.outputPath('unknown.json'));
    const fresh = coverageOf(read).elements.filter(({ state }) => state === 'new');
    expect(fresh.map(({ label }) => label)).toContain('version 2027-03-01');
  });

  test('may hold the prefix of the API in its paths, and parameters beside its operations', async ({}, info) => {
    const document = own();
    const paths = new Planted(document).at('paths');
    document['paths'] = Object.fromEntries(
      Object.entries(paths).map(([path, item]) => [`/api/v1${path}`, item]),
    );
    const path = '/api/v1/inquiry-sessions/{inquiry-session-id}/expire';
    const { expire } = new Planted(document);
    const item = document['paths'][path] ?? {};
    put(item, 'parameters', expire['parameters']);
    put(expire, 'parameters', []);
    const [before, after] = [
      await readBack(own(), info.outputPath('before.json')),
      await readBack(document, info.outputPath('after.json')),
    ];
    expect(changesBetween(before, after).changes).toEqual([]);
  });
});

/** What is no description, and what is said of it. */
const REFUSED: readonly (readonly [what: string, files: Readonly<Record<string, unknown>>, said: RegExp])[] =
  [
    ['an empty folder', { 'sub/README.md': 'Nothing here.' }, /holds no OpenAPI description/],
    [
      'a folder of other files',
      { 'package.json': { name: 'x' }, 'ci.yml': 'on: push' },
      /holds no OpenAPI description/,
    ],
    [
      'a list',
      { 'a.json': '["openapi: 3.1.0"]\n', 'b.yaml': 'openapi:\n- 3.1.0\n' },
      /b\.yaml" cannot be read.*no "openapi: 3/,
    ],
    ['a broken file', { 'a.yaml': 'openapi: 3.1.0\ninfo: {{\n' }, /a\.yaml" cannot be read/],
    [
      'Swagger 2',
      { 'a.json': { swagger: '2.0', info: { version: '2023-01-05' }, paths: {} } },
      /no "openapi: 3/,
    ],
    ['one without paths', { 'a.json': { openapi: '3.1.0', info: { version: '2023-01-05' } } }, /no "paths"/],
    ['one without a date', { 'a.json': { ...own('1.0.0') } }, /does not say which Persona-Version/],
    [
      'a reference to nothing',
      { 'a.json': { ...own(), paths: { '/x': { $ref: '#/nowhere' } } } },
      /cannot be read/,
    ],
    [
      'a reference to a missing file',
      { 'a.json': { ...own(), paths: { $ref: './gone.yaml' } } },
      /cannot be read/,
    ],
    [
      'an address in it',
      { 'a.json': { ...own(), paths: { $ref: 'https://example.com/x.yaml' } } },
      /nothing is fetched/,
    ],
    ['the same version twice', { 'a.json': own(), 'b.json': own() }, /both describe version 2023-01-05/],
  ];

test.describe('what is no description is refused in one line:', () => {
  for (const [what, files, said] of REFUSED) {
    test(what, async ({}, info) => {
      const folder = write(info.outputPath('refused'), files);
      const error: unknown = await readDescriptions(folder).catch((reason: unknown) => reason);
      expect(error).toMatchObject({
        name: 'ConfigurationError',
        message: expect.stringMatching(said),
      });
      expect((error as Error).message).not.toContain('\n');
    });
  }

  test('an address', async () => {
    await expect(readDescriptions('https://example.com/openapi.yaml')).rejects.toThrow(/read from files/);
  });

  test('a path that is not there', async () => {
    await expect(readDescriptions('no/such/folder')).rejects.toThrow(/There is no "no\/such\/folder"/);
  });
});
