/**
 * Questions that people come with: what is documented, in a few words, and the requirements that the last run is asked about.
 * What a target does is never written here.
 */
import type { RequirementId } from '../../../contract/catalogue.ts';
import { openPoints } from '../../../contract/open-points.ts';

export interface Question {
  /** Anchor on the first page. */
  readonly id: string;
  readonly question: string;
  readonly documented: string;
  readonly proofs: readonly RequirementId[];
  /** Pages that say more: file name and title. */
  readonly more?: readonly (readonly [href: string, title: string])[];
}

export const questions: readonly Question[] = [
  {
    id: 'inquiry-when-a-session-expires',
    question: 'What happens to the inquiry when a session expires?',
    documented:
      'The inquiry keeps its status, and so do its other sessions, whether a session is expired by this call or (untested here) by time: one session is ended, not the case. It works the other way round only: expiring the inquiry expires all its sessions.',
    proofs: [
      'state.inquiry-untouched',
      'state.active-sibling-untouched',
      'state.new-sibling-untouched',
      'state.inquiry-expiry-takes-sessions',
    ],
    more: [
      ['states.html', 'The state machine'],
      ['excluded.html#excluded.expiry-by-time', 'Why expiry by time is not tested'],
    ],
  },
  {
    id: 'key-after-401',
    question: 'May I reuse an idempotency key after a 401?',
    documented:
      'A 401 is decided before idempotency, so it is not saved: once the request is authenticated, the same key runs. The same holds for a 429. It does not hold for a 400: that is saved, and a mended request needs a new key. Whether a 403 is saved is left open.',
    proofs: [
      'idempotency.unauthenticated-not-saved',
      'idempotency.rate-limited-not-saved',
      'idempotency.error-saved-on-create',
      'idempotency.mismatch-refused',
    ],
    more: [
      ['area-idempotency.html', 'Idempotency-Key'],
      ['open-points.html#forbidden-saved', 'Open point: the 403'],
    ],
  },
  {
    id: 'which-header-re-cases',
    question: 'Which header re-cases keys, and does it touch values?',
    documented:
      '`Key-Inflection`: `kebab` (the default, unless the API key is configured otherwise), `camel` or `snake`. It re-cases the names of attributes, of the session and of what is included, and the names in `meta`. It does not touch values: `type`, ids and statuses stay as they are.',
    proofs: [
      'inflection.kebab',
      'inflection.camel',
      'inflection.snake',
      'inflection.values-untouched',
      'inflection.same-attributes',
    ],
    more: [['headers.html', 'Header matrix']],
  },
  {
    id: 'what-changed-at-2021-08-18',
    question: 'What changed at version 2021-08-18?',
    documented:
      '`browser-fingerprint` left the Inquiry Session. From then on it is read from the related device: ask with `include=device` and look at the device’s attributes. Older versions still show it on the session. (The session’s link to its device, and this endpoint itself, were added in 2024 and 2023 to every version, the old ones included.)',
    proofs: [
      'version.fingerprint-before-move',
      'version.fingerprint-after-move',
      'version.fingerprint-on-device',
    ],
    more: [
      ['version-2021-08-18.html', 'Version 2021-08-18'],
      ['versions.html', 'All versions'],
    ],
  },
  {
    id: 're-expiring',
    question: 'What does expiring a session a second time do?',
    documented:
      'By our reading the session stays `expired`, and `expired-at` does not move. How the request is answered is not documented; 200, 409 and 422 are all plausible, and the answer keeps a documented shape. With the idempotency key of the first request its answer is repeated.',
    proofs: [
      'state.second-expire-status',
      'state.second-expire-keeps-expired',
      'time.second-expire-keeps-time',
      'state.second-expire-documented-shape',
      'idempotency.replay-status',
    ],
    more: [['open-points.html#second-expire', 'Open point: the second expire']],
  },
  {
    id: 'what-is-left-open',
    question: 'Which points does the vendor leave open?',
    documented: `${openPoints.length} are known to us, listed with what was observed, and where; ${openPoints.filter(({ notRecorded }) => notRecorded !== undefined).length} of them cannot be recorded. The suite never calls them violations. What the embedded mock does at them is our choice, and says nothing about Persona.`,
    proofs: [],
    more: [['open-points.html', 'Open points']],
  },
  {
    id: 'other-devices',
    question: 'Does expiring one session sign the user out everywhere?',
    documented:
      'Other sessions of the inquiry go on. To end all active ones use the expire-all call; whether it also takes sessions that nobody has opened is not documented.',
    proofs: [
      'state.active-sibling-untouched',
      'state.expire-all-takes-active',
      'state.expire-all-on-new',
      'state.expire-all-spares-other-inquiries',
    ],
  },
  {
    id: 'unknown-session',
    question: 'What is answered for a session that does not exist?',
    documented:
      'A refusal in the documented error envelope, as a rule 404; without a good key 401, whether the session exists or not.',
    proofs: ['errors.unknown-id-refused', 'errors.unknown-id-404', 'errors.list', 'auth.before-lookup'],
  },
];
