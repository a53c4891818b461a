/** All that asks a process of ours to stop: signals, a closed output, the end of the command that started it. */

/** A closed terminal sends SIGHUP, Ctrl-\ SIGQUIT, a CI job that is cancelled SIGTERM. */
export const STOP_SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP', 'SIGQUIT'] as const;

/** One Ctrl-C may arrive by two ways, from the terminal and from the parent; it counts once. */
const SAME_REQUEST_MS = 1_000;

const PARENT_CHECK_MS = 500;

/** The same as for any other thing that the user has to put right. */
const EXIT_OUTPUT_LOST = 2;

let stopping = false;
let lostOutput = false;

/** True once this process was asked to stop: nothing new is to be sent then, clean-up aside. */
export function isStopping(): boolean {
  return stopping;
}

export interface StopRequest {
  /** `SIGTERM`, or in plain words. */
  readonly why: string;
  /** 1 for the first; whoever asks again wants an end at once. */
  readonly times: number;
}

/**
 * Calls back each time this process is asked to stop, instead of ending it. The returned function ends that.
 * @param watchParent also when the parent has ended: for a process that only works for its parent
 */
export function onStop(handler: (request: StopRequest) => void, { watchParent = false } = {}): () => void {
  let times = 0;
  let lastAt = -Infinity;
  const ask = (why: string): void => {
    if (performance.now() - lastAt < SAME_REQUEST_MS) return;
    lastAt = performance.now();
    times += 1;
    stopping = true;
    handler({ why, times });
  };
  const bySignal = STOP_SIGNALS.map((signal) => ({ signal, listener: () => ask(signal) }));
  for (const { signal, listener } of bySignal) process.on(signal, listener);
  const withOutput = toleratingClosedOutput(() => times === 0 && ask('its output was closed'));
  const parent = process.ppid;
  const check = watchParent
    ? setInterval(() => {
        if (process.ppid === parent) return;
        clearInterval(check);
        ask('what started it has ended');
      }, PARENT_CHECK_MS).unref()
    : undefined;
  return () => {
    for (const { signal, listener } of bySignal) process.off(signal, listener);
    withOutput();
    clearInterval(check);
  };
}

/** True where npm, or a command of ours, started this process and waits for it. */
export function worksForParent(env: NodeJS.ProcessEnv = process.env): boolean {
  return env['npm_lifecycle_event'] !== undefined || env['CONFORMANCE_COMMAND'] !== undefined;
}

/** Whoever reads what was printed has not all of it, so the command did not do what it was asked to. */
function loseOutput(): void {
  lostOutput = true;
  process.once('exit', () => (process.exitCode = EXIT_OUTPUT_LOST));
  process.stderr.write('Its output could not be written: the disk is full\n');
}

/** `| head` closes our output, a closed terminal does too; without a listener Node would end with a stack trace. */
export function toleratingClosedOutput(closed: () => void = () => undefined): () => void {
  const listener = (error: NodeJS.ErrnoException): void => {
    if (error.code === 'EPIPE' || error.code === 'EIO' || error.code === 'ERR_STREAM_DESTROYED') closed();
    else if (error.code === 'ENOSPC' || error.code === 'EDQUOT') {
      if (!lostOutput) loseOutput();
      closed();
    } else throw error;
  };
  for (const stream of [process.stdout, process.stderr]) stream.on('error', listener);
  return () => {
    // One listener stays: what is still on its way may fail later.
    if (process.stdout.listenerCount('error') > 1) {
      for (const stream of [process.stdout, process.stderr]) stream.off('error', listener);
    }
  };
}
