/** What the model allows of the objects of a run after calls that went as they should, and after calls that did not. */
import { expect, test } from '@playwright/test';
import type { EndpointName } from '../../../contract/endpoints.ts';
import type { Exchange } from '../../../client/exchange.ts';
import { Model } from '../../../judging/model/model.ts';

const INQUIRY = 'inq_1';
const SESSION = 'iqse_1';

interface Call {
  readonly endpoint: EndpointName;
  readonly pathId?: string;
  /** 0: no answer came. */
  readonly status: number;
  readonly ambiguous?: boolean;
  readonly data?: object;
}

const exchange = ({ endpoint, pathId, status, ambiguous = false, data }: Call, index: number): Exchange => ({
  label: `scenario/step ${index}`,
  endpoint,
  ...(pathId === undefined ? {} : { pathId }),
  request: {
    method: 'POST',
    url: 'https://api.example/api/v1/x',
    headers: [],
    body: JSON.stringify({ data: { attributes: { 'inquiry-id': INQUIRY } } }),
  },
  response: { status, headers: [], body: data === undefined ? '' : JSON.stringify({ data }) },
  startedAt: index,
  durationMs: 1,
  attempts: 1,
  ambiguous,
});

const inquiry: Call = {
  endpoint: 'createInquiry',
  status: 201,
  data: { type: 'inquiry', id: INQUIRY, attributes: { status: 'created' } },
};
const session: Call = {
  endpoint: 'createSession',
  status: 201,
  data: { type: 'inquiry-session', id: SESSION, attributes: { status: 'new' } },
};
const expire: Call = { endpoint: 'expireSession', pathId: SESSION, status: 200 };
const link: Call = { endpoint: 'generateOneTimeLink', pathId: SESSION, status: 200 };

const cases: readonly {
  readonly title: string;
  readonly calls: readonly Call[];
  readonly session: readonly string[];
  readonly inquiry: readonly string[];
}[] = [
  { title: 'after the creation', calls: [], session: ['new'], inquiry: ['created'] },
  { title: 'expired', calls: [expire], session: ['expired'], inquiry: ['created'] },
  {
    title: 'an expire that was refused',
    calls: [{ ...expire, status: 403 }],
    session: ['new'],
    inquiry: ['created'],
  },
  {
    title: 'an expire of which no answer came',
    calls: [{ ...expire, status: 0, ambiguous: true }],
    session: ['new', 'expired'],
    inquiry: ['created'],
  },
  {
    title: 'a link that is out',
    calls: [link],
    session: ['new', 'active'],
    inquiry: ['created', 'pending'],
  },
  {
    title: 'a link of which no answer came',
    calls: [{ ...link, status: 0, ambiguous: true }],
    session: ['new', 'active'],
    inquiry: ['created', 'pending'],
  },
];

test.describe('the model', () => {
  for (const { title, calls, session: states, inquiry: statuses } of cases) {
    test(`allows what the contract allows: ${title}`, () => {
      const model = Model.of([inquiry, session, ...calls].map(exchange));
      expect([...(model.sessions.get(SESSION)?.may ?? [])]).toEqual(states);
      expect([...(model.inquiries.get(INQUIRY)?.may ?? [])]).toEqual(statuses);
    });
  }

  test('knows a session whose creation was repeated, and what its link may have done', () => {
    const model = Model.of([inquiry, { ...session, ambiguous: true }, link].map(exchange));
    expect(model.sessionsOf(INQUIRY).map(({ id }) => id)).toEqual([SESSION]);
    expect(model.inquiries.get(INQUIRY)).toMatchObject({ mayHaveMore: true });
    expect([...(model.inquiries.get(INQUIRY)?.may ?? [])]).toEqual(['created', 'pending']);
  });

  test('takes a failed creation for one that may have been carried out', () => {
    const model = Model.of([inquiry, { ...session, status: 503 }].map(exchange));
    expect(model.sessionsOf(INQUIRY)).toEqual([]);
    expect(model.inquiries.get(INQUIRY)).toMatchObject({ mayHaveMore: true });
  });
});
