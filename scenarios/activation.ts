/**
 * Making a session active: on the real sandbox somebody has to open its one-time link in a browser.
 * Which strategy works is found out once per run and remembered.
 */
import { setTimeout as delay } from 'node:timers/promises';
import { whyNotToOpen } from '../client/base-url.ts';
import { document, member } from '../client/document.ts';
import { Inconclusive, preconditionDoubt } from '../client/errors.ts';
import type { Persona } from '../client/persona.ts';
import type { RunState, RunStateValues } from './run-state.ts';
import { stateOf } from './reading.ts';
import { CapabilityMissing } from './capabilities.ts';

/** How long opening a session may take to show, in milliseconds. */
const LONGEST_LOOK_MS = 1_000;

/** One strategy of opening a session's link. */
export interface ActivationStrategy {
  readonly name: string;
  /** True when it can be tried here at all. */
  available(): Promise<boolean>;
  /**
   * Opens the session; whether that made it active is looked up afterwards.
   * @throws Inconclusive (transport) when the strategy to the link failed, so that nothing was learnt
   */
  open(place: ActivationTarget): Promise<void>;
}

export interface ActivationTarget {
  readonly persona: Persona;
  readonly sessionId: string;
  readonly inquiryId: string;
  /** A one-time link that nobody has opened. A secret: whoever has it can take part in the session. */
  link(): Promise<string>;
}

export class SessionActivator {
  readonly #strategies: readonly ActivationStrategy[];
  readonly #runState: RunState;

  constructor(strategies: readonly ActivationStrategy[], runState: RunState) {
    this.#strategies = strategies;
    this.#runState = runState;
  }

  /**
   * Makes the session active.
   * @throws CapabilityMissing when no strategy works at this target
   */
  async activate(
    persona: Persona,
    session: { readonly id: string; readonly inquiryId: string },
    as: string,
  ): Promise<void> {
    const place: ActivationTarget = {
      persona,
      sessionId: session.id,
      inquiryId: session.inquiryId,
      link: async () => linkOf(persona, session.id, as),
    };
    const found = await this.#runState.get('activation');
    if (found) return this.#again(found, place);
    let doubt: Inconclusive | undefined;
    const tried: string[] = [];
    for (const strategy of this.#strategies) {
      if (!(await strategy.available())) continue;
      tried.push(strategy.name);
      try {
        await strategy.open(place);
      } catch (error) {
        if (!(error instanceof Inconclusive) || error.doubt !== 'transport') throw error;
        doubt ??= error;
        continue;
      }
      if (await isOpened(persona, session.id, `${as}: opened?`)) {
        await this.#runState.set('activation', { strategy: strategy.name, tried });
        return;
      }
      // The link may have opened another one: the list shows which, before the next strategy blurs it.
      await persona.list({ inquiryId: session.inquiryId }, { as: `${as}: list after ${strategy.name}` });
    }
    // Where a strategy failed underway, another scenario may find it.
    if (doubt) throw doubt;
    await this.#runState.set('activation', { strategy: null, tried });
    throw notOpenable(tried);
  }

  async #again(found: RunStateValues['activation'], place: ActivationTarget): Promise<void> {
    const strategy = this.#strategies.find((candidate) => candidate.name === found.strategy);
    if (!strategy) throw notOpenable(found.tried);
    await strategy.open(place);
  }
}

/** Looks twice at most: a strategy that does not work is the usual case, and patience with each would cost requests. */
async function isOpened(persona: Persona, sessionId: string, as: string): Promise<boolean> {
  if (stateOf(await persona.retrieve(sessionId, { as })) === 'active') return true;
  const { readLagMs } = persona.configuration;
  if (readLagMs === 0) return false;
  await delay(Math.min(readLagMs, LONGEST_LOOK_MS));
  return stateOf(await persona.retrieve(sessionId, { as: `${as} (again)` })) === 'active';
}

function notOpenable(tried: readonly string[]): CapabilityMissing {
  return new CapabilityMissing('active-session', { code: 'not-openable', tried });
}

async function linkOf(persona: Persona, sessionId: string, as: string): Promise<string> {
  const exchange = await persona.oneTimeLink(sessionId, { as: `${as}: link` });
  const link = member(document(exchange).meta, 'one-time-link');
  if (typeof link !== 'string') {
    throw preconditionDoubt(
      `Asking for a one-time link was answered with status ${exchange.response.status} and no link.`,
    );
  }
  const refused = whyNotToOpen(link, persona.configuration.baseUrl);
  if (refused !== undefined)
    throw preconditionDoubt(`The one-time link that the target gave ${refused}; it was not opened.`);
  return link;
}
