/** A version that is refused altogether: that is one change, however many calls it meets. */
import { nothing, type ChangeCandidate } from './change.ts';
import { stepOf } from './observed-exchange.ts';
import type { VersionRun } from './version-run.ts';

/** These say something of the key, or of the moment. */
const ABOUT_OTHERS = new Set([401, 403, 408, 429]);

/** So few refusals prove nothing. */
const LEAST_CALLS = 5;

/** Undefined where the new version is answered like any other. */
export function refusedVersion({
  before,
  now,
}: {
  readonly before: readonly VersionRun[];
  readonly now: readonly VersionRun[];
}): ChangeCandidate | undefined {
  const version = now[0]?.version ?? '';
  const sent = now.flatMap(({ exchanges }) => exchanges.filter((one) => asksFor(one, version)));
  const status = sent[0]?.response.status ?? 0;
  const works = before.some(({ exchanges }) => exchanges.some(({ response }) => response.status < 300));
  const isRefusal = status >= 400 && status < 500 && !ABOUT_OTHERS.has(status);
  const authenticated = sent.filter(({ response }) => response.status !== 401);
  if (!works || !isRefusal || authenticated.length < LEAST_CALLS) return undefined;
  if (authenticated.some(({ response }) => response.status !== status)) return undefined;
  return {
    rule: 'version.refused',
    plane: 'transitions',
    subject: version,
    before: 'answered',
    after: String(status),
    policy: 'breaking.removed-api',
    touches: { ...nothing, statuses: [200, status] },
    where: ['every call'],
    steps: [...new Set(sent.map(({ label }) => stepOf(label)))],
    doubtful: false,
  };
}

function asksFor({ request }: VersionRun['exchanges'][number], version: string): boolean {
  return request.headers.some(
    ([name, value]) => name.toLowerCase() === 'persona-version' && value === version,
  );
}
