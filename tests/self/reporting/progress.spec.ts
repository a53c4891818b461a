/** Progress on a terminal and without one. */
import { expect, test } from '@playwright/test';
import { sayWhile } from '../../../reporting/say-while.ts';
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

test('what takes long is said once, and on a terminal taken away again; what is quick is not', async () => {
  const tty = screen(true);
  let finish: () => void = () => undefined;
  const work = new Promise<void>((done) => (finish = done));
  const said = sayWhile('making the book', () => work, { screen: tty, silenceMs: 1 });
  await expect.poll(() => tty.text, { intervals: [2] }).toBe('… making the book');
  finish();
  await said;
  expect(tty.text).toBe(`… making the book${ERASE}`);
  const pipe = screen(false);
  await sayWhile('making the book', async () => undefined, { screen: pipe, silenceMs: 60_000 });
  expect(pipe.text).toBe('');
});
