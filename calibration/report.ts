/** A calibration at the terminal. Pure: lines out. */
import { isDeepStrictEqual } from 'node:util';
import type { Configuration } from '../client/configuration.ts';
import { standardChoices } from '../mock/open-choices.ts';
import { standardAccount, type Finding, type SandboxProfile } from '../mock/profile.ts';
import { timeAt } from '../preflight/plan.ts';
import { labelled, wrap } from '../reporting/layout.ts';
import type { Page } from '../reporting/terminal.ts';
import type { CalibrationPlan } from './plan.ts';

/** Typical of an API over the internet, in milliseconds. */
const LATENCY_MS = 200;

/** More calls than these are left to the profile. */
const MOST_CALLS = 8;

export interface Written {
  readonly path: string;
  readonly requests: number;
}

export function calibrationLines(
  profile: SandboxProfile,
  { path, requests }: Written,
  { style, width }: Page,
): string[] {
  const all = findingsOf(profile);
  const decided = all.filter(([, finding]) => 'value' in finding);
  const { compared, alike } = profile.calls;
  const row = (name: string, text: string): string[] =>
    labelled(name, text, { indent: 2, column: 28, width });
  const own = decided.filter(([name, finding]) => 'value' in finding && !isDefault(name, finding.value));
  return [
    ...(own.length === 0 ? [] : [style.bold('Other than the mock by default')]),
    ...own.flatMap(([name, finding]) =>
      'value' in finding
        ? row(name, `${JSON.stringify(finding.value)}: ${finding.as} (${finding.seen})`)
        : [],
    ),
    ...section(all, 'unknown', style.bold('Unknown behaviour: none of the mock’s choices'), row),
    ...section(all, 'undecidable', style.bold('Undecidable'), row),
    ...(profile.unknown.length === 0
      ? []
      : ['', style.bold('Calls that a mock with these choices answers in another way (sandbox / mock)')]),
    ...profile.unknown
      .slice(0, MOST_CALLS)
      .flatMap(({ calls, differs }) => row(someOf(calls), differs.join('; '))),
    ...(profile.unknown.length > MOST_CALLS
      ? [`  and ${profile.unknown.length - MOST_CALLS} more in ${path}`]
      : []),
    '',
    ...wrap(
      `${path} says what ${profile.target} does under ${profile.version}: ${decided.length} of ${all.length} points decided in ${requests} requests. A mock with these choices answers ${alike} of ${compared} calls alike. That counts for ${profile.goodForDays} days.`,
      width,
    ),
  ];
}

function isDefault(name: string, value: unknown): boolean {
  const standard: Readonly<Record<string, unknown>> = { ...standardChoices, ...standardAccount };
  return isDeepStrictEqual(standard[name], value);
}

function someOf([first = '', ...others]: readonly string[]): string {
  return others.length === 0 ? first : `${first} and ${others.length} more calls`;
}

function section(
  all: readonly (readonly [string, Finding<unknown>])[],
  kind: 'unknown' | 'undecidable',
  title: string,
  row: (name: string, text: string) => string[],
): string[] {
  const rows = all.flatMap(([name, finding]) =>
    kind === 'unknown' && 'unknown' in finding
      ? row(name, `${finding.unknown} (${finding.seen})`)
      : kind === 'undecidable' && 'undecidable' in finding
        ? row(name, finding.undecidable)
        : [],
  );
  return rows.length === 0 ? [] : ['', title, ...rows];
}

function findingsOf({ choices, account }: SandboxProfile): readonly (readonly [string, Finding<unknown>])[] {
  return Object.entries({ ...choices, ...account } as Readonly<Record<string, Finding<unknown>>>);
}

/** How many requests, and how long at the usual limit. */
export function planLines(plan: CalibrationPlan, { baseUrl, keys }: Configuration): string[] {
  const requests = plan.scenarios + plan.probes + plan.cleanUp;
  const seconds = (limit: number): number =>
    Math.ceil((timeAt({ requests, limit, latencyMs: LATENCY_MS }) + plan.waitsMs) / 1_000);
  return [
    `Plan for ${baseUrl}: at most ${requests} requests (scenarios ${plan.scenarios}, probes ${plan.probes}, clean-up ${plan.cleanUp}). Nothing has been sent.`,
    `Creates ${plan.inquiries} inquiries and ${plan.sessions} sessions, which are expired at the end.`,
    `Takes about ${seconds(300)} s at 300 requests a minute, ${seconds(1_000_000)} s where no limit is met (answers within ${LATENCY_MS} ms; opening sessions in a browser comes on top).`,
    ...(keys.readOnly ? [] : ['Without PERSONA_READONLY_API_KEY it stays open whether a 403 is saved.']),
    ...(keys.lowLimit
      ? []
      : ['Without PERSONA_LOW_LIMIT_API_KEY it stays open whose an idempotency key is.']),
  ];
}
