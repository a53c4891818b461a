/** Reads OpenAPI descriptions: one file, or a folder with one file per version; YAML or JSON, in one piece or in many. */
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { basename, extname, join } from 'node:path';
import { dereference } from '@readme/openapi-parser';
import { ConfigurationError } from '../client/errors.ts';
import { isObject } from './shape.ts';

export interface Description {
  /** The path as it was given, for messages and reports. */
  readonly file: string;
  /** The dated version that it describes, `YYYY-MM-DD`. */
  readonly version: string;
  /** With every reference resolved. */
  readonly document: Readonly<Record<string, unknown>>;
}

const EXAMPLE = 'npm run spec -- --openapi published/2023-01-05.yaml';
const SUFFIXES = ['.yaml', '.yml', '.json'];
const DEEPEST = 3;

/**
 * The descriptions at a path, the oldest version first.
 * @throws ConfigurationError when there are none, or one cannot be read
 */
export async function readDescriptions(
  path: string,
  onFile: (file: string) => void = () => undefined,
): Promise<readonly Description[]> {
  if (/^https?:/i.test(path)) {
    throw new ConfigurationError({
      cause: `"${path}" is an address, and descriptions are read from files`,
      hint: 'download it first, so that you know what was compared',
      next: EXAMPLE,
    });
  }
  if (!existsSync(path)) throw new ConfigurationError({ cause: `There is no "${path}"`, next: EXAMPLE });
  const files = statSync(path).isDirectory() ? descriptionsIn(path) : [path];
  if (files.length === 0) {
    throw new ConfigurationError({
      cause: `"${path}" holds no OpenAPI description`,
      hint: 'a description is a .yaml, .yml or .json file that begins with "openapi:"',
      next: EXAMPLE,
    });
  }
  const read: Description[] = [];
  for (const file of files) {
    onFile(file);
    const one = await readOne(file);
    const same = read.find(({ version }) => version === one.version);
    if (same) {
      throw new ConfigurationError({
        cause: `"${same.file}" and "${file}" both describe version ${one.version}`,
        hint: 'keep one file for each version',
      });
    }
    read.push(one);
  }
  return read.sort((a, b) => (a.version < b.version ? -1 : 1));
}

function descriptionsIn(folder: string, depth = 1): string[] {
  const entries = readdirSync(folder, { withFileTypes: true })
    .filter(({ name }) => !name.startsWith('.') && name !== 'node_modules')
    .sort((a, b) => (a.name < b.name ? -1 : 1));
  return entries.flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return depth < DEEPEST ? descriptionsIn(path, depth + 1) : [];
    if (!SUFFIXES.includes(extname(entry.name).toLowerCase())) return [];
    return isDescription(readFileSync(path, 'utf8')) ? [path] : [];
  });
}

/** It says so at its top; the parts of one that is split up do not. */
function isDescription(text: string): boolean {
  if (!/^\s*\{/.test(text)) return /^["']?(openapi|swagger)["']?\s*:/m.test(text);
  try {
    const document: unknown = JSON.parse(text);
    return isObject(document) && ('openapi' in document || 'swagger' in document);
  } catch {
    // What begins like one and is broken is refused when it is read.
    return /["']?(openapi|swagger)["']?\s*:/.test(text);
  }
}

async function readOne(file: string): Promise<Description> {
  const document = await resolved(file);
  const info = isObject(document['info']) ? document['info'] : {};
  if (typeof document['openapi'] !== 'string' || !/^3\./.test(document['openapi']))
    throw notOne(file, 'it has no "openapi: 3.…" at its top');
  if (!isObject(document['paths'])) throw notOne(file, 'it has no "paths"');
  const said = typeof info['version'] === 'string' ? info['version'] : '';
  const version = [said, basename(file)].map((text) => /\d{4}-\d{2}-\d{2}/.exec(text)?.[0]).find(Boolean);
  if (version === undefined) {
    throw new ConfigurationError({
      cause: `"${file}" does not say which Persona-Version it describes`,
      hint: `its info.version is "${said}", and a Persona-Version is a date, YYYY-MM-DD`,
    });
  }
  return { file, version, document };
}

async function resolved(file: string): Promise<Readonly<Record<string, unknown>>> {
  const text = readFileSync(file, 'utf8');
  if (!isDescription(text)) throw notOne(file, 'it has no "openapi: 3.…" at its top');
  const address = /\$ref["']?\s*:\s*["']?(https?:[^\s"']+)/.exec(text)?.[1];
  if (address !== undefined) throw notOne(file, `it refers to ${address}, and nothing is fetched`);
  try {
    const document: unknown = await dereference(file, {
      // What is compared is what is in the files: an address in one of them is not waited for.
      resolve: { http: { timeout: 1, redirects: 0 } },
    });
    if (!isObject(document)) throw new Error('it is no object');
    return document;
  } catch (error) {
    if (error instanceof ConfigurationError) throw error;
    const [reason = ''] = (error instanceof Error ? error.message : String(error)).split('\n');
    throw notOne(file, reason.slice(0, 200));
  }
}

function notOne(file: string, reason: string): ConfigurationError {
  return new ConfigurationError({
    cause: `"${file}" cannot be read as an OpenAPI 3 description: ${reason}`,
    next: EXAMPLE,
  });
}
