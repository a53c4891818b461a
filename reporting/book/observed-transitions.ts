/** What sessions were seen to do in the recorded stories: from which state, by which call, to which. Pure. */
import type { RedactedExchange } from '../../client/redaction.ts';
import type { Story } from '../stories.ts';
import type { Call, State } from './data/transitions.ts';
import { states } from './data/transitions.ts';

export interface ObservedTransition {
  readonly from: State | null;
  readonly call: Call;
  readonly to: State;
  readonly times: number;
  /** Label of the first exchange that showed it. */
  readonly seenIn: string;
}

/** Counts the transitions of all stories. A session whose earlier state a story does not show is left out until it does. */
export function observedTransitions(
  stories: Iterable<Pick<Story, 'exchanges'>>,
): readonly ObservedTransition[] {
  const seen = new Map<string, ObservedTransition>();
  for (const story of stories) {
    const tracker = new Tracker((from, call, to, label) => {
      const key = `${from}|${call}|${to}`;
      const before = seen.get(key);
      seen.set(key, { from, call, to, times: (before?.times ?? 0) + 1, seenIn: before?.seenIn ?? label });
    });
    for (const exchange of story.exchanges) tracker.follow(exchange);
  }
  return [...seen.values()];
}

type Report = (from: State | null, call: Call, to: State, label: string) => void;

class Tracker {
  readonly #report: Report;
  readonly #state = new Map<string, State>();
  readonly #inquiry = new Map<string, string>();
  /** Calls whose effect has not been looked at yet. */
  readonly #pending = new Map<string, Call>();
  readonly #usedKeys = new Set<string>();

  constructor(report: Report) {
    this.#report = report;
  }

  follow(exchange: RedactedExchange): void {
    const creates = exchange.endpoint === 'createSession';
    if (!this.#isReplay(exchange)) this.#note(exchange);
    for (const { id, status, inquiry } of sessionsIn(exchange)) {
      if (inquiry !== undefined) this.#inquiry.set(id, inquiry);
      this.#see(id, status, exchange.label, creates);
    }
  }

  /** A repeat under one idempotency key does nothing anew. */
  #isReplay({ request }: RedactedExchange): boolean {
    const key = request.headers.find(([name]) => name.toLowerCase() === 'idempotency-key')?.[1];
    if (key === undefined || request.method === 'GET') return false;
    if (this.#usedKeys.has(key)) return true;
    this.#usedKeys.add(key);
    return false;
  }

  #note(exchange: RedactedExchange): void {
    const { endpoint, pathId: id = '', request, label } = exchange;
    const refused = exchange.response.status >= 400;
    if (endpoint === 'readExpireAddress') return this.#expect(id, 'read-action');
    if (endpoint === 'expireSession' || endpoint === 'generateOneTimeLink') {
      if (refused && this.#state.get(id) !== 'expired') return;
      if (endpoint === 'generateOneTimeLink')
        return this.#expect(id, label.endsWith(': link') ? 'open' : 'link');
      for (const sibling of this.#of(this.#inquiry.get(id)))
        if (sibling !== id && this.#state.get(sibling) !== 'expired') this.#expect(sibling, 'expire-sibling');
      return this.#expect(id, 'expire');
    }
    if (refused) return;
    if (endpoint === 'expireAllSessions') {
      for (const [inquiry] of (request.body ?? '').matchAll(/<inquiry:\d+>/g))
        for (const session of this.#of(inquiry)) this.#expect(session, 'expire-all');
    }
    if (endpoint === 'expireInquiry')
      for (const session of this.#of(id)) this.#expect(session, 'expire-inquiry');
    if (endpoint === 'simulate')
      for (const session of this.#of(id))
        if (this.#state.get(session) === 'new') this.#expect(session, 'open');
  }

  #expect(id: string, call: Call): void {
    // Opened, and something else done before anyone looked.
    if (this.#pending.get(id) === 'open') this.#state.set(id, 'active');
    this.#pending.set(id, call);
  }

  #of(inquiry: string | undefined): readonly string[] {
    if (inquiry === undefined) return [];
    return [...this.#inquiry].filter(([, of]) => of === inquiry).map(([session]) => session);
  }

  #see(id: string, status: State, label: string, creates: boolean): void {
    const from = this.#state.get(id);
    const call = this.#pending.get(id);
    if (from === undefined && creates) this.#report(null, 'create', status, label);
    else if (from !== undefined && call !== undefined) {
      // Opening a link takes a moment: a session that is still new has not been looked at late enough.
      if (call === 'open' && status === 'new') return;
      this.#report(from, call, status, label);
    }
    this.#pending.delete(id);
    this.#state.set(id, status);
  }
}

interface Sighting {
  readonly id: string;
  readonly status: State;
  readonly inquiry?: string;
}

function sessionsIn({ response }: RedactedExchange): readonly Sighting[] {
  const document = record(parsed(response.body));
  return [document['data'], document['included']]
    .flat()
    .map(record)
    .flatMap((resource) => {
      const { id } = resource;
      const status = states.find((state) => state === record(resource['attributes'])['status']);
      if (resource['type'] !== 'inquiry-session' || typeof id !== 'string' || status === undefined) return [];
      const inquiry = record(record(record(resource['relationships'])['inquiry'])['data'])['id'];
      return [{ id, status, ...(typeof inquiry === 'string' ? { inquiry } : {}) }];
    });
}

function record(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}
