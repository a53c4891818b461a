/** Bending the mock: each kind of hook, and two patches at once. */
import type { Patch } from '../../../mock/types.ts';
import { combine } from '../../../mock/patch.ts';
import { expect, test } from './talk.ts';

const louder: Patch = {
  document: (document) => ({ ...document, meta: { loud: true } }),
};

test('stages can be wrapped, left out and put in another order', async ({ talk }) => {
  const open = await talk({ patch: { order: (order) => order.filter((name) => name !== 'permission') } });
  expect((await open.expire(await open.session(), { key: 'readOnly' })).status).toBe(200);

  const closed = await talk({
    patch: {
      stages: { authentication: () => () => ({ status: 401, document: { errors: [{ title: 'No' }] } }) },
    },
  });
  expect((await closed.get('/events')).body.errors[0]?.title).toBe('No');
});

test('handlers and steps can be wrapped', async ({ talk }) => {
  const persona = await talk({
    patch: {
      handlers: {
        expireSession: (original) => async (call, world) => {
          const restore = world.store.snapshot();
          const answer = await original(call, world);
          restore();
          return answer;
        },
      },
      steps: { inflection: () => (document) => document },
    },
  });
  const id = await persona.session();
  const answer = await persona.expire(id, { headers: { 'Key-Inflection': 'camel' } });
  expect(answer.body.data.attributes).toMatchObject({ status: 'expired' });
  expect(answer.body.data.attributes).toHaveProperty('created-at');
  expect(await persona.status(id)).toBe('new');
});

test('documents and finished answers can be changed, head and all', async ({ talk }) => {
  const persona = await talk({
    patch: {
      ...louder,
      response: (answer) => ({
        ...answer,
        status: 299,
        headers: [['x-odd-CASING', 'yes'], ...answer.headers.filter(([name]) => name !== 'Request-Id')],
      }),
    },
  });
  const answer = await persona.get('/events');
  expect(answer.status).toBe(299);
  expect(answer.body.meta).toEqual({ loud: true });
  expect(answer.headers.get('x-odd-casing')).toBe('yes');
  expect(answer.headers.has('request-id')).toBe(false);
});

test('connections can be cut, before and in the middle of the answer', async ({ talk }) => {
  for (const socket of ['reset', 'truncated'] as const) {
    const persona = await talk({ patch: { response: (answer) => ({ ...answer, socket }) } });
    await expect(persona.get('/events'), socket).rejects.toThrow();
  }
});

test('answers can be held back', async ({ talk }) => {
  const persona = await talk({ patch: { response: (answer) => ({ ...answer, delayMs: 60 }) } });
  const started = performance.now();
  await persona.get('/events');
  expect(performance.now() - started).toBeGreaterThan(55);
});

test('options, keys and open choices can be part of a patch', async ({ talk }) => {
  const persona = await talk({
    patch: {
      open: { errorCode: true },
      options: { rateLimit: { limit: 7, windowSeconds: 60 } },
      keys: { full: { inflection: 'camel' } },
    },
  });
  const refused = await persona.get('/nothing/here');
  expect(refused.body.errors[0]?.code).toBe('not_found');
  expect(refused.headers.get('ratelimit-limit')).toBe('7');
  const made = await persona.retrieve(await persona.session());
  expect(made.body.data.attributes).toHaveProperty('createdAt');
});

test('two patches combine: both apply, and the second has the last word', async ({ talk }) => {
  const quieter: Patch = {
    open: { errorCode: false, reExpire: 200 },
    document: (document) => ({ ...document, meta: { ...(document['meta'] as object), quiet: true } }),
  };
  const seen: string[] = [];
  const watching = (name: string): Patch => ({
    handlers: {
      expireSession: (original) => (call, world) => {
        seen.push(name);
        return original(call, world);
      },
    },
  });
  const patch = combine(
    { ...louder, ...watching('first'), open: { errorCode: true } },
    { ...quieter, ...watching('second') },
  );
  const persona = await talk({ patch: patch });
  const id = await persona.session();
  await persona.expire(id);
  const again = await persona.expire(id);
  expect(again.status).toBe(200);
  expect(seen).toEqual(['second', 'first', 'second', 'first']);
  expect(again.body.meta).toEqual({ loud: true, quiet: true });
  expect((await persona.get('/nothing/here')).body.errors[0]).not.toHaveProperty('code');
});
