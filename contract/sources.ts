/** The pages of Persona's documentation that the contract rests on. The key is the page's path below the base address. */

export interface SourcePage {
  readonly title: string;
  readonly url: string;
}

const BASE = 'https://docs.withpersona.com/';

const page = (path: string, title: string): SourcePage => ({ title, url: BASE + path });

export const sources = {
  'expire-an-inquiry-session': page(
    'api-reference/inquiry-sessions/expire-an-inquiry-session',
    'API reference: Expire an Inquiry Session',
  ),
  'inquiry-sessions': page('inquiry-sessions', 'Inquiry Sessions'),
  'inquiry-expiration': page('inquiry-expiration', 'Inquiry expiration'),
  'webhooks/events': page('webhooks/events', 'Webhook events'),
  versioning: page('versioning', 'Versioning'),
  changelog: page('changelog', 'API changelog'),
  authentication: page('authentication', 'Authentication'),
  protocol: page('protocol', 'Protocol'),
  'api-key-inflection': page('api-key-inflection', 'API key inflection'),
  idempotence: page('idempotence', 'Idempotence'),
  'request-ids': page('request-ids', 'Request ids'),
  'rate-limiting': page('rate-limiting', 'Rate limiting'),
  errors: page('errors', 'Errors'),
  serialization: page('serialization', 'Serialization'),
  'response-body': page('response-body', 'Response body: inclusion and sparse fieldsets'),
} as const satisfies Record<string, SourcePage>;

/** Short name of a documentation page. */
export type SourcePageName = keyof typeof sources;
