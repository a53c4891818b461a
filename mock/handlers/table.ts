/** Who answers each endpoint. */
import type { Handler, HandlerName } from '../types.ts';
import { listEvents } from './events.ts';
import { expireAllSessions } from './expire-all.ts';
import {
  createInquiry,
  expireInquiry,
  generateInquiryOneTimeLink,
  listInquiries,
  redactInquiry,
  resumeInquiry,
  retrieveInquiry,
} from './inquiries.ts';
import { nothingHere } from './nothing-here.ts';
import { generateOneTimeLink } from './one-time-link.ts';
import { createSession, expireSession, listSessions, retrieveSession } from './sessions.ts';
import { simulate } from './simulate.ts';

export const handlers: Readonly<Record<HandlerName, Handler>> = {
  createInquiry,
  retrieveInquiry,
  listInquiries,
  redactInquiry,
  expireInquiry,
  resumeInquiry,
  generateInquiryOneTimeLink,
  simulate,
  createSession,
  listSessions,
  retrieveSession,
  expireSession,
  expireAllSessions,
  generateOneTimeLink,
  listEvents,
  readExpireAddress: nothingHere,
  nothingHere,
};
