/** The endpoints that the suite calls, as data: where they are, what they answer with, which statuses are documented. */

export interface Endpoint {
  readonly method: 'GET' | 'POST' | 'DELETE';
  /** Below the base URL; `{id}` stands for the id of an object. */
  readonly path: string;
  /** Type of the primary resource of a success. */
  readonly type: string;
  /** Lists objects, page by page. */
  readonly list: boolean;
  /** A success creates an object of the primary type. */
  readonly creates: boolean;
  /** False for a call that no page describes and that the suite makes on purpose. */
  readonly documented: boolean;
  /** The status codes that its page lists. */
  readonly statuses: readonly number[];
}

const READ_ERRORS = [400, 401, 403, 404, 429] as const;
const WRITE_ERRORS = [400, 401, 403, 404, 409, 422, 429] as const;

const reading = (path: string, type: string) => row('GET', path, type, { statuses: [200, ...READ_ERRORS] });

const listing = (path: string, type: string) =>
  row('GET', path, type, { list: true, statuses: [200, ...READ_ERRORS.filter((status) => status !== 404)] });

const creating = (path: string, type: string) =>
  row('POST', path, type, { creates: true, statuses: [201, ...WRITE_ERRORS] });

function row(
  method: Endpoint['method'],
  path: string,
  type: string,
  traits: Partial<Endpoint> = {},
): Endpoint {
  return {
    method,
    path,
    type,
    list: false,
    creates: false,
    documented: true,
    statuses: [200, ...WRITE_ERRORS],
    ...traits,
  };
}

export const endpoints = {
  expireSession: row('POST', '/inquiry-sessions/{id}/expire', 'inquiry-session'),
  createSession: creating('/inquiry-sessions', 'inquiry-session'),
  retrieveSession: reading('/inquiry-sessions/{id}', 'inquiry-session'),
  listSessions: listing('/inquiry-sessions', 'inquiry-session'),
  expireAllSessions: row('POST', '/inquiry-sessions/expire-all', 'inquiry-session', {
    statuses: [200, ...WRITE_ERRORS.filter((status) => status !== 404)],
  }),
  generateOneTimeLink: row('POST', '/inquiry-sessions/{id}/generate-one-time-link', 'inquiry-session'),
  createInquiry: creating('/inquiries', 'inquiry'),
  retrieveInquiry: reading('/inquiries/{id}', 'inquiry'),
  listInquiries: listing('/inquiries', 'inquiry'),
  redactInquiry: row('DELETE', '/inquiries/{id}', 'inquiry'),
  resumeInquiry: row('POST', '/inquiries/{id}/resume', 'inquiry'),
  expireInquiry: row('POST', '/inquiries/{id}/expire', 'inquiry'),
  generateInquiryOneTimeLink: row('POST', '/inquiries/{id}/generate-one-time-link', 'inquiry'),
  simulate: row('POST', '/inquiries/{id}/perform-simulate-actions', 'inquiry'),
  listEvents: listing('/events', 'event'),
  readExpireAddress: row('GET', '/inquiry-sessions/{id}/expire', 'inquiry-session', {
    documented: false,
    statuses: [],
  }),
} as const satisfies Readonly<Record<string, Endpoint>>;

/** The name of an endpoint: one that is not in the table does not compile. */
export type EndpointName = keyof typeof endpoints;

export const endpointNames = Object.keys(endpoints) as readonly EndpointName[];

/** The endpoint that this contract is about; a requirement speaks of it unless it names another. */
export const SUBJECT = 'expireSession' satisfies EndpointName;

/** An endpoint as people write it: `POST /inquiry-sessions/{id}/expire`. */
export function titleOf(name: EndpointName): string {
  return `${endpoints[name].method} ${endpoints[name].path}`;
}
