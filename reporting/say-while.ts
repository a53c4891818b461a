/** Says what is being made where nothing else would be heard for a while. */

/** Silence longer than this makes people wonder. */
const SILENCE_MS = 1_500;
const ERASE_LINE = '\r\u001b[2K';

interface Options {
  readonly screen?: Screen;
  readonly silenceMs?: number;
}

interface Screen {
  readonly isTTY?: boolean;
  write(text: string): unknown;
}

/** Does the work; where it takes long, says so once. On a terminal the line goes away again. */
export async function sayWhile<T>(
  what: string,
  work: () => Promise<T>,
  { screen = process.stderr, silenceMs = SILENCE_MS }: Options = {},
): Promise<T> {
  let said = false;
  const timer = setTimeout(() => {
    said = true;
    screen.write(screen.isTTY === true ? `… ${what}` : `… ${what}\n`);
  }, silenceMs);
  try {
    return await work();
  } finally {
    clearTimeout(timer);
    if (said && screen.isTTY === true) screen.write(ERASE_LINE);
  }
}
