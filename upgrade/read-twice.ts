/**
 * The same objects read under both versions, one reading right after the other: whoever the users are, the same names have to
 * show the same values. Only here does a change of units, of meaning or of time show.
 */
import type { Configuration } from '../client/configuration.ts';
import { Inconclusive } from '../client/errors.ts';
import type { Exchange } from '../client/exchange.ts';
import type { Persona } from '../client/persona.ts';
import { openRun, type RunOptions } from '../judging/run.ts';
import { document, idOf } from '../client/document.ts';
import { isSession, stateShown } from './observed-exchange.ts';
import type { VersionRun } from './version-run.ts';

/** Stands where a scenario's name stands. */
export const READING_TWICE = 'read-under-both';

/** One object under the old version, under the new one, and under the old one again where they differ. */
export interface TwiceRead {
  readonly step: string;
  readonly before: Exchange;
  readonly now: Exchange;
  readonly again: Exchange | undefined;
  /** The run that made the object. */
  readonly run: VersionRun;
}

export interface ReadTwice {
  readonly readings: readonly TwiceRead[];
  readonly requests: number;
}

/** Of each state and each run so many sessions. */
const MOST_OF_A_KIND = 1;

const EVERYTHING = 'include=inquiry,device,network';

interface Known {
  readonly kind: string;
  readonly id: string;
  readonly inquiryId: string | undefined;
}

/** @param again reads under the old version once more, whatever came out: to learn what varies */
export async function readUnderBoth(
  configuration: Configuration,
  { from, to }: { readonly from: string; readonly to: string },
  runs: readonly VersionRun[],
  options: RunOptions,
  again = false,
): Promise<ReadTwice> {
  const run = openRun({ ...configuration, version: from }, options);
  const persona = run.persona.scope(READING_TWICE);
  const readings: TwiceRead[] = [];
  try {
    for (const one of runs) {
      const known = sessionsOf(one);
      persona.own(
        ...known.flatMap(({ id, inquiryId }) => [id, ...(inquiryId === undefined ? [] : [inquiryId])]),
      );
      for (const { step, read } of callsFor(known, persona)) {
        const before = await read(from);
        if (before.response.status >= 400) continue;
        const now = await read(to);
        const isOpen = again || before.response.body !== now.response.body;
        readings.push({ step, before, now, again: isOpen ? await read(from) : undefined, run: one });
      }
    }
  } catch (error) {
    // The way to the target failed: what was read until then stands.
    if (!(error instanceof Inconclusive)) throw error;
  } finally {
    await run.close();
  }
  return { readings, requests: run.persona.requests };
}

interface Reading {
  readonly step: string;
  readonly read: (version: string) => Promise<Exchange>;
}

function callsFor(known: readonly Known[], persona: Persona): readonly Reading[] {
  const sessions = known.map(({ kind, id }): Reading => {
    const step = `${kind} session`;
    return {
      step: `${READING_TWICE}/${step}`,
      read: (version) => persona.retrieve(id, { as: step, version, query: EVERYTHING }),
    };
  });
  const inquiryId = known.find((one) => one.inquiryId !== undefined)?.inquiryId;
  if (inquiryId === undefined) return sessions;
  return [
    ...sessions,
    {
      step: `${READING_TWICE}/inquiry`,
      read: (version) => persona.retrieveInquiry(inquiryId, { as: 'inquiry', version }),
    },
  ];
}

/** Sessions of a run by what has become of them, as it was last seen. */
function sessionsOf(run: VersionRun): readonly Known[] {
  const inquiries = new Map<string, string>();
  const states = new Map<string, string>();
  const opened = new Set<string>();
  for (const exchange of run.exchanges) {
    const { data } = document(exchange);
    const id = idOf(data);
    if (id === undefined || !isSession(data)) continue;
    const linked = /"inquiry[-_]?id":"([^"]+)"/i.exec(exchange.request.body ?? '')?.[1];
    if (exchange.endpoint === 'createSession' && linked !== undefined) inquiries.set(id, linked);
    const state = stateShown(exchange);
    if (state !== undefined) states.set(id, state);
    if (state === 'active') opened.add(id);
  }
  const known: Known[] = [];
  for (const [id, state] of states) {
    const kind = state === 'expired' && opened.has(id) ? 'expired, once opened' : state;
    if (inquiries.has(id) && known.filter((one) => one.kind === kind).length < MOST_OF_A_KIND)
      known.push({ kind, id, inquiryId: inquiries.get(id) });
  }
  return known;
}
