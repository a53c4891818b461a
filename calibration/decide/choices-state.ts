/** Choices about what happens to sessions, inquiries and events. */
import { relationship } from '../../client/document.ts';
import type { Exchange } from '../../client/exchange.ts';
import type { OpenChoices } from '../../mock/open-choices.ts';
import type { Finding } from '../../mock/profile.ts';
import { inABrowser } from '../../scenarios/browser-activation.ts';
import { readingTheLink } from '../../scenarios/activation-strategies.ts';
import { idOf } from '../../client/document.ts';
import { stateInList } from '../../scenarios/reading.ts';
import { showsTheEnd } from '../probes.ts';
import type { Deciders } from './decider.ts';
import { byStatus, isSuccess, type Seen, shown, Undecidable, unknown, value } from './seen.ts';

export const stateDeciders = {
  reExpire: (seen) =>
    byStatus(seen.at('expire-again/expire again'), [
      [200, 200],
      [409, 409],
      [422, 422],
    ]),
  expireAllTakesNew: (seen) => {
    const [call, created, after] =
      seen.all('expire-all/expire all of two inquiries in camelCase').length > 0
        ? [
            'expire-all/expire all of two inquiries in camelCase',
            'expire-all/create new in the next inquiry',
            'expire-all/list after camelCase',
          ]
        : ['expire-all-new/expire all', 'expire-all-new/create new', 'expire-all-new/list'];
    const list = seen.at(after);
    const state = stateInList(list, idOf(shown(seen.at(created))) ?? '');
    if (!isSuccess(seen.at(call))) throw new Undecidable('Expiring all sessions was refused.');
    if (state === 'new') return value(false, list, 'left it new');
    if (state === 'expired') return value(true, list, 'expired it');
    return unknown(list, `made of it: ${state ?? 'nothing that is listed'}`);
  },
  expireAllUnknown: (seen) =>
    byStatus(seen.at('probe-closed-inquiry/expire all of an unknown one'), [
      ['success', 'ignore'],
      [404, 'refuse'],
    ]),
  sessionLimitStatus: (seen) => {
    const refused = seen.all('probe-session-limit/create').find((creation) => !isSuccess(creation));
    if (refused === undefined || refused.response.status === 429) {
      seen.at('probe-session-limit/list');
      throw new Undecidable('An inquiry took as many sessions as were tried.');
    }
    return byStatus(refused, [
      [400, 400],
      [409, 409],
      [422, 422],
    ]);
  },
  closedInquiryStatus: (seen) =>
    byStatus(seen.at('probe-closed-inquiry/create in it'), [
      [409, 409],
      [422, 422],
    ]),
  linkForExpired: (seen) =>
    byStatus(seen.at('expire-again/link'), [
      ['success', 'make'],
      [409, 'refuse'],
    ]),
  linkActivation: (seen) => {
    const opened = seen.exchanges.find(({ label }) => label.endsWith(': opened?'));
    const { strategy, tried } = seen.activation ?? { strategy: null, tried: [] };
    if (opened === undefined) throw new Undecidable('No link was opened.');
    if (strategy === readingTheLink.name) return value('get', opened, 'reading the link started the session');
    if (strategy === inABrowser.name) {
      return value('script', opened, 'reading the link started nothing, a browser did');
    }
    throw new Undecidable(
      tried.includes(inABrowser.name)
        ? 'Neither reading a link nor a browser started a session.'
        : 'Reading a link started nothing, and there was no browser to run its page.',
      ['get'],
    );
  },
  simulateStart: (seen) => {
    const list = seen.at('probe-simulated-start/list');
    if (!isSuccess(seen.at('probe-simulated-start/simulate')))
      throw new Undecidable('Simulating was refused.');
    const states = ['older', 'newer']
      .map((name) => idOf(shown(seen.at(`probe-simulated-start/create ${name}`))) ?? '')
      .map((id) => stateInList(list, id) ?? 'not listed');
    const what = `the older is ${states[0] ?? ''}, the newer ${states[1] ?? ''}`;
    const known = { 'new active': 'newest', 'active active': 'all', 'new new': 'none' } as const;
    const chosen = (known as Record<string, (typeof known)[keyof typeof known] | undefined>)[
      states.join(' ')
    ];
    return chosen === undefined ? unknown(list, what) : value(chosen, list, what);
  },
  eventLagMs: (seen) => eventLag(seen),
  deviceSharing: (seen) => {
    const [one, sibling] = [
      seen.at('expire-active/read before'),
      seen.at('expire-active/read active sibling before'),
    ];
    const devices = [one, sibling].map((exchange) => relationship(shown(exchange), 'device')?.id);
    if (devices.some((id) => typeof id !== 'string'))
      throw new Undecidable('Opened sessions show no device.');
    return devices[0] === devices[1]
      ? value('shared', sibling, 'two sessions of one inquiry show one device')
      : value('own', sibling, 'two sessions of one inquiry show two devices');
  },
} satisfies Partial<Deciders>;

/** Looks further apart than this leave room for too much. */
const WIDEST_MS = 600;

const TOO_SLOW = 'too slow to tell';

/** True for a reason that lies with how long answers took. */
export function isTooSlow(reason: string): boolean {
  return reason.includes(TOO_SLOW);
}

const LAGS: readonly OpenChoices['eventLagMs'][] = [0, 200, 2_000];

/** The lag lies between the last look that did not show the event and the first that did; only what is alone in there is known. */
function eventLag(seen: Seen): Finding<OpenChoices['eventLagMs']> {
  const expire = seen.at('probe-late-events/expire');
  if (seen.readsLag)
    throw new Undecidable('Reads show writes late here, so how late events are cannot be told.');
  const id = idOf(shown(expire)) ?? '';
  const looks: Exchange[] = seen.exchanges.filter(({ label }) =>
    label.startsWith('probe-late-events/events'),
  );
  const first = looks.find((look) => showsTheEnd(look, id));
  const last = looks.filter((look) => !showsTheEnd(look, id)).at(-1);
  const atLeast = last === undefined ? 0 : last.startedAt - endOf(expire);
  if (looks.some((look) => !isSuccess(look))) throw new Undecidable('The list of events was refused.');
  if (first === undefined) {
    throw new Undecidable(`The event did not show within ${Math.round(atLeast)} ms.`);
  }
  const atMost = endOf(first) - expire.startedAt;
  const between = `between ${Math.round(atLeast)} and ${Math.round(atMost)} ms after the end`;
  const possible = LAGS.filter((lag) => lag <= atMost && (last === undefined || lag >= atLeast));
  if (possible.length > 1 || (possible.length === 1 && atMost - atLeast > WIDEST_MS))
    throw new Undecidable(`The event showed ${between}: ${TOO_SLOW}.`);
  return possible[0] === undefined
    ? unknown(first, `the event shows ${between}`)
    : value(possible[0], first, between);
}

function endOf({ startedAt, durationMs }: Exchange): number {
  return startedAt + durationMs;
}
