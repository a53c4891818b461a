/** The endpoints as the mock sees them: the contract's table, and what a request to each of them needs. */
import { type Endpoint as Documented, endpointNames, endpoints as table } from '../contract/endpoints.ts';
import type { HandlerName } from './types.ts';

export interface Endpoint {
  readonly name: HandlerName;
  readonly method: string;
  /** Below `/api/v1`; parameters begin with a colon. */
  readonly path: string;
  /** Type of the primary resource; null for none. */
  readonly type: string | null;
  readonly list: boolean;
  /** Needs a key with write permission. */
  readonly writes: boolean;
  /** Counts against the quota when it answers 201. */
  readonly creates: boolean;
  /** Cannot do without a body. */
  readonly readsBody: boolean;
  /** Stands for a known path with a method that it does not have. */
  readonly otherMethod: boolean;
}

const readingBodies: readonly HandlerName[] = [
  'createInquiry',
  'createSession',
  'expireAllSessions',
  'simulate',
];

function endpoint(name: HandlerName, { method, path, type, list, creates }: Documented): Endpoint {
  return {
    name,
    method,
    path: path.replace('{id}', ':id'),
    type,
    list,
    creates,
    writes: method !== 'GET',
    readsBody: readingBodies.includes(name),
    otherMethod: false,
  };
}

/** Fixed paths first: `expire-all` is no id. */
export const endpoints: readonly Endpoint[] = endpointNames
  .filter((name) => table[name].documented)
  .map((name) => endpoint(name, table[name]))
  .toSorted((one, other) => Number(one.path.includes(':')) - Number(other.path.includes(':')));

/** Stands for every path and method that the table does not have. */
export function elsewhere(method: string, pathIsKnown: boolean): Endpoint {
  return {
    name: 'nothingHere',
    method,
    path: '*',
    type: null,
    list: false,
    creates: false,
    writes: method !== 'GET' && method !== 'HEAD',
    readsBody: false,
    otherMethod: pathIsKnown,
  };
}
