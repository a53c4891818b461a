/** `npm run rooms`: writes the README's list of rooms from `rooms.js`, which the linter enforces. */
import { readFileSync, writeFileSync } from 'node:fs';
import { rooms } from '../rooms.js';

const FILE = new URL('../README.md', import.meta.url);
const BEGIN = '<!-- rooms: written by `npm run rooms` -->';
const END = '<!-- end of rooms -->';

/** The part of the README, from its text. */
export function roomsIn(readme: string): string {
  return readme.slice(readme.indexOf(BEGIN), readme.indexOf(END));
}

/** That part as it should be. */
export function roomsText(): string {
  const lines = rooms.map(({ files, imports, about }) => {
    const named = imports.map((name) => `${rooms.find((room) => room.name === name)?.files ?? name}/`);
    return `${`${files}/`.padEnd(19)}${about}\n${''.padEnd(19)}imports ${named.join(', ') || 'nothing'}`;
  });
  return `${BEGIN}\n\n\`\`\`text\n${lines.join('\n')}\n\`\`\`\n\n`;
}

if (process.argv[1] === import.meta.filename) {
  const readme = readFileSync(FILE, 'utf8');
  writeFileSync(FILE, readme.replace(roomsIn(readme), roomsText()));
}
