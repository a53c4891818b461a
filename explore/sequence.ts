/** One random sequence of calls: what it has made and asked so far, what the model predicts, and what is found to be broken. */
import { randomBytes, randomInt } from 'node:crypto';
import type { RequirementId } from '../contract/catalogue.ts';
import { sessionAttributes } from '../contract/attributes.ts';
import type { CallOptions } from '../client/call.ts';
import { Inconclusive, preconditionDoubt } from '../client/errors.ts';
import type { Exchange } from '../client/exchange.ts';
import type { Persona } from '../client/persona.ts';
import { Secret } from '../client/secret.ts';
import type { Claim, Finding } from '../judging/finding.ts';
import { toAgreeOn, toKeepAttributesOf } from '../judging/expectations/sessions.ts';
import { historyOf } from '../judging/invariants/history.ts';
import { breachOf, invariants } from '../judging/invariants/table.ts';
import { isEnded } from '../judging/model/audit.ts';
import { compare, compareRead, type AuditFinding } from '../judging/model/compare.ts';
import { isOver, Model } from '../judging/model/model.ts';
import type { SessionActivator } from '../scenarios/activation.ts';
import { CapabilityMissing } from '../scenarios/capabilities.ts';
import type { Step } from './step.ts';
import { isExpired, shownId, stateOf, succeeded } from '../scenarios/reading.ts';

/** A clause that a sequence has broken. */
export interface Breach {
  readonly requirement: RequirementId;
  readonly finding: Finding;
  /** The exchange that shows it. */
  readonly exchange: Exchange;
}

export interface KnownSession {
  readonly id: string;
  readonly inquiryId: string;
}

/** What a sequence begins with, besides an inquiry with a session in it. */
export interface Beginning {
  /** How many of its sessions are opened. */
  readonly opened: number;
  /** Another session in the same inquiry. */
  readonly sibling: boolean;
  /** Another inquiry, with a session. */
  readonly elsewhere: boolean;
}

/** Which session a step is about: one that lives where there is one, or any. */
export interface Choice {
  readonly index: number;
  readonly any: boolean;
}

/** A call under an idempotency key, to be sent again. */
export interface KeyedCall {
  readonly words: string;
  readonly key: string;
  /** `Key-Inflection` of its first use. */
  readonly casing: string | null | undefined;
  readonly again: (options: Pick<CallOptions, 'as' | 'key' | 'inflection'>) => Promise<Exchange>;
}

export interface Aside {
  /** So many exchanges came before it. */
  readonly after: number;
  readonly line: string;
}

/** Ends a sequence: a clause is broken that is looked for. */
export class Broken extends Error {
  override readonly name = 'Broken';
  readonly breach: Breach;

  constructor(breach: Breach) {
    super(breach.requirement);
    this.breach = breach;
  }
}

export interface SequenceParts {
  /** A view of the client that belongs to this sequence alone. */
  readonly persona: Persona;
  readonly activator: SessionActivator;
  readonly pause: (milliseconds: number, why: string) => Promise<void>;
  /** While a sequence is made shorter: the one clause that counts. */
  readonly wanted: RequirementId | undefined;
  /** Clauses that do not count. */
  readonly known: ReadonlySet<RequirementId>;
  /** Whether another step may be taken. */
  readonly hasBudget: () => boolean;
}

/** How an idempotency key looks. */
export type KeyShape = 'plain' | 'long' | 'digits';

/** Longer than the keys that most clients make. */
const LONG_KEY = 250;

/** What is known of whoever opened a session lasts when it ends. */
const LASTING = sessionAttributes
  .filter(({ group }) => group !== 'core' && group !== 'times' && group !== 'fingerprint')
  .map(({ name }) => name);

/** More than an inquiry can have sessions, so that one page shows them all. */
const PAGE = 50;

/** An inquiry holds 25 by default; some are left for controls, and one may be born with it. */
export const SESSIONS_AT_MOST = 18;

/** What is undone is seldom undone at once, in milliseconds. */
export const SETTLING_MS = 2_000;

const AUDIT = 'at the end';

/** True when it was the audit that showed it. */
export function isOfAudit({ exchange }: Breach): boolean {
  return exchange.label.includes(`/${AUDIT}: `);
}

const clauses = [...new Set(invariants.map(({ clause }) => clause))];

export class Sequence {
  readonly sessions: KnownSession[] = [];
  readonly inquiries: string[] = [];
  readonly keyed: KeyedCall[] = [];
  /** One-time links that were made and may not have been opened yet. */
  readonly links: { readonly session: KnownSession; readonly link: string }[] = [];
  /** For reads, where no call was made under a key. */
  readonly readKey = this.freshKey();
  readonly exchanges: Exchange[] = [];
  /** In words, in the order in which they were taken. */
  readonly steps: string[] = [];
  /** The same, to be taken again. */
  readonly taken: Step[] = [];
  /** What happened between two exchanges and is none, as lines of a script. */
  readonly asides: Aside[] = [];
  /** Well-formed, and nobody's. */
  readonly unknownKey = new Secret(`persona_sandbox_nobody_${randomBytes(8).toString('hex')}`);
  readonly #parts: SequenceParts;
  readonly #stop: readonly (() => void)[];
  #unanswered = false;
  #model = { after: 0, model: new Model() };
  /** By id, the session as it was read last while it was open. */
  readonly #opened = new Map<string, Exchange>();

  constructor(parts: SequenceParts) {
    this.#parts = parts;
    const { persona } = parts;
    this.#stop = [
      persona.onExchange((exchange) => this.exchanges.push(exchange)),
      persona.onUnanswered((exchange) => {
        this.#unanswered = true;
        this.exchanges.push(exchange);
      }),
    ];
  }

  get persona(): Persona {
    return this.#parts.persona;
  }

  /** False once something may have been carried out unseen: what is found from then on proves nothing. */
  get isClean(): boolean {
    return !this.#unanswered && !this.exchanges.some(({ ambiguous }) => ambiguous);
  }

  get mayGoOn(): boolean {
    return this.#parts.hasBudget();
  }

  /** Ends what listens to the client. */
  end(): void {
    for (const stop of this.#stop) stop();
  }

  /** What the contract predicts after everything that was asked for so far. */
  model(): Model {
    if (this.#model.after !== this.exchanges.length) {
      const sorted = this.exchanges.toSorted((one, other) => one.startedAt - other.startedAt);
      this.#model = { after: sorted.length, model: Model.of(sorted) };
    }
    return this.#model.model;
  }

  /** The label of a call of the step that is being taken. */
  label(words: string): string {
    return `${this.steps.length} ${words}`;
  }

  freshKey(shape: KeyShape = 'plain'): string {
    const random = randomBytes(8).toString('hex');
    switch (shape) {
      case 'plain':
        return `explore-${random}`;
      case 'long':
        return `${`explore-Long:key/of-MANY-${random}`.padEnd(LONG_KEY - 2, 'x')}-1`;
      case 'digits':
        return String(randomInt(1_000_000, 10_000_000));
    }
  }

  async pause(milliseconds: number, why = 'as the sequence asks for'): Promise<void> {
    this.aside(`sleep ${milliseconds / 1_000}`);
    await this.#parts.pause(milliseconds, why);
  }

  aside(line: string): void {
    this.asides.push({ after: this.exchanges.length, line });
  }

  /** Every sequence begins with an inquiry and a session in it. */
  async begin({ opened, sibling, elsewhere }: Beginning): Promise<void> {
    const inquiryId = await this.#first('');
    if (sibling) {
      const creation = await this.persona.createSession(inquiryId, { as: 'create a sibling' });
      if (this.knowSession(creation, inquiryId) === undefined) throw unusable(creation, 'Creating a sibling');
    }
    for (const [index, session] of this.sessions.slice(0, opened).entries())
      await this.open(session, `open session ${index + 1}`);
    if (elsewhere) await this.#first(' elsewhere');
  }

  async #first(where: string): Promise<string> {
    const inquiry = await this.persona.createInquiry({ as: `create an inquiry${where}` });
    const inquiryId = this.knowInquiry(inquiry);
    if (inquiryId === undefined) throw unusable(inquiry, 'Creating an inquiry');
    const session = await this.persona.createSession(inquiryId, { as: `create a session${where}` });
    if (this.knowSession(session, inquiryId) === undefined) throw unusable(session, 'Creating a session');
    return inquiryId;
  }

  knowInquiry(creation: Exchange): string | undefined {
    const id = succeeded(creation) ? shownId(creation) : undefined;
    if (id !== undefined && !this.inquiries.includes(id)) this.inquiries.push(id);
    return id;
  }

  knowSession(creation: Exchange, inquiryId: string): string | undefined {
    const id = succeeded(creation) ? shownId(creation) : undefined;
    if (id !== undefined && !this.sessions.some((one) => one.id === id))
      this.sessions.push({ id, inquiryId });
    return id;
  }

  sessionAt({ index, any }: Choice): KnownSession {
    const alive = this.sessions.filter(({ id }) => !this.#isOver(id));
    return at(any || alive.length === 0 ? this.sessions : alive, index);
  }

  inquiryAt(index: number): string {
    return at(this.inquiries, index);
  }

  /** Opens a session, and reads it, so that the model knows; false where sessions cannot be opened from here. */
  async open(session: KnownSession, words: string): Promise<boolean> {
    try {
      await this.#parts.activator.activate(this.persona, session, this.label(words));
    } catch (error) {
      if (error instanceof CapabilityMissing) return false;
      if (error instanceof Inconclusive && error.doubt === 'precondition') return false;
      throw error;
    }
    await this.read(session, { as: this.label(`read ${words}`) });
    return true;
  }

  /** Reads a session until it shows what the model predicts, or for as long as a read may lag. */
  async read({ id }: KnownSession, options: CallOptions): Promise<Exchange> {
    const model = this.model();
    const read = await this.persona.retrieveUntil(
      id,
      (exchange) => succeeded(exchange) && compareRead(model, exchange).length === 0,
      options,
    );
    this.#reportAll(compareRead(model, read));
    if (options.query === undefined && options.version === undefined) this.#compareWithOpened(id, read);
    return read;
  }

  /** What was known while it was open is known when it has ended. */
  #compareWithOpened(id: string, read: Exchange): void {
    if (!succeeded(read)) return;
    if (stateOf(read) === 'active') this.#opened.set(id, read);
    const before = this.#opened.get(id);
    if (!before || !isExpired(read)) return;
    this.expect('state.attributes-kept', read, toKeepAttributesOf(read, LASTING, before));
    this.expect('state.attributes-kept', read, toAgreeOn(read, LASTING, before));
  }

  /** The same for the sessions of an inquiry; `isSettled` says what else the list must show. */
  async list(
    inquiryId: string,
    options: CallOptions,
    isSettled: (page: Exchange) => boolean = () => true,
  ): Promise<Exchange> {
    const { model, list } = await this.#listed(inquiryId, options, isSettled);
    this.#reportAll(compare(model, [{ inquiryId, list }], this.#facts()));
    return list;
  }

  async #listed(
    inquiryId: string,
    options: CallOptions,
    isSettled: (page: Exchange) => boolean = () => true,
  ): Promise<{ model: Model; list: Exchange }> {
    const model = this.model();
    const facts = this.#facts();
    const list = await this.persona.listUntil(
      { inquiryId, pageSize: PAGE },
      (page) => isSettled(page) && compare(model, [{ inquiryId, list: page }], facts).length === 0,
      options,
    );
    return { model, list };
  }

  #facts() {
    const made = [...this.inquiries, ...this.sessions.map(({ id }) => id)];
    return { made, orphans: !this.isClean };
  }

  /** Everything that the sequence made, a while after its last write; then every answer by the clauses that hold for all. */
  async audit(): Promise<void> {
    await this.pause(SETTLING_MS, 'for what was written to settle before the audit');
    for (const [index, inquiryId] of this.inquiries.entries()) {
      const model = this.model();
      // One that was expired on purpose shows nothing that its sessions do not.
      const inquiry = isEnded(model, inquiryId)
        ? undefined
        : await this.persona.retrieveInquiry(inquiryId, { as: `${AUDIT}: inquiry ${index + 1}` });
      const { list } = await this.#listed(inquiryId, {
        as: `${AUDIT}: sessions of inquiry ${index + 1}`,
      });
      this.#reportAll(compare(model, [{ inquiryId, list, inquiry }], this.#facts()));
    }
    const ended = this.sessions.find(({ id }) => this.#opened.has(id) && this.#isOver(id));
    if (ended) await this.read(ended, { as: `${AUDIT}: a session that was open` });
  }

  #isOver(id: string): boolean {
    const record = this.model().sessions.get(id);
    return record !== undefined && isOver(record);
  }

  /** Judges every answer so far by the clauses that hold for all of them. @throws Broken */
  judgeAll(): void {
    const counting = clauses.filter((clause) => this.#counts(clause));
    const history = counting.length === 0 ? undefined : historyOf(this.exchanges, this.persona.configuration);
    for (const requirement of counting) {
      const found = history && breachOf(requirement, history);
      if (found) this.report(requirement, found.exchange, found.claim);
    }
  }

  /** What is wanted shows as soon as it can: what comes after it is not needed. */
  checkpoint(): void {
    if (this.#parts.wanted !== undefined) this.judgeAll();
  }

  #reportAll(findings: readonly AuditFinding[]): void {
    for (const { requirement, finding, reading } of findings)
      this.#report({ requirement, finding, exchange: reading });
  }

  /** @throws Broken where the clause is looked for */
  report(requirement: RequirementId, exchange: Exchange, claim: Claim): void {
    this.#report({ requirement, exchange, finding: { ...claim, exchange: exchange.label } });
  }

  #report(breach: Breach): void {
    if (this.#counts(breach.requirement)) throw new Broken(breach);
  }

  #counts(requirement: RequirementId): boolean {
    const { wanted, known } = this.#parts;
    return wanted === undefined ? !known.has(requirement) : requirement === wanted;
  }

  /** Reports what an expectation of ours says of an exchange, where it is not met. */
  expect(
    requirement: RequirementId,
    exchange: Exchange,
    judgement: { pass: boolean; finding: Finding },
  ): void {
    if (!judgement.pass) this.#report({ requirement, exchange, finding: judgement.finding });
  }
}

/** Ends a sequence that can show nothing, and says why. */
export function unusable(exchange: Exchange, what: string): Inconclusive {
  const { status } = exchange.response;
  return preconditionDoubt(
    succeeded(exchange)
      ? `${what} was answered with no id.`
      : `${what} was answered with status ${status}, so nothing can be judged.`,
  );
}

function at<T>(list: readonly T[], index: number): T {
  const found = list[index % list.length];
  if (found === undefined) throw new Error('A step was taken that has nothing to work on.');
  return found;
}
