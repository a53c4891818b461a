/** Changes planted in a description: each is found, classed right, and nothing else is. */
import { basename, join } from 'node:path';
import { expect, test } from '@playwright/test';
import type { PolicyClassId } from '../../../contract/policy.ts';
import type { ChangeVerdict } from '../../../openapi/change.ts';
import { changesBetween } from '../../../openapi/changes.ts';
import { coverageOf } from '../../../openapi/coverage.ts';
import type { Description } from '../../../openapi/read.ts';
import {
  absent,
  copyOf,
  drop,
  NOT_AT_HAND,
  OWN,
  Planted,
  put,
  readBack,
  VENDOR,
  withItem,
  without,
} from './support/planting.ts';

type Expected = readonly [verdict: ChangeVerdict, policy: PolicyClassId | null, subject: string];

interface Row {
  readonly what: string;
  readonly plant: (planted: Planted) => void;
  readonly changes: readonly Expected[];
  /** Elements without a requirement that come with it. */
  readonly fresh?: readonly string[];
  /** Clauses of ours that go with it: all of them, or one of many. */
  readonly gone?: readonly string[];
  readonly goneAmongOthers?: string;
}

const HEADER = { schema: { type: 'string' } };
const LINK = {
  type: 'object',
  properties: {
    data: { type: 'object', properties: { type: { const: 'account' }, id: { type: 'string' } } },
  },
};
const STATUSES = 'Possible values:\n- new\n- active\n- expired\n';

const ATTRIBUTES: readonly Row[] = [
  {
    what: 'an attribute more',
    plant: (p) => put(p.attributes(), 'risk-score', { type: ['number', 'null'] }),
    changes: [['safe', 'compatible.new-attribute', 'data.attributes.risk-score']],
    fresh: ['data.attributes.risk-score'],
  },
  {
    what: 'an attribute less',
    plant: (p) => drop(p.attributes(), 'os-name'),
    changes: [['blocked', 'breaking.removed-attribute', 'data.attributes.os-name']],
    gone: ['data.attributes.os-name'],
  },
  {
    what: 'an attribute with another name',
    plant: (p) => {
      put(p.attributes(), 'operating-system', p.attributes()['os-name']);
      drop(p.attributes(), 'os-name');
    },
    changes: [
      ['needs code', 'breaking.removed-attribute', 'data.attributes.os-name'],
      ['safe', 'compatible.new-attribute', 'data.attributes.operating-system'],
    ],
    fresh: ['data.attributes.operating-system'],
    gone: ['data.attributes.os-name'],
  },
  {
    what: 'a flag that is a text',
    plant: (p) => put(p.attributes()['is-vpn'] ?? {}, 'type', ['string', 'null']),
    changes: [['needs code', 'breaking.attribute-type', 'data.attributes.is-vpn']],
    fresh: ['data.attributes.is-vpn'],
  },
  {
    what: 'a number that is a text as well',
    plant: (p) => put(p.attributes()['latitude'] ?? {}, 'type', ['string', 'number', 'null']),
    changes: [['needs code', 'breaking.attribute-type', 'data.attributes.latitude']],
    fresh: ['data.attributes.latitude'],
  },
  {
    what: 'an attribute that can be null',
    plant: (p) => put(p.attributes()['status'] ?? {}, 'type', ['string', 'null']),
    changes: [['needs code', 'breaking.attribute-type', 'data.attributes.status']],
    fresh: ['data.attributes.status'],
  },
  {
    what: 'an attribute that is never null',
    plant: (p) => put(p.attributes()['os-name'] ?? {}, 'type', 'string'),
    changes: [['safe', 'compatible.string-values', 'data.attributes.os-name']],
    fresh: ['data.attributes.os-name'],
  },
  {
    what: 'a time without a format',
    plant: (p) => drop(p.attributes()['created-at'] ?? {}, 'format'),
    changes: [['needs code', 'breaking.attribute-type', 'data.attributes.created-at']],
    fresh: ['data.attributes.created-at'],
  },
  {
    what: 'a time that is a day',
    plant: (p) => put(p.attributes()['expired-at'] ?? {}, 'format', 'date'),
    changes: [['needs code', 'breaking.attribute-type', 'data.attributes.expired-at']],
    fresh: ['data.attributes.expired-at'],
  },
  {
    what: 'a status more in the text',
    plant: (p) => put(p.attributes()['status'] ?? {}, 'description', `${STATUSES}- paused\n`),
    changes: [['safe', 'compatible.string-values', 'data.attributes.status = paused']],
    fresh: ['"paused" as data.attributes.status'],
  },
  {
    what: 'a status less in the text',
    plant: (p) => put(p.attributes()['status'] ?? {}, 'description', STATUSES.replace('- active\n', '')),
    changes: [['safe', 'compatible.string-values', 'data.attributes.status = active']],
    gone: ['"active" as data.attributes.status'],
  },
  {
    what: 'a closed list of statuses',
    plant: (p) => put(p.attributes()['status'] ?? {}, 'enum', ['new', 'active', 'expired']),
    changes: [['safe', 'compatible.string-values', 'data.attributes.status']],
    fresh: [
      'data.attributes.status',
      '"new" as data.attributes.status',
      '"active" as data.attributes.status',
      '"expired" as data.attributes.status',
    ],
  },
  {
    what: 'a deprecated attribute',
    plant: (p) => put(p.attributes()['device-name'] ?? {}, 'deprecated', true),
    changes: [['safe', null, 'data.attributes.device-name']],
  },
  {
    what: 'an attribute of the device less',
    plant: (p) => drop(p.attributes('device'), 'device-vendor-id'),
    changes: [['blocked', 'breaking.removed-attribute', 'included[type=device].attributes.device-vendor-id']],
    gone: ['included[type=device].attributes.device-vendor-id'],
  },
  {
    what: 'an attribute of the device that is a number',
    plant: (p) => put(p.attributes('device')['browser-fingerprint'] ?? {}, 'type', ['number', 'null']),
    changes: [
      ['needs code', 'breaking.attribute-type', 'included[type=device].attributes.browser-fingerprint'],
    ],
    fresh: ['included[type=device].attributes.browser-fingerprint'],
  },
];

const BODIES: readonly Row[] = [
  {
    what: 'a member that is always there',
    plant: (p) =>
      withItem(p.in(p.resource('device'), 'properties', 'attributes'), 'required', 'device-vendor-id'),
    changes: [['safe', null, 'included[type=device].attributes.device-vendor-id']],
    fresh: ['included[type=device].attributes.device-vendor-id always there'],
  },
  {
    what: 'a member that is always there, as we ask',
    plant: (p) => withItem(p.resource('inquiry-session'), 'required', 'relationships'),
    changes: [['safe', null, 'data.relationships']],
  },
  {
    what: 'a member that is not always there any more',
    plant: (p) => without(p.resource('inquiry'), 'required', 'attributes'),
    changes: [['needs code', 'breaking.removed-attribute', 'included[type=inquiry].attributes']],
  },
  {
    what: 'a member beside the data',
    plant: (p) => put(p.in(p.body, 'properties'), 'warnings', { type: 'array', items: { type: 'string' } }),
    changes: [['safe', 'compatible.new-attribute', 'warnings']],
    fresh: ['warnings of POST /inquiry-sessions/{id}/expire'],
  },
  {
    what: 'a list in place of the session',
    plant: (p) => {
      const members = p.in(p.body, 'properties');
      put(members, 'data', { type: 'array', items: members['data'] });
    },
    changes: [['needs code', 'breaking.attribute-type', 'data']],
    fresh: ['data of POST /inquiry-sessions/{id}/expire'],
  },
  {
    what: 'no included any more',
    plant: (p) => drop(p.in(p.body, 'properties'), 'included'),
    changes: [['blocked', 'breaking.removed-attribute', 'included']],
    // With it goes what each description includes.
    goneAmongOthers: 'included of POST /inquiry-sessions/{id}/expire',
  },
  {
    what: 'another relationship',
    plant: (p) => put(p.relationships(), 'account', LINK),
    changes: [['safe', 'compatible.new-relationship', 'data.relationships.account']],
    fresh: ['data.relationships.account'],
  },
  {
    what: 'a relationship less',
    plant: (p) => drop(p.relationships(), 'device'),
    changes: [['blocked', 'breaking.removed-relationship', 'data.relationships.device']],
    gone: ['data.relationships.device'],
  },
  {
    what: 'a relationship that leads elsewhere',
    plant: (p) =>
      put(p.in(p.relationships(), 'network', 'properties', 'data', 'properties', 'type'), 'const', 'carrier'),
    changes: [['needs code', 'breaking.meaning', 'data.relationships.network']],
    fresh: ['data.relationships.network'],
  },
  {
    what: 'a relationship that can be null',
    plant: (p) => put(p.in(p.relationships(), 'inquiry', 'properties', 'data'), 'type', ['object', 'null']),
    changes: [['needs code', 'breaking.attribute-type', 'data.relationships.inquiry']],
    fresh: ['data.relationships.inquiry'],
  },
  {
    what: 'a relationship that is a list',
    plant: (p) => {
      const inquiry = p.in(p.relationships(), 'inquiry', 'properties');
      put(inquiry, 'data', { type: 'array', items: inquiry['data'] });
    },
    changes: [['needs code', 'breaking.meaning', 'data.relationships.inquiry']],
    fresh: ['data.relationships.inquiry'],
  },
];

const ANSWERS: readonly Row[] = [
  {
    what: 'another success',
    plant: (p) => put(p.in(p.expire, 'responses'), '202', { description: 'Later.' }),
    changes: [['needs code', 'breaking.status-code', '202']],
    fresh: ['status 202'],
  },
  {
    what: 'another refusal',
    plant: (p) => put(p.in(p.expire, 'responses'), '410', { description: 'Gone.' }),
    changes: [['undecided', 'breaking.status-code', '410']],
    fresh: ['status 410'],
  },
  {
    what: 'a failure that is described',
    plant: (p) => put(p.in(p.expire, 'responses'), '503', { description: 'Not now.' }),
    changes: [['safe', 'compatible.status-of-404-or-5xx', '503']],
    fresh: ['status 503'],
  },
  {
    what: 'no 401 any more',
    plant: (p) => {
      for (const { responses } of p.operations) if (responses?.['401']) drop(responses, '401');
    },
    changes: [['undecided', 'breaking.status-code', '401']],
    gone: ['status 401'],
  },
  {
    what: 'no 404 any more',
    plant: (p) => {
      for (const { responses } of p.operations) if (responses?.['404']) drop(responses, '404');
    },
    changes: [['safe', 'compatible.status-of-404-or-5xx', '404']],
    gone: ['status 404'],
  },
  {
    what: 'another header',
    plant: (p) => {
      for (const answer of p.answers('200')) put(p.in(answer, 'headers'), 'Trace-Id', HEADER);
    },
    changes: [['safe', 'compatible.new-optional-parameter', 'Trace-Id']],
    fresh: ['header Trace-Id on 200'],
  },
  {
    what: 'another header on refusals of one status',
    plant: (p) => {
      for (const answer of p.answers('429')) put(p.in(answer, 'headers'), 'Retry-After', HEADER);
    },
    changes: [['safe', 'compatible.new-optional-parameter', 'Retry-After']],
    fresh: ['header Retry-After on 429'],
  },
  {
    what: 'a header less',
    plant: (p) => {
      for (const answer of p.answers('200')) drop(p.in(answer, 'headers'), 'Request-Id');
    },
    changes: [['blocked', 'breaking.removed-api', 'Request-Id']],
    gone: ['header Request-Id on 200'],
  },
  {
    what: 'one of three headers less, on refusals of one status',
    plant: (p) => {
      for (const answer of p.answers('404')) drop(p.in(answer, 'headers'), 'RateLimit-Reset');
    },
    changes: [['blocked', 'breaking.removed-api', 'RateLimit-Reset']],
    gone: ['header RateLimit-Reset on 404'],
  },
  {
    what: 'a header that is a text',
    plant: (p) => {
      for (const answer of p.answers('200')) put(p.in(answer, 'headers'), 'RateLimit-Reset', HEADER);
    },
    changes: [['needs code', 'breaking.attribute-type', 'RateLimit-Reset']],
    fresh: ['header RateLimit-Reset on 200'],
  },
  {
    what: 'another media type',
    plant: (p) => {
      for (const answer of p.answers('200')) {
        const content = p.in(answer, 'content');
        put(content, 'application/vnd.api+json', content['application/json']);
        drop(content, 'application/json');
      }
    },
    changes: [
      ['needs code', 'breaking.meaning', 'application/vnd.api+json'],
      ['blocked', 'breaking.meaning', 'application/json'],
    ],
    fresh: ['application/vnd.api+json on 200'],
    gone: ['application/json on 200'],
  },
  {
    what: 'another member of errors',
    plant: (p) => {
      for (const members of p.errors('404')) put(members, 'hint', { type: 'string' });
    },
    changes: [['safe', 'compatible.new-attribute', 'errors[].hint']],
    fresh: ['errors[].hint on 404'],
  },
  {
    what: 'errors without a title',
    plant: (p) => {
      for (const status of ['400', '401', '403', '404', '409', '422', '429'])
        for (const members of p.errors(status)) if ('title' in members) drop(members, 'title');
    },
    changes: [['blocked', 'breaking.removed-attribute', 'errors[].title']],
    gone: ['errors[].title on 400'],
  },
  {
    what: 'details of errors that are an object',
    plant: (p) => {
      for (const members of p.errors('422')) put(members, 'details', { type: 'object' });
    },
    changes: [['needs code', 'breaking.attribute-type', 'errors[].details']],
    fresh: ['errors[].details on 422'],
  },
];

const REQUESTS: readonly Row[] = [
  {
    what: 'the endpoint gone',
    plant: (p) => {
      for (const path of Object.keys(p.at('paths')).filter((one) => /sessions\/.*\/expire$/.test(one)))
        drop(p.at('paths'), path);
    },
    changes: [['blocked', 'breaking.removed-api', 'POST /inquiry-sessions/{id}/expire']],
    goneAmongOthers: 'POST /inquiry-sessions/{id}/expire',
  },
  {
    what: 'a call beside the endpoint',
    plant: (p) =>
      put(p.at('paths'), '/inquiry-sessions/{inquiry-session-id}/cancel', { post: { responses: {} } }),
    changes: [['safe', 'compatible.new-resource', 'POST /inquiry-sessions/{id}/cancel']],
    fresh: ['POST /inquiry-sessions/{id}/cancel'],
  },
  {
    what: 'another authentication',
    plant: (p) => {
      const [name = ''] = Object.keys((p.document['security'] as unknown as object[])[0] ?? {});
      put(p.at('components', 'securitySchemes'), name, { type: 'apiKey', in: 'header', name: 'X-Key' });
    },
    changes: [
      ['blocked', 'breaking.removed-api', 'http bearer'],
      ['safe', 'compatible.wider-input', 'apiKey header X-Key'],
    ],
    fresh: ['authentication apiKey header X-Key'],
    gone: ['authentication http bearer'],
  },
  {
    what: 'an optional parameter more',
    plant: (p) =>
      withItem(p.expire, 'parameters', { in: 'query', name: 'expand', schema: { type: 'string' } }),
    changes: [['safe', 'compatible.new-optional-parameter', 'expand']],
    fresh: ['query parameter expand'],
  },
  {
    what: 'a required parameter more',
    plant: (p) =>
      withItem(p.expire, 'parameters', {
        in: 'header',
        name: 'Reason',
        required: true,
        schema: { type: 'string' },
      }),
    changes: [['needs code', 'breaking.new-required-parameter', 'Reason']],
    fresh: ['header parameter Reason'],
  },
  {
    what: 'a parameter less',
    plant: (p) => {
      for (const one of p.parameters('include')) put(one, 'name', 'embed');
    },
    changes: [
      ['needs code', 'breaking.removed-api', 'include'],
      ['safe', 'compatible.new-optional-parameter', 'embed'],
    ],
    fresh: ['query parameter embed'],
    gone: ['query parameter include'],
  },
  {
    what: 'a parameter that is required',
    plant: (p) => {
      for (const one of p.parameters('Idempotency-Key')) put(one, 'required', true);
    },
    changes: [['needs code', 'breaking.new-required-parameter', 'Idempotency-Key']],
    fresh: ['header parameter Idempotency-Key'],
  },
  {
    what: 'a parameter of another type',
    plant: (p) => put(p.schemaOf('include'), 'type', 'integer'),
    changes: [['needs code', 'breaking.stricter-validation', 'include']],
    fresh: ['query parameter include'],
  },
  {
    what: 'a parameter that may be more than before',
    plant: (p) => put(p.schemaOf('include'), 'type', ['string', 'integer']),
    changes: [['safe', 'compatible.wider-input', 'include']],
    fresh: ['query parameter include'],
  },
  {
    what: 'a deep-object parameter that is a plain text',
    plant: (p) => {
      for (const one of p.parameters('fields')) put(one, 'schema', { type: 'string' });
    },
    changes: [['needs code', 'breaking.stricter-validation', 'fields']],
    fresh: ['query parameter fields'],
  },
  {
    what: 'another member of a deep-object parameter',
    plant: (p) => {
      const list = p.operation('get', '/inquiry-sessions');
      const filter = Object.values(list['parameters'] ?? {}).find(
        (one) => (one['name'] as unknown) === 'filter',
      );
      put(p.in(filter ?? {}, 'schema', 'properties'), 'threat-level', { type: 'string' });
    },
    changes: [['safe', 'compatible.new-optional-parameter', 'filter[threat-level]']],
    fresh: ['query parameter filter[threat-level]'],
  },
  {
    what: 'another type of a member of a deep-object parameter',
    plant: (p) => put(p.in(p.parameters('page')[0] ?? {}, 'schema', 'properties', 'size'), 'type', 'string'),
    changes: [['needs code', 'breaking.stricter-validation', 'page[size]']],
  },
  {
    what: 'a value of a parameter more',
    plant: (p) => withItem(p.schemaOf('Key-Inflection'), 'enum', 'pascal'),
    changes: [['safe', 'compatible.wider-input', 'Key-Inflection = pascal']],
    fresh: ['Key-Inflection: pascal'],
  },
  {
    what: 'a value of a parameter less',
    plant: (p) => without(p.schemaOf('Key-Inflection'), 'enum', 'snake'),
    changes: [['blocked', 'breaking.removed-api', 'Key-Inflection = snake']],
    gone: ['Key-Inflection: snake'],
  },
  {
    what: 'any value of a parameter',
    plant: (p) => drop(p.schemaOf('Key-Inflection'), 'enum'),
    changes: [['safe', 'compatible.wider-input', 'Key-Inflection']],
    gone: ['Key-Inflection: camel', 'Key-Inflection: kebab', 'Key-Inflection: snake'],
  },
  {
    what: 'a version more',
    plant: (p) => withItem(p.schemaOf('Persona-Version'), 'enum', '2027-03-01'),
    changes: [['safe', 'compatible.wider-input', 'Persona-Version = 2027-03-01']],
    fresh: ['Persona-Version: 2027-03-01'],
  },
  {
    what: 'a version less',
    plant: (p) => without(p.schemaOf('Persona-Version'), 'enum', '2020-05-18'),
    changes: [['blocked', 'breaking.removed-api', 'Persona-Version = 2020-05-18']],
    gone: ['Persona-Version: 2020-05-18'],
  },
  {
    what: 'another default',
    plant: (p) => put(p.schemaOf('Persona-Version'), 'default', '2025-12-08'),
    changes: [['undecided', 'breaking.meaning', 'Persona-Version']],
  },
  {
    what: 'an optional member of a body more',
    plant: (p) => put(attributesSent(p), 'note', { type: 'string' }),
    changes: [['safe', 'compatible.new-optional-parameter', 'data.attributes.note']],
    fresh: ['data.attributes.note in the body of POST /inquiry-sessions'],
  },
  {
    what: 'a required member of a body more',
    plant: (p) => {
      put(attributesSent(p), 'reason', { type: 'string' });
      withItem(bodySent(p), 'required', 'reason');
    },
    changes: [['needs code', 'breaking.new-required-parameter', 'data.attributes.reason']],
    fresh: [
      'data.attributes.reason in the body of POST /inquiry-sessions',
      'data.attributes.reason required by POST /inquiry-sessions',
    ],
  },
  {
    what: 'a member of a body that is not required any more',
    plant: (p) => drop(bodySent(p), 'required'),
    changes: [['safe', 'compatible.wider-input', 'data.attributes.inquiry-id']],
    gone: ['data.attributes.inquiry-id required by POST /inquiry-sessions'],
  },
  {
    what: 'a member of a body of another type',
    plant: (p) => put(p.in(attributesSent(p), 'inquiry-id'), 'type', 'integer'),
    changes: [['needs code', 'breaking.stricter-validation', 'data.attributes.inquiry-id']],
  },
  {
    what: 'a body that takes other members too',
    plant: (p) => drop(bodySent(p), 'additionalProperties'),
    changes: [['safe', 'compatible.wider-input', 'data.attributes']],
  },
];

/** The same, written down in another way. */
const NOTHING: readonly Row[] = [
  {
    what: 'null as a branch of anyOf',
    plant: (p) => put(p.attributes(), 'os-name', { anyOf: [{ type: 'string' }, { type: 'null' }] }),
    changes: [],
  },
  {
    what: 'null as a branch of oneOf, the type by reference',
    plant: (p) => {
      put(p.at('components', 'schemas'), 'text', { type: 'string' });
      put(p.attributes(), 'os-name', { oneOf: [{ type: 'null' }, { $ref: '#/components/schemas/text' }] });
    },
    changes: [],
  },
  {
    what: 'nullable, as in OpenAPI 3.0',
    plant: (p) => put(p.attributes(), 'latitude', { type: 'number', nullable: true }),
    changes: [],
  },
  {
    what: 'attributes in two halves under allOf',
    plant: (p) => {
      const { properties } = p.in(p.resource('inquiry-session'), 'properties', 'attributes');
      const entries = Object.entries(properties ?? {});
      put(p.in(p.resource('inquiry-session'), 'properties'), 'attributes', {
        additionalProperties: false,
        allOf: [
          { type: 'object', properties: Object.fromEntries(entries.slice(0, 9)) },
          { type: 'object', properties: Object.fromEntries(entries.slice(9)) },
        ],
      });
    },
    changes: [],
  },
  {
    what: 'a single value as an enumeration',
    plant: (p) =>
      put(p.in(p.resource('inquiry-session'), 'properties'), 'type', { enum: ['inquiry-session'] }),
    changes: [],
  },
  {
    what: 'another name of a path parameter',
    plant: (p) => {
      const paths = p.at('paths');
      const path = '/inquiry-sessions/{inquiry-session-id}/expire';
      put(paths, path.replace('inquiry-session-id', 'id'), paths[path]);
      drop(paths, path);
    },
    changes: [],
  },
  {
    what: 'attributes in another order',
    plant: (p) => {
      const attributes = p.in(p.resource('inquiry-session'), 'properties', 'attributes');
      put(
        attributes,
        'properties',
        Object.fromEntries(Object.entries(attributes['properties'] ?? {}).reverse()),
      );
    },
    changes: [],
  },
];

function bodySent(p: Planted): Node {
  const { requestBody } = p.operation('post', '/inquiry-sessions');
  return p.in(
    requestBody ?? {},
    'content',
    'application/json',
    'schema',
    'properties',
    'data',
    'properties',
    'attributes',
  );
}

function attributesSent(p: Planted): Node {
  return p.in(bodySent(p), 'properties');
}

type Node = ReturnType<Planted['at']>;

const ROWS = [...ATTRIBUTES, ...BODIES, ...ANSWERS, ...REQUESTS];
const BASES = [OWN, join(VENDOR, '2023-01-05.yaml')];

test.describe('a planted change', () => {
  test('there are many of them', () => {
    expect(ROWS.length).toBeGreaterThanOrEqual(40);
    expect(new Set(ROWS.map(({ what }) => what)).size).toBe(ROWS.length);
  });

  for (const base of BASES) {
    for (const { what, plant, changes, fresh = [], gone = [], goneAmongOthers } of [...ROWS, ...NOTHING]) {
      test(`${what}, in ${basename(base)}`, async ({}, info) => {
        test.skip(absent(base), NOT_AT_HAND);
        const [before, was] = await baseline(base, info.outputPath('before.json'));
        const planted = new Planted(copyOf(base));
        plant(planted);
        const after = await readBack(planted.document, info.outputPath('after.json'));

        const found = changesBetween(before, after).changes;
        const seen = found.map(({ verdict, policy, subject }) => [verdict, policy, subject]);
        expect(seen.sort()).toEqual([...changes].sort());

        const is = standingOf(after);
        expect(is.fresh.filter((label) => !was.fresh.includes(label)).sort()).toEqual([...fresh].sort());
        const lost = is.gone.filter((label) => !was.gone.includes(label));
        if (goneAmongOthers === undefined) expect(lost.sort()).toEqual([...gone].sort());
        else expect(lost).toContain(goneAmongOthers);
      });
    }
  }
});

type Standing = { readonly fresh: readonly string[]; readonly gone: readonly string[] };

const baselines = new Map<string, readonly [Description, Standing]>();

async function baseline(base: string, path: string): Promise<readonly [Description, Standing]> {
  const known = baselines.get(base);
  if (known) return known;
  const description = await readBack(copyOf(base), path);
  const fresh = [description, standingOf(description)] as const;
  baselines.set(base, fresh);
  return fresh;
}

function standingOf(description: Description): Standing {
  const { elements, gone } = coverageOf(description);
  return {
    fresh: elements.filter(({ state }) => state === 'new').map(({ label }) => label),
    gone: gone.map(({ label }) => label),
  };
}
