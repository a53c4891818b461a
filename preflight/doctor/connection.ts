/** Can the base URL be reached at all? Name, port and TLS, before any request is sent: it costs nothing of the rate limit. */
import { connect as connectPlain, isIP } from 'node:net';
import { connect as connectTls, type PeerCertificate, type TLSSocket } from 'node:tls';

/** Why no connection came about. */
export type ConnectionFault =
  | 'name' // cannot be resolved
  | 'refused'
  | 'silent' // nothing came within the time allowed
  | 'reset'
  | 'no-tls' // the port speaks something else
  | 'untrusted' // nobody whom this machine trusts has signed the certificate
  | 'outdated' // the certificate is expired or not valid yet
  | 'other-name' // the certificate is for another host
  | 'tls'
  | 'unknown';

export type Connection =
  | {
      readonly ok: true;
      /** E.g. `TLSv1.3`; absent for plain HTTP. */
      readonly protocol?: string;
      /** Last day of the certificate. */
      readonly validTo?: Date;
    }
  | { readonly ok: false; readonly fault: ConnectionFault; readonly code: string };

export interface ConnectionOptions {
  readonly timeoutMs: number;
  /** Certificates to trust besides; for tests. */
  readonly ca?: string;
}

/** Connects once and hangs up. */
export function tryConnection(baseUrl: string, options: ConnectionOptions): Promise<Connection> {
  const { protocol, hostname, port } = new URL(baseUrl);
  const host = hostname.replace(/^\[|\]$/g, '');
  const secure = protocol === 'https:';
  const place = { host, port: Number(port || (secure ? 443 : 80)) };
  return new Promise((resolve) => {
    const socket = secure
      ? connectTls({
          ...place,
          ...(isIP(host) === 0 ? { servername: host } : {}),
          ...(options.ca === undefined ? {} : { ca: options.ca }),
        })
      : connectPlain(place);
    const end = (connection: Connection): void => {
      clearTimeout(timer);
      socket.destroy();
      resolve(connection);
    };
    const timer = setTimeout(() => end({ ok: false, fault: 'silent', code: 'ETIMEDOUT' }), options.timeoutMs);
    socket.once(secure ? 'secureConnect' : 'connect', () =>
      end({ ok: true, ...(secure ? security(socket as TLSSocket) : {}) }),
    );
    socket.on('error', (error: Error) => {
      const code = codeOf(error);
      end({ ok: false, fault: faultOf(code), code });
    });
  });
}

function security(socket: TLSSocket): { protocol?: string; validTo?: Date } {
  const protocol = socket.getProtocol();
  const { valid_to: validTo } = socket.getPeerCertificate() as Partial<PeerCertificate>;
  return { ...(protocol && { protocol }), ...(validTo && { validTo: new Date(validTo) }) };
}

const faults: readonly (readonly [codes: RegExp, fault: ConnectionFault])[] = [
  [/^(ENOTFOUND|EAI_)/, 'name'],
  [/^(ECONNREFUSED|EHOSTUNREACH|ENETUNREACH|EHOSTDOWN|ENETDOWN|EADDRNOTAVAIL)$/, 'refused'],
  [/^ETIMEDOUT$/, 'silent'],
  [/^(ECONNRESET|EPIPE)$/, 'reset'],
  [/^(CERT_HAS_EXPIRED|CERT_NOT_YET_VALID)$/, 'outdated'],
  [/^(ERR_TLS_CERT_ALTNAME_INVALID|HOSTNAME_MISMATCH)$/, 'other-name'],
  [/^(DEPTH_ZERO_|SELF_SIGNED_|UNABLE_TO_(GET|VERIFY)_|CERT_UNTRUSTED|INVALID_CA)/, 'untrusted'],
  [/WRONG_VERSION_NUMBER|PACKET_LENGTH_TOO_LONG|HTTP_REQUEST|UNKNOWN_PROTOCOL|^EPROTO$/, 'no-tls'],
  [/^(ERR_SSL_|ERR_TLS_|CERT_)/, 'tls'],
];

function faultOf(code: string): ConnectionFault {
  return faults.find(([codes]) => codes.test(code))?.[1] ?? 'unknown';
}

/** The code of an error, or of the first that it gathers: a host with several addresses fails several times. */
function codeOf(error: Error): string {
  const own = (error as NodeJS.ErrnoException).code;
  if (own !== undefined) return own;
  const gathered = error instanceof AggregateError ? (error.errors as Error[]) : [];
  return gathered.map(codeOf).find((code) => code !== '') ?? '';
}
