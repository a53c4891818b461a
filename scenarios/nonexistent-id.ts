/** An id of the same make as a real one that nobody has: ids are opaque, so its letters are turned, not its form. */

const TURNED = 8;

/** The id with its last letters and digits exchanged for others of their kind. */
export function nonexistentId(id: string): string {
  const head = id.slice(0, Math.max(0, id.length - TURNED));
  return head + id.slice(head.length).replace(/[A-Za-z0-9]/g, turn);
}

function turn(character: string): string {
  if (/[0-9]/.test(character)) return String(9 - Number(character));
  const first = character < 'a' ? 'A'.charCodeAt(0) : 'a'.charCodeAt(0);
  // 13 places on, like a Caesar cipher: never the same letter.
  return String.fromCharCode(first + ((character.charCodeAt(0) - first + 13) % 26));
}
