/** What a mock keeps. Records are never changed in place: a change is a new record under the same id. */
import type { Document } from '../json.ts';

export interface Entity {
  readonly id: string;
  readonly environment: string;
  /** Order of creation within the mock; later is higher. */
  readonly order: number;
}

export type SessionStatus = 'new' | 'active' | 'expired';

export interface Session extends Entity {
  readonly inquiryId: string;
  readonly status: SessionStatus;
  /** Milliseconds since 1970, as every time in the store. */
  readonly createdAt: number;
  readonly startedAt: number | null;
  readonly expiredAt: number | null;
  /** When the session expires by itself. */
  readonly expiresAt: number;
  readonly deviceId: string | null;
  readonly networkId: string | null;
  /** What the end user's browser gave away when the session was started. */
  readonly visit: Visit | null;
}

/** The attributes of a session that come from the end user's device, network and place. */
export interface Visit {
  readonly ipAddress: string;
  readonly userAgent: string;
  readonly osName: string;
  readonly osVersion: string;
  readonly deviceType: string;
  readonly deviceName: string | null;
  readonly browserName: string | null;
  readonly browserVersion: string | null;
  readonly sdkName: string | null;
  readonly sdkVersion: string | null;
  readonly handoffMethod: string | null;
  readonly isProxy: boolean;
  readonly isTor: boolean;
  readonly isDatacenter: boolean;
  readonly isVpn: boolean;
  readonly threatLevel: string;
  readonly countryCode: string;
  readonly countryName: string;
  readonly regionCode: string;
  readonly regionName: string;
  readonly latitude: number;
  readonly longitude: number;
  readonly gpsLatitude: number;
  readonly gpsLongitude: number;
  readonly gpsPrecision: string;
  readonly connectionType: string;
  readonly isp: string;
  readonly organization: string;
  readonly browserFingerprint: string;
}

export type InquiryStatus =
  'created' | 'pending' | 'completed' | 'failed' | 'expired' | 'needs_review' | 'approved' | 'declined';

export interface Inquiry extends Entity {
  readonly templateId: string;
  readonly accountId: string;
  readonly status: InquiryStatus;
  readonly referenceId: string | null;
  readonly note: string | null;
  readonly tags: readonly string[];
  readonly createdAt: number;
  readonly startedAt: number | null;
  readonly expiredAt: number | null;
  readonly redactedAt: number | null;
  readonly expiresAt: number;
  /** What the template asks for, by the template's own names; texts all. Empty once the inquiry is redacted. */
  readonly fields: Readonly<Record<string, string>>;
}

export interface Device extends Entity {
  readonly browserFingerprint: string | null;
  readonly deviceFingerprint: string | null;
  readonly deviceVendorId: string | null;
}

export interface Network extends Entity {
  readonly createdAt: number;
  readonly ipAddress: string;
  readonly provider: string;
  readonly serviceType: string;
  readonly proxyType: string | null;
  readonly threatLevel: string;
  readonly countryCode: string;
  readonly countryName: string;
  readonly regionCode: string;
  readonly regionName: string;
  readonly latitude: number;
  readonly longitude: number;
}

export interface Template extends Entity {
  readonly name: string;
}

export interface Account extends Entity {
  readonly createdAt: number;
  readonly referenceId: string | null;
}

export interface StoredEvent extends Entity {
  readonly name: string;
  readonly createdAt: number;
  readonly objectId: string;
  readonly payload: Document;
}

/** A one-time link; its id is the code in it. */
export interface Link extends Entity {
  readonly sessionId: string;
  readonly usedAt: number | null;
}
