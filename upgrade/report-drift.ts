/** The drift watch's answer: as data, at the terminal, as Markdown. */
import { harmlessDeep } from '../client/harmless.ts';
import type { Configuration } from '../client/configuration.ts';
import { observationSentence } from '../reporting/sentences/observation.ts';
import { labelled, wrap } from '../reporting/layout.ts';
import type { Drift, MovedObservation } from './drift.ts';
import { evidenceOf } from './evidence.ts';
import type { VersionRun } from './version-run.ts';
import { changeTable, detail, prose } from './report-markdown.ts';
import { detailLines, headline, tableLines, type Page } from './report-terminal.ts';
import { reported, type ReportedChange } from './result.ts';

export interface DriftResult {
  readonly $schema: 'urn:persona-session-expiry-conformance:drift:1';
  readonly version: string;
  readonly target: { readonly kind: 'mock' | 'sandbox'; readonly baseUrl: string | null };
  readonly consumer: string | null;
  readonly exitCode: 0 | 1 | 3;
  readonly sentence: string;
  readonly changes: readonly ReportedChange[];
  /** In words; the same as data under `observed`. */
  readonly observations: readonly {
    readonly requirement: string;
    readonly before: readonly string[];
    readonly after: readonly string[];
  }[];
  readonly observed: readonly MovedObservation[];
  readonly gaps: Drift['gaps'];
  readonly compared: number;
  readonly requests: number;
}

/** The answer as data, with evidence of today's side; the lock keeps no exchanges. */
export function driftResult(drift: Drift, run: VersionRun, configuration: Configuration): DriftResult {
  const { version, consumer, exitCode, sentence, observations, gaps, compared, requests } = drift;
  return harmlessDeep({
    $schema: 'urn:persona-session-expiry-conformance:drift:1',
    version,
    target: {
      kind: configuration.target,
      baseUrl: configuration.target === 'mock' ? null : configuration.baseUrl,
    },
    consumer,
    exitCode,
    sentence,
    changes: drift.changes.map((change) => {
      const today = evidenceOf(change, run, run, configuration);
      return reported(change, today && { ...today, before: `as locked: ${change.before}` });
    }),
    observations: observations.map(({ requirement, before, after }) => ({
      requirement,
      before: before.map(observationSentence),
      after: after.map(observationSentence),
    })),
    observed: observations,
    gaps,
    compared,
    requests,
  });
}

export function driftLines(result: DriftResult, page: Page): string[] {
  const { style, width } = page;
  return [
    ...headline(result.sentence, result.exitCode, page),
    ...tableLines(result.changes, page),
    ...result.changes
      .filter(({ verdict }) => verdict !== 'safe')
      .flatMap((change) => detailLines(change, page)),
    ...(result.observations.length === 0 ? [] : ['', style.bold('Where the documentation is silent')]),
    ...result.observations.flatMap(({ requirement, before, after }) => [
      `  ${requirement}`,
      ...labelled('before', before.join(' '), { indent: 4, column: 8, width }),
      ...labelled('today', after.join(' '), { indent: 4, column: 8, width }),
    ]),
    '',
    ...wrap(`${result.compared} points compared in ${result.requests} requests.`, width).map(style.dim),
  ];
}

export function driftMarkdown(result: DriftResult): string {
  return `${[
    `## Has ${result.version} moved?`,
    `**${prose(result.sentence)}**`,
    ...changeTable(result.changes),
    ...result.changes
      .filter(({ verdict }) => verdict !== 'safe')
      .slice(0, 12)
      .map(detail),
    ...(result.observations.length === 0
      ? []
      : [
          '### Where the documentation is silent',
          result.observations
            .map(
              ({ requirement, before, after }) =>
                `- \`${requirement}\`: was “${prose(before.join(' '))}”, is “${prose(after.join(' '))}”`,
            )
            .join('\n'),
        ]),
    `<sub>${result.compared} points compared in ${result.requests} requests.</sub>`,
  ].join('\n\n')}\n`;
}
