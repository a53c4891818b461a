import { expect, test } from '@playwright/test';
import {
  attribute,
  document,
  idOf,
  kebab,
  member,
  rawNames,
  relationship,
} from '../../../client/document.ts';
import { exchangeOf } from './support/exchanges.ts';

for (const name of ['expired-at', 'expiredAt', 'expired_at']) {
  test(`${name} is found under its name in kebab-case`, () => {
    const { data } = document(
      exchangeOf({ body: { data: { type: 'x', id: '1', attributes: { [name]: null, a: 2 } } } }),
    );
    expect(attribute(data, 'expired-at')).toBeNull();
    expect(attribute(data, 'a')).toBe(2);
    expect(attribute(data, 'started-at')).toBeUndefined();
    expect(rawNames(data?.attributes)).toEqual([name, 'a']);
    expect(kebab(name)).toBe('expired-at');
  });
}

test('an exact name wins over another casing of it', () => {
  expect(member({ oneTime: 1, 'one-time': 2 }, 'one-time')).toBe(2);
});

test('inherited members are not found', () => {
  expect(member({}, 'constructor')).toBeUndefined();
  expect(member({}, 'to-string')).toBeUndefined();
});

test('relationships: linkage, null, absent', () => {
  const relationships = {
    inquiry: { data: { type: 'inquiry', id: 'inq_1' } },
    inquiryTemplate: { data: null },
    odd: 7,
    list: { data: [{ type: 'x', id: '1' }] },
  };
  const { data } = document(exchangeOf({ body: { data: { relationships } } }));
  expect(idOf(relationship(data, 'inquiry'))).toBe('inq_1');
  expect(relationship(data, 'inquiry-template')).toBeNull();
  expect(relationship(data, 'device')).toBeUndefined();
  expect(relationship(data, 'odd')).toBeUndefined();
  expect(relationship(data, 'list')).toBeUndefined();
});

test('all parts of an answer', () => {
  const body = {
    data: [{ id: 'a' }, { id: 'b' }],
    included: [{ id: 'c' }],
    errors: [{ title: 't' }],
    meta: { m: 1 },
    links: { next: null },
  };
  const { list, ...rest } = document(exchangeOf({ body }));
  expect(list.map(idOf)).toEqual(['a', 'b']);
  expect(rest).toEqual({
    data: undefined,
    included: [{ id: 'c' }],
    errors: [{ title: 't' }],
    meta: { m: 1 },
    links: { next: null },
  });
});

const nothing = { data: undefined, list: [], included: [], errors: [], meta: undefined, links: undefined };
const garbage = [
  '',
  'null',
  '7',
  '"x"',
  '[]',
  '{',
  '<html>',
  '{"data":7,"included":{},"errors":null,"meta":[],"links":""}',
];

for (const body of garbage) {
  test(`garbage is empty, not an error: ${body || 'no body'}`, () => {
    const read = document(exchangeOf({ body }));
    expect(read).toEqual(nothing);
    expect(attribute(read.data, 'x')).toBeUndefined();
    expect(relationship(read.data, 'x')).toBeUndefined();
    expect(idOf(read.data)).toBeUndefined();
    expect(rawNames(read.data)).toEqual([]);
  });
}

test('lists with garbage in them keep what can be read', () => {
  expect(document(exchangeOf({ body: { data: [1, null, { id: 'a' }, []] } })).list).toEqual([{ id: 'a' }]);
});
