/** Refusals in the documented envelope. */
import type { Answer } from './call.ts';
import type { ErrorObject } from './json.ts';
import type { World } from './types.ts';

interface Refusal {
  readonly title?: string;
  readonly details?: string;
  /** JSON pointer to the part of the request that is at fault; shown on a 422 alone. */
  readonly pointer?: string;
}

const titles: Readonly<Record<number, string>> = {
  400: 'Bad Request',
  401: 'Must be authenticated to access this endpoint',
  403: 'Forbidden',
  404: 'Record not found',
  405: 'Method not allowed',
  409: 'Conflict',
  413: 'Request too large',
  422: 'Unprocessable entity',
  429: 'Rate limit exceeded',
  500: 'Internal server error',
};

const codes: Readonly<Record<number, string>> = {
  400: 'bad_request',
  401: 'unauthenticated',
  403: 'forbidden',
  404: 'not_found',
  409: 'conflict',
  422: 'unprocessable',
  429: 'too_many_requests',
};

/** An answer that refuses, with what the open choices let it say. */
export function refuse(world: World, status: number, refusal: Refusal = {}): Answer {
  const { errorDetails, errorCode } = world.settings.open;
  const error: ErrorObject = {
    title: refusal.title ?? titles[status] ?? 'Error',
    ...(errorCode && { code: codes[status] ?? 'error' }),
    ...(errorDetails && refusal.details !== undefined && { details: refusal.details }),
    ...(refusal.pointer !== undefined && status === 422 && { source: { pointer: refusal.pointer } }),
  };
  return { status, document: { errors: [error] } };
}
