/** The head of every answer: what it is, when, which request, whose, and what is left of the limits. */
import type { FinishedAnswer, World } from '../types.ts';
import type { Answer, Call, HeaderLine } from '../call.ts';
import { presentedKey } from './credentials.ts';
import { quotaLines } from './quota.ts';

export function head(answer: Answer & { text: string }, call: Call, world: World): FinishedAnswer {
  const key = presentedKey(call, world);
  const whose: HeaderLine[] = [
    ['Request-Id', answer.requestId ?? call.requestId],
    ['Persona-Environment-Id', `env_mock_${key?.environment ?? 'unknown'}`],
    ['Persona-Organization-Id', 'org_mock'],
    ...call.headerLines,
  ];
  const bare = key === undefined && world.settings.open.unauthenticatedHead === 'bare';
  const lines: HeaderLine[] = [
    ['Date', world.clock.now().toUTCString()],
    ['Content-Type', world.settings.open.contentType],
    ...(bare ? [] : whose),
    ...quotaLines(call, world),
  ];
  return { ...answer, headers: answer.headers ?? lines };
}
