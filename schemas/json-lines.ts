/** On which line of a JSON text a value stands: so that a message can name the line to change. */
import { pointerOf } from './pointer.ts';

/** A line break, a bracket, a string, or anything else that separates or is a value. */
const TOKEN = /"(?:[^"\\]|\\.)*"|[{}[\],:]|[^\s{}[\],:"]+/g;

interface Place {
  readonly kind: 'object' | 'list';
  /** Index of the current item of a list. */
  index: number;
  /** Name of the current member of an object. */
  name: string;
  expectsName: boolean;
}

/**
 * The line, from 1, on which the value at a JSON pointer begins; where the pointer leads nowhere, the line of the nearest
 * value round it. The text must be valid JSON.
 */
export function lineOfPointer(text: string, pointer: string): number {
  const lines = new Map<string, number>();
  const places: Place[] = [];
  const here = (): string =>
    pointerOf(places.map(({ kind, index, name }) => (kind === 'list' ? index : name)));
  for (const token of text.matchAll(TOKEN)) {
    const place = places.at(-1);
    switch (token[0]) {
      case '{':
      case '[':
        lines.set(here(), lineAt(text, token.index));
        places.push({ kind: token[0] === '{' ? 'object' : 'list', index: 0, name: '', expectsName: true });
        break;
      case '}':
      case ']':
        places.pop();
        break;
      case ',':
        if (place) Object.assign(place, { index: place.index + 1, expectsName: true });
        break;
      case ':':
        if (place) place.expectsName = false;
        break;
      default:
        if (place?.kind === 'object' && place.expectsName) place.name = JSON.parse(token[0]) as string;
        else lines.set(here(), lineAt(text, token.index));
    }
  }
  for (let at = pointer; ; at = at.slice(0, at.lastIndexOf('/'))) {
    const line = lines.get(at);
    if (line !== undefined) return line;
    if (at === '') return 1;
  }
}

/** The line, from 1, of a position in a text. */
export function lineAt(text: string, position: number): number {
  return text.slice(0, position).split('\n').length;
}
