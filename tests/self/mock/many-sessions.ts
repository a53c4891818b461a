/** Fills a mock with 100,000 sessions; a process with too little memory for it ends badly. */
import { addSession } from '../../../mock/lifecycle.ts';
import { createWorld } from '../../../mock/world.ts';

const SESSIONS = 100_000;
const PER_INQUIRY = 25;

const world = createWorld({ seed: 1 });
const at = Date.now();
for (let n = 0; n < SESSIONS / PER_INQUIRY; n += 1) {
  const inquiry = world.store.inquiries.put({
    id: `inq_${n}`,
    environment: 'main',
    order: world.store.nextOrder(),
    templateId: 'itmpl_1',
    accountId: 'act_1',
    status: 'created',
    referenceId: null,
    note: null,
    tags: [],
    createdAt: at,
    startedAt: null,
    expiredAt: null,
    redactedAt: null,
    expiresAt: at + 86_400_000,
    fields: {},
  });
  for (let m = 0; m < PER_INQUIRY; m += 1) addSession(inquiry, world, at);
}
process.stdout.write(`${world.store.sessions.everywhere().length} sessions\n`);
