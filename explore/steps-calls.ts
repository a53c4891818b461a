/** The calls that an integration makes, each in many ways: creating, opening, linking, resuming, expiring. */
import fc from 'fast-check';
import type { RequirementId } from '../contract/catalogue.ts';
import { addressWith } from '../client/address.ts';
import { document, member } from '../client/document.ts';
import type { Exchange } from '../client/exchange.ts';
import type { Casing } from '../judging/expectations/casing.ts';
import { kindOf } from '../judging/value.ts';
import { isOver } from '../judging/model/model.ts';
import { readingTheLink } from '../scenarios/activation-strategies.ts';
import { sessionNamedBy } from '../scenarios/expiring-many.ts';
import { shownId, stateInList, succeeded } from '../scenarios/reading.ts';
import { refused } from './controls.ts';
import { inquiryWords, isIn, kind, send, sessionWords, which, whichSession, type Kind } from './kind.ts';
import { SESSIONS_AT_MOST, SETTLING_MS, type KnownSession, type Sequence } from './sequence.ts';
import { clauseOf, optionsOf, waysToExpire, waysToWrite, wayInWords, type Way } from './ways.ts';

const inquiry = fc.record({ which, way: waysToWrite });

/** Requests may name their members in any of the three casings. */
const spellings = fc.constantFrom<Casing>('kebab', 'kebab', 'kebab', 'camel', 'snake');

const NAMES = {
  inquiryId: { kebab: 'inquiry-id', camel: 'inquiryId', snake: 'inquiry_id' },
  inquiryIds: { kebab: 'inquiry-ids', camel: 'inquiryIds', snake: 'inquiry_ids' },
} as const;

const speltInWords = (spelt: Casing) => (spelt === 'kebab' ? '' : `, the body in ${spelt} casing`);

const hasRoom = ({ sessions }: Sequence) => sessions.length < SESSIONS_AT_MOST;

/** What promises that an expire made in this way succeeds; undefined where nothing does. */
export function promiseOf(sequence: Sequence, { id }: KnownSession, way: Way): RequirementId | undefined {
  const record = sequence.model().sessions.get(id);
  if (!isIn(record, 'new', 'active')) return undefined;
  // A body is not documented, so it may be refused; only an empty one may not.
  if (way.body !== undefined && way.body !== '{}') return undefined;
  if (clauseOf(way) !== undefined || way.version !== undefined || way.key !== undefined)
    return 'query.every-combination';
  if (way.body === '{}') return 'errors.empty-forms-accepted';
  return isIn(record, 'active') ? 'state.active-becomes-expired' : 'state.new-becomes-expired';
}

const expiring = kind(
  10,
  fc.record({ session: whichSession, way: waysToExpire }),
  ({ session: choice, way }) => ({
    words: (sequence) => `expire ${sessionWords(sequence, choice)}${wayInWords(way)}`,
    take: async (sequence, words) => {
      const session = sequence.sessionAt(choice);
      const record = sequence.model().sessions.get(session.id);
      const call = (as: string) => sequence.persona.expire(session.id, { ...optionsOf(way), as });
      if (record && isOver(record) && way.key === undefined)
        await refused(sequence, 'state.second-expire-no-server-error', words, call);
      else
        await send(
          sequence,
          words,
          {
            way,
            promise: promiseOf(sequence, session, way),
            look: () =>
              sequence.list(session.inquiryId, { as: sequence.label('list the sessions of its inquiry') }),
          },
          (options) => sequence.persona.expire(session.id, options),
        );
    },
  }),
);

const creatingInquiry = kind(1, waysToWrite, (way) => ({
  words: () => `create another inquiry${wayInWords(way)}`,
  take: async (sequence, words) => {
    const creation = await send(sequence, words, { way, promise: undefined }, (options) =>
      sequence.persona.createInquiry(options),
    );
    sequence.knowInquiry(creation);
  },
}));

const creatingSession = kind(
  4,
  fc.record({ which, way: waysToWrite, spelt: spellings }),
  ({ which: index, way, spelt }) => ({
    words: (sequence) =>
      `create a session in ${inquiryWords(sequence, index)}${wayInWords(way)}${speltInWords(spelt)}`,
    possible: hasRoom,
    take: async (sequence, words) => {
      const inquiryId = sequence.inquiryAt(index);
      const record = sequence.model().inquiries.get(inquiryId);
      const isOpen = isIn(record, 'created', 'pending');
      const promise =
        spelt !== 'kebab'
          ? (`inflection.request-${spelt}` as const)
          : way.key !== undefined
            ? 'idempotency.new-key-runs-anew'
            : clauseOf(way);
      const body = { data: { attributes: { [NAMES.inquiryId[spelt]]: inquiryId } } };
      const known = sequence.sessions.map(({ id }) => id);
      const creation = await send(
        sequence,
        words,
        { way, promise: isOpen ? (promise ?? 'neighbours.session-created-201') : undefined },
        (options) => sequence.persona.createSession(inquiryId, { ...options, body }),
      );
      judgeCreation(sequence, creation, known);
      sequence.knowSession(creation, inquiryId);
    },
  }),
);

function judgeCreation(sequence: Sequence, creation: Exchange, known: readonly string[]): void {
  if (!succeeded(creation)) return;
  const { status: seen } = creation.response;
  if (seen !== 201)
    sequence.report('neighbours.session-created-201', creation, {
      code: 'status.other',
      expected: 201,
      seen,
    });
  if (known.includes(shownId(creation) ?? ''))
    sequence.report('idempotency.new-key-runs-anew', creation, {
      code: 'replay.for-another-key',
      path: ['data', 'id'],
    });
}

const opening = kind(4, whichSession, (choice) => ({
  words: (sequence) => `open ${sessionWords(sequence, choice)}`,
  possible: (sequence) => isIn(sequence.model().sessions.get(sequence.sessionAt(choice).id), 'new'),
  take: async (sequence, words) => void (await sequence.open(sequence.sessionAt(choice), words)),
}));

const linking = kind(
  2,
  fc.record({ session: whichSession, way: waysToWrite }),
  ({ session: choice, way }) => ({
    words: (sequence) => `make a one-time link for ${sessionWords(sequence, choice)}${wayInWords(way)}`,
    take: async (sequence, words) => {
      const session = sequence.sessionAt(choice);
      const isAlive = isIn(sequence.model().sessions.get(session.id), 'new', 'active');
      const promise = isAlive ? ('neighbours.link-made' as const) : undefined;
      const made = await send(sequence, words, { way, promise }, (options) =>
        sequence.persona.oneTimeLink(session.id, options),
      );
      if (!succeeded(made)) return;
      for (const name of ['one-time-link', 'one-time-link-short']) {
        const value = member(document(made).meta, name);
        if (typeof value === 'string' && value !== '') continue;
        sequence.report('neighbours.link-made', made, {
          code: 'link.incomplete',
          name,
          seen: kindOf(value),
          path: ['meta', name],
        });
      }
      const link = member(document(made).meta, 'one-time-link');
      if (typeof link === 'string') sequence.links.push({ session, link });
    },
  }),
);

const followingOldLink = kind(1, which, (index) => ({
  words: (sequence) =>
    `open the link number ${(index % sequence.links.length) + 1} that was made, in a browser`,
  possible: ({ links }) => links.length > 0,
  take: async (sequence, words) => {
    const { persona, links } = sequence;
    const found = links[index % links.length];
    if (!found) return;
    const { session, link } = found;
    sequence.aside(`# here ${words}`);
    await readingTheLink.open({
      persona,
      sessionId: session.id,
      inquiryId: session.inquiryId,
      link: async () => link,
    });
  },
}));

const expiringAll = kind(
  2,
  fc.record({ which, both: fc.boolean(), way: waysToWrite, spelt: spellings }),
  (chosen) => ({
    words: (sequence) =>
      `expire all sessions of ${chosen.both ? 'all inquiries' : inquiryWords(sequence, chosen.which)}${wayInWords(chosen.way)}${speltInWords(chosen.spelt)}`,
    take: async (sequence, words) => {
      const ids = chosen.both ? [...sequence.inquiries] : [sequence.inquiryAt(chosen.which)];
      const promise = 'state.expire-all-takes-active' as const;
      await send(sequence, words, { way: chosen.way, promise }, (options) =>
        sequence.persona.expireAll(ids, {
          ...options,
          body: { meta: { [NAMES.inquiryIds[chosen.spelt]]: ids } },
        }),
      );
    },
  }),
);

const expiringInquiry = kind(1, inquiry, ({ which: index, way }) => ({
  words: (sequence) => `expire ${inquiryWords(sequence, index)}${wayInWords(way)}`,
  take: async (sequence, words) => {
    const id = sequence.inquiryAt(index);
    await send(sequence, words, { way, promise: undefined }, (options) =>
      sequence.persona.expireInquiry(id, options),
    );
  },
}));

const resuming = kind(1, inquiry, ({ which: index, way }) => ({
  words: (sequence) => `resume ${inquiryWords(sequence, index)}${wayInWords(way)}`,
  take: async (sequence, words) => {
    const id = sequence.inquiryAt(index);
    const resumed = await send(sequence, words, { way, promise: undefined }, (options) =>
      sequence.persona.resumeInquiry(id, options),
    );
    if (!succeeded(resumed)) return;
    const named = sessionNamedBy(resumed);
    const list = await sequence.list(
      id,
      { as: sequence.label('list the sessions after resuming') },
      (page) => named === undefined || stateInList(page, named) !== undefined,
    );
    if (!succeeded(list)) return;
    const state = stateInList(list, named ?? '');
    if (state !== undefined && state !== 'expired') return;
    const wrong = named === undefined ? 'none' : state === 'expired' ? 'expired' : 'other';
    sequence.report('neighbours.resume-names-a-session', resumed, {
      code: 'resume.token',
      wrong,
      path: ['meta', 'session-token'],
    });
  },
}));

const steering = kind(
  1,
  fc.record({ which, by: fc.constantFrom('simulate', 'generateInquiryOneTimeLink') }),
  ({ which: index, by }) => ({
    words: (sequence) =>
      `${by === 'simulate' ? 'simulate the start of' : 'make a one-time link for'} ${inquiryWords(sequence, index)}`,
    take: async (sequence, words) => {
      const { persona } = sequence;
      const id = sequence.inquiryAt(index);
      const options = { as: sequence.label(words), expectedStatuses: [500] };
      if (by === 'simulate') await persona.simulate(id, ['start_inquiry'], options);
      else await persona.call(addressWith('generateInquiryOneTimeLink', id), options);
    },
  }),
);

const waiting = kind(1, fc.constant(SETTLING_MS), (milliseconds) => ({
  words: () => `wait ${milliseconds / 1_000} seconds`,
  take: async (sequence) => sequence.pause(milliseconds),
}));

export const callSteps: readonly Kind[] = [
  expiring,
  creatingSession,
  creatingInquiry,
  opening,
  linking,
  followingOldLink,
  expiringAll,
  expiringInquiry,
  resuming,
  steering,
  waiting,
];
