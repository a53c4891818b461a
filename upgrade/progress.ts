/** Says how far the runs are: one line rewritten in place on a terminal, a line per run elsewhere. */
import type { Wait } from '../client/clock.ts';
import type { Screen } from '../reporting/progress.ts';

const ERASE_LINE = '\r\u001b[2K';
const WIDTH = 20;

export interface PlayProgress {
  readonly run: (name: string, version: string) => void;
  readonly scenario: (done: number, all: number) => void;
  /** Says that it waits, and why. */
  readonly wait: (wait: Wait) => void;
  readonly end: () => void;
}

export function runProgress(screen: Screen): PlayProgress {
  const inPlace = screen.isTTY === true;
  let title = '';
  return {
    run: (name, version) => {
      title = `Playing all scenarios under ${version} (${name})`;
      if (!inPlace) screen.write(`${title}\n`);
    },
    scenario: (done, all) => {
      if (!inPlace) return;
      const filled = Math.round((done / all) * WIDTH);
      screen.write(`${ERASE_LINE}${title} ${'█'.repeat(filled)}${'░'.repeat(WIDTH - filled)} ${done}/${all}`);
    },
    wait: ({ ms, reason }) => {
      screen.write(`\nWaiting ${Math.round(ms / 1_000)} s: ${reason}\n`);
    },
    end: () => {
      if (inPlace) screen.write(ERASE_LINE);
    },
  };
}
