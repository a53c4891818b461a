/** Puts related resources in full into `included`, as the request or the default asks. */
import type { Step, World } from '../types.ts';
import type { Call } from '../call.ts';
import { kebab } from '../casing.ts';
import { type Document, primaryOf, type Reference, type Resource } from '../json.ts';
import type { OpenChoices } from '../open-choices.ts';
import { relationshipTypes } from '../resources/names.ts';
import { findResource } from '../resources/resources.ts';
import { asOfVersion, NOTHING_BY_DEFAULT } from '../versions.ts';

/** The value of `include` as paths of kebab-case names. */
export function includePaths(value: string): string[][] {
  return value
    .split(',')
    .map((path) => path.trim())
    .filter(Boolean)
    .map((path) => path.split('.').map(kebab));
}

/** The first path that no resource of the type has, within the two names that a path may have. */
export function unknownInclude(type: string, paths: readonly string[][]): string[] | undefined {
  return paths.find((path) => {
    let at: string | undefined = type;
    return path.slice(0, 2).some((name) => {
      at = at === undefined ? undefined : relationshipTypes[at]?.[name];
      return at === undefined;
    });
  });
}

function standardPaths(type: string, choice: OpenChoices['includeDefault'], version: string): string[][] {
  const names = Object.keys(relationshipTypes[type] ?? {});
  switch (choice) {
    case 'none':
      return [];
    case 'some':
      return names.slice(0, 1).map((name) => [name]);
    case 'all':
      return names.map((name) => [name]);
    case 'all-until-2025-10-27':
      return version < NOTHING_BY_DEFAULT ? standardPaths(type, 'all', version) : [];
  }
}

/** What reading an inquiry included by default, as far as the mock has it. */
const includedWithAnInquiry = [['sessions'], ['inquiry-template']];

function references(resource: Resource, name: string | undefined): Reference[] {
  const data = name === undefined ? undefined : resource.relationships?.[name]?.data;
  if (!data) return [];
  return Array.isArray(data) ? data : [data];
}

function pathsOf(call: Call, world: World): string[][] {
  const { type, list } = call.endpoint;
  if (type === null) return [];
  const asked = call.query.get('include');
  if (list) return asked !== null && world.settings.open.listInclude === 'honour' ? includePaths(asked) : [];
  if (asked !== null) return includePaths(asked);
  const documented = call.endpoint.name === 'retrieveInquiry' && call.version < NOTHING_BY_DEFAULT;
  return [
    ...(documented ? includedWithAnInquiry : []),
    ...standardPaths(type, world.settings.open.includeDefault, call.version),
  ];
}

export const include: Step = (document: Document, call: Call, world: World) => {
  const paths = pathsOf(call, world);
  if (document.errors || (paths.length === 0 && call.query.get('include') === null)) return document;

  const primary = primaryOf(document);
  const own = new Set(primary.map(({ type, id }) => `${type} ${id}`));
  const found = new Map<string, Resource>();
  const take = (from: readonly Resource[], name: string | undefined): Resource[] =>
    from.flatMap((resource) =>
      references(resource, name).flatMap((reference) => {
        const full = findResource(reference, call, world);
        if (!full) return [];
        const shown = asOfVersion(full, call.version);
        const place = `${shown.type} ${shown.id}`;
        if (!own.has(place)) found.set(place, shown);
        return [shown];
      }),
    );
  for (const [first, second] of paths) {
    const level = take(primary, first);
    if (second !== undefined) take(level, second);
  }
  return found.size === 0 && paths.length === 0 ? document : { ...document, included: [...found.values()] };
};
