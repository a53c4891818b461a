/** Versions, inflection, include and fields in the mock. */
import { acceptedVersions } from '../../../mock/versions.ts';
import { expect, test } from './talk.ts';

test('the fingerprint is on the session before 2021-08-18 only, and on the device always', async ({
  talk,
}) => {
  const persona = await talk();
  const id = await persona.activeSession();
  expect(acceptedVersions).toHaveLength(11);
  for (const version of acceptedVersions) {
    const shown = await persona.get(`/inquiry-sessions/${id}?include=device`, {
      headers: { 'Persona-Version': version },
    });
    const onSession = shown.body.data.attributes['browser-fingerprint'];
    if (version < '2021-08-18') expect(typeof onSession, version).toBe('string');
    else expect(onSession, version).toBeUndefined();
    expect(typeof shown.body.included[0]?.attributes['browser-fingerprint'], version).toBe('string');
  }
});

test('the header overrides the key’s version, for one request', async ({ talk }) => {
  const persona = await talk();
  const id = await persona.activeSession();
  const asking = { key: 'oldVersionDefault' as const };
  const has = async (headers: Record<string, string>): Promise<boolean> =>
    'browser-fingerprint' in (await persona.retrieve(id, { ...asking, headers })).body.data.attributes;
  expect(await has({})).toBe(true);
  expect(await has({ 'Persona-Version': '2023-01-05' })).toBe(false);
  expect(await has({})).toBe(true);
  expect((await persona.retrieve(id, { headers: { 'Persona-Version': '1999-01-01' } })).status).toBe(400);
});

for (const [inflection, names] of Object.entries({
  kebab: ['created-at', 'inquiry-template', 'name-first', 'one-time-link-short'],
  camel: ['createdAt', 'inquiryTemplate', 'nameFirst', 'oneTimeLinkShort'],
  snake: ['created_at', 'inquiry_template', 'name_first', 'one_time_link_short'],
})) {
  test(`${inflection} re-cases attributes, relationships, nested names and meta`, async ({ talk }) => {
    const persona = await talk();
    const [attribute = '', relationship = '', nested = '', meta = ''] = names;
    const shown = await persona.post(
      `/inquiry-sessions/${await persona.session()}/generate-one-time-link?include=inquiry`,
      { headers: { 'Key-Inflection': inflection } },
    );
    expect(shown.body.data.type).toBe('inquiry-session');
    expect(shown.body.data.attributes).toHaveProperty(attribute);
    expect(shown.body.included[0]?.relationships).toHaveProperty(relationship);
    expect(shown.body.included[0]?.attributes['fields']).toHaveProperty(nested);
    expect(shown.body.meta).toHaveProperty(meta);
  });
}

test('a key’s own casing applies without the header', async ({ talk }) => {
  const persona = await talk();
  const id = await persona.session();
  expect((await persona.retrieve(id, { key: 'camelDefault' })).body.data.attributes).toHaveProperty(
    'createdAt',
  );
  expect((await persona.retrieve(id, { key: 'snakeDefault' })).body.data.attributes).toHaveProperty(
    'created_at',
  );
});

for (const name of ['inquiry-id', 'inquiryId', 'inquiry_id']) {
  test(`a request may write ${name}`, async ({ talk }) => {
    const persona = await talk();
    const inquiry = await persona.inquiry();
    const made = await persona.post('/inquiry-sessions', {
      body: { data: { attributes: { [name]: inquiry } } },
    });
    expect(made.status).toBe(201);
    expect(made.body.data.relationships?.['inquiry']?.data?.id).toBe(inquiry);
  });
}

test('include puts related resources in full, one level deeper too', async ({ talk }) => {
  const persona = await talk();
  const id = await persona.activeSession();
  const types = async (include: string): Promise<string[] | undefined> => {
    const { included } = (await persona.get(`/inquiry-sessions/${id}${include}`)).body as {
      included?: { type: string }[];
    };
    return included?.map(({ type }) => type);
  };
  expect(await types('')).toBeUndefined();
  expect(await types('?include=')).toBeUndefined();
  expect(await types('?include=inquiry')).toEqual(['inquiry']);
  expect(await types('?include=device,network')).toEqual(['device', 'network']);
  expect(await types('?include=inquiry.inquiry-template')).toEqual(['inquiry', 'inquiry-template']);
  expect((await persona.get(`/inquiry-sessions/${id}?include=pets`)).status).toBe(400);
  expect((await persona.get(`/inquiry-sessions/${id}?include=inquiry.account.x`)).status).toBe(400);
});

test('fields keeps the named attributes of a type, nested ones by dots', async ({ talk }) => {
  const persona = await talk();
  const id = await persona.activeSession();
  const shown = await persona.get(
    `/inquiry-sessions/${id}?include=inquiry,device&fields[inquiry-session]=status,createdAt&fields[inquiry]=fields.name-first`,
  );
  expect(Object.keys(shown.body.data.attributes)).toEqual(['status', 'created-at']);
  expect(shown.body.data).not.toHaveProperty('relationships');
  const inquiry = shown.body.included.find(({ type }) => type === 'inquiry');
  expect(Object.keys(inquiry?.attributes ?? {})).toEqual(['fields']);
  expect(Object.keys(inquiry?.attributes['fields'] ?? {})).toEqual(['name-first']);
  const device = shown.body.included.find(({ type }) => type === 'device');
  expect(Object.keys(device?.attributes ?? {})).toHaveLength(3);
});

test('the expire action takes include and fields as well', async ({ talk }) => {
  const persona = await talk();
  const id = await persona.activeSession();
  const shown = await persona.post(
    `/inquiry-sessions/${id}/expire?include=device&fields[inquiry-session]=status`,
  );
  expect(shown.body.data.attributes).toEqual({ status: 'expired' });
  expect(shown.body.included.map(({ type }) => type)).toEqual(['device']);
});
