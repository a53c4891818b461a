/** Which exchange shows a requirement best, and the shortest sequence of calls that leads to it. */
import { curl } from '../../client/curl.ts';
import { baseUrlOf } from '../../client/exchange.ts';
import type { RedactedExchange } from '../../client/redaction.ts';
import type { StatementRequirement } from '../statement.ts';
import { shortestSequence } from '../sequence.ts';
import { scenarioOf, type Story } from '../stories.ts';
import { exchangeByLabel } from './exchanges.ts';
import type { ScenarioText } from './scenario-source.ts';

import type { Look } from './test-source.ts';

export interface Example {
  readonly exchange: RedactedExchange;
  /** What happens in the story it was taken from. */
  readonly story?: string;
  /** Shell script that leads to it, with variables in place of keys and ids. */
  readonly curl: string;
}

export interface ExampleParts {
  readonly looks: readonly Look[];
  readonly outcome: StatementRequirement | undefined;
  readonly stories: ReadonlyMap<string, Story>;
  readonly scenarios: ReadonlyMap<string, ScenarioText>;
}

/** The exchange that the finding names, or the one that the body's last claim is about; undefined where none was recorded. */
export function exampleOf(parts: ExampleParts): Example | undefined {
  const exchange = chosen(parts);
  if (!exchange) return undefined;
  const scenario = scenarioOf(exchange.label);
  const story = [...parts.scenarios.values()].find(({ name }) => name === scenario)?.story;
  const sequence = shortestSequence(
    exchange.label,
    parts.stories.get(scenario)?.exchanges ?? [exchange],
    'on-any-object',
  );
  return {
    exchange,
    ...(story === undefined ? {} : { story }),
    curl: curl(sequence, baseUrlOf(exchange)),
  };
}

function chosen({ looks, outcome, stories, scenarios }: ExampleParts): RedactedExchange | undefined {
  const labels = (outcome?.exchanges ?? []).filter((label) => exchangeByLabel(stories, label) !== undefined);
  const date = /\d{4}-\d\d-\d\d$/.exec(outcome?.slug ?? '')?.[0];
  const dated = labels.filter((label) => date !== undefined && label.includes(date));
  const named = outcome?.finding?.exchange;
  const candidates = [
    ...(named === undefined ? [] : [named]),
    ...dated.filter((label) => !label.endsWith('/create')),
    ...looks.flatMap((look) => labelsOf(look, labels, scenarios)),
    ...labels.filter((label) => /expire/.test(label.slice(label.indexOf('/')))),
    ...labels,
  ];
  for (const label of candidates) {
    const exchange = exchangeByLabel(stories, label);
    if (exchange) return exchange;
  }
  return undefined;
}

/** Labels that may hold what a body looks at: the traced one, else those whose words fit best. */
function labelsOf(
  { scenario, property }: Look,
  labels: readonly string[],
  scenarios: ReadonlyMap<string, ScenarioText>,
): readonly string[] {
  const text = scenarios.get(scenario);
  const traced = text?.labels.get(property)?.filter((label) => labels.includes(label)) ?? [];
  if (traced.length > 0) return traced;
  const within = text ? labels.filter((label) => scenarioOf(label) === text.name) : labels;
  const wanted = new Set(words(property));
  const ranked = within
    .map((label) => ({ label, fit: likeness(wanted, words(label.slice(label.indexOf('/') + 1))) }))
    .filter(({ fit }) => fit > 0)
    .sort((one, other) => other.fit - one.fit);
  return ranked.map(({ label }) => label);
}

function words(text: string): readonly string[] {
  return text
    .replace(/([a-z])([A-Z])/g, '$1 $2')
    .toLowerCase()
    .split(/[^a-z0-9]+/)
    .filter(Boolean)
    .map((word) => word.replace(/(ed|d|s)$/, ''));
}

function likeness(wanted: ReadonlySet<string>, given: readonly string[]): number {
  const shared = given.filter((word) => [...wanted].some((other) => same(word, other))).length;
  return shared / (wanted.size + given.length - shared);
}

function same(one: string, other: string): boolean {
  return (
    one === other || (one.length > 3 && other.length > 3 && (one.startsWith(other) || other.startsWith(one)))
  );
}
