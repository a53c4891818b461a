/** Progress on a terminal and without one. */
import { expect, test } from '@playwright/test';
import { Progress } from '../../../reporting/progress.ts';
import { plainStyle } from '../../../reporting/style.ts';

const ERASE = '\r\u001b[2K';

function screen(isTTY: boolean): {
  isTTY: boolean;
  columns: number;
  text: string;
  write(text: string): void;
} {
  return {
    isTTY,
    columns: 40,
    text: '',
    write(text) {
      this.text += text;
    },
  };
}

test('on a terminal one line is rewritten, lasting lines stay above it, and it goes away at the end', () => {
  const tty = screen(true);
  const progress = new Progress(tty, plainStyle, 12);
  progress.start();
  progress.checking('state', 'state.created-new');
  progress.checked();
  progress.line('Status transitions  all 1 hold');
  progress.checking('time', 'time.a-slug-that-is-much-longer-than-the-line');
  progress.stop();
  expect(tty.text).toBe(
    [
      `${ERASE} 0/12  state  state.created-new`,
      `${ERASE}Status transitions  all 1 hold\n 0/12  state  state.created-new`,
      `${ERASE} 1/12  time  time.a-slug-that-is-much-l`,
      ERASE,
    ].join(''),
  );
});

test('without a terminal nothing is rewritten', () => {
  const pipe = screen(false);
  const progress = new Progress(pipe, plainStyle, 12);
  progress.start();
  progress.checking('state', 'state.created-new');
  progress.checked();
  progress.line('Status transitions  all 1 hold');
  progress.stop();
  expect(pipe.text).toBe('Status transitions  all 1 hold\n');
});

test('without a terminal a long silence is broken', async () => {
  const pipe = screen(false);
  const progress = new Progress(pipe, plainStyle, 12, { heartbeatMs: 5 });
  progress.start();
  progress.checked();
  await expect.poll(() => pipe.text, { intervals: [5] }).toContain('… 1 of 12 requirements\n');
  progress.stop();
});
