/** Shows each resource as the version in force has it. */
import type { Step } from '../types.ts';
import { mapResources } from '../json.ts';
import { asOfVersion } from '../versions.ts';

export const version: Step = (document, call) =>
  mapResources(document, (resource) => asOfVersion(resource, call.version));
