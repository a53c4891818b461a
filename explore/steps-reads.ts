/** Reading: sessions, lists and their pages, inquiries; in every casing and version. */
import fc from 'fast-check';
import { sessionAttributes } from '../contract/attributes.ts';
import { attribute, document, idOf, kebab, rawNames, relationship } from '../client/document.ts';
import type { Exchange } from '../client/exchange.ts';
import { idsIn, nextOf } from '../scenarios/lists.ts';
import { stateOf, succeeded } from '../scenarios/reading.ts';
import { promised } from './controls.ts';
import { inquiryWords, kind, sessionWords, which, whichSession, type Kind } from './kind.ts';
import type { KnownSession, Sequence } from './sequence.ts';
import { clauseOf, optionsOf, waysToList, waysToRead, wayInWords, waysToWrite, type Way } from './ways.ts';

const inquiry = fc.record({ which, way: waysToWrite });

const reading = kind(
  3,
  fc.record({ session: whichSession, way: waysToRead }),
  ({ session: choice, way }) => ({
    words: (sequence) => `read ${sessionWords(sequence, choice)}${wayInWords(way)}`,
    take: async (sequence, words) => {
      const session = sequence.sessionAt(choice);
      const options = { ...optionsOf(way), ...readKey(sequence, way) };
      const read = await sequence.read(session, { ...options, as: sequence.label(words) });
      if (isWhole(way) && succeeded(read)) await compareWithKebab(sequence, session, way, read);
      if (!succeeded(read))
        await promised(sequence, clauseOf(way), `${words}, once more`, (as) =>
          sequence.persona.retrieve(session.id, { ...options, as }),
        );
    },
  }),
);

/** A key has no effect on reads, whichever it is. */
function readKey(sequence: Sequence, { key }: Way) {
  return key !== undefined ? { idempotencyKey: sequence.keyed.at(-1)?.key ?? sequence.readKey } : {};
}

const listing = kind(3, fc.record({ which, way: waysToList }), ({ which: index, way }) => ({
  words: (sequence) => `list the sessions of ${inquiryWords(sequence, index)}${wayInWords(way)}`,
  take: async (sequence, words) => {
    const inquiryId = sequence.inquiryAt(index);
    const options = { ...optionsOf(way), ...readKey(sequence, way), as: sequence.label(words) };
    judgeList(sequence, await sequence.list(inquiryId, options), inquiryId);
  },
}));

function judgeList(sequence: Sequence, list: Exchange, inquiryId: string): void {
  if (!succeeded(list)) return;
  const entries = document(list).list;
  const strangers = entries.filter((entry) => {
    const id = idOf(relationship(entry, 'inquiry'));
    return id !== undefined && id !== inquiryId;
  }).length;
  if (strangers > 0)
    sequence.report('neighbours.list-is-filtered', list, {
      code: 'list.stranger',
      strangers,
      path: ['data'],
    });
  const made = sequence.sessions.map(({ id }) => id);
  const places = entries.flatMap((entry) => {
    const place = made.indexOf(idOf(entry) ?? '');
    const time = Date.parse(String(attribute(entry, 'created-at')));
    return place < 0 || Number.isNaN(time) ? [] : [{ place, time }];
  });
  const isNewestFirst = places.every(({ place, time }, index) => {
    const next = places[index + 1];
    return next === undefined || time > next.time || (time === next.time && place > next.place);
  });
  if (!isNewestFirst)
    sequence.report('neighbours.list-newest-first', list, { code: 'list.order', path: ['data'] });
}

const readingInquiry = kind(1, inquiry, ({ which: index, way }) => ({
  words: (sequence) => `read ${inquiryWords(sequence, index)}${wayInWords(way)}`,
  take: async (sequence, words) => {
    const options = { ...optionsOf(way), ...readKey(sequence, way) };
    await sequence.persona.retrieveInquiry(sequence.inquiryAt(index), {
      ...options,
      as: sequence.label(words),
    });
  },
}));

/** In another casing than kebab, with nothing left away. */
function isWhole({ casing, sparse }: Way): boolean {
  return (casing === 'camel' || casing === 'snake') && sparse !== true;
}

const DOCUMENTED = new Set(sessionAttributes.map(({ name }) => name));

const documentedNames = (read: Exchange) =>
  rawNames(document(read).data?.attributes)
    .map(kebab)
    .filter((name) => DOCUMENTED.has(name));

/** Re-casing neither drops an attribute nor adds one. Whoever has a session open may add some at any time. */
async function compareWithKebab(
  sequence: Sequence,
  session: KnownSession,
  { casing, version }: Way,
  read: Exchange,
): Promise<void> {
  const plain = await sequence.read(session, {
    as: sequence.label(`read ${casing === 'camel' ? 'camelCase' : 'snake_case'} beside kebab-case`),
    version,
  });
  if (!succeeded(plain) || stateOf(plain) !== stateOf(read) || stateOf(read) === 'active') return;
  const [wanted, names] = [documentedNames(plain), documentedNames(read)];
  const lost = wanted.find((name) => !names.includes(name));
  const won = names.find((name) => !wanted.includes(name));
  if ((lost ?? won) === undefined || (casing !== 'camel' && casing !== 'snake')) return;
  sequence.report('inflection.same-attributes', read, {
    code: 'casing.other-attributes',
    casing,
    difference: lost === undefined ? 'added' : 'lost',
    name: lost ?? won ?? '',
    path: ['data', 'attributes'],
  });
}

/** More pages than there can be show that there is no end. */
const MOST_PAGES = 8;

const paging = kind(
  1,
  fc.record({ which, size: fc.integer({ min: 1, max: 3 }) }),
  ({ which: index, size }) => ({
    words: (sequence) => `page through the sessions of ${inquiryWords(sequence, index)} by ${size}`,
    take: async (sequence, words) => {
      const { persona } = sequence;
      const inquiryId = sequence.inquiryAt(index);
      // Nothing is new any more to whoever reads with a lag.
      const whole = await sequence.list(inquiryId, { as: sequence.label(`${words}: the whole`) });
      const shown: string[] = [];
      let query: string | undefined;
      for (let page = 1; page <= MOST_PAGES; page += 1) {
        const options = { as: sequence.label(`${words}: page ${page}`), query };
        const answer = await persona.list(query === undefined ? { inquiryId, pageSize: size } : {}, options);
        if (!succeeded(answer)) return;
        shown.push(...idsIn(answer));
        query = nextOf(answer);
        const seen = idsIn(answer).length;
        if (seen > size || (seen < size && query !== undefined))
          sequence.report('neighbours.list-page-size', answer, {
            code: 'list.size',
            asked: size,
            seen,
            path: ['data'],
          });
        if (query !== undefined && page < MOST_PAGES) continue;
        const missing = idsIn(whole).filter((id) => !shown.includes(id)).length;
        const twice = shown.length - new Set(shown).size;
        if (missing > 0 || twice > 0)
          sequence.report('neighbours.list-pages-join', answer, {
            code: 'list.pages',
            missing,
            twice,
            ends: query === undefined,
            path: ['data'],
          });
        return;
      }
    },
  }),
);

export const readSteps: readonly Kind[] = [reading, listing, paging, readingInquiry];
