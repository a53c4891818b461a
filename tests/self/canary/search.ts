/** Looks for markers in everything that a run has left: in any encoding, inside archives, inside archives inside pages. */
import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { gunzipSync, inflateRawSync } from 'node:zlib';

export interface Hit {
  /** Path of the file, and of what is inside it. */
  readonly where: string;
  readonly marker: string;
  /** How it was written. */
  readonly form: string;
}

/** Deeper nesting is not produced by any tool we use. */
const DEEPEST = 5;

/** Every marker found in the files below a folder, their names included. */
export function searchFolder(folder: string, markers: readonly string[]): Hit[] {
  const forms = formsOf(markers);
  return filesBelow(folder).flatMap((file) => {
    const where = relative(folder, file);
    return [
      ...searchBytes(Buffer.from(where), `name of ${where}`, forms),
      ...searchBytes(readFileSync(file), where, forms),
    ];
  });
}

/** Every marker found in a text. */
export function searchText(text: string, where: string, markers: readonly string[]): Hit[] {
  return searchBytes(Buffer.from(text), where, formsOf(markers));
}

interface Form {
  readonly marker: string;
  readonly name: string;
  readonly needle: string;
}

function formsOf(markers: readonly string[]): readonly Form[] {
  return markers.flatMap((marker) => {
    const bytes = Buffer.from(marker);
    const hex = bytes.toString('hex');
    const named: [string, string][] = [
      ['plain', marker],
      ['percent-encoded', encodeURIComponent(marker)],
      ['percent-encoded wholly', hex.replace(/../g, '%$&').toUpperCase()],
      ['hexadecimal', hex],
      ['reversed', [...marker].reverse().join('')],
      // What stands before it in the encoded text moves it by 0, 1 or 2 bytes; its edges then mix with the neighbours.
      ...[0, 1, 2].map((shift): [string, string] => [
        `base64, shifted by ${shift}`,
        Buffer.concat([Buffer.alloc(shift, 'x'), bytes])
          .toString('base64')
          .slice(shift === 0 ? 0 : shift + 1, -4),
      ]),
    ];
    const seen = new Set<string>();
    return named
      .filter(([, needle]) => needle.length >= 6 && !seen.has(needle) && seen.add(needle))
      .map(([name, needle]) => ({ marker, name, needle }));
  });
}

function searchBytes(bytes: Buffer, where: string, forms: readonly Form[], depth = 0): Hit[] {
  // The markers are ASCII, so their bytes are the same in every encoding of text.
  const text = bytes.toString('latin1');
  const hits = forms
    .filter(({ needle }) => text.includes(needle))
    .map(({ marker, name }) => ({ where, marker, form: name }));
  if (depth >= DEEPEST) return hits;
  return [
    ...hits,
    ...insides(bytes, text).flatMap(([name, inner]) =>
      searchBytes(inner, `${where} › ${name}`, forms, depth + 1),
    ),
  ];
}

/** What is packed inside: archives, compressed files, data in Base64. */
function insides(bytes: Buffer, text: string): (readonly [name: string, bytes: Buffer])[] {
  if (text.startsWith('PK\u0003\u0004')) return unzip(bytes);
  if (text.startsWith('\u001f\u008b')) return [['unpacked', gunzipSync(bytes)]];
  return [...text.matchAll(/[A-Za-z0-9+/]{64,}={0,2}/g)].flatMap((match): [string, Buffer][] => {
    const decoded = Buffer.from(match[0], 'base64');
    // Words of a minified script decode to noise: only what is text or an archive is looked into.
    const isArchive = /^(PK\u0003\u0004|\u001f\u008b)/.test(decoded.toString('latin1', 0, 4));
    const isText = !/[^\t\n\r\x20-\x7e\x80-\xff]/.test(decoded.toString('latin1', 0, 200));
    return isArchive || isText ? [[`base64 at ${match.index}`, decoded]] : [];
  });
}

const END_OF_DIRECTORY = 0x06054b50;

/** The files of a zip archive, by its central directory. */
export function unzip(bytes: Buffer): (readonly [name: string, content: Buffer])[] {
  const end = bytes.lastIndexOf(Buffer.from([0x50, 0x4b, 0x05, 0x06]));
  if (end === -1 || bytes.readUInt32LE(end) !== END_OF_DIRECTORY)
    throw new Error('This archive has no directory.');
  const count = bytes.readUInt16LE(end + 10);
  let entry = bytes.readUInt32LE(end + 16);
  const files: [string, Buffer][] = [];
  for (let n = 0; n < count; n += 1) {
    const method = bytes.readUInt16LE(entry + 10);
    const size = bytes.readUInt32LE(entry + 20);
    const [nameLength, extraLength, commentLength] = [28, 30, 32].map((at) => bytes.readUInt16LE(entry + at));
    const name = bytes.toString('utf8', entry + 46, entry + 46 + (nameLength ?? 0));
    const local = bytes.readUInt32LE(entry + 42);
    const start = local + 30 + bytes.readUInt16LE(local + 26) + bytes.readUInt16LE(local + 28);
    const packed = bytes.subarray(start, start + size);
    files.push([name, method === 0 ? packed : inflateRawSync(packed)]);
    entry += 46 + (nameLength ?? 0) + (extraLength ?? 0) + (commentLength ?? 0);
  }
  return files;
}

function filesBelow(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    return entry.isDirectory() ? filesBelow(path) : [path];
  });
}
