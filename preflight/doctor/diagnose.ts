/**
 * Looks at everything that a run needs of its surroundings, before the run. What it makes on the way is handed over, so
 * that beyond what the run needs anyway it costs four requests, and one per optional key.
 */
import type { Configuration } from '../../client/configuration.ts';
import { document, idOf } from '../../client/document.ts';
import { Inconclusive } from '../../client/errors.ts';
import type { Exchange } from '../../client/exchange.ts';
import { openPersona, type Persona, type PersonaOptions } from '../../client/persona.ts';
import { proxyFor } from '../../client/proxy.ts';
import { openWire } from '../../client/wire.ts';
import { absenceSentence } from '../../judging/applicability.ts';
import { CapabilityMissing } from '../../scenarios/capabilities.ts';
import { tryConnection } from './connection.ts';
import { forbidden, locked, opened, undecided } from './access-checks.ts';
import { arranged, worst, type Diagnosis, type CheckResult, type ReusableSession } from './check-result.ts';
import { lowLimitKey, otherKey, readOnlyKey } from './other-keys.ts';
import { reachability, throughProxy } from './reachability.ts';
import { ask, isSuccess, RecordingWire, statusOf, type Reply } from './replies.ts';
import { clock, defaults, quota, rateLimit } from './settings.ts';

/** How a session can be made active, or why not. */
export type OpeningReport =
  | { readonly way: string }
  | { readonly way: null; readonly reason: string }
  /** The way to the target failed; nothing is known. */
  | { readonly way: undefined; readonly reason: string };

export interface DoctorOptions extends Pick<
  PersonaOptions,
  'startedAt' | 'onWait' | 'onRequest' | 'onCreated' | 'pacing'
> {
  /** Told of every exchange. */
  readonly onExchange?: (exchange: Exchange) => void;
  /** Tries to make the session active; absent: not looked at. */
  readonly openSession?: (
    persona: Persona,
    session: { readonly id: string; readonly inquiryId: string },
  ) => Promise<OpeningReport>;
  /** An id of the same make as a real one that nobody has. */
  readonly nonexistentId: (id: string) => string;
  readonly env?: NodeJS.ProcessEnv;
  /** Certificates to trust besides; for tests. */
  readonly ca?: string;
}

/** Label of the doctor's exchanges. */
const SCOPE = 'doctor';

/** The doctor is quicker to say that nobody answers than the run is to give up. */
const POLICY = { attempts: 3, rateLimitAttempts: 3, totalMs: 90_000 } as const;
const LONGEST_BACKOFF_MS = 1_000;
const LONGEST_CONNECT_MS = 10_000;

/** A status that means no verdict for the doctor, and must not cost retries. */
const PROVOKED = [500];

/** Examines the configured target and key. Throws only for mistakes of ours. */
export async function diagnose(configuration: Configuration, options: DoctorOptions): Promise<Diagnosis> {
  const found = await way(configuration, options);
  if (worst(found) === 'problem') return { results: found, health: 'problem', requests: 0 };

  const { origin } = new URL(configuration.baseUrl);
  const wire = new RecordingWire(openWire(origin, { timeoutMs: configuration.timeoutMs }));
  const persona = openPersona(
    { ...configuration, backoffMs: Math.min(configuration.backoffMs, LONGEST_BACKOFF_MS) },
    { ...options, wire, policy: POLICY },
  );
  if (options.onExchange) persona.onExchange(options.onExchange);
  try {
    const examination = new Examination(configuration, options, persona.scope(SCOPE), wire);
    const { inquiryId, reusable, findings } = await examination.run();
    const all = arranged([...found, ...findings]);
    return {
      results: all,
      health: worst(all),
      requests: persona.requests,
      ...(inquiryId === undefined ? {} : { inquiryId }),
      ...(reusable === undefined ? {} : { reusable: reusable }),
    };
  } finally {
    await persona.close();
  }
}

/** Can the target be reached, and which way? A problem here ends the examination before any request is sent. */
async function way(configuration: Configuration, options: DoctorOptions): Promise<CheckResult[]> {
  const { baseUrl, timeoutMs } = configuration;
  const env = options.env ?? {};
  const proxy = proxyFor(baseUrl, env);
  if (proxy !== undefined) return throughProxy(baseUrl, proxy, env);
  const connection = await tryConnection(baseUrl, {
    timeoutMs: Math.min(timeoutMs, LONGEST_CONNECT_MS),
    ...(options.ca === undefined ? {} : { ca: options.ca }),
  });
  return reachability(baseUrl, connection, env);
}

interface Result {
  readonly findings: readonly CheckResult[];
  readonly inquiryId?: string;
  readonly reusable?: ReusableSession;
}

class Examination {
  readonly #configuration: Configuration;
  readonly #options: DoctorOptions;
  readonly #persona: Persona;
  readonly #wire: RecordingWire;
  readonly #findings: CheckResult[] = [];

  constructor(configuration: Configuration, options: DoctorOptions, persona: Persona, wire: RecordingWire) {
    this.#configuration = configuration;
    this.#options = options;
    this.#persona = persona;
    this.#wire = wire;
  }

  async run(): Promise<Result> {
    const read = await this.#ask((persona) => persona.list({ pageSize: 1 }, { as: 'list' }));
    const receivedAt = Date.now();
    const create = await this.#ask((persona) => persona.createInquiry({ as: 'create inquiry' }));
    const closed = locked({ read, create }, this.#configuration);
    if (closed.length > 0) return { findings: closed };
    this.#findings.push(...opened({ read, create }, this.#configuration));
    if (read.kind === 'answer') this.#findings.push(clock(read.exchange, receivedAt));

    const inquiryId = isSuccess(create) ? idOf(document(create.exchange).data) : undefined;
    if (inquiryId === undefined || !isSuccess(create)) {
      if (read.kind === 'answer') this.#findings.push(rateLimit(read.exchange));
      return { findings: this.#findings };
    }
    const reusable = await this.#withInquiry(inquiryId, create.exchange);
    return { findings: this.#findings, inquiryId, ...(reusable === undefined ? {} : { reusable }) };
  }

  async #withInquiry(inquiryId: string, inquiry: Exchange): Promise<ReusableSession | undefined> {
    const create = await this.#ask((persona) => persona.createSession(inquiryId, { as: 'create session' }));
    this.#findings.push(permission('create-session', 'create sessions', create));
    this.#findings.push(quota(inquiry, create.kind === 'answer' ? create.exchange : undefined));
    const id = isSuccess(create) ? idOf(document(create.exchange).data) : undefined;
    if (id === undefined) {
      this.#findings.push(rateLimit(inquiry));
      return undefined;
    }
    const session = { id, inquiryId };
    const bare = await this.#ask((persona) =>
      persona.retrieveUntil(id, ({ response }) => response.status < 300, {
        as: 'read without version and casing',
        version: null,
        inflection: null,
        expectedStatuses: PROVOKED,
      }),
    );
    this.#findings.push(permission('retrieve-session', 'read sessions', bare));
    if (isSuccess(bare)) this.#findings.push(...defaults(bare.exchange), rateLimit(bare.exchange));
    else this.#findings.push(rateLimit(inquiry));

    await this.#expireInquiry(inquiryId);
    if (!(await this.#expire(id))) return undefined;
    if (!isSuccess(bare)) return undefined;
    await this.#otherKeys(id, bare.exchange);
    return this.#open(session);
  }

  /** Asked for a session that does not exist, so that ours is kept; true when ours is still unharmed. */
  async #expire(id: string): Promise<boolean> {
    const unknown = await this.#ask((persona) =>
      persona.expire(this.#options.nonexistentId(id), {
        as: 'expire a session that does not exist',
        unowned: true,
        expectedStatuses: PROVOKED,
      }),
    );
    const fine: CheckResult = { check: 'expire-session', health: 'ok', seen: 'The key may expire sessions.' };
    if (statusOf(unknown) !== 403) {
      this.#findings.push(fine);
      return true;
    }
    // A target may say 403 of what does not exist: only the answer about a session of ours is a fact about the key.
    const real = await this.#ask((persona) =>
      persona.expire(id, { as: 'expire', expectedStatuses: PROVOKED }),
    );
    this.#findings.push(statusOf(real) === 403 ? forbidden('expire-session', 'expire sessions', real) : fine);
    return false;
  }

  /** The clean-up needs it; the run itself does not. */
  async #expireInquiry(id: string): Promise<void> {
    const unknown = await this.#ask((persona) =>
      persona.expireInquiry(this.#options.nonexistentId(id), {
        as: 'expire an inquiry that does not exist',
        unowned: true,
        expectedStatuses: PROVOKED,
      }),
    );
    this.#findings.push(
      statusOf(unknown) === 403
        ? {
            check: 'expire-inquiry',
            health: 'warning',
            seen: 'The key may perhaps not expire inquiries (status 403 for one that does not exist).',
            remedy: 'Give it that permission; else the clean-up expires the sessions one by one.',
            source: 'inquiry-expiration',
          }
        : { check: 'expire-inquiry', health: 'ok', seen: 'The key may expire inquiries, for the clean-up.' },
    );
  }

  async #otherKeys(sessionId: string, read: Exchange): Promise<void> {
    const { keys } = this.#configuration;
    const place = {
      sessionId,
      read,
      ask: (call: (persona: Persona) => Promise<Exchange>) => this.#ask(call),
    };
    if (keys.readOnly) this.#findings.push(await readOnlyKey(keys.readOnly, place));
    if (keys.other) this.#findings.push(await otherKey(keys.other, place));
    if (keys.lowLimit) this.#findings.push(await lowLimitKey(keys.lowLimit, place));
  }

  /** Whether sessions can be opened from here; what became of ours. */
  async #open(session: { id: string; inquiryId: string }): Promise<ReusableSession | undefined> {
    if (!this.#options.openSession) return { ...session, state: 'new' };
    let linked: Exchange | undefined;
    const stop = this.#persona.onExchange((exchange) => {
      if (exchange.endpoint === 'generateOneTimeLink') linked = exchange;
    });
    const report = await this.#options.openSession(this.#persona, session);
    stop();
    if (linked) this.#findings.push(linkFinding(linked));
    if (typeof report.way === 'string') {
      this.#findings.push({
        check: 'active-session',
        health: 'ok',
        seen: `A session can be made active by ${report.way}.`,
      });
      return { ...session, state: 'active' };
    }
    this.#findings.push({
      check: 'active-session',
      health: 'warning',
      seen: `No session could be made active from here: ${report.reason}`,
      remedy:
        'Install Chromium or name one in PERSONA_BROWSER_PATH; what needs an active session is else not applicable.',
      source: 'inquiry-sessions',
    });
    // After a failed attempt nobody knows for sure what state it is in.
    return undefined;
  }

  async #ask(call: (persona: Persona) => Promise<Exchange>): Promise<Reply> {
    return ask(this.#wire, this.#persona, call);
  }
}

function permission(check: CheckResult['check'], what: string, reply: Reply): CheckResult {
  if (isSuccess(reply)) return { check, health: 'ok', seen: `The key may ${what}.` };
  return statusOf(reply) === 403
    ? forbidden(check, what, reply)
    : undecided(check, `To ${what}, asked for with our own key,`, reply);
}

function linkFinding(exchange: Exchange): CheckResult {
  const { status } = exchange.response;
  if (status < 300) return { check: 'one-time-link', health: 'ok', seen: 'The key may make one-time links.' };
  return {
    check: 'one-time-link',
    health: 'warning',
    seen: `Asking for a one-time link was answered with status ${status}.`,
    remedy:
      status === 403
        ? 'Give the key that permission; without it no session can be opened in a browser.'
        : 'This need not be the set-up: the run goes on, and its requirements judge it.',
    source: 'inquiry-sessions',
  };
}

/** Wraps a way of opening: what it throws becomes a report. */
export async function reported(open: () => Promise<string>): Promise<OpeningReport> {
  try {
    return { way: await open() };
  } catch (error) {
    if (error instanceof Inconclusive) return { way: undefined, reason: error.message };
    if (error instanceof CapabilityMissing) return { way: null, reason: absenceSentence(error.absence) };
    throw error;
  }
}
