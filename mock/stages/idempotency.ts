/**
 * Has this been asked before? On POST, the first answer under an Idempotency-Key – success or failure – is saved by
 * `remember` and returned for later requests with the same key and parameters; other parameters are an error.
 */
import type { Stage, World } from '../types.ts';
import { type Answer, type Call, keyOf } from '../call.ts';
import { refuse } from '../refusals.ts';
import type { Saved } from './idempotency-memory.ts';

/** The name under which a use of the key is kept. */
export function slotName(call: Call, world: World, idempotencyKey: string): string {
  const key = keyOf(call);
  const owner = world.settings.open.idempotencyScope === 'key' ? key.secret : key.environment;
  return `${owner} ${idempotencyKey}`;
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([name, inner]) => [name, sorted(inner)]),
  );
}

/** All that makes a request the same request again, as one text. */
export function parametersOf(call: Call, world: World): string {
  const query = [...call.query].map(([name, value]) => `${name}=${value}`).sort();
  const headers = world.settings.open.idempotencyComparesHeaders
    ? [call.header('persona-version') ?? '', call.header('key-inflection') ?? '']
    : [];
  const body = call.body === undefined ? call.bodyText : sorted(call.body);
  return JSON.stringify([call.method, call.path, query, body, headers]);
}

/** A saved answer, given again. */
export function replay(saved: Saved, world: World): Answer {
  const sameId = world.settings.open.replayRequestId === 'same';
  return { status: saved.status, text: saved.text, ...(sameId && { requestId: saved.requestId }) };
}

export const idempotency: Stage = async (call, world) => {
  const idempotencyKey = call.header('idempotency-key');
  if (idempotencyKey === undefined || call.method !== 'POST') return undefined;

  const name = slotName(call, world, idempotencyKey);
  const parameters = parametersOf(call, world);
  const earlier = world.memory.find(name, call.at);
  if (!earlier) {
    call.slot = world.memory.open(name, parameters, call.at);
    return undefined;
  }
  if (earlier.parameters !== parameters) {
    return refuse(world, world.settings.open.mismatch, {
      details: 'This idempotency key was first used with other parameters.',
    });
  }
  if (!earlier.saved && world.settings.open.race === 'refuse') {
    return refuse(world, 409, { details: 'A request with this idempotency key is still running.' });
  }
  await earlier.finished;
  return earlier.saved && replay(earlier.saved, world);
};

/** Saves the answer of a first request, where there is one to save. */
export function remember(answer: Answer, call: Call): void {
  call.slot?.settle({ status: answer.status, text: answer.text ?? '', requestId: call.requestId });
}
