/** The endpoints as a table: where they are, what they need, who answers. */
import type { Handler } from './patch.ts';
import {
  createInquiry,
  expireInquiry,
  redactInquiry,
  resumeInquiry,
  retrieveInquiry,
} from './handlers/inquiries.ts';
import { expireAllSessions } from './handlers/expire-all.ts';
import { generateOneTimeLink } from './handlers/one-time-link.ts';
import { listEvents } from './handlers/events.ts';
import { simulate } from './handlers/simulate.ts';
import { createSession, expireSession, listSessions, retrieveSession } from './handlers/sessions.ts';
import { nothingHere } from './handlers/nothing-here.ts';

export type EndpointName =
  | 'createInquiry'
  | 'retrieveInquiry'
  | 'redactInquiry'
  | 'expireInquiry'
  | 'resumeInquiry'
  | 'simulate'
  | 'createSession'
  | 'listSessions'
  | 'retrieveSession'
  | 'expireSession'
  | 'expireAllSessions'
  | 'generateOneTimeLink'
  | 'listEvents'
  | 'nothingHere';

export interface Endpoint {
  readonly name: EndpointName;
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

function endpoint(
  name: EndpointName,
  method: string,
  path: string,
  type: string | null,
  traits: Partial<Pick<Endpoint, 'list' | 'creates' | 'readsBody'>> = {},
): Endpoint {
  return {
    name,
    method,
    path,
    type,
    list: false,
    creates: false,
    readsBody: false,
    otherMethod: false,
    writes: method !== 'GET' && method !== 'HEAD',
    ...traits,
  };
}

export const endpoints: readonly Endpoint[] = [
  endpoint('createInquiry', 'POST', '/inquiries', 'inquiry', { creates: true, readsBody: true }),
  endpoint('retrieveInquiry', 'GET', '/inquiries/:id', 'inquiry'),
  endpoint('redactInquiry', 'DELETE', '/inquiries/:id', 'inquiry'),
  endpoint('expireInquiry', 'POST', '/inquiries/:id/expire', 'inquiry'),
  endpoint('resumeInquiry', 'POST', '/inquiries/:id/resume', 'inquiry'),
  endpoint('simulate', 'POST', '/inquiries/:id/perform-simulate-actions', 'inquiry', { readsBody: true }),
  endpoint('createSession', 'POST', '/inquiry-sessions', 'inquiry-session', {
    creates: true,
    readsBody: true,
  }),
  endpoint('listSessions', 'GET', '/inquiry-sessions', 'inquiry-session', { list: true }),
  endpoint('expireAllSessions', 'POST', '/inquiry-sessions/expire-all', 'inquiry-session', {
    readsBody: true,
  }),
  endpoint('retrieveSession', 'GET', '/inquiry-sessions/:id', 'inquiry-session'),
  endpoint('expireSession', 'POST', '/inquiry-sessions/:id/expire', 'inquiry-session'),
  endpoint('generateOneTimeLink', 'POST', '/inquiry-sessions/:id/generate-one-time-link', 'inquiry-session'),
  endpoint('listEvents', 'GET', '/events', 'event', { list: true }),
];

/** Stands for every path and method that the table does not have. */
export function elsewhere(method: string, pathIsKnown: boolean): Endpoint {
  return { ...endpoint('nothingHere', method, '*', null), otherMethod: pathIsKnown };
}

export const handlers: Readonly<Record<EndpointName, Handler>> = {
  createInquiry,
  retrieveInquiry,
  redactInquiry,
  expireInquiry,
  resumeInquiry,
  simulate,
  createSession,
  listSessions,
  retrieveSession,
  expireSession,
  expireAllSessions,
  generateOneTimeLink,
  listEvents,
  nothingHere,
};
