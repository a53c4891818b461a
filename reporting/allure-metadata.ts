/** How a requirement appears in Playwright and in Allure: title, tags and static annotations. Pure. */
import { sources } from '../contract/sources.ts';
import type { Level, Requirement } from '../contract/types.ts';
import { areaTitle } from './terminal.ts';

/** What `test(title, { tag, annotation }, body)` takes. */
export interface TestMetadata {
  readonly title: string;
  readonly tag: string[];
  readonly annotation: { type: string; description: string }[];
}

export const EPIC = 'Expire an Inquiry Session';

/** Label under which a result names its requirement; `allure-results.ts` finds results by it. */
export const REQUIREMENT_LABEL = 'requirement';

const SEVERITY: Record<Level, string> = { MUST: 'critical', SHOULD: 'normal', OBSERVED: 'trivial' };

/**
 * Metadata of a requirement's test.
 * Labels travel as static `allure.label.*` annotations: the cheapest way, and the only annotation types besides `tms` and
 * `description` that allure-playwright does not turn into a step.
 */
export function testMetadata(requirement: Requirement): TestMetadata {
  return {
    title: `${requirement.id} · ${requirement.statement}`,
    tag: [`@${requirement.level}`, `@${requirement.area}`],
    annotation: [
      label('epic', EPIC),
      label('feature', areaTitle(requirement.area)),
      label('story', story(requirement.id)),
      label('severity', SEVERITY[requirement.level]),
      label('level', requirement.level),
      label(REQUIREMENT_LABEL, requirement.id),
      { type: 'tms', description: requirement.source.page },
      { type: 'description', description: description(requirement) },
    ],
  };
}

/** Turns the source page of a `tms` annotation into a link: options for allure-playwright. */
export const linkTemplates = {
  tms: {
    urlTemplate: (page: string): string => sourcePage(page)?.url ?? page,
    nameTemplate: (page: string): string => sourcePage(page)?.title ?? page,
  },
};

/** The fact part of a slug as words: `state.stays-expired` → `stays expired`. */
function story(id: string): string {
  return id.slice(id.indexOf('.') + 1).replaceAll('-', ' ');
}

function description(requirement: Requirement): string {
  const { page, section } = requirement.source;
  const { title, url } = sources[page];
  return [
    requirement.statement,
    `**Why it matters.** ${requirement.rationale}`,
    `**Documented.** [${title}](${url})${section === undefined ? '' : `, ${section}`}`,
    `**Binds.** ${requirement.level}, ${versions(requirement)}`,
    `**Needs.** ${requirement.needs?.join(', ') ?? 'nothing beyond the main key'}`,
  ].join('\n\n');
}

function versions({ versions: range }: Requirement): string {
  const bounds = [
    range?.from === undefined ? '' : `from ${range.from}`,
    range?.before === undefined ? '' : `before ${range.before}`,
  ].filter((bound) => bound !== '');
  return bounds.length === 0 ? 'whichever version is pinned' : `on versions ${bounds.join(' and ')}`;
}

function sourcePage(page: string): { readonly title: string; readonly url: string } | undefined {
  return Object.entries(sources).find(([name]) => name === page)?.[1];
}

function label(name: string, description: string): { type: string; description: string } {
  return { type: `allure.label.${name}`, description };
}
