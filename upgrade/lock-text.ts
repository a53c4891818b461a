/** Writes a lock so that a pull request shows one line per thing that moved: what fits stands on one line. */
const WIDTH = 110;

/** JSON with two spaces of indentation, in the form that Prettier leaves alone. */
export function lockText(value: unknown): string {
  return `${written(value, 0, 0)}\n`;
}

/** @param lead characters that stand on the line already, before the value and after its indentation */
function written(value: unknown, indent: number, lead: number): string {
  const line = inline(value);
  // One more for the comma behind it.
  if (indent + lead + line.length + 1 <= WIDTH || typeof value !== 'object' || value === null) return line;
  const inner = ' '.repeat(indent + 2);
  const items = Array.isArray(value)
    ? value.map((item) => inner + written(item, indent + 2, 0))
    : Object.entries(value).map(([name, item]) => {
        const key = `${JSON.stringify(name)}: `;
        return inner + key + written(item, indent + 2, key.length);
      });
  const [open, close] = Array.isArray(value) ? ['[', ']'] : ['{', '}'];
  return `${open}\n${items.join(',\n')}\n${' '.repeat(indent)}${close}`;
}

function inline(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(inline).join(', ')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const members = Object.entries(value).map(([name, item]) => `${JSON.stringify(name)}: ${inline(item)}`);
  return members.length === 0 ? '{}' : `{ ${members.join(', ')} }`;
}
