/** Opens a target, plays everything that calibration looks at, and shows how far it is. */
import type { Configuration } from '../client/configuration.ts';
import { runProgress } from '../upgrade/progress.ts';
import { openPlainTarget } from '../upgrade/target.ts';
import { play, type Played } from './play.ts';
import { waysToOpen } from './ways-to-open.ts';

/**
 * @param purpose what it is played for, for the line of progress
 * @param use told what was seen, while the target is still open
 */
export async function askTarget<Result>(
  configuration: Configuration,
  purpose: string,
  use: (played: Played, configuration: Configuration) => Result | Promise<Result>,
): Promise<Result> {
  const progress = runProgress(process.stderr);
  const target = await openPlainTarget(configuration);
  try {
    progress.run(purpose, configuration.version);
    const played = await play(target.configuration, {
      ...target.runOptions,
      activationStrategies: waysToOpen,
      onScenario: progress.scenario,
      onWait: progress.wait,
    });
    progress.end();
    return await use(played, target.configuration);
  } finally {
    progress.end();
    await target.close();
  }
}
