/** Which call of the run is likely to have changed an object that it did not name: by the target's own times. */
import { attribute, document } from '../../client/document.ts';
import { isRead, type Deed } from './deeds.ts';
import type { Model, SessionRecord } from './model.ts';

/** Two calls may stand so close together that their times do not tell them apart, in milliseconds. */
const CLOSE_MS = 25;

/** Further away no call is to blame. */
const FAR_MS = 5_000;

/** An answer that gives away what time it was at the target. */
interface Anchor {
  readonly startedAt: number;
  readonly aheadMs: number;
}

/** The call that is likely to have expired the session at this time of the target's; undefined when none is near. */
export function suspectOf(model: Model, session: SessionRecord, expiredAt: unknown): Deed | undefined {
  const deeds = model.deeds.filter(
    ({ exchange }) => !isRead(exchange) && exchange.endpoint !== 'createInquiry',
  );
  const time = typeof expiredAt === 'string' ? Date.parse(expiredAt) : Number.NaN;
  // What was refused may have been carried out late, after a read that still looked well.
  const since = deeds.filter((deed) => deed.exchange.startedAt >= session.lastSeen || names(deed, session));
  if (Number.isNaN(time)) return since.findLast((deed) => names(deed, session));
  const anchors = deeds.flatMap(anchorOf);
  const scored = since
    .map((deed) => ({ deed, off: distance(deed, anchors, time) }))
    .filter(({ off }) => off <= FAR_MS)
    .toSorted((one, other) => one.off - other.off);
  const near = scored.filter(({ off }) => off <= (scored[0]?.off ?? 0) + CLOSE_MS);
  const refused = near.find(({ deed }) => names(deed, session));
  const ending = near.find(({ deed }) => ends(deed));
  const touched = near.find(({ deed }) => deed.issue !== 'refused' && deed.ids.includes(session.id));
  if (touched && !refused) return touched.deed;
  // A conflict may well be the answer to what another call has done before.
  const conflict = [409, 422].includes(refused?.deed.exchange.response.status ?? 0);
  return ((conflict ? (ending ?? refused) : (refused ?? ending)) ?? near[0])?.deed;
}

/** True when the call is one that expires something, and was carried out. */
function ends({ exchange, issue }: Deed): boolean {
  return (
    issue !== 'refused' && ['expireSession', 'expireAllSessions', 'expireInquiry'].includes(exchange.endpoint)
  );
}

/** True when the call names the session, and should have left it alone. */
function names({ ids, issue }: Deed, session: SessionRecord): boolean {
  return ids.includes(session.id) && issue === 'refused';
}

function anchorOf({ issue, exchange }: Deed): readonly Anchor[] {
  const { endpoint } = exchange;
  if (issue !== 'done' || (endpoint !== 'createSession' && endpoint !== 'expireSession')) return [];
  const { data } = document(exchange);
  const shown = attribute(data, endpoint === 'expireSession' ? 'expired-at' : 'created-at');
  const time = typeof shown === 'string' ? Date.parse(shown) : Number.NaN;
  return Number.isNaN(time) ? [] : [{ startedAt: exchange.startedAt, aheadMs: time - exchange.startedAt }];
}

/** How far the time lies outside the call, in milliseconds; 0 when it lies within. */
function distance({ exchange }: Deed, anchors: readonly Anchor[], time: number): number {
  const anchor = anchors.findLast(({ startedAt }) => startedAt <= exchange.startedAt) ?? anchors[0];
  if (!anchor) return 0;
  const begin = exchange.startedAt + anchor.aheadMs;
  return Math.max(begin - time, time - (begin + exchange.durationMs), 0);
}
