/** Makes the text of an answer out of its document, step by step. */
import type { Answer, Call } from '../call.ts';
import type { Document, JsonObject } from '../json.ts';
import type { StepName, World } from '../types.ts';

const stepOrder: readonly StepName[] = ['version', 'include', 'fields', 'blocklist', 'inflection'];

/** The answer with its text; one that has a text already (a replay) is left alone. */
export function serialise(answer: Answer, call: Call, world: World): Answer & { text: string } {
  if (answer.text !== undefined) return { ...answer, text: answer.text };
  if (!answer.document) return { ...answer, text: '' };
  const document = stepOrder.reduce<Document>(
    (at, name) => world.steps[name](at, call, world),
    answer.document,
  );
  const written = world.patch.document
    ? world.patch.document(structuredClone(document) as unknown as JsonObject, call, answer, world)
    : document;
  return { ...answer, text: JSON.stringify(written) ?? '' };
}
