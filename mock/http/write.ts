/** Puts a finished answer on the wire: header lines as they are, in order and casing, and the connection's fate. */
import type { ServerResponse } from 'node:http';
import { setTimeout as wait } from 'node:timers/promises';
import type { FinishedAnswer } from '../types.ts';

export async function write(
  answer: FinishedAnswer,
  outgoing: ServerResponse,
  latencyMs: number,
): Promise<void> {
  const delay = latencyMs + (answer.delayMs ?? 0);
  if (delay > 0) await wait(delay, undefined, { ref: false });
  if (answer.socket === 'reset') {
    outgoing.socket?.resetAndDestroy();
    return;
  }
  const body = Buffer.from(answer.text, 'utf8');
  const bodiless = answer.status === 204 || answer.status === 304;
  outgoing.sendDate = false;
  outgoing.writeHead(answer.status, [
    ...answer.headers.flat(),
    ...(bodiless ? [] : ['Content-Length', String(body.byteLength)]),
  ]);
  if (answer.socket === 'truncated') {
    outgoing.write(body.subarray(0, Math.floor(body.byteLength / 2)), () => outgoing.socket?.destroy());
    return;
  }
  outgoing.end(bodiless ? undefined : body);
}
