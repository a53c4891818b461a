/** Plays the suite against mutants of the mock's source, in one way of running it after the other until each is found or explained. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { seededRandom } from '../../mock/random.ts';
import { explanations } from './explained.ts';
import { passes, type Reached, type TrialResult } from './fates.ts';
import { instrument, type Mutant } from './instrument.ts';
import { explainer, judge, staleExplanations, type Judged, type Played } from './judge.ts';
import { playAll, reachOf } from './pool.ts';

export interface Choice {
  /** Below the mock's folder; default: every file. */
  readonly only?: string | undefined;
  /** So many mutants only. */
  readonly sample?: number | undefined;
  readonly seed: number;
}

export interface SourceRun {
  readonly judged: readonly Judged[];
  readonly stale: readonly string[];
  readonly seconds: number;
}

type Progress = (done: number, of: number, doing: string) => void;

/** @throws Error where the suite is not green against the mock itself */
export async function runMutants(choice: Choice, onProgress: Progress = () => undefined): Promise<SourceRun> {
  const startedAt = performance.now();
  const copy = mkdtempSync(join(tmpdir(), 'mutants-'));
  try {
    const mutants = await instrument(copy);
    const reaches = await Promise.all(passes.map((pass) => reachOf(copy, pass)));
    const red = reaches.flatMap((reached) => reached.red);
    if (red.length > 0) throw new Error(`Without a mutant ${red.join(', ')} is red.`);

    const chosen = chooseFrom(mutants, reaches, choice);
    const explained = explainer(explanations);
    const played: Played[] = [];
    let left = chosen;
    for (const [index, pass] of passes.entries()) {
      const reached = reaches[index] as Reached;
      const ids = left.map(({ id }) => id).filter((id) => id in reached.hits);
      const results = await playAll(copy, pass, reached, ids, (done) =>
        onProgress(done, ids.length, `in ${pass.about}`),
      );
      played.push({ pass, reached, results });
      left = left.filter(
        (mutant) => !isSettled(results.get(mutant.id)) && explained(mutant).explanation === undefined,
      );
    }

    const all = judge(mutants, played, explanations);
    const judged = choice.sample === undefined ? all.filter(isAsked(choice)) : all.filter(isTried);
    const stale = staleExplanations(
      mutants,
      judged,
      explanations,
      (file) => choice.sample === undefined && isAsked(choice)({ file }),
    );
    return { judged, stale, seconds: (performance.now() - startedAt) / 1_000 };
  } finally {
    rmSync(copy, { recursive: true, force: true });
  }
}

/** Another run would come to the same. */
function isSettled(result: TrialResult | undefined): boolean {
  return result !== undefined && result.fate !== 'survived' && result.fate !== 'inconclusive';
}

const isAsked =
  ({ only }: Choice) =>
  ({ file }: Pick<Mutant, 'file'>) =>
    only === undefined || file === only;

const isTried = ({ fate }: Judged) => fate !== 'at-load' && fate !== 'never-run';

function chooseFrom(
  mutants: readonly Mutant[],
  reaches: readonly Reached[],
  choice: Choice,
): readonly Mutant[] {
  const running = mutants.filter(({ id }) => reaches.some(({ hits }) => id in hits));
  const asked = running.filter(isAsked(choice));
  if (choice.sample === undefined || choice.sample >= asked.length) return asked;
  const random = seededRandom(choice.seed);
  const left = [...asked];
  return Array.from({ length: choice.sample }, () => left.splice(random.below(left.length), 1)).flat();
}
