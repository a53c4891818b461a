/** The neighbouring calls that an integration needs around expiring a session, and that this suite leans on. */
import type { Requirement } from '../types.ts';

const source = { page: 'inquiry-sessions' } as const;

export const neighbours = [
  {
    id: 'neighbours.session-created-201',
    level: 'MUST',
    area: 'neighbours',
    statement: 'Creating a session is answered 201.',
    rationale: 'Clients that tell a creation by its status would create a second session.',
    source,
  },
  {
    id: 'neighbours.link-made',
    level: 'MUST',
    area: 'neighbours',
    statement: 'A one-time link for a session comes in `meta`, in full and in its short form.',
    rationale: 'Whoever sends the short form by SMS would send nothing.',
    source,
  },
  {
    id: 'neighbours.no-link-for-unknown',
    level: 'MUST',
    area: 'neighbours',
    statement: 'No one-time link is made for a session that does not exist.',
    rationale: 'A user would be sent to a dead page, and nobody would know why.',
    source,
  },
  {
    id: 'neighbours.resume-names-a-session',
    level: 'MUST',
    area: 'neighbours',
    statement: 'Resuming an inquiry gives a token that names an unused session of this inquiry.',
    rationale: 'The user who comes back would be locked out, or let into a session that was ended.',
    source,
  },
  {
    id: 'neighbours.list-is-filtered',
    level: 'MUST',
    area: 'neighbours',
    statement:
      'A list of sessions with an inquiry’s id as the filter shows the sessions of this inquiry alone.',
    rationale: 'Whoever expires what is listed would end sessions of other users.',
    source,
  },
  {
    id: 'neighbours.list-newest-first',
    level: 'MUST',
    area: 'neighbours',
    statement: 'A list shows the newest session first.',
    rationale: 'The session that is taken for the current one would be an old one.',
    source,
  },
  {
    id: 'neighbours.list-page-size',
    level: 'SHOULD',
    area: 'neighbours',
    statement: 'A page of a list holds as many sessions as `page[size]` asks for, where there are as many.',
    rationale: 'A loop that ends at the first short page would leave sessions open.',
    source,
  },
  {
    id: 'neighbours.list-pages-join',
    level: 'MUST',
    area: 'neighbours',
    statement: '`links.next` leads through all pages to the end: every session stands in one of them, once.',
    rationale: 'Sessions would be skipped, expired twice, or the loop would never end.',
    source,
  },
  {
    id: 'neighbours.list-goes-back',
    level: 'MUST',
    area: 'neighbours',
    statement: '`page[before]` shows what stands before a session in the list.',
    rationale: 'Paging back would show the wrong users.',
    source,
  },
  {
    id: 'neighbours.list-empty',
    level: 'SHOULD',
    area: 'neighbours',
    statement: 'A filter that finds nothing is answered with an empty list, and never with other sessions.',
    rationale: 'The sessions of strangers would be taken for those of the user.',
    source,
  },
] as const satisfies readonly Requirement[];
