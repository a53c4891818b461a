/** A mock that gives the markers away wherever a real target would give away secrets and personal data. */
import { startMock, type RunningMock } from '../../../mock/server.ts';
import type { Patch, World } from '../../../mock/types.ts';
import type { JsonObject } from '../../../mock/json.ts';
import { answered, attributes, keys, person, wrongTypes } from './markers.ts';

/** Starts it; `PERSONA_*` for a run against it comes along. */
export async function startMarkedMock(): Promise<{ mock: RunningMock; env: Record<string, string> }> {
  const mock = await startMock({
    seed: 11,
    // A short window, because one is waited out.
    rateLimit: { limit: 3_000, windowSeconds: 1 },
    patch: marking(),
    keys: {
      full: { secret: keys.main },
      readOnly: { secret: keys.readOnly },
      otherEnvironment: { secret: keys.other },
      lowLimit: { secret: keys.lowLimit },
    },
  });
  return {
    mock,
    env: {
      PERSONA_TARGET: 'sandbox',
      PERSONA_BASE_URL: mock.baseUrl,
      PERSONA_API_KEY: keys.main,
      PERSONA_READONLY_API_KEY: keys.readOnly,
      PERSONA_OTHER_API_KEY: keys.other,
      PERSONA_LOW_LIMIT_API_KEY: keys.lowLimit,
      PERSONA_INQUIRY_TEMPLATE_ID: mock.templateId,
    },
  };
}

function marking(): Patch {
  let links = 0;
  return {
    document: (document, call, answer, world) => {
      // Wrong types wherever a session was expired, so that violations are found and shown.
      const values = call.endpoint.name === 'expireSession' ? wrongTypes : attributes;
      const marked = mark(document, values) as JsonObject;
      if (answer.status >= 400) {
        // Refusals that repeat what was sent, as some gateways do.
        return {
          ...marked,
          echo: `${call.header('authorization') ?? ''} from ${String(attributes['ip-address'])}`,
        };
      }
      return withMarkedLink(marked, world, () => `${answered.link}${(links += 1)}`);
    },
    response: (answer, call) => {
      const headers = [
        ...answer.headers,
        ['Set-Cookie', `session=${answered.cookie}`] as const,
        ['X-Client-Ip', String(attributes['ip-address'])] as const,
      ];
      if (call.endpoint.name !== 'listEvents') return { ...answer, headers };
      const page = `<html><body>${keys.main} ${answered.link} ${person.email} ${String(attributes['ip-address'])}</body></html>`;
      return { ...answer, headers: headers.filter(([name]) => !/^content-length$/i.test(name)), text: page };
    },
  };
}

/** The markers in place of values, null values included, at any depth and in any casing. */
function mark(value: unknown, values: Readonly<Record<string, string | number>>): unknown {
  if (Array.isArray(value)) return value.map((item) => mark(item, values));
  if (typeof value !== 'object' || value === null) return value;
  const marked = Object.entries(value).map(([name, inner]) => {
    const folded = name.replace(/[A-Z]/g, '-$&').replaceAll('_', '-').toLowerCase();
    if (folded in person) return [name, { type: 'string', value: person[folded as keyof typeof person] }];
    return [
      name,
      values[folded] !== undefined && (typeof inner !== 'object' || inner === null)
        ? values[folded]
        : mark(inner, values),
    ];
  });
  return Object.fromEntries(marked) as unknown;
}

/** One-time links with a marked code that works, and a session token beside them. */
function withMarkedLink(document: JsonObject, world: World, newCode: () => string): unknown {
  const code = /\/verify\?code=(\w+)/.exec(JSON.stringify(document))?.[1];
  const link = code === undefined ? undefined : world.store.links.everywhere().find(({ id }) => id === code);
  if (!link) return document;
  const marked = newCode();
  world.store.links.put({ ...link, id: marked });
  const renamed = JSON.parse(JSON.stringify(document).replaceAll(link.id, marked)) as JsonObject;
  const meta = renamed['meta'] as JsonObject;
  return { ...renamed, meta: { ...meta, 'session-token': answered.token } };
}
