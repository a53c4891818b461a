/** Plain talk to a mock, for the mock's own tests: no client of ours in between. */
import { test as base } from '@playwright/test';
import { stoppedClock } from '../../../mock/clock.ts';
import type { KeyName } from '../../../mock/keys.ts';
import type { MockOptions } from '../../../mock/types.ts';
import { type RunningMock, startMock } from '../../../mock/server.ts';

/** A resource as the tests read it; names are looked up by the test itself. */
export interface Shown {
  type: string;
  id: string;
  attributes: Record<string, unknown>;
  relationships?: Record<string, { data: { type: string; id: string } | null }>;
}

export interface Heard {
  status: number;
  headers: Headers;
  text: string;
  /** The body as JSON, as far as the tests read it. */
  body: {
    data: Shown;
    list: Shown[];
    included: Shown[];
    errors: { title: string; details?: string; code?: string; source?: { pointer: string } }[];
    meta: Record<string, string>;
    links: { prev: string | null; next: string | null };
  };
}

export interface Asking {
  key?: KeyName | 'none';
  headers?: Record<string, string>;
  body?: unknown;
  raw?: string;
}

export class Talk {
  readonly mock: RunningMock;

  constructor(mock: RunningMock) {
    this.mock = mock;
  }

  async ask(method: string, path: string, asking: Asking = {}): Promise<Heard> {
    const key = asking.key ?? 'full';
    const sent = asking.raw ?? (asking.body === undefined ? undefined : JSON.stringify(asking.body));
    const response = await fetch(this.mock.baseUrl + path, {
      method,
      redirect: 'manual',
      headers: {
        ...(key !== 'none' && { Authorization: `Bearer ${this.mock.keys[key]}` }),
        ...(sent !== undefined && { 'Content-Type': 'application/json' }),
        ...asking.headers,
      },
      ...(sent !== undefined && { body: sent }),
    });
    const text = await response.text();
    let parsed: Record<string, unknown> = {};
    try {
      parsed = JSON.parse(text) as Record<string, unknown>;
    } catch {
      // Not JSON: the test looks at the text.
    }
    const body = { ...parsed, list: parsed['data'] } as unknown as Heard['body'];
    return { status: response.status, headers: response.headers, text, body };
  }

  get(path: string, asking: Asking = {}): Promise<Heard> {
    return this.ask('GET', path, asking);
  }

  post(path: string, asking: Asking = {}): Promise<Heard> {
    return this.ask('POST', path, asking);
  }

  async inquiry(key: KeyName = 'full'): Promise<string> {
    const templateId = key === 'otherEnvironment' ? this.mock.otherTemplateId : this.mock.templateId;
    const made = await this.post('/inquiries', {
      key,
      body: { data: { attributes: { 'inquiry-template-id': templateId } } },
    });
    return made.body.data.id;
  }

  async session(inquiryId?: string, asking: Asking = {}): Promise<string> {
    const id = inquiryId ?? (await this.inquiry());
    const made = await this.post('/inquiry-sessions', {
      body: { data: { attributes: { 'inquiry-id': id } } },
      ...asking,
    });
    return made.body.data.id;
  }

  /** A session that somebody has opened through its one-time link. */
  async activeSession(inquiryId?: string): Promise<string> {
    const id = await this.session(inquiryId);
    const link = await this.post(`/inquiry-sessions/${id}/generate-one-time-link`);
    await fetch(link.body.meta['one-time-link'] ?? '');
    return id;
  }

  expire(id: string, asking: Asking = {}): Promise<Heard> {
    return this.post(`/inquiry-sessions/${id}/expire`, asking);
  }

  retrieve(id: string, asking: Asking = {}): Promise<Heard> {
    return this.get(`/inquiry-sessions/${id}`, asking);
  }

  async status(id: string): Promise<unknown> {
    return (await this.retrieve(id)).body.data.attributes['status'];
  }
}

interface Fixtures {
  /** Starts a mock whose clock stands still, and closes it after the test. */
  talk: (options?: MockOptions) => Promise<Talk>;
}

export const test = base.extend<Fixtures>({
  // Playwright wants the first argument destructured, even where nothing is taken from it.
  talk: async ({}, use) => {
    const running: RunningMock[] = [];
    await use(async (options = {}) => {
      const mock = await startMock({ seed: 7, clock: stoppedClock(), ...options });
      running.push(mock);
      return new Talk(mock);
    });
    await Promise.all(running.map((mock) => mock.close()));
  },
});

export { expect } from '@playwright/test';
