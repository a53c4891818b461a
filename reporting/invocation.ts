/** How Playwright was called, from its arguments: the configuration and the reporters depend on nothing else. */

/** The project whose tests are requirements, and the one of the tests of our own code. */
export const CONFORMANCE_PROJECT = 'conformance';
export const SELF_PROJECT = 'self';

type Arguments = readonly string[];

/** Options of Playwright's that stand alone; every other one is followed by its value. */
const FLAGS = new Set([
  '--fail-on-flaky-tests',
  '--forbid-only',
  '--fully-parallel',
  '--headed',
  '--ignore-snapshots',
  '--last-failed',
  '--list',
  '--no-deps',
  '--pass-with-no-tests',
  '--quiet',
  '--ui',
  '-x',
]);

/** UI mode and editors run again and again in one process, and choose projects by themselves. */
export function isInteractive(argv: Arguments): boolean {
  return argv.some((argument) => argument === 'test-server' || /^--ui($|-host|-port)/.test(argument));
}

/** True where Playwright was told to run the tests of our own code and nothing else, by project or by path. */
export function selectsOnlySelfTests(argv: Arguments): boolean {
  const { projects, places } = selectionOf(argv);
  if (projects.length > 0) return projects.every((name) => name === SELF_PROJECT);
  return places.length > 0 && places.every(isSelfTest);
}

/** True where a test of our own code is named by its path, which asks for their project too. */
export function namesSelfTests(argv: Arguments): boolean {
  return selectionOf(argv).places.some(isSelfTest);
}

/** Projects and test files that the arguments name. */
function selectionOf(argv: Arguments): { readonly projects: Arguments; readonly places: Arguments } {
  const projects: string[] = [];
  const places: string[] = [];
  let option = '';
  for (const argument of argv.slice(argv.indexOf('test') + 1)) {
    if (argument.startsWith('-')) {
      const [name = '', value] = argument.split('=', 2);
      if (name === '--project' && value !== undefined) projects.push(value);
      option = value === undefined && !FLAGS.has(name) ? name : '';
    } else if (option === '--project') {
      // Takes any number of names.
      projects.push(argument);
    } else if (option !== '') {
      option = '';
    } else {
      places.push(argument);
    }
  }
  return { projects, places };
}

function isSelfTest(place: string): boolean {
  return /(^|[\\/])self([\\/]|$)/.test(place);
}
