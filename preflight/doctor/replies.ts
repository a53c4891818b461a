/** Asking the target something and getting a reply in any case: an answer, or the way in which there was none. */
import { Inconclusive } from '../../client/errors.ts';
import { document, member } from '../../client/document.ts';
import type { Exchange } from '../../client/exchange.ts';
import { harmlessLine } from '../../client/harmless.ts';
import type { Persona } from '../../client/persona.ts';
import { redact } from '../../client/redaction.ts';
import type { TransportFault } from '../../client/transport-fault.ts';
import type { Attempt, Wire } from '../../client/wire.ts';

/** What came of a call after its retries. */
export type Reply =
  | { readonly kind: 'answer'; readonly status: number; readonly exchange: Exchange }
  /** A 408, 429 or 5xx that stayed. */
  | { readonly kind: 'trouble'; readonly status: number; readonly body: string }
  | { readonly kind: 'silence'; readonly fault: TransportFault };

/** A wire that remembers its last attempt: retries hide it. */
export class RecordingWire implements Wire {
  readonly #wire: Wire;
  last: Attempt | undefined;

  constructor(wire: Wire) {
    this.#wire = wire;
  }

  get origin(): string {
    return this.#wire.origin;
  }

  async attempt(request: Parameters<Wire['attempt']>[0]): Promise<Attempt> {
    this.last = await this.#wire.attempt(request);
    return this.last;
  }

  close(): Promise<void> {
    return this.#wire.close();
  }
}

/** Makes a call; one at a time. */
export async function ask(
  wire: RecordingWire,
  persona: Persona,
  call: (persona: Persona) => Promise<Exchange>,
): Promise<Reply> {
  try {
    const exchange = await call(persona);
    return { kind: 'answer', status: exchange.response.status, exchange };
  } catch (error) {
    if (!(error instanceof Inconclusive) || !wire.last) throw error;
    return wire.last.kind === 'fault'
      ? { kind: 'silence', fault: wire.last.fault }
      : { kind: 'trouble', status: wire.last.response.status, body: wire.last.response.body };
  }
}

/** The status of a reply; undefined for silence. */
export function statusOf(reply: Reply): number | undefined {
  return reply.kind === 'silence' ? undefined : reply.status;
}

export function isSuccess(reply: Reply): reply is Reply & { kind: 'answer' } {
  return reply.kind === 'answer' && reply.status >= 200 && reply.status <= 299;
}

/** A page for people rather than an answer of an API. */
export function isHtml(reply: Reply): boolean {
  const body =
    reply.kind === 'silence' ? '' : reply.kind === 'trouble' ? reply.body : reply.exchange.response.body;
  return /^\s*<(!doctype html|html)/i.test(body);
}

const LONGEST_QUOTE = 120;

/** What the target says for itself: title and details of its first error, shortened and masked; empty when nothing. */
export function saying(reply: Reply): string {
  if (reply.kind !== 'answer') return '';
  const [error] = document(reply.exchange).errors;
  const texts = [member(error, 'title'), member(error, 'details')].filter(
    (text): text is string => typeof text === 'string' && text !== '',
  );
  const quote = harmlessLine(redact(texts.join(': '))).slice(0, LONGEST_QUOTE);
  return quote === '' ? '' : ` (“${quote}”)`;
}

/** How a reply came out, as a clause: `status 403 (“…”)`, `no complete answer came within 10000 ms`. */
export function outcome(reply: Reply): string {
  return reply.kind === 'silence' ? reply.fault.words : `status ${reply.status}${saying(reply)}`;
}
