/** What of the vendor's description no requirement answers for, and why. */
import { documentedInquiryStatuses, personalInquiryAttributes } from '../contract/attributes.ts';
import { NEIGHBOURS, PERSONA_IDS, RATE_LIMIT, type Selection } from './clauses.ts';

export interface Exclusion extends Selection {
  readonly because: string;
}

const A_LIMIT =
  'A limit may be decided before the rest of the API is asked; what it announces is judged where it is there.';
const LEFT_OPEN =
  'Which requests to this endpoint are answered so is left open; that a refusal has the documented shape is not.';
const A_MEANS =
  'The suite uses it to set up or to look: where it does not work a run is inconclusive, never a violation.';
const NOT_SENT = 'The suite does not send it.';
const OPEN_LIST = 'The vendor says that the list is open: a value that is not on it is no violation.';
const OF_THE_INQUIRY =
  'An inquiry’s own data is the subject of its own endpoints; of an included one this suite judges that it is there.';

const INQUIRIES = NEIGHBOURS.filter((call) => call.includes(' /inquiries'));
const names = (text: string): string[] => text.trim().split(/\s+/);
const below = (root: string, text: string): string[] => names(text).map((name) => `${root}.${name}`);

export const exclusions: readonly Exclusion[] = [
  { because: A_MEANS, kinds: ['call'], calls: NEIGHBOURS },
  { because: A_MEANS, kinds: ['status'], calls: NEIGHBOURS, places: ['200', '201'] },
  { because: LEFT_OPEN, kinds: ['status'], places: ['400', '409', '422'] },
  {
    because: A_LIMIT,
    kinds: ['header'],
    places: ['429'],
    names: ['Request-Id', ...RATE_LIMIT, ...PERSONA_IDS],
  },

  // What the neighbours take.
  {
    because: A_MEANS,
    kinds: ['parameter'],
    places: ['query'],
    names: names('page page[after] page[before] page[size] filter filter[inquiry-id]'),
  },
  {
    because: NOT_SENT,
    kinds: ['parameter'],
    calls: ['GET /inquiries'],
    names: names(`filter filter[account-id] filter[note] filter[reference-id] filter[inquiry-template-id]
      filter[template-id] filter[status] filter[created-at-start] filter[created-at-end]`),
  },
  {
    because: 'Without the header the key’s own version applies, which the suite does not know.',
    kinds: ['parameter default'],
    names: ['Persona-Version'],
  },
  { because: 'The suite sends documented members only.', kinds: ['request closed'] },
  {
    because: A_MEANS,
    kinds: ['request member', 'request required'],
    calls: ['POST /inquiry-sessions'],
    names: names('data data.attributes data.attributes.inquiry-id'),
  },
  {
    because: A_MEANS,
    kinds: ['request member', 'request required'],
    calls: ['POST /inquiry-sessions/expire-all'],
    names: names('meta meta.inquiry-ids'),
  },
  {
    because: A_MEANS,
    kinds: ['request member', 'request required'],
    calls: ['POST /inquiries'],
    names: names('data data.attributes data.attributes.inquiry-template-id'),
  },
  {
    because: NOT_SENT,
    kinds: ['request member'],
    calls: ['POST /inquiries'],
    names: [
      ...below(
        'data.attributes',
        `template-id inquiry-template-version-id reference-id account-id creator-email-address theme-id theme-set-id
        redirect-uri note fields fields.* tags initial-step-name`,
      ),
      'meta',
      ...below(
        'meta',
        `auto-create-account auto-create-account-type-id auto-create-account-reference-id auto-create-inquiry-session
        auto-create-one-time-link expiration-after-create-interval-seconds expiration-after-start-interval-seconds
        expiration-after-resume-interval-seconds one-time-link-expiration-seconds`,
      ),
    ],
  },
  {
    because: NOT_SENT,
    kinds: ['request member'],
    calls: ['POST /inquiries/{id}/generate-one-time-link'],
    names: names('meta meta.expires-in-seconds'),
  },
  {
    because: A_MEANS,
    kinds: ['request member', 'request required', 'request value'],
    calls: ['POST /inquiries/{id}/perform-simulate-actions'],
    names: [
      'meta',
      ...below('meta', 'simulate-actions simulate-actions[].type simulate-actions[].data'),
      'meta.simulate-actions[].data.verification-template-id',
    ],
  },

  // What the neighbours show.
  {
    because: A_MEANS,
    kinds: ['member', 'required'],
    calls: NEIGHBOURS,
    places: ['200', '201'],
    names: names(`data included links links.prev links.next meta meta.session-token meta.one-time-link
      meta.one-time-link-short`),
  },
  {
    because: 'What to include is checked on the endpoint itself.',
    kinds: ['included'],
    calls: NEIGHBOURS,
    values: ['device', 'inquiry', 'network'],
  },
  { because: OF_THE_INQUIRY, kinds: ['included'], calls: INQUIRIES },

  {
    because: 'A machine-readable code is tolerated wherever it comes.',
    kinds: ['member'],
    names: ['errors[].code'],
  },

  // What a resource holds.
  {
    because: OPEN_LIST,
    kinds: ['named value'],
    places: ['@inquiry'],
    names: ['attributes.status'],
    values: documentedInquiryStatuses,
  },
  {
    because: OPEN_LIST,
    kinds: ['named value'],
    places: ['@network'],
    names: below('attributes', 'service-type proxy-type threat-level'),
  },
  {
    because: 'The names below `fields` are those of the inquiry’s template, not of the API.',
    kinds: ['member', 'required'],
    places: ['@inquiry'],
    names: below('attributes', 'fields fields.*'),
  },
  {
    because: OF_THE_INQUIRY,
    kinds: ['member'],
    places: ['@inquiry'],
    names: [
      'relationships',
      ...below(
        'attributes',
        `reference-id note behaviors tags creator reviewer reviewer-type reviewer-comment created-at updated-at started-at
      expires-at completed-at failed-at marked-for-review-at decisioned-at expired-at redacted-at previous-step-name
      next-step-name`,
      ),
    ],
  },
  {
    because:
      'Of the personal attributes before 2025-10-27 nothing is judged; that they are gone since is (version.personal-attributes-moved).',
    kinds: ['member'],
    places: ['@inquiry'],
    names: below(
      'attributes',
      [...personalInquiryAttributes, 'driver-license-number', 'passport-number'].join(' '),
    ),
  },
  {
    because:
      'Which of an inquiry’s relationships there are is not judged, so neither is whether there are any.',
    kinds: ['required'],
    places: ['@inquiry'],
    names: ['relationships'],
  },
  {
    because: OF_THE_INQUIRY,
    kinds: ['relationship'],
    places: ['@inquiry'],
    names:
      names(`account documents template inquiry-template inquiry-template-version reports transaction reviewer
      selfies sessions verifications`),
  },
];
