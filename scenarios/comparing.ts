/** For comparing two versions alone: a whole run has no clause that needs them, and requests are few. */
import { nonexistentId } from './nonexistent-id.ts';
import { scenario } from './scenario.ts';

export const refusalOutlived = scenario(
  'refusal-outlived',
  'An inquiry is created of a template that does not exist. A session is created for one that is over, under a key; it is resumed, and the creation sent again.',
  async ({ persona, sessions, configuration, freshKey }) => {
    const inquiryId = await sessions.inquiry();
    const template = nonexistentId(configuration.inquiryTemplateId);
    const unknown = await persona.createInquiry({
      as: 'create of an unknown template',
      body: { data: { attributes: { 'inquiry-template-id': template } } },
      unowned: true,
      expectedStatuses: [500],
    });
    await persona.expireInquiry(inquiryId, { as: 'expire the inquiry' });
    const idempotencyKey = freshKey('outlived');
    const create = (as: string) =>
      persona.createSession(inquiryId, { as, idempotencyKey, expectedStatuses: [500] });
    const refused = await create('create');
    const resumed = await persona.resumeInquiry(inquiryId, { as: 'resume', expectedStatuses: [500] });
    const again = await create('create again');
    return { refused, resumed, again, unknown };
  },
);
