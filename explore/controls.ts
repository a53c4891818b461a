/** A refusal, or a failure, counts only where it comes each time and a plain call succeeds beside it. */
import type { RequirementId } from '../contract/catalogue.ts';
import type { Exchange } from '../client/exchange.ts';
import { TIMES } from '../scenarios/insisting.ts';
import { succeeded } from '../scenarios/reading.ts';
import { unusable, type Sequence } from './sequence.ts';

type Send = (as: string) => Promise<Exchange>;

/** Refusals for reasons that lie outside the call. */
const UNRELATED = new Set([408, 429]);

/**
 * A documented, valid call that the clause promises to succeed; without a clause nothing is promised. `look` shows first
 * whether what it is about is as it was left: then something else is to blame.
 * @throws Inconclusive where a plain call is refused as well
 */
export async function promised(
  sequence: Sequence,
  clause: RequirementId | undefined,
  words: string,
  send: Send,
  look: () => Promise<unknown> = async () => undefined,
): Promise<Exchange> {
  const first = await insist(sequence, words, send);
  if (succeeded(first) || UNRELATED.has(first.response.status)) return first;
  const isRefused = first.response.status < 500;
  const answer = isRefused ? await insist(sequence, `${words}, again`, send) : first;
  if (clause === undefined || succeeded(answer) || UNRELATED.has(answer.response.status)) return answer;
  const { status: seen } = answer.response;
  if (seen >= 500 && seen !== 500) return answer;
  await look();
  const times = seen === 500 ? TIMES : 1;
  const { label } = await control(sequence);
  sequence.report(clause, answer, { code: 'control.refused', seen, times, control: label });
  return answer;
}

/**
 * A call that is to be refused: it breaks the clause where it makes the server fail each time.
 * @throws Inconclusive where a plain call fails as well
 */
export async function refused(
  sequence: Sequence,
  clause: RequirementId,
  words: string,
  send: Send,
): Promise<Exchange> {
  const answer = await insist(sequence, words, send);
  if (answer.response.status !== 500) return answer;
  const { label } = await control(sequence);
  sequence.report(clause, answer, { code: 'control.failed', seen: 500, times: TIMES, control: label });
  return answer;
}

/** Sends a call; where the server fails, again, three times in all. */
async function insist(sequence: Sequence, words: string, send: Send): Promise<Exchange> {
  for (let time = 1; ; time += 1) {
    const answer = await send(sequence.label(time === 1 ? words : `${words}, time ${time}`));
    if (answer.response.status !== 500) return answer;
    if (time === TIMES) return { ...answer, attempts: time };
  }
}

/** The plainest expire, in an inquiry of its own. */
async function control(sequence: Sequence): Promise<Exchange> {
  const { persona } = sequence;
  const as = (words: string) => ({ as: sequence.label(`control: ${words}`) });
  const inquiry = await persona.createInquiry(as('create an inquiry'));
  const inquiryId = sequence.knowInquiry(inquiry);
  if (inquiryId === undefined) throw unusable(inquiry, 'Creating another inquiry');
  const session = await persona.createSession(inquiryId, as('create a session'));
  const id = sequence.knowSession(session, inquiryId);
  if (id === undefined) throw unusable(session, 'Creating another session');
  const expired = await persona.expire(id, as('expire it'));
  if (!succeeded(expired)) throw unusable(expired, 'The plainest expire');
  return expired;
}
