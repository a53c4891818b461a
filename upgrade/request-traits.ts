/** What the requests that a change meets have in common, and those of the same call that it leaves alone do not have. */
import { endpoints, titleOf } from '../contract/endpoints.ts';
import type { Exchange } from '../client/exchange.ts';
import type { ChangeCandidate, RuleId } from './change.ts';
import { stepOf } from './observed-exchange.ts';
import type { VersionRun } from './version-run.ts';

const ofRequests = new Set<RuleId>([
  'transition.refused-now',
  'transition.accepted-now',
  'transition.other-success',
  'transition.other-refusal',
]);

/** The change with what its requests have that others have not; unchanged where nothing tells them apart. */
export function withTraits(change: ChangeCandidate, now: readonly VersionRun[]): ChangeCandidate {
  if (!ofRequests.has(change.rule)) return change;
  const own = now
    .flatMap(({ exchanges }) => exchanges)
    .filter(({ endpoint }) => titleOf(endpoint) === change.subject);
  const [was, is] = [change.before, change.after].map((codes) => new Set(codes.split(', ').map(Number)));
  const met = own.filter(
    ({ label, response }) => change.steps.includes(stepOf(label)) && is?.has(response.status),
  );
  const spared = own.filter(
    ({ label, response }) => was?.has(response.status) && !change.steps.includes(stepOf(label)),
  );
  const traits = telling(met.map(traitsOf), spared.map(traitsOf));
  return traits.length === 0 ? change : { ...change, asked: traits };
}

/** One trait, or else two together, that all of the ones and none of the others have. */
function telling(
  met: readonly (readonly string[])[],
  spared: readonly (readonly string[])[],
): readonly string[] {
  const [first, ...rest] = met;
  if (first === undefined || spared.length === 0) return [];
  const shared = first.filter((trait) => rest.every((traits) => traits.includes(trait)));
  const tells = (wanted: readonly string[]): boolean =>
    !spared.some((traits) => wanted.every((trait) => traits.includes(trait)));
  const pairs = shared.flatMap((one, n) => shared.slice(n + 1).map((other) => [one, other]));
  return [...shared.map((trait) => [trait]), ...pairs].find(tells) ?? [];
}

/** Parameters of which a value says more than the name, and nothing about anybody. */
const SPEAKING = /^(include|fields\[[\w-]+\]|page\[size\])$/;

/** Headers that a call may go without. */
const OPTIONAL = ['Idempotency-Key', 'Key-Inflection', 'Content-Type'];

const LONG_KEY = 64;

/** Traits of a request as they are written, the general ones first. */
function traitsOf({ request, endpoint }: Exchange): readonly string[] {
  const query = [...new URL(request.url).searchParams];
  const sent = (name: string): string | undefined =>
    request.headers.find(([own]) => own.toLowerCase() === name.toLowerCase())?.[1];
  const key = sent('Idempotency-Key');
  const inflection = sent('Key-Inflection');
  return [
    ...query.map(([name]) => `\`${name.replace(/\[.*$/, '')}\``),
    ...(key === undefined ? [] : ['an `Idempotency-Key`']),
    ...(request.body === null || takesBody(endpoint) ? [] : ['a body']),
    ...query.filter(([name]) => name.includes('[')).map(([name]) => `\`${name}\``),
    ...(inflection === undefined ? [] : [`\`Key-Inflection: ${inflection}\``]),
    ...query
      .filter(([name]) => SPEAKING.test(name))
      .flatMap(([name, value]) => value.split(',').map((item) => `\`${name}=${item}\``)),
    ...(key !== undefined && key.length > LONG_KEY
      ? [`an \`Idempotency-Key\` of more than ${LONG_KEY} characters`]
      : []),
    ...OPTIONAL.filter((name) => sent(name) === undefined).map((name) => `no \`${name}\``),
  ].filter((trait) => trait.length <= 60);
}

function takesBody(name: Exchange['endpoint']): boolean {
  return endpoints[name].creates;
}
