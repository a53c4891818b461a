/** Leaves away what the key is not to see. */
import type { Step } from '../types.ts';
import { mapResources } from '../json.ts';

export const blocklist: Step = (document, call) => {
  const hidden = call.key?.blocklist ?? [];
  if (hidden.length === 0) return document;
  return mapResources(document, (resource) => ({
    ...resource,
    attributes: Object.fromEntries(
      Object.entries(resource.attributes).filter(([name]) => !hidden.includes(name)),
    ),
  }));
};
