/** A process that has loaded the instrumented mock: is told a mutant, plays the suite against it, and answers. */
import { register } from 'node:module';
import { OWN_ENDING } from '../../client/own-file.ts';
import type { Pass, Reached, TrialResult } from './fates.ts';

export type Order =
  | { readonly what: 'reach'; readonly pass: Pass }
  | {
      readonly what: 'trial';
      readonly id: string;
      readonly pass: Pass;
      readonly hitLimit: number;
      /** Requirements that do not apply, whatever the mutant. */
      readonly notApplicable: readonly string[];
    };

export type Reply = Reached | TrialResult;

/** What the instrumented code shares with whoever switches it: StrykerJS's own names. */
interface Switchboard {
  activeMutant?: string | undefined;
  currentTestId?: string | undefined;
  hitCount?: number | undefined;
  hitLimit?: number | undefined;
  mutantCoverage?: {
    readonly static: Readonly<Record<string, number>>;
    readonly perTest: Readonly<Record<string, Readonly<Record<string, number>>>>;
  };
}

/** A target is unusable where more than this share of the requirements cannot be judged. */
const UNUSABLE = 0.5;

const switchboard: Switchboard = ((globalThis as { __stryker__?: Switchboard }).__stryker__ ??= {});

const [, , copy] = process.argv;
register(`./load-hook${OWN_ENDING}`, import.meta.url, { data: copy });

// After the hook, so that it is the copy that is loaded.
const { runTrial } = await import('../campaign/trial.ts');
await import('../../mock/server.ts');

async function reach({ about, depth, version }: Pass): Promise<Reached> {
  switchboard.currentTestId = about;
  const { outcomes, durationMs } = await runTrial(undefined, { depth, version });
  switchboard.currentTestId = undefined;
  return {
    red: outcomes.filter(({ verdict }) => verdict === 'violation').map(({ id }) => id),
    durationMs,
    notApplicable: outcomes.filter(({ verdict }) => verdict === 'not applicable').map(({ id }) => id),
    hits: switchboard.mutantCoverage?.perTest[about] ?? {},
    atLoad: Object.keys(switchboard.mutantCoverage?.static ?? {}),
  };
}

async function trial({
  id,
  pass: { depth, version },
  hitLimit,
  notApplicable,
}: Order & { readonly what: 'trial' }): Promise<TrialResult> {
  Object.assign(switchboard, { activeMutant: id, hitCount: 0, hitLimit } satisfies Switchboard);
  try {
    const { outcomes } = await runTrial(undefined, { depth, version, untilRed: true });
    if ((switchboard.hitCount ?? 0) > hitLimit) return { fate: 'broke', by: 'it goes round in a circle' };
    const red = outcomes.find(({ verdict }) => verdict === 'violation');
    if (red) return { fate: 'killed', by: red.id };
    const applicable = outcomes.filter(({ id: requirement }) => !notApplicable.includes(requirement));
    const doubtful = applicable.filter(({ verdict }) => verdict !== 'pass');
    if (doubtful.length === 0) return { fate: 'survived' };
    const fate = doubtful.length > applicable.length * UNUSABLE ? 'unusable' : 'inconclusive';
    return { fate, by: `${doubtful.length} of ${applicable.length}: ${doubtful[0]?.id ?? ''}` };
  } catch (error) {
    return { fate: 'broke', by: error instanceof Error ? error.message : String(error) };
  } finally {
    switchboard.activeMutant = undefined;
  }
}

process.on('message', (order: Order) => {
  const reply: Promise<Reply> = order.what === 'reach' ? reach(order.pass) : trial(order);
  void reply.then((done) => process.send?.(done));
});

// The parent may have gone away without a word.
process.on('disconnect', () => process.exit());
process.send?.('ready');
