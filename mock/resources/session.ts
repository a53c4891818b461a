/** A session as a resource, with everything that any version has ever shown. */
import type { JsonObject, Resource } from '../json.ts';
import type { OpenChoices } from '../open-choices.ts';
import type { Session, Visit } from '../store/entities.ts';
import { timestamp } from '../timestamp.ts';

type Detail = readonly [name: string, value: (visit: Visit) => string | number | boolean | null];

const details: readonly Detail[] = [
  ['ip-address', (visit) => visit.ipAddress],
  ['user-agent', (visit) => visit.userAgent],
  ['os-name', (visit) => visit.osName],
  ['os-full-version', (visit) => visit.osVersion],
  ['device-type', (visit) => visit.deviceType],
  ['device-name', (visit) => visit.deviceName],
  ['browser-name', (visit) => visit.browserName],
  ['browser-full-version', (visit) => visit.browserVersion],
  ['browser-fingerprint', (visit) => visit.browserFingerprint],
  ['mobile-sdk-name', (visit) => visit.sdkName],
  ['mobile-sdk-full-version', (visit) => visit.sdkVersion],
  ['device-handoff-method', (visit) => visit.handoffMethod],
  ['is-proxy', (visit) => visit.isProxy],
  ['is-tor', (visit) => visit.isTor],
  ['is-datacenter', (visit) => visit.isDatacenter],
  ['is-vpn', (visit) => visit.isVpn],
  ['threat-level', (visit) => visit.threatLevel],
  ['country-code', (visit) => visit.countryCode],
  ['country-name', (visit) => visit.countryName],
  ['region-code', (visit) => visit.regionCode],
  ['region-name', (visit) => visit.regionName],
  ['latitude', (visit) => visit.latitude],
  ['longitude', (visit) => visit.longitude],
  ['gps-latitude', (visit) => visit.gpsLatitude],
  ['gps-longitude', (visit) => visit.gpsLongitude],
  ['gps-precision', (visit) => visit.gpsPrecision],
  ['ip-connection-type', (visit) => visit.connectionType],
  ['ip-isp', (visit) => visit.isp],
  ['network-organization', (visit) => visit.organization],
];

/** Names that the documentation's samples leave out when there is nothing to say. */
const sometimesAbsent = ['gps-latitude', 'gps-longitude', 'gps-precision'];

function visitAttributes({ visit, startedAt }: Session, open: OpenChoices): JsonObject {
  const all = details.map(([name, value]) => [name, visit ? value(visit) : null] as const);
  const leavesAway = open.unopenedDetail === 'absent' && startedAt === null;
  const absent = (name: string, value: unknown): boolean =>
    value === null && (leavesAway || sometimesAbsent.includes(name));
  return Object.fromEntries(all.filter(([name, value]) => !absent(name, value)));
}

function link(type: string, id: string | null): { data: { type: string; id: string } | null } {
  return { data: id === null ? null : { type, id } };
}

export function sessionResource(session: Session, open: OpenChoices): Resource {
  return {
    type: 'inquiry-session',
    id: session.id,
    attributes: {
      status: session.status,
      'created-at': timestamp(session.createdAt, open),
      'started-at': timestamp(session.startedAt, open),
      'expired-at': timestamp(session.expiredAt, open),
      ...visitAttributes(session, open),
    },
    relationships: {
      inquiry: link('inquiry', session.inquiryId),
      device: link('device', session.deviceId),
      ...(open.networkRelationship !== 'absent' && { network: link('network', session.networkId) }),
    },
  };
}
