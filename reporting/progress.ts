/**
 * Progress while the suite runs. On a terminal one line is rewritten in place; elsewhere (CI logs) nothing is rewritten,
 * and a line is added now and then so that nobody wonders whether the run still lives.
 */
import type { Area } from '../contract/types.ts';
import type { Style } from './style.ts';
import { plural } from './words.ts';

/** Where progress is written: a part of `process.stdout`. */
export interface Screen {
  readonly isTTY?: boolean;
  readonly columns?: number;
  write(text: string): unknown;
}

/** Without a terminal, silence longer than this is broken. */
const HEARTBEAT_MS = 10_000;
const ERASE_LINE = '\r\u001b[2K';

export class Progress {
  readonly #screen: Screen;
  readonly #style: Style;
  readonly #total: number;
  #done = 0;
  #live = '';
  #at = '';
  #heart: NodeJS.Timeout | undefined;

  readonly #heartbeatMs: number;

  /** @param total requirements to check */
  constructor(screen: Screen, style: Style, total: number, { heartbeatMs = HEARTBEAT_MS } = {}) {
    this.#heartbeatMs = heartbeatMs;
    this.#screen = screen;
    this.#style = style;
    this.#total = total;
  }

  /** Starts the heartbeat where there is no terminal; it never keeps the process alive. */
  start(): void {
    if (this.#screen.isTTY === true) return;
    this.#heart = setInterval(
      () =>
        this.line(
          `… ${this.#done} of ${plural(this.#total, 'requirement')}${this.#at === '' ? '' : `; at ${this.#at}`}`,
        ),
      this.#heartbeatMs,
    ).unref();
  }

  /** A requirement is being checked. */
  checking(area: Area, slug: string): void {
    this.#at = slug;
    if (this.#screen.isTTY !== true) return;
    const text = `${String(this.#done).padStart(String(this.#total).length)}/${this.#total}  ${area}  ${slug}`;
    this.#live = text.slice(0, Math.max(20, (this.#screen.columns || 80) - 1));
    this.#screen.write(ERASE_LINE + this.#style.dim(this.#live));
  }

  /** A requirement has its outcome. */
  checked(): void {
    this.#done += 1;
  }

  /** Prints a lasting line above the live one. */
  line(text: string): void {
    this.#heart?.refresh();
    this.#screen.write(
      this.#live === '' ? `${text}\n` : `${ERASE_LINE}${text}\n${this.#style.dim(this.#live)}`,
    );
  }

  /** Takes the live line away. */
  stop(): void {
    clearInterval(this.#heart);
    if (this.#live !== '') this.#screen.write(ERASE_LINE);
    this.#live = '';
  }
}
