import { expect, test } from '@playwright/test';
import { attribute, document } from '../../../client/document.ts';
import type { Exchange } from '../../../client/exchange.ts';
import { ReadLag } from '../../../client/read-lag.ts';
import { atServer } from './support/persona.ts';
import { reply, type Answer } from './support/server.ts';

/** Shows the new state from the reading number `fresh` on. */
const late =
  (fresh: number): Answer =>
  (response, _request, nth) => {
    const attributes = { status: nth >= fresh ? 'expired' : 'active' };
    reply(response, 200, { data: { type: 'inquiry-session', id: 'iqse_1', attributes } });
  };

const expired = (exchange: Exchange) => attribute(document(exchange).data, 'status') === 'expired';
const bound = (ms: number) => ({ env: { PERSONA_READ_LAG_MS: String(ms) } });

test('what shows at once is read once', async () => {
  await atServer(late(1), async ({ persona, clock }) => {
    await persona.retrieveUntil('x', expired, { as: 'read' });
    expect(persona.requests).toBe(1);
    expect(clock.slept).toEqual([]);
    expect(persona.readLag.seen).toEqual([]);
  });
});

test('what shows late is read again, in growing steps, and the lag is noted', async () => {
  await atServer(
    late(4),
    async ({ persona, clock }) => {
      const labels: string[] = [];
      persona.onExchange(({ label }) => labels.push(label));
      const exchange = await persona.scope('story').retrieveUntil('x', expired, { as: 'read' });
      expect(expired(exchange)).toBe(true);
      expect(exchange.label).toBe('story/read');
      expect(labels).toEqual(['story/read~1', 'story/read~2', 'story/read~3', 'story/read']);
      expect(clock.slept).toEqual([200, 400, 800]);
      expect(persona.readLag.seen).toEqual([1_400]);
    },
    bound(2_000),
  );
});

test('what never shows is read for the last time at the bound, and comes back as it is', async () => {
  await atServer(
    late(99),
    async ({ persona, clock }) => {
      const exchange = await persona.retrieveUntil('x', expired, { as: 'read' });
      expect(expired(exchange)).toBe(false);
      expect(exchange.label).toBe('read');
      expect(clock.slept.reduce((sum, ms) => sum + ms, 0)).toBe(500);
      expect(persona.readLag.seen).toEqual([]);
    },
    bound(500),
  );
});

test('where waiting was in vain twice, one more reading at the bound is enough', async () => {
  await atServer(
    late(99),
    async ({ persona, clock }) => {
      for (let series = 0; series < 2; series += 1) await persona.retrieveUntil('x', expired, { as: 'read' });
      clock.slept.length = 0;
      await persona.retrieveUntil('x', expired, { as: 'read' });
      expect(clock.slept).toEqual([500]);
    },
    bound(500),
  );
});

test('without a bound there is one reading', async () => {
  await atServer(
    late(2),
    async ({ persona }) => {
      expect(expired(await persona.retrieveUntil('x', expired, { as: 'read' }))).toBe(false);
      expect(persona.requests).toBe(1);
    },
    bound(0),
  );
});

test('a list is read with the same patience', async () => {
  await atServer(
    late(2),
    async ({ persona, server }) => {
      const exchange = await persona.listUntil({ inquiryId: 'inq_1' }, expired, { as: 'list' });
      expect(expired(exchange)).toBe(true);
      expect(server.arrived).toHaveLength(2);
      expect(server.arrived[1]?.url).toContain('filter%5Binquiry-id%5D=inq_1');
    },
    bound(500),
  );
});

test('a lag that was seen is not probed again in small steps', () => {
  const lag = new ReadLag(2_000);
  lag.observe(350);
  const pauses = lag.pauses();
  expect(pauses.next(0)).toBe(350);
  expect(pauses.next(350)).toBe(700);
  expect(pauses.next(1_050)).toBe(950);
  expect(pauses.next(2_000)).toBeUndefined();
});
