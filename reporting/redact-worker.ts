/**
 * Takes secrets out of everything that a worker tells Playwright's main process, at the one place where it leaves the worker:
 * whatever reporters listen there (`--reporter` replaces ours), none of them ever holds a secret. The worker knows best: it
 * has seen the answers in which the secrets came.
 */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { harmlessButColoured } from '../client/harmless.ts';
import { redact } from '../client/redaction.ts';

/** Media types whose content is text, so that it can be searched. */
export const TEXTUAL = /^text\/|json|markdown|xml|javascript|x-www-form-urlencoded/;

let installed = false;

/** To be called by the configuration, which every worker loads before anything else. Does nothing in other processes. */
export function redactWhatTheWorkerTells(): void {
  if (installed || process.env['TEST_WORKER_INDEX'] === undefined || process.send === undefined) return;
  installed = true;
  const send = process.send.bind(process) as (...all: unknown[]) => boolean;
  process.send = (message: unknown, ...rest: unknown[]) => send(redactDeep(message), ...rest);
}

/** The same message without secrets; attachments are opened, be they in the message or on the disk. */
function redactDeep(value: unknown): unknown {
  if (typeof value === 'string') return harmlessButColoured(redact(value));
  if (Array.isArray(value)) return value.map(redactDeep);
  if (typeof value !== 'object' || value === null) return value;
  const clean = Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, redactDeep(inner)]));
  return 'contentType' in value ? { ...clean, ...redactedAttachment(value) } : withBuffer(clean, value);
}

function redactedAttachment({
  contentType,
  body,
  path,
}: {
  contentType: unknown;
  body?: unknown;
  path?: unknown;
}) {
  const textual = typeof contentType === 'string' && TEXTUAL.test(contentType);
  if (textual && typeof path === 'string') redactFile(path);
  return typeof body === 'string' ? { body: textual ? redactBase64(body) : body } : {};
}

/** What a test printed as bytes. */
function withBuffer(clean: object, { buffer }: { buffer?: unknown }): object {
  return typeof buffer === 'string' ? { ...clean, buffer: redactBase64(buffer) } : clean;
}

function redactBase64(encoded: string): string {
  return Buffer.from(redact(Buffer.from(encoded, 'base64').toString('utf8'))).toString('base64');
}

/** Rewrites a text file without secrets. */
export function redactFile(path: string): void {
  if (!existsSync(path)) return;
  const text = readFileSync(path, 'utf8');
  const clean = redact(text);
  if (clean !== text) writeFileSync(path, clean);
}
