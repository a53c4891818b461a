/** The page behind a one-time link: what an end user's browser opens, and what starts the session. */
import type { Context } from 'hono';
import { startSession, sweep } from '../lifecycle.ts';
import type { Link } from '../store/entities.ts';
import type { World } from '../types.ts';
import type { Bindings } from './app.ts';

const script = `<script>fetch(location.href, { method: 'POST' }).then((answer) => answer.text())
  .then((text) => { document.body.textContent = text.replace(/<[^>]*>/g, ' ').trim(); });</script>`;

function html(text: string, more = ''): string {
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Mock verification</title></head><body><p>${text}</p>${more}</body></html>`;
}

/** Uses the link up and starts its session; the sentence that the end user reads. */
function use(link: Link, world: World): string {
  const now = world.clock.now();
  sweep(world, now);
  world.patch.linkOpened?.(link, world);
  const session = world.store.sessions.get(link.sessionId, link.environment);
  if (session?.status === 'expired' || !session) return 'This session has expired.';
  world.store.links.put({ ...link, usedAt: now.getTime() });
  startSession(session, world, now.getTime());
  return 'This session has started.';
}

export function openLink(context: Context<{ Bindings: Bindings }>): Response {
  const { world } = context.env;
  const code = context.req.param('code') ?? context.req.query('code') ?? '';
  const link = world.store.links.everywhere().find(({ id }) => id === code);
  if (!link) return context.html(html('There is no such link.'), 404);
  if (link.usedAt !== null) return context.html(html('This link has been used.'), 410);
  if (world.settings.open.linkActivation === 'script' && context.req.method === 'GET') {
    return context.html(html('One moment …', script));
  }
  return context.html(html(use(link, world)));
}
