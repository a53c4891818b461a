/** Choices about idempotency and about how a request is read. */
import { idOf } from '../../client/document.ts';
import type { Exchange } from '../../client/exchange.ts';
import type { Deciders } from './decider.ts';
import {
  byStatus,
  header,
  includedTypes,
  isSuccess,
  namesIn,
  type Seen,
  shown,
  Undecidable,
  unknown,
  value,
} from './seen.ts';

const REFUSE_OR_IGNORE = [
  [400, 'refuse'],
  ['success', 'ignore'],
] as const;

/** What may be passed over, or refused with a 400. */
const refusedOrIgnored = (label: string) => (seen: Seen) =>
  byStatus<'refuse' | 'ignore'>(seen.at(label), REFUSE_OR_IGNORE);

export const requestDeciders = {
  mismatch: (seen) =>
    byStatus(seen.at('creations/create for another inquiry under the first key'), [
      [400, 400],
      [409, 409],
      [422, 422],
    ]),
  race: (seen) => {
    const both = [seen.at('creations/create (first)'), seen.at('creations/create (second)')];
    const refused = both.find((exchange) => !isSuccess(exchange));
    if (refused === undefined) {
      throw new Undecidable(
        'Of two requests at the same moment neither was refused; whether the first was still running cannot be seen.',
      );
    }
    return byStatus(refused, [[409, 'refuse']]);
  },
  idempotencyScope: (seen) => {
    const needed = 'It takes a second key of the same environment (PERSONA_LOW_LIMIT_API_KEY).';
    if (seen.all('probe-second-key/create with the second key').length === 0) throw new Undecidable(needed);
    const again = seen.at('probe-second-key/create with the second key');
    if (!isSuccess(seen.at('probe-second-key/read with the second key'))) throw new Undecidable(needed);
    if (!isSuccess(again)) return unknown(again, `the second key was answered ${again.response.status}`);
    return idOf(shown(again)) === idOf(shown(seen.at('probe-second-key/create')))
      ? value('environment', again, 'a second key got the first key’s answer')
      : value('key', again, 'a second key got a session of its own');
  },
  idempotencyComparesHeaders: (seen) => {
    const [first, second] = [
      seen.at('probe-other-headers/expire'),
      seen.at('probe-other-headers/expire in another casing'),
    ];
    if (isReplayOf(first, second)) return value(false, second, 'another casing got the saved answer');
    return second.response.status ===
      seen.at('creations/create for another inquiry under the first key').response.status
      ? value(true, second, `answered ${second.response.status}, like other parameters`)
      : unknown(second, `answered ${second.response.status}`);
  },
  forbiddenSaved: (seen) => {
    const [first, second] = [
      seen.at('probe-saved-refusal/expire one'),
      seen.at('probe-saved-refusal/expire the other'),
    ];
    if (first.response.status !== 403) throw new Undecidable('The read-only key was not refused with a 403.');
    if (second.response.status === 403) return value(false, second, 'the same key was refused anew');
    return second.response.status ===
      seen.at('creations/create for another inquiry under the first key').response.status
      ? value(true, second, `answered ${second.response.status}, like other parameters of a saved request`)
      : unknown(second, `answered ${second.response.status}`);
  },
  replayRequestId: (seen) => {
    const [first, second] = [seen.at('repeat/expire'), seen.at('repeat/expire again')];
    const [one, other] = [header(first, 'request-id'), header(second, 'request-id')];
    if (!isReplayOf(first, second)) throw new Undecidable('No saved answer was seen.');
    if (one === undefined || other === undefined) return unknown(second, 'there is no Request-Id');
    return one === other
      ? value('same', second, 'the first Request-Id again')
      : value('new', second, 'a new Request-Id');
  },

  unknownVersion: refusedOrIgnored('unpromised-versions/read under 1999-12-31'),
  unknownInflection: refusedOrIgnored('unknown-inflection/read'),
  unknownInclude: refusedOrIgnored('odd-queries/unknown include'),
  deepInclude: refusedOrIgnored('odd-queries/deep include'),
  unknownFields: refusedOrIgnored('odd-queries/unknown field'),
  listInclude: (seen) => {
    const list = seen.at('probe-odd-reads/list with include');
    if (list.response.status === 400) return value('refuse', list, 'answered 400');
    if (!isSuccess(list)) return unknown(list, `answered ${list.response.status}`);
    return includedTypes(list).length > 0
      ? value('honour', list, 'included what was asked for')
      : value('ignore', list, 'included nothing');
  },
  fieldsCasing: (seen) => {
    const answer = seen.at('odd-queries/fields in camelCase');
    if (!isSuccess(answer)) return unknown(answer, `answered ${answer.response.status}`);
    const names = namesIn(shown(answer), 'attributes');
    if (names.length === 1) return value('any', answer, 'createdAt was understood');
    return names.length === 0
      ? value('answer', answer, 'createdAt was not understood')
      : unknown(answer, `showed ${names.length} attributes`);
  },
  malformedBody: refusedOrIgnored('malformed-body/expire'),
  wrongMethod: (seen) =>
    byStatus(seen.at('reading-the-action/get under a key'), [
      [404, 404],
      [405, 405],
    ]),
  bearerScheme: (seen) =>
    byStatus(seen.at('probe-odd-reads/read as bearer'), [
      ['success', 'any'],
      [401, 'exact'],
    ]),
} satisfies Partial<Deciders>;

/** True where the second answer is the first one, saved: status and body. */
function isReplayOf(first: Exchange, second: Exchange): boolean {
  return first.response.status === second.response.status && first.response.body === second.response.body;
}
