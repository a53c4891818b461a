/** What `--grep` selects, before anything runs. */
import { areas, catalogue, requirementById, type RequirementId } from '../contract/catalogue.ts';
import { ConfigurationError } from '../client/errors.ts';
import { testMetadata } from './allure-metadata.ts';

/** The requirements that `--grep` selects: the same text and the same flags as Playwright’s. */
export function selectedBy(grep: string | undefined): readonly RequirementId[] {
  const ids = catalogue.map(({ id }) => id);
  if (grep === undefined) return ids;
  const [, source = grep, flags = 'gi'] = /^\/(.*)\/([gi]*)$/.exec(grep) ?? [];
  return ids.filter((id) => {
    const requirement = requirementById(id);
    const { title, tag } = testMetadata(requirement);
    const chapter = areas.find(({ area }) => area === requirement.area)?.title ?? '';
    const place = ['conformance', `conformance/${requirement.area}.spec.ts`, chapter];
    return new RegExp(source, flags).test([...place, title, ...tag].join(' '));
  });
}

/**
 * The same, where something must be selected.
 * @throws ConfigurationError for a pattern that is no regular expression, or one that selects nothing
 */
export function selectedOrRefused(grep: string | undefined, call: string): readonly RequirementId[] {
  let ids: readonly RequirementId[];
  try {
    ids = selectedBy(grep);
  } catch {
    throw new ConfigurationError({
      cause: `--grep takes a regular expression, and "${grep ?? ''}" is none`,
      next: `${call} --grep idempotency`,
    });
  }
  if (ids.length > 0) return ids;
  throw new ConfigurationError({
    cause: `--grep ${grep ?? ''} selects no requirement; nothing has been sent or changed`,
    hint: 'it is looked for in slugs, statements, @levels, @areas and chapters',
    next: `${call} --grep @idempotency`,
  });
}
