/** What shows a change: the shortest scenario, both sides of the exchange that tells, and a script of curl for each side. */
import { curl } from '../client/curl.ts';
import type { Configuration } from '../client/configuration.ts';
import { document, isObject, member, type Resource } from '../client/document.ts';
import { header, type Exchange } from '../client/exchange.ts';
import { redactStory, type RedactedExchange } from '../client/redaction.ts';
import { shortestSequence } from '../reporting/sequence.ts';
import type { Change } from './judge.ts';
import { scenarioIn } from './observed-exchange.ts';
import type { VersionRun } from './version-run.ts';
import { SUBJECT } from '../contract/endpoints.ts';
import { stepOf } from './observed-exchange.ts';

export interface Evidence {
  readonly step: string;
  /** The scenario up to that step: each call with its status before and after. */
  readonly story: readonly { readonly step: string; readonly before: string; readonly after: string }[];
  /** What the answer showed. */
  readonly before: string;
  readonly after: string;
  /** Scripts that run alone. */
  readonly curlBefore: string;
  readonly curlAfter: string;
}

/** The evidence of a change; undefined where no step is there on both sides. */
export function evidenceOf(
  change: Change,
  first: VersionRun,
  now: VersionRun,
  configuration: Configuration,
): Evidence | undefined {
  const redact = (story: readonly Exchange[]) =>
    redactStory(story, { keys: configuration.keys, evidence: configuration.evidence });
  const candidates = change.steps
    .map((step) => ({ step, old: storyTo(first, step), next: storyTo(now, step) }))
    .filter(({ old, next }) => old.length > 0 && next.length > 0)
    .sort((a, b) => weight(a.old) - weight(b.old));
  let best: Evidence | undefined;
  for (const { step, old, next } of candidates) {
    const [before, after] = [redact(old), redact(next)];
    const [a, b] = [before.at(-1), after.at(-1)];
    if (!a || !b) continue;
    const found: Evidence = {
      step,
      story: paired(before, after),
      before: shown(a, change),
      after: shown(b, change),
      curlBefore: scriptTo(step, first, configuration),
      curlAfter: scriptTo(step, now, configuration),
    };
    // The first one that tells the two sides apart; failing that, the first.
    if (found.before !== found.after) return found;
    best ??= found;
  }
  return best;
}

/** What is easiest to follow comes first: the endpoint that this suite is about, then the shortest way to it. */
function weight(story: readonly Exchange[]): number {
  const last = story.at(-1);
  return story.length + (last && last.endpoint === SUBJECT ? 0 : 100);
}

/** The exchanges of a scenario up to and including a step. */
function storyTo(run: VersionRun, step: string): readonly Exchange[] {
  const scenario = `${scenarioIn(step)}/`;
  const own = run.exchanges.filter(({ label }) => label.startsWith(scenario));
  const end = own.findIndex(({ label }) => stepOf(label) === step);
  return end < 0 ? [] : own.slice(0, end + 1);
}

function paired(before: readonly RedactedExchange[], after: readonly RedactedExchange[]): Evidence['story'] {
  const steps = [...new Set([...before, ...after].map(({ label }) => stepOf(label)))];
  const status = (story: readonly RedactedExchange[], step: string): string =>
    String(story.find(({ label }) => stepOf(label) === step)?.response.status ?? '–');
  return steps.map((step) => ({ step, before: status(before, step), after: status(after, step) }));
}

/** The part of an answer that a change is about. */
function shown(exchange: RedactedExchange, change: Change): string {
  const parts = [String(exchange.response.status)];
  if (change.plane === 'transitions') {
    const status = member(document(exchange).data?.attributes, 'status');
    if (typeof status === 'string') parts.push(`status: ${status}`);
  }
  for (const name of change.touches.headers) parts.push(`${name}: ${header(exchange, name) ?? '(absent)'}`);
  for (const path of change.touches.members) {
    if (path === 'data.attributes.status' && change.plane === 'transitions') continue;
    const value = valueAt(exchange, path);
    parts.push(`${path}: ${value === undefined ? '(absent)' : short(JSON.stringify(value))}`);
  }
  return parts.join(' · ');
}

function valueAt(exchange: Exchange, path: string): unknown {
  const { data, list, included, errors, meta } = document(exchange);
  const [, type, inner = ''] = /^included\[type=([^\]]+)\]\.?(.*)$/.exec(path) ?? [];
  if (type !== undefined) {
    const resource = included.find((one) => one.type === type);
    return inner === '' ? resource?.type : within(resource, inner);
  }
  if (path.startsWith('data.')) return within(data ?? list[0], path.slice(5));
  if (path === 'data[]') return list.length;
  if (path.startsWith('errors[].')) return within(errors[0], path.slice(9));
  if (path.startsWith('meta.')) return within(meta, path.slice(5));
  return undefined;
}

function within(value: Resource | undefined, path: string): unknown {
  return path.split('.').reduce<unknown>((at, name) => (isObject(at) ? member(at, name) : undefined), value);
}

function short(text: string): string {
  return text.length > 120 ? `${text.slice(0, 117)}…` : text;
}

/** Runs as they may be shown, redacted as one story each. */
const stories = new WeakMap<VersionRun, readonly RedactedExchange[]>();

function storyOf(run: VersionRun, { keys, evidence }: Configuration): readonly RedactedExchange[] {
  const known = stories.get(run) ?? redactStory(run.exchanges, { keys, evidence });
  stories.set(run, known);
  return known;
}

/** A script that runs alone: it makes what it needs, and ends with the call that shows the change. */
function scriptTo(step: string, run: VersionRun, configuration: Configuration): string {
  const story = storyOf(run, configuration);
  const label = story.find((exchange) => stepOf(exchange.label) === step)?.label ?? step;
  return curl(shortestSequence(label, story), configuration.baseUrl, { brief: true }).trim();
}
