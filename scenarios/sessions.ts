/** Sessions to try things on: made for the run, released when they came to no harm. */
import { document, idOf } from '../client/document.ts';
import { preconditionDoubt } from '../client/errors.ts';
import type { Exchange } from '../client/exchange.ts';
import type { Persona } from '../client/persona.ts';
import type { RunState } from './run-state.ts';
import type { SessionActivator } from './activation.ts';
import type { Session, SharedInquiry } from './session.ts';
import { shownId, stateOf, succeeded } from './reading.ts';

/** The vendor’s default limit is 25 sessions an inquiry; some are kept free for retries, and an inquiry may be born with one. */
const SESSIONS_PER_INQUIRY = 22;

/** One for all inquiries of all runs: what is done to one of them must not reach another that has the same. */
const REFERENCE_ID = 'conformance-suite';

/** Letters that a saved answer must give back as they were. */
const NOTE = 'Für die Prüfung – ✓';

export interface SessionWishes {
  /** Step label of the creation; default `create`. */
  readonly as?: string;
  /** The inquiry to create it for; default: one that the run shares. */
  readonly inquiryId?: string;
  /** The idempotency key of the creation; default: one that nobody repeats. */
  readonly idempotencyKey?: string;
  /** Any inquiry but this one. */
  readonly notOf?: string;
  /** Never take one that was released: for checks that read the creation itself. */
  readonly unused?: boolean;
}

/** A session of which creation is part of the evidence. */
export type CreatedSession = Session & { readonly created: Exchange };

interface SessionHooks {
  /** False once the scenario holds a write that may have been carried out unseen, or may be yet. */
  readonly isClean: () => boolean;
  /** Told when a session that somebody has opened is asked for. */
  readonly onOpening: () => void;
}

export class Sessions {
  readonly #persona: Persona;
  readonly #runState: RunState;
  readonly #activator: SessionActivator;

  readonly #isClean: () => boolean;
  readonly #onOpening: () => void;

  constructor(persona: Persona, runState: RunState, activator: SessionActivator, hooks: SessionHooks) {
    this.#persona = persona;
    this.#runState = runState;
    this.#activator = activator;
    this.#isClean = hooks.isClean;
    this.#onOpening = hooks.onOpening;
  }

  /** An inquiry of this scenario's own. */
  async inquiry(as = 'create inquiry', idempotencyKey?: string): Promise<string> {
    const attributes = {
      'inquiry-template-id': this.#persona.configuration.inquiryTemplateId,
      'reference-id': REFERENCE_ID,
      note: NOTE,
    };
    const exchange = await this.#persona.createInquiry({
      as,
      idempotencyKey,
      body: { data: { attributes } },
    });
    return made(exchange, 'an inquiry');
  }

  /** A session that nobody has opened: one that was released, or a new one. */
  async fresh(wishes: SessionWishes = {}): Promise<Session> {
    if (!wishes.unused && wishes.inquiryId === undefined) {
      const reusable = await this.#takeReusable('new', wishes.notOf);
      if (reusable) return reusable;
    }
    return this.created(wishes);
  }

  /** A session that was just created, with the exchange that created it. */
  async created(wishes: SessionWishes = {}): Promise<CreatedSession> {
    const { inquiryId, created } =
      wishes.inquiryId === undefined
        ? await this.#createdInSharedInquiry(wishes)
        : { inquiryId: wishes.inquiryId, created: await this.#create(wishes.inquiryId, wishes) };
    return { id: made(created, 'a session'), inquiryId, created };
  }

  #create(inquiryId: string, wishes: SessionWishes): Promise<Exchange> {
    return this.#persona.createSession(inquiryId, {
      as: wishes.as ?? 'create',
      idempotencyKey: wishes.idempotencyKey,
    });
  }

  async #createdInSharedInquiry(wishes: SessionWishes): Promise<{ inquiryId: string; created: Exchange }> {
    const inquiryId = await this.roomInSharedInquiry(1, wishes.notOf);
    const created = await this.#create(inquiryId, wishes);
    if (succeeded(created)) {
      await this.#note(inquiryId, { works: true });
      return { inquiryId, created };
    }
    // Repeated requests may have left sessions behind that nobody counted, so that the inquiry is full before its time.
    // Where none could ever be created, another inquiry would not help.
    const shared = (await this.#sharedInquiries()).find(({ id }) => id === inquiryId);
    if (shared?.works !== true) return { inquiryId, created };
    await this.#note(inquiryId, { used: SESSIONS_PER_INQUIRY });
    const another = await this.roomInSharedInquiry(1, wishes.notOf);
    return { inquiryId: another, created: await this.#create(another, wishes) };
  }

  async #sharedInquiries(): Promise<readonly SharedInquiry[]> {
    return (await this.#runState.get('inquiries:shared')) ?? [];
  }

  async #note(inquiryId: string, change: Partial<SharedInquiry>): Promise<void> {
    const shared = await this.#sharedInquiries();
    await this.#runState.set(
      'inquiries:shared',
      shared.map((one) => (one.id === inquiryId ? { ...one, ...change } : one)),
    );
  }

  /**
   * A session that somebody has opened.
   * @throws CapabilityMissing when sessions cannot be opened from here
   */
  async active(wishes: SessionWishes = {}): Promise<Session> {
    this.#onOpening();
    const reusable =
      wishes.inquiryId === undefined && !wishes.unused ? await this.#takeReusable('active') : undefined;
    if (reusable) return reusable;
    const session = await this.created(wishes);
    await this.#activator.activate(this.#persona, session, wishes.as ?? 'create');
    return session;
  }

  /** Hands a session back that a read has shown to be in this state still. */
  async release(session: Session, state: 'new' | 'active'): Promise<void> {
    // A request that timed out may still be carried out, long after the read that found the session unharmed.
    if (!this.#isClean()) return;
    const reusables = (await this.#runState.get(`reusable:${state}`)) ?? [];
    await this.#runState.set(`reusable:${state}`, [...reusables, { ...session, created: null }]);
  }

  /** Hands back a session that a scenario created by a call of its own, when the answer shows that it is `new`. */
  async releaseCreated(creation: Exchange, inquiryId: string): Promise<void> {
    const id = shownId(creation);
    if (id !== undefined && succeeded(creation) && stateOf(creation) === 'new') {
      await this.release({ id, inquiryId, created: creation }, 'new');
    }
  }

  async #takeReusable(state: 'new' | 'active', notOf?: string): Promise<Session | undefined> {
    const reusables = (await this.#runState.get(`reusable:${state}`)) ?? [];
    const taken = reusables.find(({ inquiryId }) => inquiryId !== notOf);
    if (!taken) return undefined;
    await this.#runState.set(
      `reusable:${state}`,
      reusables.filter(({ id }) => id !== taken.id),
    );
    return taken;
  }

  /** An inquiry of which the run knows every session, with room for some more: for scenarios that count them. */
  async countedInquiry(sessions: number): Promise<string> {
    return (await this.#runState.get('orphans')) === true
      ? this.inquiry()
      : this.roomInSharedInquiry(sessions);
  }

  /** An inquiry that the run shares, with room for some more sessions: for scenarios that create them themselves. */
  async roomInSharedInquiry(sessions = 1, notThis?: string): Promise<string> {
    const shared = await this.#sharedInquiries();
    const roomy = shared.find(({ id, used }) => id !== notThis && used + sessions <= SESSIONS_PER_INQUIRY);
    if (!roomy) {
      const id = await this.inquiry('create shared inquiry');
      await this.#runState.set('inquiries:shared', [...shared, { id, used: sessions }]);
      return id;
    }
    await this.#note(roomy.id, { used: roomy.used + sessions });
    return roomy.id;
  }
}

/** Counts the sessions that repeated creations may have left behind unseen: else a shared inquiry is full before its time. */
export async function countRepeats(runState: RunState, exchanges: readonly Exchange[]): Promise<void> {
  const creations = exchanges.filter(({ endpoint, ambiguous }) => endpoint === 'createSession' && ambiguous);
  const shared = (await runState.get('inquiries:shared')) ?? [];
  if (creations.length === 0 || shared.length === 0) return;
  const unseen = (id: string): number =>
    creations
      .filter(({ request }) => request.body?.includes(id))
      .reduce((sum, creation) => sum + creation.attempts - (succeeded(creation) ? 1 : 0), 0);
  await runState.set(
    'inquiries:shared',
    shared.map((one) => ({ ...one, used: one.used + unseen(one.id) })),
  );
}

function made(exchange: Exchange, what: string): string {
  const { status } = exchange.response;
  if (status < 200 || status > 299) {
    throw preconditionDoubt(`Creating ${what} was answered with status ${status}.`);
  }
  const id = idOf(document(exchange).data);
  if (id === undefined) throw preconditionDoubt(`The answer to creating ${what} names no id.`);
  return id;
}
