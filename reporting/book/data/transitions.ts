/** The documented life of a session: states × calls, each with the requirements that prove it. */
import type { RequirementId } from '../../../contract/catalogue.ts';

export type State = 'new' | 'active' | 'expired';

export const states: readonly State[] = ['new', 'active', 'expired'];

export const calls = {
  create: 'Create a session',
  open: 'An end user opens it',
  expire: 'Expire this session',
  'expire-sibling': 'Expire another session of the inquiry',
  'expire-all': 'Expire all sessions of the inquiry',
  'expire-inquiry': 'Expire the inquiry',
  time: 'Its expiry time passes',
  link: 'Ask for a one-time link',
  'read-action': 'GET the expire address',
} as const;

export type Call = keyof typeof calls;

export interface Transition {
  /** Null: before the session exists. */
  readonly from: State | null;
  readonly call: Call;
  /** `open`: the documentation does not say. */
  readonly to: State | 'open';
  /** False: not documented; drawn dashed. */
  readonly documented: boolean;
  /** All requirements that bear on it, those that show it best first. */
  readonly proofs: readonly RequirementId[];
  /** Where no requirement speaks of it: why. */
  readonly note?: string;
  /** Part of the drawing; the rest stands in the table only. */
  readonly drawn: boolean;
}

/** What is promised of every expire, whatever the session's state was. */
const ENDING: readonly RequirementId[] = [
  'state.answer-shows-expired',
  'state.answer-is-the-session',
  'state.answer-agrees-with-read',
  'state.stays-expired',
  'state.listed-as-expired',
  'state.inquiry-untouched',
  'state.other-inquiries-untouched',
  'state.attributes-kept',
  'state.relationships-kept',
  'state.event-sent',
  'time.expired-at-set',
  'time.expired-at-after-creation',
  'time.expired-at-is-now',
  'time.created-at-kept',
  'concurrency.one-succeeds',
  'concurrency.ends-expired',
  'concurrency.documented-answers',
  'concurrency.no-server-error',
  'concurrency.one-end',
  'concurrency.answers-not-mixed-up',
  'concurrency.each-expired',
  'query.expires-all-the-same',
];

export const transitions: readonly Transition[] = [
  {
    from: null,
    call: 'create',
    to: 'new',
    documented: true,
    drawn: true,
    proofs: ['state.created-new', 'state.as-many-as-made'],
  },
  {
    from: 'new',
    call: 'open',
    to: 'active',
    documented: true,
    drawn: true,
    proofs: ['state.active-becomes-expired'],
    note: 'A step before every check with an active session.',
  },
  {
    from: 'new',
    call: 'expire',
    to: 'expired',
    documented: true,
    drawn: true,
    proofs: ['state.new-becomes-expired', ...ENDING],
  },
  {
    from: 'active',
    call: 'expire',
    to: 'expired',
    documented: true,
    drawn: true,
    proofs: [
      'state.active-becomes-expired',
      ...ENDING,
      'time.expired-at-after-start',
      'time.started-at-kept',
    ],
  },
  {
    from: 'expired',
    call: 'expire',
    to: 'expired',
    documented: false,
    drawn: true,
    proofs: [
      'state.second-expire-keeps-expired',
      'state.second-expire-status',
      'state.second-expire-documented-shape',
      'state.second-expire-no-server-error',
      'state.nothing-revives',
      'time.second-expire-keeps-time',
    ],
  },
  {
    from: 'new',
    call: 'expire-sibling',
    to: 'new',
    documented: true,
    drawn: true,
    proofs: ['state.new-sibling-untouched', 'state.stays-as-left'],
  },
  {
    from: 'active',
    call: 'expire-sibling',
    to: 'active',
    documented: true,
    drawn: true,
    proofs: ['state.active-sibling-untouched', 'state.stays-as-left'],
  },
  {
    from: 'new',
    call: 'expire-all',
    to: 'open',
    documented: false,
    drawn: true,
    proofs: ['state.expire-all-on-new'],
  },
  {
    from: 'expired',
    call: 'expire-all',
    to: 'expired',
    documented: false,
    drawn: false,
    proofs: ['state.nothing-revives'],
    note: 'Nothing is left to end.',
  },
  {
    from: 'active',
    call: 'expire-all',
    to: 'expired',
    documented: true,
    drawn: true,
    proofs: ['state.expire-all-takes-active', 'state.expire-all-spares-other-inquiries'],
  },
  {
    from: 'new',
    call: 'expire-inquiry',
    to: 'expired',
    documented: true,
    drawn: true,
    proofs: ['state.inquiry-expiry-takes-sessions'],
  },
  {
    from: 'active',
    call: 'expire-inquiry',
    to: 'expired',
    documented: true,
    drawn: false,
    proofs: ['state.inquiry-expiry-takes-sessions'],
    note: 'In a thorough run.',
  },
  {
    from: 'new',
    call: 'time',
    to: 'expired',
    documented: true,
    drawn: false,
    proofs: [],
    note: 'Documented, not tested: it takes a day.',
  },
  {
    from: 'active',
    call: 'time',
    to: 'expired',
    documented: true,
    drawn: true,
    proofs: [],
    note: 'Documented, not tested: it takes a day.',
  },
  {
    from: 'expired',
    call: 'link',
    to: 'expired',
    documented: false,
    drawn: true,
    proofs: ['state.link-after-expiry', 'state.nothing-revives'],
  },
  {
    from: 'new',
    call: 'read-action',
    to: 'new',
    documented: true,
    drawn: false,
    proofs: ['errors.reading-expires-nothing'],
  },
  {
    from: 'new',
    call: 'link',
    to: 'new',
    documented: true,
    drawn: false,
    proofs: ['inflection.meta-names'],
    note: 'A step on the way to an active session.',
  },
  {
    from: 'expired',
    call: 'expire-inquiry',
    to: 'expired',
    documented: true,
    drawn: false,
    proofs: ['state.nothing-revives'],
    note: 'In a thorough run.',
  },
  {
    from: 'expired',
    call: 'open',
    to: 'expired',
    documented: false,
    drawn: false,
    proofs: ['state.nothing-revives'],
  },
  {
    from: 'expired',
    call: 'expire-all',
    to: 'expired',
    documented: false,
    drawn: false,
    proofs: ['state.nothing-revives'],
  },
];
