/** Can the request be understood? Version, inflection, include, fields and the body; otherwise 400, which is saved. */
import type { Stage, World } from '../types.ts';
import { type Answer, type Call, keyOf } from '../call.ts';
import { inflections } from '../casing.ts';
import { refuse } from '../refusals.ts';
import { unknownField } from '../serialisation/fields.ts';
import { includePaths, unknownInclude } from '../serialisation/include.ts';
import { acceptedVersions } from '../versions.ts';

function version(call: Call, world: World): Answer | undefined {
  const asked = call.header('persona-version');
  const known = asked !== undefined && acceptedVersions.includes(asked);
  call.version = known ? asked : keyOf(call).version;
  if (asked === undefined || known || world.settings.open.unknownVersion === 'ignore') return undefined;
  return refuse(world, 400, { details: 'Persona-Version is not a known version.' });
}

function inflection(call: Call, world: World): Answer | undefined {
  const asked = call.header('key-inflection');
  const known = inflections.find((candidate) => candidate === asked);
  call.inflection = known ?? keyOf(call).inflection;
  if (asked === undefined || known || world.settings.open.unknownInflection === 'ignore') return undefined;
  return refuse(world, 400, { details: 'Key-Inflection is not a known inflection.' });
}

function include(call: Call, world: World): Answer | undefined {
  const { open } = world.settings;
  const asked = call.query.get('include');
  if (asked === null || call.endpoint.type === null) return undefined;
  if (call.endpoint.list) {
    return open.listInclude === 'refuse'
      ? refuse(world, 400, { details: 'include is not allowed on lists.' })
      : undefined;
  }
  const paths = includePaths(asked);
  if (open.deepInclude === 'refuse' && paths.some((path) => path.length > 2)) {
    return refuse(world, 400, { details: 'include reaches one level deep at most.' });
  }
  const unknown = unknownInclude(call.endpoint.type, paths);
  if (unknown === undefined || open.unknownInclude === 'ignore') return undefined;
  return refuse(world, 400, { details: 'include names an unknown relationship.' });
}

function fields(call: Call, world: World): Answer | undefined {
  if (world.settings.open.unknownFields === 'ignore' || !unknownField(call.query)) return undefined;
  return refuse(world, 400, { details: 'fields names an unknown attribute.' });
}

function body(call: Call, world: World): Answer | undefined {
  if (call.body !== undefined) return undefined;
  if (!call.endpoint.readsBody && world.settings.open.malformedBody === 'ignore') return undefined;
  return refuse(world, 400, { details: 'The body is not valid JSON.' });
}

export const parameters: Stage = (call, world) => {
  // Version and inflection are settled before anything is refused, so that the refusal itself can be serialised.
  const settled = [version(call, world), inflection(call, world)];
  return (
    settled.find((answer) => answer !== undefined) ??
    include(call, world) ??
    fields(call, world) ??
    body(call, world)
  );
};
