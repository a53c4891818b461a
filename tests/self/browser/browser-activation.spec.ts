/** Opening a session in a browser, against the mock's page that starts the session by script. */
import { expect, test } from '@playwright/test';
import { readConfiguration } from '../../../client/configuration.ts';
import { startEmbeddedMock, type EmbeddedMock } from '../../../preflight/embedded-mock.ts';
import { openRun } from '../../../judging/run.ts';
import { evaluate } from '../../../judging/evaluate.ts';
import { findBrowser, inABrowser } from '../../../scenarios/browser-activation.ts';
import { readingTheLink, simulatingTheStart } from '../../../scenarios/activation-strategies.ts';
import type { ActivationStrategy } from '../../../scenarios/activation.ts';
import { runStateInProcess } from '../../../scenarios/run-state.ts';
import type { MockOptions } from '../../../mock/types.ts';
import type { Suite } from '../../../judging/suite.ts';
import { loadSuite } from '../../conformance/index.ts';

let suite: Suite;

test.beforeAll(async () => {
  suite = await loadSuite();
});

/** Opens a session in these ways; the name of the one that worked, and the verdict of a check that needs it. */
async function tryWays(
  activationStrategies: readonly ActivationStrategy[],
  open: NonNullable<MockOptions['open']>,
) {
  return withMock(open, async ({ configuration }) => {
    const memory = runStateInProcess();
    const run = openRun(configuration, { runState: memory, activationStrategies: activationStrategies });
    const { outcome } = await evaluate(suite.check('state.active-becomes-expired'), run.runner);
    await run.close();
    return { way: (await memory.get('activation'))?.strategy, outcome };
  });
}

async function withMock<T>(open: NonNullable<MockOptions['open']>, body: (mock: EmbeddedMock) => Promise<T>) {
  const embedded = await startEmbeddedMock(readConfiguration({}), { open });
  try {
    return await body(embedded);
  } finally {
    await embedded.mock.close();
  }
}

const scripted = { linkActivation: 'script', simulateStart: 'none' } as const;

test('without a browser, a link whose page works by script opens nothing', async () => {
  const { way, outcome } = await tryWays([readingTheLink, simulatingTheStart], scripted);
  expect(way).toBeNull();
  expect(outcome.verdict).toBe('not applicable');
  expect(outcome.reason).toContain('reading the link, simulating');
});

test('a browser opens it, and the checks of active sessions run', async () => {
  test.skip((await findBrowser()) === undefined, 'No Chromium here: set PERSONA_BROWSER_PATH to check this.');
  const { way, outcome } = await tryWays([readingTheLink, inABrowser, simulatingTheStart], scripted);
  expect(way).toBe('a browser');
  expect(outcome.verdict).toBe('pass');
});

test('where reading the link is enough, no browser is started', async () => {
  const noBrowser: ActivationStrategy = {
    name: 'a browser',
    available: async () => true,
    open: () => Promise.reject(new Error('A browser was started.')),
  };
  const { way } = await tryWays([readingTheLink, noBrowser], {});
  expect(way).toBe('reading the link');
});

test('the browser that is named but is not there is not looked for elsewhere', async () => {
  expect(await findBrowser({ PERSONA_BROWSER_PATH: '/nowhere/chromium' })).toBeUndefined();
  expect(await findBrowser({ PERSONA_BROWSER_PATH: ` ${process.execPath} ` })).toBe(process.execPath);
});

test('a link that cannot be opened is a doubt, and the doubt does not name the link', async () => {
  test.skip((await findBrowser()) === undefined, 'No Chromium here: set PERSONA_BROWSER_PATH to check this.');
  await withMock({}, async ({ configuration }) => {
    const run = openRun(configuration);
    const place = {
      persona: run.persona,
      sessionId: '',
      inquiryId: '',
      // Port 9 is refused by Chromium itself.
      link: async () => 'http://127.0.0.1:9/verify?code=a_link_nobody_may_see',
    };
    const error = await inABrowser.open(place).catch((caught: unknown) => caught);
    await run.close();
    expect(error).toMatchObject({ name: 'Inconclusive', doubt: 'transport' });
    expect(String(error)).toContain('net::ERR_');
    expect(String(error)).not.toContain('nobody_may_see');
  });
});
