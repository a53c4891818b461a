/** The commands of the program, in the order in which a team comes to need them. Each file runs when it is loaded. */

interface Subcommand {
  /** One line for `--help`. */
  readonly about: string;
  readonly start: () => Promise<unknown>;
}

export const subcommands: Readonly<Record<string, Subcommand>> = {
  conformance: {
    about: 'Checks a target against the contract: statement, report, verdict.',
    start: () => import('./conformance.ts'),
  },
  upgrade: {
    about: 'Says whether what you read survives a move to another Persona-Version.',
    start: () => import('./upgrade.ts'),
  },
  'upgrade:profile': {
    about: 'Learns from recorded traffic what your code reads.',
    start: () => import('./upgrade-profile.ts'),
  },
  drift: {
    about: 'Compares what a target does today with your lock.',
    start: () => import('./drift.ts'),
  },
  lock: {
    about: 'Writes down what a target does under the pinned version.',
    start: () => import('./lock.ts'),
  },
  doctor: {
    about: 'Says of each thing that a run needs whether it is in order.',
    start: () => import('./doctor.ts'),
  },
  cleanup: {
    about: 'Expires what a killed run left open.',
    start: () => import('./cleanup.ts'),
  },
  book: {
    about: 'Writes the contract book from the last run.',
    start: () => import('./book.ts'),
  },
  calibrate: {
    about: 'Asks a sandbox what the documentation leaves open, for the mock to answer like it.',
    start: () => import('./calibrate.ts'),
  },
  parity: {
    about: 'Says which calls the mock answers as your sandbox did.',
    start: () => import('./parity.ts'),
  },
  mock: {
    about: 'Starts the mock on this machine, for a look by hand or for your own tests.',
    start: () => import('./mock.ts'),
  },
  explore: {
    about: 'Makes random sequences of calls, and shows the shortest that breaks the contract.',
    start: () => import('./explore.ts'),
  },
  faults: {
    about: 'Shows that the suite notices every known fault.',
    start: () => import('../proof/campaign/cli.ts'),
  },
  verify: {
    about: 'Says whether a statement, an upgrade answer or a profile is as the suite wrote it.',
    start: () => import('./verify.ts'),
  },
  init: {
    about: 'Writes the files to begin with into this folder.',
    start: () => import('./init.ts'),
  },
  spec: {
    about: 'Holds the vendor’s OpenAPI descriptions against the contract.',
    start: () => import('./spec.ts'),
  },
};
