/** Finding a resource by its reference, as the call may see it. */
import { type Call, keyOf } from '../call.ts';
import type { Reference, Resource } from '../json.ts';
import type { Inquiry } from '../store/entities.ts';
import type { View } from '../store/store.ts';
import { timestamp } from '../timestamp.ts';
import type { World } from '../types.ts';
import { inquiryResource } from './inquiry.ts';
import { sessionResource } from './session.ts';

/** An inquiry with links to its sessions, newest first. */
export function inquiryWithSessions(inquiry: Inquiry, view: View, world: World): Resource {
  const sessions = view.sessions
    .list(inquiry.environment)
    .filter(({ inquiryId }) => inquiryId === inquiry.id);
  return inquiryResource(inquiry, sessions, world.settings.open);
}

/** The resource behind a reference; undefined when the call cannot see it. */
export function findResource(reference: Reference, call: Call, world: World): Resource | undefined {
  const { view } = call;
  const { open } = world.settings;
  const { environment } = keyOf(call);
  const { type, id } = reference;
  switch (type) {
    case 'inquiry': {
      const inquiry = view.inquiries.get(id, environment);
      return inquiry && inquiryWithSessions(inquiry, view, world);
    }
    case 'inquiry-session': {
      const session = view.sessions.get(id, environment);
      return session && sessionResource(session, open);
    }
    case 'device': {
      const device = view.devices.get(id, environment);
      return (
        device && {
          type,
          id,
          attributes: {
            'browser-fingerprint': device.browserFingerprint,
            'device-fingerprint': device.deviceFingerprint,
            'device-vendor-id': device.deviceVendorId,
          },
        }
      );
    }
    case 'network': {
      const network = view.networks.get(id, environment);
      return (
        network && {
          type,
          id,
          attributes: {
            'created-at': timestamp(network.createdAt, open),
            'ip-address': network.ipAddress,
            'service-provider': network.provider,
            'service-type': network.serviceType,
            'proxy-type': network.proxyType,
            'threat-level': network.threatLevel,
            'country-code': network.countryCode,
            'country-name': network.countryName,
            'region-code': network.regionCode,
            'region-name': network.regionName,
            latitude: network.latitude,
            longitude: network.longitude,
          },
        }
      );
    }
    case 'inquiry-template': {
      const template = view.templates.get(id, environment);
      return template && { type, id, attributes: { name: template.name, status: 'active' } };
    }
    case 'account': {
      const account = view.accounts.get(id, environment);
      return (
        account && {
          type,
          id,
          attributes: {
            'reference-id': account.referenceId,
            'created-at': timestamp(account.createdAt, open),
          },
        }
      );
    }
    default:
      return undefined;
  }
}
