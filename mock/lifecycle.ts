/** The lives of sessions and inquiries: every change of state, and the event that goes with it. */
import { visit } from './data/visits.ts';
import { newId } from './ids.ts';
import type { Resource } from './json.ts';
import { inquiryWithSessions } from './resources/resources.ts';
import { sessionResource } from './resources/session.ts';
import type { Device, Inquiry, Network, Session, Visit } from './store/entities.ts';
import type { World } from './types.ts';

function emit(world: World, name: string, resource: Resource, environment: string, at: number): void {
  world.store.events.put({
    id: newId('evt', world),
    environment,
    order: world.store.nextOrder(),
    name,
    createdAt: at,
    objectId: resource.id,
    payload: { data: resource },
  });
}

export function emitSession(world: World, name: string, session: Session, at: number): void {
  emit(world, name, sessionResource(session, world.settings.open), session.environment, at);
}

export function emitInquiry(world: World, name: string, inquiry: Inquiry, at: number): void {
  emit(world, name, inquiryWithSessions(inquiry, world.store, world), inquiry.environment, at);
}

/** A new session of an inquiry; it runs out when the inquiry does. */
export function createSessionOf(inquiry: Inquiry, world: World, at: number): Session {
  return world.store.sessions.put({
    id: newId('iqse', world),
    environment: inquiry.environment,
    order: world.store.nextOrder(),
    inquiryId: inquiry.id,
    status: 'new',
    createdAt: at,
    startedAt: null,
    expiredAt: null,
    expiresAt: inquiry.expiresAt,
    deviceId: null,
    networkId: null,
    visit: null,
  });
}

/** A new session of an inquiry, told of by its event. */
export function addSession(inquiry: Inquiry, world: World, at: number): Session {
  const session = createSessionOf(inquiry, world, at);
  emitSession(world, 'inquiry-session.created', session, at);
  return session;
}

/** The device that an earlier session of the same inquiry was opened on, where devices are shared. */
function knownDevice(world: World, session: Session): Device | undefined {
  if (world.settings.open.deviceSharing === 'own') return undefined;
  const earlier = world.store.sessions
    .list(session.environment)
    .find(({ inquiryId, deviceId }) => inquiryId === session.inquiryId && deviceId !== null);
  return earlier && world.store.devices.get(earlier.deviceId ?? '', session.environment);
}

function newDevice(world: World, session: Session, browserFingerprint: string): Device {
  return world.store.devices.put({
    id: newId('dev', world),
    environment: session.environment,
    order: world.store.nextOrder(),
    browserFingerprint,
    deviceFingerprint: world.random.characters(32),
    deviceVendorId: world.random.uuid(),
  });
}

function newNetwork(world: World, session: Session, seen: Visit, at: number): Network {
  return world.store.networks.put({
    id: newId('ntwk', world),
    environment: session.environment,
    order: world.store.nextOrder(),
    createdAt: at,
    ipAddress: seen.ipAddress,
    provider: seen.isp,
    serviceType: seen.connectionType,
    proxyType: seen.isVpn ? 'vpn' : null,
    threatLevel: seen.threatLevel,
    countryCode: seen.countryCode,
    countryName: seen.countryName,
    regionCode: seen.regionCode,
    regionName: seen.regionName,
    latitude: seen.latitude,
    longitude: seen.longitude,
  });
}

/** An end user opens the flow: a new session becomes active, its inquiry pending. Any other session stays as it is. */
export function startSession(session: Session, world: World, at: number): Session {
  if (session.status !== 'new') return session;
  const { open } = world.settings;
  const seen = visit(world.random, open.sessionDetail === 'mobile');
  const device = knownDevice(world, session) ?? newDevice(world, session, seen.browserFingerprint);
  const network = newNetwork(world, session, seen, at);
  const started = world.store.sessions.put({
    ...session,
    status: 'active',
    startedAt: at,
    deviceId: open.deviceRelationship === 'linked' ? device.id : null,
    networkId: open.networkRelationship === 'linked' ? network.id : null,
    visit: open.sessionDetail === 'nothing' ? null : seen,
  });
  const inquiry = world.store.inquiries.get(session.inquiryId, session.environment);
  if (inquiry?.status === 'created') {
    const pending = world.store.inquiries.put({ ...inquiry, status: 'pending', startedAt: at });
    emitInquiry(world, 'inquiry.started', pending, at);
  }
  emitSession(world, 'inquiry-session.started', started, at);
  return started;
}

/** Ends a session; one that has ended already keeps its time. */
export function endSession(session: Session, world: World, at: number): Session {
  if (session.status === 'expired') return session;
  const ended = world.store.sessions.put({ ...session, status: 'expired', expiredAt: at });
  emitSession(world, 'inquiry-session.expired', ended, at);
  return ended;
}

/** The sessions of an inquiry, newest first. */
export function sessionsOf(inquiry: Inquiry, world: World): Session[] {
  return world.store.sessions.list(inquiry.environment).filter((session) => session.inquiryId === inquiry.id);
}

/** Ends an inquiry and with it all its sessions. */
export function endInquiry(inquiry: Inquiry, world: World, at: number): Inquiry {
  const ended = world.store.inquiries.put({ ...inquiry, status: 'expired', expiredAt: at });
  for (const session of sessionsOf(inquiry, world)) endSession(session, world, at);
  emitInquiry(world, 'inquiry.expired', ended, at);
  return ended;
}

/** Ends whatever has run out of time by now, each at its own moment. */
export function sweep(world: World, now: Date): void {
  const due = now.getTime();
  for (const inquiry of world.store.inquiries.everywhere()) {
    const waiting = inquiry.status === 'created' || inquiry.status === 'pending';
    if (waiting && inquiry.expiresAt <= due) endInquiry(inquiry, world, inquiry.expiresAt);
  }
  for (const session of world.store.sessions.everywhere()) {
    if (session.expiresAt <= due) endSession(session, world, session.expiresAt);
  }
}
