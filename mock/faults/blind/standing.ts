/** How the blind faults stand that are not simply found: what they really are, and how deep a run must go to see them. */

/** Why a fault is none: a closed list. */
export type NoFault =
  /** Something that the documentation leaves open. */
  | 'legal by an open point'
  /** A documented fact that the catalogue leaves to other endpoints, or that no client of this suite can see. */
  | 'outside the contract'
  /** No client could tell this target from a right one. */
  | 'equivalent';

/** Blind faults that break nothing which this contract holds a target to. */
export const noFaults: Readonly<Record<string, { readonly as: NoFault; readonly why: string }>> = {
  'more-than-25-sessions': {
    as: 'legal by an open point',
    why: '25 sessions are the default; an account may be allowed more, and nothing shows how many.',
  },
  'id-in-other-case-accepted': {
    as: 'legal by an open point',
    why: 'Ids are opaque: that two of them differ when only their case does is said nowhere.',
  },
  'redaction-keeps-names': {
    as: 'outside the contract',
    why: 'What redacting an inquiry removes is no promise about its sessions; no test of the suite redacts.',
  },
  'redaction-replayed': {
    as: 'outside the contract',
    why: 'That a key has no effect on DELETE is among the excluded clauses; no test of the suite deletes.',
  },
  'expired-event-twice': {
    as: 'outside the contract',
    why: 'How often an event is sent, and what it holds, is not documented; that one is sent is observed.',
  },
  'expired-event-on-refused-repeat': {
    as: 'outside the contract',
    why: 'How often an event is sent, and what it holds, is not documented; that one is sent is observed.',
  },
  'expired-event-of-refused-stranger': {
    as: 'outside the contract',
    why: 'What events are recorded besides the one of an expiry is not documented.',
  },
  'expired-event-names-sibling': {
    as: 'outside the contract',
    why: 'What events are recorded besides the one of an expiry is not documented.',
  },
  'expired-event-shows-before': {
    as: 'outside the contract',
    why: 'What an event holds of its session is not documented.',
  },
  'camel-inquiry-status': {
    as: 'equivalent',
    why: 'It takes an inquiry that needs a review, which no documented call brings about.',
  },
};

/** Found only where a run is thorough. */
export const foundThoroughly: ReadonlySet<string> = new Set<string>([]);

/** Not found at any depth yet. */
export const notFound: ReadonlySet<string> = new Set<string>([
  'camel-answers-drop-nulls',
  'opened-again-soon-after',
  'reset-begins-anew-each-time',
]);

/** Before anything was strengthened: the suite as it was when the faults were written, at its one depth. */
export const firstSight = {
  contradicts: { found: 103, of: 358 },
  softer: { found: 40, of: 96 },
} as const;
