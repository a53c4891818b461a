/** What faults of the answer's shape have in common: narrow scopes, and what falls with what. */
import type { RequirementId } from '../../../contract/catalogue.ts';
import type { Patch } from '../../types.ts';
import { all, type Condition, only, plainExpire } from '../build.ts';
import type { Fault } from '../fault.ts';

type Violated = readonly [RequirementId, ...RequirementId[]];

/** The plain expire under the version that the suite asks for by default. */
const asked: Condition = all(plainExpire, (call) => call.header('persona-version') === '2023-01-05');

const unopened: Condition = (call, world) =>
  world.store.sessions.everywhere().find(({ id }) => id === call.params['id'])?.startedAt === null;

/** Leaves refusals as they are. */
function succeeding(patch: Patch): Patch {
  const { document, response } = patch;
  return {
    ...patch,
    ...(document && {
      document: (at, call, answer, world) => (answer.status < 300 ? document(at, call, answer, world) : at),
    }),
    ...(response && {
      response: (answer, call, world) => (answer.status < 300 ? response(answer, call, world) : answer),
    }),
  };
}

/** A fault of successful answers to the plain expire. */
export function plain(slug: string, sentence: string, patch: Patch, ...violates: Violated): Fault {
  return { slug, area: 'schema', sentence, violates, patch: only(asked, succeeding(patch)) };
}

/** The same, for sessions that nobody has opened. */
export function plainNew(slug: string, sentence: string, patch: Patch, ...violates: Violated): Fault {
  return { slug, area: 'schema', sentence, violates, patch: only(all(asked, unopened), succeeding(patch)) };
}

/** Whose answer has a wrong shape fails its version too, and in a race as well. */
export const SHAPE: readonly RequirementId[] = [
  'version.accepts-2023-01-05',
  'concurrency.documented-answers',
];

/** Whose attribute has a wrong form fails its version too. */
export const FORM: readonly RequirementId[] = ['version.accepts-2023-01-05'];

/** An answer without readable attributes fails whoever reads one of them. */
export const NO_ATTRIBUTES: readonly RequirementId[] = [
  ...SHAPE,
  'schema.times',
  'state.answer-shows-expired',
  'time.expired-at-set',
  'time.created-at-kept',
];

/** An answer without a session fails whoever looks for it. */
export const NO_RESOURCE: readonly RequirementId[] = [...NO_ATTRIBUTES, 'state.answer-is-the-session'];
