/**
 * The rooms of this project, and what each may import: the linter enforces this list, and the README's picture is made from
 * it. A room stands below those that it imports; nothing else is allowed, `import()` included.
 */

export const rooms = [
  {
    name: 'contract',
    files: 'contract',
    imports: [],
    about: 'what Persona promises, as data: requirements, versions, policy, open points',
  },
  {
    name: 'schemas',
    files: 'schemas',
    imports: [],
    about: 'JSON Schema of every answer, and the one place that compiles it',
  },
  {
    name: 'mock',
    files: 'mock',
    imports: ['contract'],
    about: 'the embedded target; faults and variations are patches of it, as data',
  },
  {
    name: 'client',
    files: 'client',
    imports: ['contract'],
    about: 'talks to a target: configuration, calls, pacing, retries, redaction',
  },
  {
    name: 'scenarios',
    files: 'scenarios',
    imports: ['contract', 'client'],
    about: 'named sequences of calls; each is run once per run and read by many requirements',
  },
  {
    name: 'judging',
    files: 'judging',
    imports: ['contract', 'schemas', 'client', 'scenarios'],
    about: 'from exchanges to outcomes: expectations, `evaluate`, run state, excuses',
  },
  {
    name: 'reporting',
    files: 'reporting',
    imports: ['contract', 'schemas', 'client', 'judging'],
    about: 'outcomes shown: statement, terminal, Allure, JUnit, contract book',
  },
  {
    name: 'preflight',
    files: 'preflight',
    imports: ['contract', 'client', 'mock', 'scenarios', 'judging', 'reporting'],
    about: 'may a run start, and who cleans up: doctor, plan, journal, clean-up',
  },
  {
    name: 'fixtures',
    files: 'fixtures',
    imports: ['contract', 'client', 'mock', 'scenarios', 'judging', 'reporting', 'preflight'],
    about: 'what a spec imports: Playwright’s `test`, our `expect`, workers, global set-up',
  },
  {
    name: 'suite',
    files: 'tests/conformance',
    imports: ['contract', 'client', 'scenarios', 'judging', 'fixtures'],
    about: 'one spec per area: the requirements, each with the body that checks it',
  },
  {
    name: 'upgrade',
    files: 'upgrade',
    imports: ['contract', 'schemas', 'client', 'mock', 'scenarios', 'judging', 'reporting', 'preflight'],
    about: 'two runs compared: what differs between versions, and whether your code reads it',
  },
  {
    name: 'calibration',
    files: 'calibration',
    imports: [
      'contract',
      'schemas',
      'client',
      'mock',
      'scenarios',
      'judging',
      'reporting',
      'preflight',
      'upgrade',
    ],
    about: 'what a sandbox does where the documentation is silent, and whether the mock answers like it',
  },
  {
    name: 'explore',
    files: 'explore',
    imports: ['contract', 'client', 'scenarios', 'judging', 'reporting', 'preflight', 'upgrade'],
    about: 'random sequences of calls against the model, shortened to the few that show a breach',
  },
  {
    name: 'openapi',
    files: 'openapi',
    imports: ['contract', 'schemas', 'client', 'reporting'],
    about: 'what the vendor publishes, read and held against the contract',
  },
  {
    name: 'cli-shared',
    files: 'cli/shared',
    imports: ['client', 'reporting'],
    about: 'how every command begins and ends',
  },
  {
    name: 'proof',
    files: 'proof',
    imports: [
      'contract',
      'client',
      'mock',
      'scenarios',
      'judging',
      'reporting',
      'preflight',
      'suite',
      'upgrade',
      'calibration',
      'explore',
      'cli-shared',
    ],
    about: 'what proves the suite: fault campaign, mutants, corpus of changes, network conditions',
  },
  {
    name: 'cli',
    files: 'cli',
    imports: [
      'contract',
      'client',
      'mock',
      'judging',
      'reporting',
      'preflight',
      'suite',
      'upgrade',
      'calibration',
      'explore',
      'openapi',
      'proof',
      'cli-shared',
    ],
    about: 'the commands',
  },
  {
    name: 'release',
    files: 'release',
    imports: ['contract', 'client', 'reporting', 'cli-shared', 'cli'],
    about: 'makes the package that other teams install',
  },
];

/** Tests of our own code may look into every room. */
export const selfTests = { name: 'self', files: 'tests/self' };
