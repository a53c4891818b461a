/** What varies by account: known facts of the vendor, learnt because the mock has to answer alike. */
import { sessionAttributes } from '../../contract/attributes.ts';
import type { Exchange } from '../../client/exchange.ts';
import { VERSION_KINDS } from '../probes.ts';
import type { AccountDeciders } from './decider.ts';
import {
  attribute,
  document,
  header,
  isSuccess,
  namesIn,
  shown,
  Undecidable,
  unknown,
  value,
} from './seen.ts';

export const accountDeciders: AccountDeciders = {
  inflection: (seen) => {
    const answer = seen.at('expire-camel/read without header');
    const names = namesIn(shown(answer), 'attributes').filter((name) => /[-_A-Z]/.test(name));
    const casings = new Set(
      names.map((name) => (name.includes('-') ? 'kebab' : name.includes('_') ? 'snake' : 'camel')),
    );
    const [casing] = casings;
    if (casing === undefined) throw new Undecidable('No attribute of more than one word is shown.');
    return casings.size > 1
      ? unknown(answer, 'names in several casings')
      : value(casing, answer, `names in ${casing} case`);
  },
  version: (seen) => {
    const plain = seen.at('probe-default-version/read without version');
    const alike = VERSION_KINDS.filter(
      (version) => formOf(seen.at(`probe-default-version/read under ${version}`)) === formOf(plain),
    );
    const [only] = alike;
    if (only === undefined) return unknown(plain, 'it answers like none of the versions tried');
    if (alike.length > 1) throw new Undecidable(`Answers are alike under ${alike.join(', ')}.`);
    return value(only, plain, `answers as under ${only}`);
  },
  rateLimit: (seen) => announced(seen.at('expire-new/read after'), 'ratelimit-limit'),
  quota: (seen) => announced(seen.at('expire-new/create'), 'quota-limit'),
  sessionsPerInquiry: (seen) => {
    const list = seen.at('probe-session-limit/list');
    const refused = seen.all('probe-session-limit/create').find((creation) => !isSuccess(creation));
    const made = document(list).list.length;
    if (refused === undefined || refused.response.status === 429) {
      throw new Undecidable(`An inquiry took ${made} sessions, and no more were tried.`);
    }
    return value(made, refused, `one more than ${made} was refused`);
  },
  blocklist: (seen) => {
    const opened = seen.all('expire-active/read before').at(-1) ?? seen.at('expire-new/create');
    // A session that nobody has opened may leave all of it away.
    if (attribute(shown(opened), 'started-at') === null && leavesDetailsAway(opened)) {
      throw new Undecidable(seen.whyNotOpened());
    }
    const hidden = ALWAYS_SHOWN.filter((name) => attribute(shown(opened), name) === undefined).toSorted();
    return value(
      hidden,
      opened,
      hidden.length === 0 ? 'nothing is hidden' : `${hidden.length} attributes are not shown`,
    );
  },
};

function leavesDetailsAway(exchange: Exchange): boolean {
  const details = ALWAYS_SHOWN.filter((name) => !/^(status|.*-at)$/.test(name));
  return details.every((name) => attribute(shown(exchange), name) === undefined);
}

/** Attributes that an opened session shows, null or not: those of a place by satellite come and go. */
const ALWAYS_SHOWN = sessionAttributes
  .filter(({ group, goneFrom }) => group !== 'gps' && goneFrom === undefined)
  .map(({ name }) => name);

function announced(answer: Exchange, name: string) {
  const number = Number(header(answer, name) ?? Number.NaN);
  if (!Number.isInteger(number)) throw new Undecidable('It is not announced.');
  return value(number, answer, `${name}: ${number}`);
}

/** Which attributes an answer shows of each resource: what versions differ in. */
function formOf(answer: Exchange): string {
  const { data, included } = document(answer);
  return [data, ...included]
    .map((resource) =>
      [String(resource?.type), ...namesIn(resource, 'attributes'), ...fieldNames(resource)].join(' '),
    )
    .toSorted()
    .join('\n');
}

function fieldNames(resource: Parameters<typeof attribute>[0]): readonly string[] {
  const fields = attribute(resource, 'fields');
  return typeof fields === 'object' && fields !== null ? Object.keys(fields) : [];
}
