/** What a violation says, as data: `reporting/sentences` says it in words. */
import type { Expected } from '../schemas/compile.ts';
import type { Casing } from './expectations/casing.ts';
import type { SeenValue } from './value.ts';

/** Members on the way to a place in an answer's body. */
export type Path = readonly (string | number)[];

type Status =
  | { readonly code: 'status.other'; readonly expected: number; readonly seen: number }
  | { readonly code: 'status.refused'; readonly seen: number }
  | { readonly code: 'status.not-refused'; readonly seen: number }
  | { readonly code: 'status.senseless-accepted'; readonly seen: number }
  | { readonly code: 'status.server-error'; readonly seen: number }
  /** A documented call is refused, or fails so many times in a row, while its control succeeds. */
  | {
      readonly code: 'control.refused';
      readonly seen: number;
      readonly times: number;
      readonly control: string;
    }
  /** What should be refused fails so many times in a row, while what should succeed does so afterwards. */
  | {
      readonly code: 'control.failed';
      readonly seen: number;
      readonly times: number;
      readonly control: string;
    };

type Session =
  | {
      readonly code: 'session.other-state';
      readonly expected: string;
      readonly status: number;
      readonly seen: SeenValue;
    }
  | { readonly code: 'session.forbidden-state'; readonly forbidden: string; readonly seen: SeenValue }
  | { readonly code: 'session.other-object'; readonly seen: SeenValue }
  | {
      readonly code: 'session.other-owner';
      readonly relationship: string;
      readonly wrong: 'type' | 'id' | 'link';
      readonly seen: SeenValue;
    }
  | { readonly code: 'session.not-opened'; readonly seen: SeenValue }
  | { readonly code: 'session.sibling-changed'; readonly expected: string; readonly seen: SeenValue }
  | { readonly code: 'session.inquiry-changed'; readonly before: string; readonly after: string }
  | { readonly code: 'list.not-once'; readonly entries: number }
  | { readonly code: 'list.other-state'; readonly seen: SeenValue }
  | { readonly code: 'list.other-environment' }
  | { readonly code: 'list.saved' }
  | { readonly code: 'list.stranger'; readonly strangers: number }
  | { readonly code: 'list.order' }
  | { readonly code: 'list.size'; readonly asked: number; readonly seen: number }
  | { readonly code: 'list.pages'; readonly missing: number; readonly twice: number; readonly ends: boolean }
  | { readonly code: 'list.before' }
  | { readonly code: 'list.not-empty'; readonly entries: number }
  | { readonly code: 'list.no-list'; readonly seen: SeenValue }
  | { readonly code: 'link.incomplete'; readonly name: string; readonly seen: SeenValue }
  | { readonly code: 'resume.token'; readonly wrong: 'none' | 'other' | 'expired' | 'used' }
  | { readonly code: 'include.not-nested'; readonly included: readonly string[] }
  | { readonly code: 'fields.dotted'; readonly kept: number }
  | { readonly code: 'expire-all.left-active'; readonly seen: SeenValue };

type Member =
  | {
      readonly code: 'attribute.changed';
      readonly name: string;
      readonly before: SeenValue;
      readonly after: SeenValue;
      /** Label of the other exchange. */
      readonly since: string;
    }
  | { readonly code: 'attribute.lost'; readonly name: string; readonly since: string }
  | { readonly code: 'attribute.missing'; readonly name: string }
  | { readonly code: 'attribute.unexpected'; readonly name: string; readonly seen: SeenValue }
  | { readonly code: 'relationship.missing'; readonly name: string; readonly names: readonly string[] }
  | {
      readonly code: 'link.changed';
      readonly name: string;
      readonly since: string;
      readonly seen: SeenValue;
    };

type Time =
  | { readonly code: 'time.not-set'; readonly name: string; readonly seen: SeenValue }
  | { readonly code: 'time.not-now'; readonly toleranceS: number; readonly awayS: number }
  | {
      readonly code: 'time.moved';
      readonly name: string;
      readonly before: SeenValue;
      readonly after: SeenValue;
    }
  | { readonly code: 'time.changed'; readonly name: string; readonly since: string }
  | {
      readonly code: 'time.wrong-order';
      readonly earlier: string;
      readonly later: string;
      readonly byS: number;
    };

/** What only a program writes. */
export type Internals = 'stack-frame' | 'exception-class' | 'sql' | 'server-path';

type Body =
  | {
      readonly code: 'body.not-json';
      readonly body: 'empty' | 'json' | 'unparsable';
      /** Null: none. */
      readonly mediaType: string | null;
    }
  | { readonly code: 'body.schema'; readonly expected: Expected; readonly seen: SeenValue }
  | { readonly code: 'body.refusal-with-data' }
  | { readonly code: 'body.success-with-errors'; readonly seen: SeenValue }
  | { readonly code: 'error.internals'; readonly name: string; readonly internals: Internals };

type Included =
  | {
      readonly code: 'include.missing';
      readonly type: string;
      /** One certain resource of the type was expected. */
      readonly linked: boolean;
      /** It is there, without attributes. */
      readonly bare: boolean;
      readonly included: readonly string[];
    }
  | {
      readonly code: 'include.unasked';
      readonly asked: readonly string[];
      readonly included: readonly string[];
    }
  | { readonly code: 'include.none-of-type'; readonly type: string }
  | { readonly code: 'include.incomplete'; readonly seen: SeenValue; readonly members: readonly string[] }
  | { readonly code: 'include.unlinked'; readonly type: string }
  | { readonly code: 'include.twice'; readonly type: string }
  | { readonly code: 'fields.asked-lost'; readonly name: string }
  | { readonly code: 'fields.unnamed-left'; readonly wanted: readonly string[]; readonly odd: string };

type Named =
  | { readonly code: 'casing.name'; readonly casing: Casing; readonly name: string }
  | { readonly code: 'casing.value'; readonly casing: Casing; readonly name: string }
  | { readonly code: 'casing.field-renamed'; readonly name: string; readonly names: readonly string[] }
  | { readonly code: 'casing.mixed'; readonly names: readonly string[] }
  | {
      readonly code: 'casing.other-attributes';
      readonly casing: Casing;
      readonly difference: 'lost' | 'added';
      readonly name: string;
    }
  | { readonly code: 'casing.differs'; readonly usual: Casing; readonly seen: Casing; readonly since: string }
  | { readonly code: 'casing.carried-over'; readonly usual: Casing; readonly seen: Casing | null };

type Header =
  | { readonly code: 'header.missing'; readonly header: string; readonly empty: boolean }
  | { readonly code: 'header.not-whole'; readonly header: string; readonly text: string }
  | { readonly code: 'header.more-than-limit'; readonly remaining: number; readonly limit: number }
  | { readonly code: 'request-id.repeated'; readonly answers: number; readonly different: number }
  | {
      readonly code: 'owner.changes';
      readonly header: string;
      readonly answers: number;
      readonly different: number;
    }
  | { readonly code: 'request-id.reused'; readonly since: string }
  | {
      readonly code: 'rate-limit.remaining-rose';
      readonly before: number;
      readonly after: number;
      readonly since: string;
    }
  | { readonly code: 'rate-limit.reset-not-seconds'; readonly text: string }
  | { readonly code: 'rate-limit.reset-moved'; readonly byS: number; readonly since: string }
  | {
      readonly code: 'rate-limit.limit-changed';
      readonly before: number;
      readonly after: number;
      readonly since: string;
    }
  | { readonly code: 'rate-limit.remaining-stuck'; readonly answers: number }
  | { readonly code: 'rate-limit.refused-early'; readonly remaining: string }
  | { readonly code: 'rate-limit.not-lifted' };

type Repeat =
  | {
      readonly code: 'replay.other-body';
      readonly difference: 'session-status' | 'other';
      readonly since: string;
    }
  | {
      readonly code: 'replay.other-body';
      readonly difference: 'inquiry-status';
      /** The inquiry's status in the repeated answer. */
      readonly seen: SeenValue;
      readonly since: string;
    }
  | {
      readonly code: 'replay.other-status';
      readonly expected: number;
      readonly seen: number;
      readonly since: string;
    }
  | { readonly code: 'replay.rate-limit-saved' }
  | { readonly code: 'replay.for-another-key' }
  | { readonly code: 'create.several'; readonly sessions: number }
  | { readonly code: 'create.untold'; readonly sessions: number };

type Version =
  | { readonly code: 'version.personal-attributes'; readonly names: readonly string[] }
  | { readonly code: 'version.device-fingerprint'; readonly seen: SeenValue }
  | { readonly code: 'version.ignored'; readonly before: boolean; readonly after: boolean }
  | { readonly code: 'version.carried-over'; readonly before: boolean; readonly after: boolean }
  | { readonly code: 'version.other-default'; readonly since: string };

type Combined =
  | { readonly code: 'combination.refused'; readonly seen: number }
  | { readonly code: 'combination.not-expired'; readonly status: number; readonly seen: SeenValue };

type Audit =
  /** Expected: the states that the model allows. */
  | { readonly code: 'audit.revived'; readonly expected: readonly string[]; readonly seen: SeenValue }
  | { readonly code: 'audit.state-changed'; readonly expected: readonly string[]; readonly seen: SeenValue }
  | { readonly code: 'audit.inquiry-not-over'; readonly seen: SeenValue }
  | {
      readonly code: 'audit.inquiry-changed';
      /** Empty: any but `expired`. */
      readonly expected: readonly string[];
      readonly seen: SeenValue;
    }
  | {
      readonly code: 'audit.time-moved';
      readonly name: string;
      readonly before: SeenValue;
      readonly after: SeenValue;
    }
  | { readonly code: 'audit.link-changed'; readonly name: string; readonly seen: SeenValue }
  | { readonly code: 'audit.session-missing'; readonly made: number; readonly missing: number }
  | { readonly code: 'audit.session-besides'; readonly made: number; readonly besides: number };

/** Where a finding was made. */
export interface Place {
  /** The member that it is about; absent where it is about the whole answer. */
  readonly path?: Path;
  /** Label of the exchange that shows it. */
  readonly exchange: string;
  /** Label of the call that is likely to have done it. */
  readonly suspect?: string;
  /** The parameters of the call that bring it about, where others do not. */
  readonly cause?: string;
}

/** What is wrong, without where. */
export type Fault =
  Status | Session | Member | Time | Body | Included | Named | Header | Repeat | Version | Combined | Audit;

export type Finding = Fault & Place;

/** A finding before its exchange is known. */
export type Claim = Fault & Omit<Place, 'exchange'>;
