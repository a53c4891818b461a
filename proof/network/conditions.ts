/** The kinds of conditions in which the suite must not cry wolf, and how long a run may take in each. */
import type { MockOptions } from '../../mock/types.ts';
import type { Faults } from './fault-proxy.ts';

export interface NetworkConditions {
  readonly name: string;
  readonly faults: Faults;
  readonly mock: MockOptions;
  /** A run that takes longer has hung, in seconds: twice what the sum of its waits comes to, for a busy machine. */
  readonly boundSeconds: number;
  /** Waits for real rate-limit windows. */
  readonly slow?: true;
}

const resets = { resets: 0.05 };
const unavailable = { unavailable: 0.05 };
const badGateway = { badGateway: 0.02 };
const limit: MockOptions = { rateLimit: { limit: 60, windowSeconds: 60 } };
const lag: MockOptions = { readLagMs: 400 };

/** Longest first, so that the waits of the long ones are filled by the short ones. */
export const networkConditions: readonly NetworkConditions[] = [
  {
    name: 'all together',
    faults: { ...resets, ...unavailable, ...badGateway, latencyMs: 250 },
    mock: { ...limit, ...lag },
    boundSeconds: 600,
    slow: true,
  },
  { name: 'limit 60 a minute', faults: {}, mock: limit, boundSeconds: 360, slow: true },
  { name: 'read lag 400 ms', faults: {}, mock: lag, boundSeconds: 90 },
  { name: 'latency 250 ms', faults: { latencyMs: 250 }, mock: {}, boundSeconds: 90 },
  { name: 'latency 200 ms', faults: { latencyMs: 200 }, mock: {}, boundSeconds: 45 },
  { name: 'resets 5 %', faults: resets, mock: {}, boundSeconds: 60 },
  { name: '503 5 %', faults: unavailable, mock: {}, boundSeconds: 60 },
  { name: 'HTML 502 2 %', faults: badGateway, mock: {}, boundSeconds: 60 },
  { name: 'calm', faults: {}, mock: {}, boundSeconds: 30 },
];
