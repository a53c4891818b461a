/** Why no answer came, in a few kinds and in plain words. */

/** The ways in which a request can fail to be answered. */
export type TransportCause = 'reset' | 'refused' | 'timeout' | 'dns' | 'tls' | 'protocol' | 'too-large';

export interface TransportFault {
  readonly cause: TransportCause;
  /** One clause in plain words, without URL, header or body: `the connection was reset`. */
  readonly words: string;
  /** True when the request may have reached the target, so that a write may have been carried out. */
  readonly mayHaveRun: boolean;
}

const kinds: readonly { cause: TransportCause; codes: RegExp; words: string; mayHaveRun: boolean }[] = [
  {
    cause: 'dns',
    codes: /^(ENOTFOUND|EAI_)/,
    words: 'the host name could not be resolved',
    mayHaveRun: false,
  },
  {
    cause: 'refused',
    codes: /^(ECONNREFUSED|EHOSTUNREACH|ENETUNREACH|EHOSTDOWN|ENETDOWN|EADDRNOTAVAIL|EACCES)$/,
    words: 'the connection was refused or the host cannot be reached',
    mayHaveRun: false,
  },
  {
    cause: 'timeout',
    codes: /^UND_ERR_CONNECT_TIMEOUT$/,
    words: 'connecting took too long',
    mayHaveRun: false,
  },
  { cause: 'timeout', codes: /TIMEOUT|^ETIMEDOUT$/, words: 'the answer took too long', mayHaveRun: true },
  {
    cause: 'tls',
    codes:
      /^(ERR_TLS_|ERR_SSL_|CERT_|EPROTO$|DEPTH_ZERO_|SELF_SIGNED_|UNABLE_TO_(GET|VERIFY)_|HOSTNAME_MISMATCH|INVALID_CA)/,
    words: 'no trusted TLS connection could be made',
    mayHaveRun: false,
  },
  {
    cause: 'protocol',
    codes: /^(HPE_|UND_ERR_(RES_CONTENT_LENGTH_MISMATCH|HEADERS_OVERFLOW|RESPONSE))/,
    words: 'the answer was not valid HTTP',
    mayHaveRun: true,
  },
  {
    cause: 'reset',
    codes: /^(ECONNRESET|EPIPE|ECONNABORTED|UND_ERR_(SOCKET|ABORTED))$/,
    words: 'the connection was reset before the answer was complete',
    mayHaveRun: true,
  },
];

/**
 * Sorts an error of an attempt into a kind.
 * @throws the error itself when it is an internal error (a request that cannot be written), not a fault of the way
 */
export function classify(error: unknown, clock: { timedOut: boolean; timeoutMs: number }): TransportFault {
  if (clock.timedOut) {
    return {
      cause: 'timeout',
      words: `no complete answer came within ${clock.timeoutMs} ms`,
      mayHaveRun: true,
    };
  }
  if (error instanceof Error && error.name === 'BodyTooLarge') {
    return { cause: 'too-large', words: 'the answer was larger than any documented one', mayHaveRun: true };
  }
  for (const code of codes(error)) {
    const kind = kinds.find((candidate) => candidate.codes.test(code));
    if (kind !== undefined) return { cause: kind.cause, words: kind.words, mayHaveRun: kind.mayHaveRun };
  }
  throw error;
}

/** The codes of an error, of the errors that it gathers and of those that caused it. */
function codes(error: unknown): string[] {
  if (!(error instanceof Error)) return [];
  // undici's parser errors carry their code only sometimes.
  const own =
    (error as NodeJS.ErrnoException).code ?? (error.name === 'HTTPParserError' ? 'HPE_' : undefined);
  const gathered = error instanceof AggregateError ? error.errors.flatMap(codes) : [];
  return [...(typeof own === 'string' ? [own] : []), ...gathered, ...codes(error.cause)];
}
