/** Where a call goes: the endpoint, and the id that its path names. */
import { endpoints, type EndpointName } from '../contract/endpoints.ts';

export interface Address {
  readonly endpoint: EndpointName;
  readonly method: string;
  /** Relative to the base URL; begins with a slash and goes verbatim. */
  readonly path: string;
  readonly pathId?: string | undefined;
}

/** The address of an endpoint without an id in its path. */
export function addressOf(endpoint: EndpointName): Address {
  const { method, path } = endpoints[endpoint];
  return { endpoint, method, path };
}

/** The address of an object of an endpoint. */
export function addressWith(endpoint: EndpointName, id: string): Address {
  return { ...addressAsWritten(endpoint, encodeURIComponent(id)), pathId: id };
}

/** The same with an id that is percent-encoded already, or deliberately is not. */
export function addressAsWritten(endpoint: EndpointName, written: string): Address {
  const { method, path } = endpoints[endpoint];
  return { endpoint, method, path: path.replace('{id}', () => written), pathId: decoded(written) };
}

function decoded(written: string): string {
  try {
    return decodeURIComponent(written);
  } catch {
    return written;
  }
}
