/** `npm run spec` as it is typed: what it prints, what it leaves behind, how it ends. */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { Ajv2020 } from 'ajv/dist/2020.js';
import type { Result } from '../../../openapi/result.ts';
import { runNode, type NodeRun } from '../support/run-node.ts';
import { copyOf, drop, OWN, Planted, put, withItem } from './support/planting.ts';

const ROOT = join(import.meta.dirname, '..', '..', '..');
const TSX = fileURLToPath(import.meta.resolve('tsx/cli'));

test.describe('npm run spec', () => {
  let folder = '';
  const file = (name: string): string => join(folder, name);

  test.beforeEach(({}, info) => {
    folder = info.outputDir;
    mkdirSync(folder, { recursive: true });
  });

  const spec = (...args: readonly string[]): Promise<NodeRun> =>
    runNode([TSX, join(ROOT, 'cli', 'spec.ts'), ...args], { env: { REPORT_DIR: file('reports') } });

  function changed(change: (planted: Planted) => void): string {
    const planted = new Planted(copyOf(OWN));
    change(planted);
    writeFileSync(file('changed.json'), JSON.stringify(planted.document));
    return file('changed.json');
  }

  function written(): Result {
    const text = readFileSync(file('reports/spec.json'), 'utf8');
    const schema = JSON.parse(readFileSync(join(ROOT, 'schemas', 'spec.schema.json'), 'utf8')) as object;
    const validate = new Ajv2020({ strict: true, allowUnionTypes: true }).compile(schema);
    validate(JSON.parse(text));
    expect(validate.errors ?? []).toEqual([]);
    return JSON.parse(text) as Result;
  }

  test('says first whether the contract is complete, and leaves data and Markdown behind', async () => {
    const path = changed((p) => put(p.attributes(), 'risk-score', { type: 'number' }));
    const { exitCode, output } = await spec('--openapi', path);
    expect(exitCode).toBe(1);
    expect(output.split('\n')[0]).toMatch(/elements? of the vendor’s description ha(s|ve) no requirement/);
    expect(output).toMatch(/data\.attributes\.risk-score/);
    const result = written();
    expect(result.elements.filter(({ state }) => state === 'new').map(({ label }) => label)).toContain(
      'data.attributes.risk-score',
    );
    expect(readFileSync(file('reports/spec.md'), 'utf8')).toContain('`data.attributes.risk-score`');
  });

  test('says what changed since, in the words of upgrade, and answers for that', async () => {
    const path = changed((p) => drop(p.attributes(), 'os-name'));
    const { exitCode, output } = await spec('--openapi', path, '--since', OWN);
    expect(exitCode).toBe(1);
    expect(output.replace(/\s+/g, ' ')).toMatch(
      /^No: 1 breaking change touches what is documented: `data\.attributes\.os-name` is gone \(no changelog entry explains it\); no way round it is known\./,
    );
    const [change] = written().since?.changes ?? [];
    expect(change?.policy?.id).toBe('breaking.removed-attribute');
    expect(change?.stands?.by).toEqual(['schema.client-attributes']);
  });

  test('says yes to what the policy allows any day, and that nothing changed where nothing did', async () => {
    const path = changed((p) => put(p.attributes(), 'risk-score', { type: ['number', 'null'] }));
    const added = await spec('--openapi', path, '--since', OWN);
    expect(added.exitCode).toBe(0);
    expect(added.output).toMatch(/^Yes: 1 change between /);
    const same = await spec('--openapi', OWN, '--since', OWN, '--format', 'json');
    expect(same.exitCode).toBe(0);
    expect((JSON.parse(same.output) as Result).sentence).toMatch(/^Yes: no change was seen/);
  });

  test('cannot tell whether a refusal is new or only described at last', async () => {
    const path = changed((p) => put(p.in(p.expire, 'responses'), '410', { description: 'Gone.' }));
    const { exitCode, output } = await spec('--openapi', path, '--since', OWN, '--format', 'markdown');
    expect(exitCode).toBe(3);
    expect(output).toMatch(/\*\*Cannot tell: 1 change between /);
  });

  test('tells of a version that is described for the first time, against the one before', async () => {
    const planted = new Planted(copyOf(OWN));
    put(planted.at('info'), 'version', '2027-03-01');
    drop(planted.attributes(), 'os-name');
    withItem(planted.schemaOf('Persona-Version'), 'enum', '2027-03-01');
    mkdirSync(file('now'));
    writeFileSync(file('now/new.json'), JSON.stringify(planted.document));
    writeFileSync(file('now/old.json'), JSON.stringify(copyOf(OWN)));
    const { exitCode, output } = await spec('--openapi', file('now'), '--since', OWN);
    expect(exitCode).toBe(0);
    expect(output.replace(/\s+/g, ' ')).toContain(
      'Version 2027-03-01 is described for the first time: 2 changes against 2023-01-05, 1 of them breaking.',
    );
    expect(written().since?.arrivals.map(({ version, against }) => [version, against])).toEqual([
      ['2027-03-01', '2023-01-05'],
    ]);
  });

  test('misses a version that is no longer described', async () => {
    mkdirSync(file('before'));
    const older = new Planted(copyOf(OWN));
    put(older.at('info'), 'version', '2020-05-18');
    writeFileSync(file('before/old.json'), JSON.stringify(older.document));
    writeFileSync(file('before/new.json'), JSON.stringify(copyOf(OWN)));
    const { exitCode, output } = await spec('--openapi', OWN, '--since', file('before'));
    expect(exitCode).toBe(1);
    expect(output).toMatch(/^No: 2020-05-18 is no longer described/);
  });

  test('lists every element on demand, with the requirement that stands for it', async () => {
    const { output } = await spec('--openapi', OWN, '--all');
    expect(output).toMatch(/data\.attributes\.is-vpn +boolean or null · schema\.flags/);
  });

  test('refuses what it cannot read in a line and a hint', async () => {
    writeFileSync(
      file('other.json'),
      JSON.stringify({
        openapi: '3.1.0',
        info: { version: '2023-01-05' },
        paths: { '/pets': { get: { responses: {} } } },
      }),
    );
    for (const [args, said] of [
      [[], /^--openapi is missing/],
      [['--openapi', 'README.md'], /^"README\.md" cannot be read as an OpenAPI 3 description/],
      [['--openapi', file('other.json')], /describes none of the calls that this suite uses/],
      [['--openapi', OWN, '--format', 'xml'], /^--format takes terminal or markdown or json/],
      [['--opneapi', OWN], /^Unknown option --opneapi\n {2}hint: did you mean --openapi/],
    ] as const) {
      const { exitCode, output } = await spec(...args);
      expect(exitCode, output).toBe(2);
      expect(output).toMatch(said);
      expect(output.trim().split('\n').length).toBeLessThanOrEqual(3);
    }
  });
});
