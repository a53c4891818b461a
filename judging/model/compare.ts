/** The audit's judgement: what the target shows at the end beside what the model predicts. Pure. */
import type { RequirementId } from '../../contract/catalogue.ts';
import { attribute, document, idOf, relationship, type Resource } from '../../client/document.ts';
import type { Exchange } from '../../client/exchange.ts';
import type { Fault, Finding, Path } from '../finding.ts';
import { kindOf, valueOf } from '../value.ts';
import { isRead, type Deed } from './deeds.ts';
import { isOver, type InquiryRecord, type Model, type SessionRecord } from './model.ts';
import { suspectOf } from './suspect.ts';

/** The requirements that the audit speaks for. */
export type AuditedId = Extract<
  RequirementId,
  | 'state.active-sibling-untouched'
  | 'state.new-sibling-untouched'
  | 'state.other-inquiries-untouched'
  | 'state.inquiry-untouched'
  | 'state.expire-all-spares-other-inquiries'
  | 'state.stays-expired'
  | 'state.expire-all-takes-active'
  | 'state.inquiry-expiry-takes-sessions'
  | 'state.answer-agrees-with-read'
  | 'state.stays-as-left'
  | 'state.as-many-as-made'
  | 'state.relationships-kept'
  | 'time.second-expire-keeps-time'
  | 'auth.refused-without-effect'
  | 'errors.refused-without-effect'
>;

export interface AuditFinding {
  readonly requirement: AuditedId;
  /** Its `exchange` is the audit's own reading. */
  readonly finding: Finding;
  readonly reading: Exchange;
  /** The call that is likely to have done it. */
  readonly suspect?: Exchange;
}

/** One inquiry as the audit found it. */
export interface Reading {
  readonly inquiryId: string;
  readonly list: Exchange;
  readonly inquiry?: Exchange | undefined;
  /** One of its sessions by itself, that the list shows as opened. */
  readonly single?: Exchange | undefined;
}

export interface AuditFacts {
  /** Everything that the run made, before its first scenario included. */
  readonly made: readonly string[];
  /** Something may have been created of which nobody was told. */
  readonly orphans: boolean;
}

/** The documented states of an inquiry. */
const INQUIRY_STATES = new Set([
  'created',
  'pending',
  'completed',
  'failed',
  'expired',
  'needs_review',
  'approved',
  'declined',
]);

/** What ends sooner after its creation has not come to the end of its own time, in milliseconds: nobody gives a user less. */
const SHORTEST_LIFE_MS = 600_000;

/** What is not as the model predicts. */
export function compare(
  model: Model,
  readings: readonly Reading[],
  facts: AuditFacts,
): readonly AuditFinding[] {
  const pretended = model.pretences.map(({ exchange, inquiryId }) =>
    found(
      'state.inquiry-untouched',
      { reading: exchange, path: ['included'] },
      {
        code: 'audit.inquiry-changed',
        expected: [...(model.inquiries.get(inquiryId)?.may ?? [])],
        seen: valueOf('expired', 'status'),
      },
    ),
  );
  const leapt = model.leaps.flatMap(({ session, exchange, resource, expected }) => {
    if (isOverlapped(model, session, exchange) || hadItsTime(resource)) return [];
    const suspect = suspectOf(model, session, undefined);
    return [
      found(
        'state.stays-as-left',
        { reading: exchange, path: ['data'] },
        { code: 'audit.state-changed', expected, seen: valueOf(attribute(resource, 'status'), 'status') },
        suspect,
      ),
    ];
  });
  const read = readings.flatMap((reading) => {
    const record = model.inquiries.get(reading.inquiryId);
    if (!record || record.gone || !succeeded(reading.list)) return [];
    return [
      ...(ranOut(model, reading) ? [] : sessionsOf(model, reading)),
      ...number(model, record, reading, facts),
      ...alone(reading),
      ...(reading.inquiry && succeeded(reading.inquiry) ? inquiryOf(model, record, reading.inquiry) : []),
    ];
  });
  return [...pretended, ...leapt, ...read];
}

/** Something that may have changed the session was under way while it was read: which came first is not known. */
function isOverlapped(model: Model, session: SessionRecord, reading: Exchange): boolean {
  const end = reading.startedAt + reading.durationMs;
  return model.deeds.some(
    ({ exchange, ids, issue }) =>
      issue !== 'refused' &&
      !isRead(exchange) &&
      exchange.startedAt >= reading.startedAt &&
      exchange.startedAt <= end &&
      (ids.includes(session.id) || ids.includes(session.inquiryId ?? '')),
  );
}

function succeeded({ response }: Exchange): boolean {
  return response.status >= 200 && response.status <= 299;
}

function entriesOf({ list, inquiryId }: Reading): readonly Resource[] {
  return document(list).list.filter((entry) => {
    const inquiry = idOf(relationship(entry, 'inquiry'));
    return inquiry === undefined || inquiry === inquiryId;
  });
}

/** The inquiry’s time was over, and with it that of each of its sessions. */
function ranOut(model: Model, reading: Reading): boolean {
  const entries = entriesOf(reading).filter(
    (entry) => model.sessions.get(idOf(entry) ?? '')?.may.has('expired') !== true,
  );
  return entries.length > 0 && entries.every(hadItsTime);
}

function hadItsTime(resource: Resource | undefined): boolean {
  const [from, to] = [attribute(resource, 'created-at'), attribute(resource, 'expired-at')].map(time);
  return attribute(resource, 'status') === 'expired' && (to ?? 0) - (from ?? 0) >= SHORTEST_LIFE_MS;
}

function time(value: unknown): number {
  return typeof value === 'string' ? Date.parse(value) : Number.NaN;
}

function sessionsOf(model: Model, reading: Reading): readonly AuditFinding[] {
  return document(reading.list).list.flatMap((entry, index) =>
    sessionIn(model, entry, { reading: reading.list, path: ['data', index] }),
  );
}

/** A session that was read by itself. */
export function compareRead(model: Model, reading: Exchange): readonly AuditFinding[] {
  const { data } = document(reading);
  if (!succeeded(reading) || !data || hadItsTime(data)) return [];
  return sessionIn(model, data, { reading, path: ['data'] });
}

function sessionIn(model: Model, entry: Resource, place: Place): readonly AuditFinding[] {
  const session = model.sessions.get(idOf(entry) ?? '');
  if (!session) return [];
  return [
    ...stateOf(model, session, entry, place),
    ...startOf(session, entry, place),
    ...endOf(session, entry, place),
    ...deviceOf(session, entry, place),
  ];
}

interface Place {
  readonly reading: Exchange;
  readonly path: Path;
}

function found(requirement: AuditedId, { reading, path }: Place, fault: Fault, suspect?: Deed): AuditFinding {
  return {
    requirement,
    reading,
    finding: {
      ...fault,
      path,
      exchange: reading.label,
      ...(suspect ? { suspect: suspect.exchange.label } : {}),
    },
    ...(suspect ? { suspect: suspect.exchange } : {}),
  };
}

function stateOf(
  model: Model,
  session: SessionRecord,
  entry: Resource,
  place: Place,
): readonly AuditFinding[] {
  const status = attribute(entry, 'status');
  if (session.loose || typeof status !== 'string' || session.may.has(status)) return [];
  const at = { ...place, path: [...place.path, 'attributes', 'status'] };
  const said = { expected: [...session.may], seen: valueOf(status, 'status') };
  if (isOver(session)) {
    return [found(promiseOf(session), at, { code: 'audit.revived', ...said })];
  }
  const suspect = suspectOf(
    model,
    session,
    status === 'expired' ? attribute(entry, 'expired-at') : undefined,
  );
  return [found(blamed(model, session, suspect), at, { code: 'audit.state-changed', ...said }, suspect)];
}

/** What promised the end of the session. */
function promiseOf({ endedBy }: SessionRecord): AuditedId {
  switch (endedBy?.endpoint) {
    case 'expireAllSessions':
      return 'state.expire-all-takes-active';
    case 'expireInquiry':
      return 'state.inquiry-expiry-takes-sessions';
    default:
      return 'state.stays-expired';
  }
}

function blamed(model: Model, session: SessionRecord, suspect: Deed | undefined): AuditedId {
  if (!suspect) return 'state.stays-as-left';
  const { endpoint, response } = suspect.exchange;
  const { status } = response;
  if (suspect.issue === 'refused') {
    return status === 401 || status === 403 ? 'auth.refused-without-effect' : 'errors.refused-without-effect';
  }
  if (endpoint === 'expireAllSessions') return 'state.expire-all-spares-other-inquiries';
  if (endpoint === 'expireInquiry') return 'state.other-inquiries-untouched';
  if (endpoint !== 'expireSession') return 'state.stays-as-left';
  const named = model.sessions.get(suspect.ids[0] ?? '');
  if (named?.inquiryId !== session.inquiryId) return 'state.other-inquiries-untouched';
  return session.may.has('active') ? 'state.active-sibling-untouched' : 'state.new-sibling-untouched';
}

/** One session by itself, where the list has an opened one: both show the same state. */
function alone({ list, single }: Reading): readonly AuditFinding[] {
  if (!single || !succeeded(single)) return [];
  const { data } = document(single);
  const status = attribute(data, 'status');
  const listed = document(list).list.find((entry) => idOf(entry) === idOf(data));
  const inList = attribute(listed, 'status');
  if (typeof status !== 'string' || typeof inList !== 'string' || status === inList) return [];
  return [
    found(
      'state.stays-as-left',
      { reading: single, path: ['data', 'attributes', 'status'] },
      { code: 'audit.state-changed', expected: [inList], seen: valueOf(status, 'status') },
    ),
  ];
}

/** A start that was shown is shown two seconds later too: what lags behind so long is no lag. */
function startOf(session: SessionRecord, entry: Resource, place: Place): readonly AuditFinding[] {
  const first = session.first.get('started-at');
  const now = attribute(entry, 'started-at');
  if (first === undefined || session.loose || (now !== null && typeof now !== 'string')) return [];
  if (now !== null && time(first) === time(now)) return [];
  return [
    found(
      'state.stays-as-left',
      { ...place, path: [...place.path, 'attributes', 'started-at'] },
      {
        code: 'audit.time-moved',
        name: 'started-at',
        before: valueOf(first, 'started-at'),
        after: valueOf(now, 'started-at'),
      },
    ),
  ];
}

function endOf(session: SessionRecord, entry: Resource, place: Place): readonly AuditFinding[] {
  const first = session.first.get('expired-at');
  const now = attribute(entry, 'expired-at');
  if (first === undefined || now === undefined || time(first) === time(now)) return [];
  // A state that is not kept is said by itself.
  if (session.loose || attribute(entry, 'status') !== 'expired') return [];
  return [
    found(
      session.asksAgain > 0
        ? 'time.second-expire-keeps-time'
        : session.endRead
          ? 'state.stays-as-left'
          : 'state.answer-agrees-with-read',
      { ...place, path: [...place.path, 'attributes', 'expired-at'] },
      {
        code: 'audit.time-moved',
        name: 'expired-at',
        before: valueOf(first, 'expired-at'),
        after: valueOf(now, 'expired-at'),
      },
    ),
  ];
}

function deviceOf(session: SessionRecord, entry: Resource, place: Place): readonly AuditFinding[] {
  const first = session.first.get('device');
  const now = relationship(entry, 'device');
  if (first === undefined || now === undefined || idOf(now) === first) return [];
  return [
    found(
      'state.relationships-kept',
      { ...place, path: [...place.path, 'relationships', 'device', 'data'] },
      { code: 'audit.link-changed', name: 'device', seen: kindOf(now) },
    ),
  ];
}

function number(
  model: Model,
  record: InquiryRecord,
  reading: Reading,
  { made, orphans }: AuditFacts,
): readonly AuditFinding[] {
  const { list } = reading;
  const place = { reading: list, path: ['data'] };
  const entries = entriesOf(reading);
  const listed = new Set(entries.map(idOf));
  const own = model.sessionsOf(record.id);
  const missing = own.filter(({ id }) => !listed.has(id));
  const isWhole = document(list).links?.['next'] === null || document(list).links?.['next'] === undefined;
  const strange = entries.filter(
    (entry) => !made.includes(idOf(entry) ?? '') && !model.sessions.has(idOf(entry) ?? ''),
  );
  // An inquiry may be born with a session, and nobody says so.
  const born = Math.min(...own.map(({ first }) => time(first.get('created-at'))));
  const later = strange.filter((entry) => !(time(attribute(entry, 'created-at')) <= born));
  return [
    ...(missing.length > 0 && isWhole
      ? [
          found('state.as-many-as-made', place, {
            code: 'audit.session-missing',
            made: own.length,
            missing: missing.length,
          }),
        ]
      : []),
    ...(later.length > 0 && !record.mayHaveMore && !orphans
      ? [
          found('state.as-many-as-made', place, {
            code: 'audit.session-besides',
            made: own.length,
            besides: later.length,
          }),
        ]
      : []),
  ];
}

/** It was expired on purpose. */
function isEnded({ may }: InquiryRecord): boolean {
  return may.size === 1 && may.has('expired');
}

function inquiryOf(model: Model, record: InquiryRecord, reading: Exchange): readonly AuditFinding[] {
  const status = attribute(document(reading).data, 'status');
  if (typeof status !== 'string' || record.may.has(status)) return [];
  // Other states may exist, and come and go by themselves.
  const documented = [...record.may, status].every((state) => INQUIRY_STATES.has(state));
  if (status !== 'expired' && (record.loose || !documented)) return [];
  if (hadItsTime(document(reading).data)) return [];
  // Where none of its sessions was asked to expire, the change is no doing of that.
  const asked = model.deeds.some(
    ({ exchange, ids }) =>
      exchange.endpoint === 'expireSession' && model.sessions.get(ids[0] ?? '')?.inquiryId === record.id,
  );
  const place: Place = { reading, path: ['data', 'attributes', 'status'] };
  if (isEnded(record)) {
    return [
      found('state.inquiry-expiry-takes-sessions', place, {
        code: 'audit.inquiry-not-over',
        seen: valueOf(status, 'status'),
      }),
    ];
  }
  return [
    found(asked ? 'state.inquiry-untouched' : 'state.stays-as-left', place, {
      code: 'audit.inquiry-changed',
      expected: record.loose ? [] : [...record.may],
      seen: valueOf(status, 'status'),
    }),
  ];
}
