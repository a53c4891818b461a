/** Values and statuses in words. */
import type { SeenValue } from '../../judging/value.ts';

/** A value: `null`, `"active"`, `a list of 3`. */
export function valueInWords(seen: SeenValue): string {
  switch (seen.kind) {
    case 'word':
    case 'time':
      return JSON.stringify(seen.value);
    case 'boolean':
      return String(seen.value);
    case 'list':
      return `a list of ${seen.length}`;
    case 'absent':
      return 'nothing';
    case 'null':
      return 'null';
    case 'empty':
      return 'an empty string';
    case 'object':
      return 'an object';
    default:
      return `a ${seen.kind}`;
  }
}

/** An HTTP status with its meaning for this API. */
export function statusInWords(status: number): string {
  const meaning = MEANINGS[status];
  return meaning === undefined ? `status ${status}` : `status ${status} (${meaning})`;
}

const MEANINGS: Readonly<Record<number, string>> = {
  200: 'success',
  201: 'created',
  202: 'accepted',
  204: 'no content',
  400: 'unacceptable request',
  401: 'not authenticated',
  403: 'no permission',
  404: 'does not exist',
  405: 'method not allowed',
  409: 'conflict',
  422: 'invalid action or parameter',
  429: 'rate limit',
  500: 'server error',
};
