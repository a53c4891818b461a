/**
 * Making a session active: on the real sandbox somebody has to open its one-time link in a browser.
 * Which way works is found out once per run and remembered.
 */
import { setTimeout as delay } from 'node:timers/promises';
import { document, member } from '../client/document.ts';
import { Inconclusive, preconditionDoubt } from '../client/errors.ts';
import type { Persona } from '../client/persona.ts';
import type { Memory } from './memory.ts';
import { stateOf } from './reading.ts';
import { NotApplicable } from './scenario.ts';

/** How long opening a session may take to show, in milliseconds. */
const LONGEST_LOOK_MS = 1_000;

/** One way of opening a session's link. */
export interface OpeningWay {
  readonly name: string;
  /** True when it can be tried here at all. */
  available(): Promise<boolean>;
  /**
   * Opens the session; whether that made it active is looked up afterwards.
   * @throws Inconclusive (transport) when the way to the link failed, so that nothing was learnt
   */
  open(place: OpeningPlace): Promise<void>;
}

export interface OpeningPlace {
  readonly persona: Persona;
  readonly sessionId: string;
  readonly inquiryId: string;
  /** A one-time link that nobody has opened. A secret: whoever has it can take part in the session. */
  link(): Promise<string>;
}

interface Found {
  readonly way: string | null;
}

export class Opener {
  readonly #ways: readonly OpeningWay[];
  readonly #memory: Memory;

  constructor(ways: readonly OpeningWay[], memory: Memory) {
    this.#ways = ways;
    this.#memory = memory;
  }

  /**
   * Makes the session active.
   * @throws NotApplicable when no way works at this target
   */
  async open(
    persona: Persona,
    session: { readonly id: string; readonly inquiryId: string },
    as: string,
  ): Promise<void> {
    const place: OpeningPlace = {
      persona,
      sessionId: session.id,
      inquiryId: session.inquiryId,
      link: async () => linkOf(persona, session.id, as),
    };
    const found = (await this.#memory.get('opening')) as Found | undefined;
    if (found) return this.#again(found, place);
    let doubt: Inconclusive | undefined;
    for (const way of this.#ways) {
      if (!(await way.available())) continue;
      try {
        await way.open(place);
      } catch (error) {
        if (!(error instanceof Inconclusive) || error.doubt !== 'transport') throw error;
        doubt ??= error;
        continue;
      }
      if (await isOpened(persona, session.id, `${as}: opened?`)) {
        await this.#memory.set('opening', { way: way.name } satisfies Found);
        return;
      }
    }
    // Where a way failed underway, another play may find it.
    if (doubt) throw doubt;
    await this.#memory.set('opening', { way: null } satisfies Found);
    throw noWay(this.#ways);
  }

  async #again(found: Found, place: OpeningPlace): Promise<void> {
    const way = this.#ways.find((candidate) => candidate.name === found.way);
    if (!way) throw noWay(this.#ways);
    await way.open(place);
  }
}

/** Looks twice at most: a way that does not work is the usual case, and patience with each would cost requests. */
async function isOpened(persona: Persona, sessionId: string, as: string): Promise<boolean> {
  if (stateOf(await persona.retrieve(sessionId, { as })) === 'active') return true;
  const { readLagMs } = persona.configuration;
  if (readLagMs === 0) return false;
  await delay(Math.min(readLagMs, LONGEST_LOOK_MS));
  return stateOf(await persona.retrieve(sessionId, { as: `${as} (again)` })) === 'active';
}

function noWay(ways: readonly OpeningWay[]): NotApplicable {
  const names = ways.map((way) => way.name).join(', ');
  return new NotApplicable(`No session can be made active here (tried: ${names || 'nothing'}).`);
}

async function linkOf(persona: Persona, sessionId: string, as: string): Promise<string> {
  const exchange = await persona.oneTimeLink(sessionId, { as: `${as}: link` });
  const link = member(document(exchange).meta, 'one-time-link');
  if (typeof link !== 'string') {
    throw preconditionDoubt(
      `Asking for a one-time link was answered with status ${exchange.response.status} and no link.`,
    );
  }
  return link;
}
