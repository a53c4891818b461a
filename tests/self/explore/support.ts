/** An exploration of a mock in this process. */
import { readConfiguration, type Configuration } from '../../../client/configuration.ts';
import { explore, type Exploration, type ExploreOptions } from '../../../explore/explore.ts';
import type { MockOptions } from '../../../mock/server.ts';
import { startEmbeddedMock } from '../../../preflight/embedded-mock.ts';
import { openFaultProxy, type Faults } from '../../../proof/network/fault-proxy.ts';

/** So that nobody waits for a window. */
const UNHURRIED = { limit: 100_000, windowSeconds: 60 };

export interface Explored extends Exploration {
  readonly configuration: Configuration;
}

/** Explores a mock with these options, behind a network with these faults. */
export async function exploreMock(
  options: Partial<ExploreOptions> & { readonly requests: number },
  mockOptions: MockOptions = {},
  network: Faults = {},
): Promise<Explored> {
  const seed = options.seed ?? 1;
  const env = { PERSONA_BACKOFF_MS: '0', PERSONA_READ_LAG_MS: '1000', CONFORMANCE_SEED: '1' };
  const { mock, configuration: plain } = await startEmbeddedMock(readConfiguration(env), {
    rateLimit: UNHURRIED,
    quota: UNHURRIED,
    ...mockOptions,
  });
  const proxy = await openFaultProxy(mock.origin, network, seed);
  const isBad = Object.keys(network).length > 0;
  const configuration = isBad ? { ...plain, baseUrl: `${proxy.origin}/api/v1` } : plain;
  try {
    const pause = async (milliseconds: number) => mock.clock.advance(milliseconds);
    return { ...(await explore(configuration, { seed, pause, ...options })), configuration };
  } finally {
    await proxy.close();
    await mock.close();
  }
}
