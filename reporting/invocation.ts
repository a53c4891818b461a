/** How Playwright was called, from its arguments: the configuration and the reporters depend on nothing else. */

/** The project whose tests are requirements, and the one of the tests of our own code. */
export const CONFORMANCE_PROJECT = 'conformance';
export const SELF_PROJECT = 'self';

type Arguments = readonly string[];

/** UI mode and editors run again and again in one process, and choose projects by themselves. */
export function isInteractive(argv: Arguments): boolean {
  return argv.some((argument) => argument === 'test-server' || /^--ui($|-host|-port)/.test(argument));
}

/** True where Playwright was told to run the tests of our own code and nothing else, by project or by path. */
export function selectsOnlySelfTests(argv: Arguments): boolean {
  const named = selectedProjects(argv);
  if (named.length > 0) return named.every((name) => name === SELF_PROJECT);
  const places = argv
    .slice(2)
    .filter((argument) => /\.spec\.|[\\/]/.test(argument) && !argument.startsWith('-'));
  return places.length > 0 && places.every(isSelfTest);
}

/**
 * True where the tests of our own code belong to the run: they were asked for, or the choice is left to an editor. A bare
 * `npx playwright test` runs the suite. A worker is started with the projects that its main process has chosen.
 */
export function offersSelfTests(argv: Arguments, env: NodeJS.ProcessEnv): boolean {
  const isWorker = env['TEST_WORKER_INDEX'] !== undefined;
  return (
    isWorker || isInteractive(argv) || selectedProjects(argv).includes(SELF_PROJECT) || argv.some(isSelfTest)
  );
}

function selectedProjects(argv: Arguments): readonly string[] {
  return argv.flatMap((argument, n) => {
    if (argument.startsWith('--project=')) return [argument.slice('--project='.length)];
    return argument === '--project' ? [argv[n + 1] ?? ''] : [];
  });
}

function isSelfTest(argument: string): boolean {
  return !argument.startsWith('-') && /(^|[\\/])self([\\/]|$)/.test(argument);
}
