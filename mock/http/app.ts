/** Routing: which endpoint a request is for. One app serves every mock of the process; the world comes with the call. */
import type { HttpBindings } from '@hono/node-server';
import { RESPONSE_ALREADY_SENT } from '@hono/node-server/utils/response';
import { type Context, Hono } from 'hono';
import { elsewhere, type Endpoint, endpoints } from '../endpoints.ts';
import { answer } from '../pipeline.ts';
import type { World } from '../types.ts';
import { readCall } from './read.ts';
import { bodyText } from './body.ts';
import { openLink } from './verify-page.ts';
import { write } from './write.ts';

export type Bindings = HttpBindings & { world: World };
type Environment = { Bindings: Bindings };

export const API_PATH = '/api/v1';

async function serve(context: Context<Environment>, endpoint: Endpoint): Promise<Response> {
  const { world, outgoing, incoming } = context.env;
  const url = new URL(context.req.url);
  const text = await bodyText(context.req.raw, incoming);
  if (text === undefined) {
    outgoing.writeHead(413, { connection: 'close' }).end();
    return RESPONSE_ALREADY_SENT;
  }
  const call = readCall(
    {
      method: context.req.method,
      path: url.pathname,
      params: context.req.param(),
      query: url.searchParams,
      headers: incoming.headers,
      rawHeaders: incoming.rawHeaders,
      bodyText: text,
    },
    endpoint,
    world,
  );
  const finished = await answer(call, world);
  world.log?.({ method: call.method, path: call.path, status: finished.status, requestId: call.requestId });
  await write(finished, outgoing, world.settings.latencyMs);
  return RESPONSE_ALREADY_SENT;
}

function build(): Hono<Environment> {
  const app = new Hono<Environment>();
  for (const endpoint of endpoints) {
    app.on(endpoint.method, API_PATH + endpoint.path, (context) => serve(context, endpoint));
  }
  for (const path of new Set(endpoints.map((endpoint) => endpoint.path))) {
    app.all(API_PATH + path, (context) => serve(context, elsewhere(context.req.method, true)));
  }
  app.on(['GET', 'POST'], ['/verify', '/v/:code'], (context) => openLink(context));
  app.onError((error, context) => {
    context.env.world.failures.push(error);
    return context.text(`The mock itself failed: ${error.message}`, 500);
  });
  app.notFound((context) => serve(context, elsewhere(context.req.method, false)));
  return app;
}

export const app = build();
