/** The mock as a fixture for other teams' Playwright tests: what the package exports as `/playwright`. */
import { startMock, type PersonaMock, type PersonaMockOptions } from './embed.ts';

export interface PersonaMockFixtures {
  /** How the mock is started; set it with `use` in the configuration. */
  readonly personaMockOptions: PersonaMockOptions;
  /** A mock of its own for each worker. */
  readonly personaMock: PersonaMock;
}

type Use<T> = (value: T) => Promise<void>;

interface FixtureTable {
  personaMockOptions: [PersonaMockOptions, { option: true; scope: 'worker' }];
  personaMock: [
    (given: { personaMockOptions: PersonaMockOptions }, use: Use<PersonaMock>) => Promise<void>,
    { scope: 'worker' },
  ];
}

/** For `test.extend<{}, PersonaMockFixtures>(personaMockFixtures)`, with your own `test`. */
export const personaMockFixtures: FixtureTable = {
  personaMockOptions: [{}, { option: true, scope: 'worker' }],
  personaMock: [
    async ({ personaMockOptions }, use) => {
      const mock = await startMock(personaMockOptions);
      await use(mock);
      await mock.close();
    },
    { scope: 'worker' },
  ],
};
