/** The answer as data: what is written to `spec.json`. Its JSON Schema is `schemas/spec.schema.json`. */
import { policy } from '../contract/policy.ts';
import { sources } from '../contract/sources.ts';
import type { Coverage, Element, ElementState } from './coverage.ts';
import type { FactKind } from './facts.ts';
import type { Since, SinceChange } from './since.ts';
import { leading, listed } from './words.ts';

export const SPEC_SCHEMA = 'urn:persona-session-expiry-conformance:spec:1';

/** An element, with the versions whose descriptions state it in the same words. */
export interface ReportedElement {
  readonly label: string;
  readonly kind: FactKind;
  readonly says: string;
  readonly state: ElementState;
  readonly by: readonly string[];
  readonly because: string | null;
  readonly calls: readonly string[];
  readonly versions: readonly string[];
}

export interface ReportedGone {
  readonly label: string;
  readonly by: readonly string[];
  readonly versions: readonly string[];
}

export interface ReportedChange {
  readonly verdict: SinceChange['verdict'];
  readonly sentence: string;
  readonly rule: string;
  readonly subject: string;
  readonly before: string;
  readonly after: string;
  readonly policy: {
    readonly id: string;
    readonly kind: 'compatible' | 'breaking';
    readonly clause: string;
    readonly url: string;
  } | null;
  readonly remedy: string | null;
  readonly known: string | null;
  readonly where: readonly string[];
  readonly versions: readonly string[];
  readonly stands: SinceChange['stands'];
}

export interface Result {
  readonly $schema: typeof SPEC_SCHEMA;
  /** The answer: to what changed where that was asked, else whether the contract is complete. */
  readonly sentence: string;
  readonly exitCode: 0 | 1 | 3;
  readonly completeness: string;
  readonly descriptions: readonly {
    readonly version: string;
    readonly file: string;
    readonly calls: number;
    readonly elements: number;
    readonly covered: number;
    readonly excluded: number;
    readonly new: number;
    readonly gone: number;
  }[];
  readonly elements: readonly ReportedElement[];
  readonly gone: readonly ReportedGone[];
  readonly since:
    | (Pick<Since, 'from' | 'to' | 'sentence' | 'departures' | 'rewordings'> & {
        readonly changes: readonly ReportedChange[];
        readonly arrivals: readonly {
          readonly version: string;
          readonly against: string | null;
          readonly changes: readonly ReportedChange[];
        }[];
      })
    | null;
}

export function resultOf(coverages: readonly Coverage[], since?: Since): Result {
  const elements = together(
    coverages.flatMap(({ version, elements: own }) =>
      own.map((element) => ({ version, ...reported(element) })),
    ),
    ({ label, kind, says, state, by, because }) => [label, kind, says, state, ...by, because].join('|'),
  );
  const gone = together(
    coverages.flatMap(({ version, gone: own }) => own.map((one) => ({ version, ...one }))),
    ({ label, by }) => [label, ...by].join('|'),
  );
  const completeness = completenessOf(elements, gone);
  const isComplete = gone.length === 0 && elements.every(({ state }) => state !== 'new');
  return {
    $schema: SPEC_SCHEMA,
    sentence: since?.sentence ?? completeness,
    exitCode: since?.exitCode ?? (isComplete ? 0 : 1),
    completeness,
    descriptions: coverages.map((coverage) => ({
      version: coverage.version,
      file: coverage.file,
      calls: coverage.calls,
      elements: coverage.elements.length,
      ...counts(coverage.elements),
      gone: coverage.gone.length,
    })),
    elements,
    gone,
    since: since
      ? {
          from: since.from,
          to: since.to,
          sentence: since.sentence,
          changes: since.changes.map(changed),
          arrivals: since.arrivals.map(({ changes, ...rest }) => ({
            ...rest,
            changes: changes.map(changed),
          })),
          departures: since.departures,
          rewordings: since.rewordings,
        }
      : null,
  };
}

function completenessOf(elements: readonly ReportedElement[], gone: readonly ReportedGone[]): string {
  const { covered, excluded, new: fresh } = counts(elements);
  const all = elements.length;
  if (fresh === 0 && gone.length === 0)
    return `The contract is complete: ${all} of ${all} elements covered or excluded (${covered} covered, ${excluded} excluded with a reason).`;
  const missing = [...new Set(elements.filter(({ state }) => state === 'new').map(({ label }) => label))];
  const has = missing.length === 1 ? 'has' : 'have';
  const lost = [...new Set(gone.map(({ label }) => label))];
  return [
    ...(missing.length > 0
      ? [
          `${leading(missing.length, 'element')} of the vendor’s description ${has} no requirement${listed(missing)}.`,
        ]
      : []),
    ...(lost.length > 0
      ? [
          `${leading(lost.length, 'clause')} of ours ${lost.length === 1 ? 'is' : 'are'} no longer described${listed(lost)}.`,
        ]
      : []),
    `${covered + excluded} of ${all} elements are covered or excluded (${covered} covered, ${excluded} excluded with a reason).`,
  ].join(' ');
}

function counts(
  elements: readonly { readonly state: ElementState }[],
): Readonly<Record<ElementState, number>> {
  const count = (state: ElementState): number => elements.filter((element) => element.state === state).length;
  return { covered: count('covered'), excluded: count('excluded'), new: count('new') };
}

function reported({ fact, label, calls, state, by, because }: Element): Omit<ReportedElement, 'versions'> {
  return { label, kind: fact.kind, says: fact.says, state, by, because, calls };
}

function changed({
  verdict,
  sentence,
  rule,
  subject,
  before,
  after,
  policy: id,
  remedy,
  known,
  where,
  versions,
  stands,
}: SinceChange): ReportedChange {
  const clause = policy.find((one) => one.id === id);
  return {
    verdict,
    sentence,
    rule,
    subject,
    before,
    after,
    policy: clause
      ? { id: clause.id, kind: clause.kind, clause: clause.statement, url: sources[clause.source.page].url }
      : null,
    remedy,
    known,
    where,
    versions,
    stands,
  };
}

function together<T extends { readonly version: string }>(
  items: readonly T[],
  keyOf: (item: T) => string,
): readonly (Omit<T, 'version'> & { readonly versions: readonly string[] })[] {
  const found = new Map<string, Omit<T, 'version'> & { versions: string[] }>();
  for (const item of items) {
    const { version, ...rest } = item;
    const known = found.get(keyOf(item));
    if (known) known.versions.push(version);
    else found.set(keyOf(item), { ...rest, versions: [version] });
  }
  return [...found.values()];
}
