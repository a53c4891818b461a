/** Calibrates targets in another process, and holds each profile against what the target was made of. */
import { fork, type ChildProcess } from 'node:child_process';
import { isDeepStrictEqual } from 'node:util';
import { fileURLToPath } from 'node:url';
import { profileOf, runningThePage } from '../../calibration/calibrate.ts';
import { play } from '../../calibration/play.ts';
import { readConfiguration } from '../../client/configuration.ts';
import { standardChoices } from '../../mock/open-choices.ts';
import type { Finding, SandboxProfile } from '../../mock/profile.ts';
import { readingTheLink, simulatingTheStart } from '../../scenarios/activation-strategies.ts';
import { planted, type Planted } from './planted.ts';
import { isTooSlow } from '../../calibration/decide/choices-state.ts';
import type { Opened, Order, TargetName } from './target-process.ts';
import { randomTarget, type RandomTarget } from './targets.ts';

/** Targets that are under way at once: some are slow on purpose. */
const AT_ONCE = 4;

export interface TargetResult {
  readonly seed: number;
  readonly wrong: readonly string[];
  /** Points that could have been decided and were not. */
  readonly missed: readonly string[];
  /** Points that a busy machine was too slow to tell: a matter of milliseconds. */
  readonly tooSlow: number;
  readonly decided: number;
  readonly compared: number;
  readonly alike: number;
  readonly differing: readonly string[];
}

/** Calibrates these random targets; `onDone` hears of each. */
export async function proveTargets(
  seeds: readonly number[],
  onDone: (done: number) => void = () => undefined,
): Promise<readonly TargetResult[]> {
  return withTargets(seeds, onDone, (seed, profile) => resultOf(randomTarget(seed), profile));
}

export interface PlantedResult {
  readonly slug: string;
  /** Where it was reported: the choice that is unknown, or the calls that differ. */
  readonly reported: readonly string[];
  /** Choices that were taken for it. */
  readonly forced: readonly string[];
}

/** Calibrates targets with a planted behaviour each. */
export async function provePlanted(
  slugs: readonly string[] = planted.map(({ slug }) => slug),
  onDone: (done: number) => void = () => undefined,
): Promise<readonly PlantedResult[]> {
  const those = planted.filter(({ slug }) => slugs.includes(slug));
  return withTargets(
    those.map(({ slug }) => slug),
    onDone,
    (slug, profile) =>
      plantedResult(
        those.find((one) => one.slug === slug),
        profile,
      ),
  );
}

function resultOf(target: RandomTarget, profile: SandboxProfile): TargetResult {
  const truth: Readonly<Record<string, unknown>> = { ...target.open, ...target.account };
  const hidden = undecidableAt(target);
  const all = findingsOf(profile);
  return {
    seed: target.seed,
    wrong: all.flatMap(([name, finding]) =>
      'value' in finding && !isDeepStrictEqual(finding.value, truth[name])
        ? [`${name}: ${JSON.stringify(finding.value)} for ${JSON.stringify(truth[name])}`]
        : 'unknown' in finding
          ? [`${name}: ${finding.unknown} for ${JSON.stringify(truth[name])}`]
          : [],
    ),
    missed: all.flatMap(([name, finding]) =>
      'undecidable' in finding && !hidden.has(name) && !isTooSlow(finding.undecidable)
        ? [`${name}: ${finding.undecidable}`]
        : [],
    ),
    tooSlow: all.filter(([, finding]) => 'undecidable' in finding && isTooSlow(finding.undecidable)).length,
    decided: all.filter(([, finding]) => 'value' in finding).length,
    compared: profile.calls.compared,
    alike: profile.calls.alike,
    differing: profile.unknown.map(({ calls, differs }) => `${calls.join(', ')}: ${differs.join('; ')}`),
  };
}

/** What nobody could see of this target from outside, with these means. */
function undecidableAt({ open, means }: RandomTarget): ReadonlySet<string> {
  const readable = open.linkActivation === 'get';
  const openable = readable || means.browser || open.simulateStart !== 'none';
  return new Set([
    ...(readable || means.browser ? [] : ['linkActivation']),
    ...(means.readOnly ? [] : ['forbiddenSaved']),
    ...(means.lowLimit ? [] : ['idempotencyScope']),
    ...(openable ? [] : OF_OPENED),
    // Two requests at the same moment never meet in a mock.
    'race',
    ...(open.announceLimits ? [] : ['rateLimit', 'quota']),
    ...(open.deviceRelationship === 'linked' ? [] : ['deviceSharing']),
  ]);
}

/** What only a session shows that somebody has opened; of the version, what tells the two older kinds apart. */
const OF_OPENED = [
  'networkRelationship',
  'deviceRelationship',
  'deviceSharing',
  'sessionDetail',
  'blocklist',
  'version',
];

function plantedResult(what: Planted | undefined, profile: SandboxProfile): PlantedResult {
  const { slug, at } = what ?? { slug: '', at: undefined };
  const truth: Readonly<Record<string, unknown>> = standardChoices;
  const choices = Object.entries(profile.choices as Readonly<Record<string, Finding<unknown>>>);
  const unknown = choices.filter(([, finding]) => 'unknown' in finding).map(([name]) => name);
  return {
    slug,
    reported:
      at === undefined
        ? profile.unknown.flatMap(({ calls }) => calls)
        : unknown.filter((name) => name === at),
    forced: choices.flatMap(([name, finding]) =>
      'value' in finding && (finding.value !== truth[name] || name === at) ? [name] : [],
    ),
  };
}

function findingsOf({ choices, account }: SandboxProfile): readonly (readonly [string, Finding<unknown>])[] {
  return Object.entries({ ...choices, ...account } as Readonly<Record<string, Finding<unknown>>>);
}

async function withTargets<Name extends TargetName, Result>(
  names: readonly Name[],
  onDone: (done: number) => void,
  judge: (name: Name, profile: SandboxProfile) => Result,
): Promise<readonly Result[]> {
  const child = fork(fileURLToPath(new URL('target-process.ts', import.meta.url)), {
    execArgv: ['--import', 'tsx'],
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  const results = new Map<Name, Result>();
  const waiting = [...names];
  const drain = async (): Promise<void> => {
    for (let name = waiting.shift(); name !== undefined; name = waiting.shift()) {
      const opened = await open(child, name);
      results.set(name, judge(name, await calibrate(opened, meansOf(name))));
      child.send({ close: name } satisfies Order);
      onDone(results.size);
    }
  };
  try {
    await Promise.all(Array.from({ length: AT_ONCE }, drain));
  } finally {
    child.kill();
  }
  return names.flatMap((name) => results.get(name) ?? []);
}

function open(child: ChildProcess, name: TargetName): Promise<Opened> {
  return new Promise((resolve, reject) => {
    const gone = (code: number | null): void =>
      reject(new Error(`The process of the targets ended with ${String(code)}.`));
    const hear = (opened: Opened): void => {
      if (opened.opened !== name) return;
      child.off('message', hear);
      child.off('exit', gone);
      resolve(opened);
    };
    child.on('message', hear);
    child.once('exit', gone);
    child.send({ open: name } satisfies Order);
  });
}

function meansOf(name: TargetName): RandomTarget['means'] {
  return typeof name === 'number'
    ? randomTarget(name).means
    : { browser: true, readOnly: true, other: true, lowLimit: true };
}

async function calibrate(
  { baseUrl, templateId, keys }: Opened,
  means: RandomTarget['means'],
): Promise<SandboxProfile> {
  const configuration = readConfiguration({
    PERSONA_TARGET: 'sandbox',
    PERSONA_BASE_URL: baseUrl,
    PERSONA_INQUIRY_TEMPLATE_ID: templateId,
    PERSONA_API_KEY: keys.main,
    ...(means.readOnly && { PERSONA_READONLY_API_KEY: keys.readOnly }),
    ...(means.other && { PERSONA_OTHER_API_KEY: keys.other }),
    ...(means.lowLimit && { PERSONA_LOW_LIMIT_API_KEY: keys.lowLimit }),
    PERSONA_READ_LAG_MS: '0',
  });
  const played = await play(configuration, {
    activationStrategies: [readingTheLink, ...(means.browser ? [runningThePage] : []), simulatingTheStart],
  });
  return profileOf(played, configuration, {
    target: baseUrl,
    version: configuration.version,
    suite: 'proof',
    today: '2026-01-01',
    goodForDays: 90,
  });
}
