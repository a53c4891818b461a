/** The consumer profile: what fits, what is refused helpfully, what counts as read. */
import { expect, test } from '@playwright/test';
import { ConfigurationError } from '../../../client/errors.ts';
import { nothing } from '../../../upgrade/change.ts';
import { checked, readConsumer, readingOf } from '../../../upgrade/consumer.ts';

function refusal(profile: unknown): ConfigurationError {
  try {
    checked(profile, 'consumer.json');
  } catch (error) {
    if (error instanceof ConfigurationError) return error;
    throw error;
  }
  throw new Error('The profile was accepted.');
}

test('the example fits', () => {
  expect(readConsumer('consumer.example.json').name).toBe('sign-out service');
});

test('a path that does not exist is refused with the nearest one', () => {
  const error = refusal({ name: 'x', members: ['data.attributes.expires-at'] });
  expect(error.message).toContain('names a path that does not exist: data.attributes.expires-at');
  expect(error.hint).toBe('did you mean data.attributes.expired-at?');
  expect(error.next).toBe('npm run upgrade -- --list-members');
});

test('unknown calls, scenarios, members and values are refused', () => {
  expect(refusal({ name: 'x', calls: ['POST /sessions/{id}/expire'] }).hint).toBe(
    'did you mean POST /inquiry-sessions/{id}/expire?',
  );
  expect(refusal({ name: 'x', neverDoes: ['odd-query'] }).hint).toBe('did you mean odd-queries?');
  expect(refusal({ name: 'x', member: [] }).message).toContain('unknown member "member"');
  expect(refusal({ members: [] }).message).toContain("required property 'name'");
  expect(refusal({ name: 'x', statuses: { 'POST /inquiry-sessions': ['200'] } }).message).toContain(
    'must be integer',
  );
});

test('attributes of the large resources may be named though this suite does not list them', () => {
  expect(
    checked({ name: 'x', members: ['included[type=inquiry].attributes.reference-id'] }, 'x').members,
  ).toHaveLength(1);
});

test('what counts as read', () => {
  const touches = (part: Partial<typeof nothing>) => ({ ...nothing, ...part });
  const consumer = checked(
    {
      name: 'x',
      calls: ['POST /inquiry-sessions/{id}/expire'],
      members: ['data.attributes.status', 'included[type=device].attributes'],
      statuses: { 'POST /inquiry-sessions/{id}/expire': [409] },
      headers: ['Request-Id'],
      states: ['active'],
      idempotency: false,
    },
    'x',
  );
  const expire = ['POST /inquiry-sessions/{id}/expire'];
  const cases: readonly [Parameters<typeof readingOf>[0], ReturnType<typeof readingOf>][] = [
    [touches({ members: ['data.attributes.status'] }), 'profile'],
    [touches({ members: ['data.attributes.status-of-it'] }), 'not read'],
    [touches({ members: ['included[type=device].attributes.browser-fingerprint'] }), 'profile'],
    [touches({ members: ['data.attributes'] }), 'profile'],
    [touches({ headers: ['request-id'] }), 'profile'],
    [touches({ states: ['active', 'started'] }), 'profile'],
    [touches({ states: ['new'] }), 'not read'],
    [touches({ calls: expire, statuses: [409, 422] }), 'profile'],
    [touches({ calls: expire, statuses: [404, 422] }), 'not read'],
    [touches({ calls: expire, statuses: [200, 422] }), 'profile'],
    [touches({ calls: ['GET /events'], members: ['data.attributes.status'] }), 'not read'],
    [touches({ idempotency: true }), 'not read'],
  ];
  for (const [touched, reading] of cases)
    expect(readingOf(touched, consumer), JSON.stringify(touched)).toBe(reading);
  expect(readingOf(touches({ members: ['data.attributes.os-name'] }), undefined)).toBe('documentation');
  expect(readingOf(touches({ members: ['data.attributes.shoe-size'] }), undefined)).toBe('not read');
});
