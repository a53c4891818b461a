/** Colour for people: only on a terminal, and never against NO_COLOR. */
import { styleText } from 'node:util';

export type Paint = (text: string) => string;

export interface Style {
  readonly bold: Paint;
  readonly dim: Paint;
  readonly red: Paint;
  readonly green: Paint;
  readonly yellow: Paint;
}

const plain: Paint = (text) => text;

/** No colour at all, for files and pipes. */
export const plainStyle: Style = { bold: plain, dim: plain, red: plain, green: plain, yellow: plain };

const colourful: Style = {
  bold: (text) => styleText('bold', text),
  dim: (text) => styleText('dim', text),
  red: (text) => styleText('red', text),
  green: (text) => styleText('green', text),
  yellow: (text) => styleText('yellow', text),
};

/** The style for a stream; any non-empty NO_COLOR switches colour off. */
export function styleFor(stream: { readonly isTTY?: boolean }, env: NodeJS.ProcessEnv = process.env): Style {
  const refused = (env['NO_COLOR'] ?? '') !== '';
  return stream.isTTY === true && !refused ? colourful : plainStyle;
}
