/** The head of every answer: what it is, when, which request, and what is left of the limits. */
import type { FinishedAnswer, World } from '../types.ts';
import type { Answer, Call, HeaderLine } from '../call.ts';
import { quotaLines } from './quota.ts';

export function head(answer: Answer & { text: string }, call: Call, world: World): FinishedAnswer {
  const lines: HeaderLine[] = [
    ['Date', world.clock.now().toUTCString()],
    ['Content-Type', world.settings.open.contentType],
    ['Request-Id', answer.requestId ?? call.requestId],
    ...call.headerLines,
    ...quotaLines(call, world),
  ];
  return { ...answer, headers: answer.headers ?? lines };
}
