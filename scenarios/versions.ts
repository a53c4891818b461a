/** The dated versions, each by itself, and one session seen under two of them. */
import { FINGERPRINT_MOVED, type VersionDate } from '../contract/versions.ts';
import { expireNew } from './expiring.ts';
import { nonexistentId } from './nonexistent-id.ts';
import { isFound } from './reading.ts';
import { scenario } from './scenario.ts';

/** The newest documented version before the fingerprint moved, and one after it. */
export const BEFORE_MOVE = '2021-07-05' satisfies VersionDate;
export const AFTER_MOVE = '2023-01-05' satisfies VersionDate;

/** A date that no version bears. */
export const UNKNOWN_VERSION = '1999-12-31';

/** Reads under versions of which nothing is promised. */
export const unpromisedVersions = scenario(
  'unpromised-versions',
  'A session is read under versions that are named elsewhere only, and under one that does not exist.',
  async ({ persona, run }) => {
    const { sessionId } = await run(expireNew);
    const read = (version: string) =>
      persona.retrieve(sessionId, { as: `read under ${version}`, version, expectedStatuses: [500] });
    return {
      '2026-09-29': await read('2026-09-29'),
      '2021-07-15': await read('2021-07-15'),
      '2021-05-14': await read('2021-05-14'),
      unknown: await read(UNKNOWN_VERSION),
    };
  },
);

/** The one breaking change of this resource, on one and the same session. */
export const acrossTheMove = scenario(
  'across-the-move',
  `An opened session is read under a version after ${FINGERPRINT_MOVED}, expired under one before it, and read without a version before and after that.`,
  async ({ persona, sessions, configuration }) => {
    const session = await sessions.active();
    // In this order, so that a version that sticks to the next request shows in one of the plain reads.
    const after = await persona.retrieveUntil(session.id, isFound, {
      as: 'read after the move',
      version: AFTER_MOVE,
      query: 'include=device',
    });
    const plain = await persona.retrieve(session.id, { as: 'read without version', version: null });
    const expire = await persona.expire(session.id, { as: 'expire before the move', version: BEFORE_MOVE });
    if (configuration.depth === 'thorough') {
      // A version may stick to the next request where this one was refused.
      await persona.expire(nonexistentId(session.id), {
        as: 'expire an unknown session before the move',
        version: BEFORE_MOVE,
        query: 'include=inquiry',
        unowned: true,
        expectedStatuses: [500],
      });
    }
    const plainAgain = await persona.retrieve(session.id, {
      as: 'read without version again',
      version: null,
    });
    return { sessionId: session.id, after, plain, expire, plainAgain };
  },
);

/** A fingerprint may be asked for by name, and stays where it has moved to. */
export const askedByName = scenario(
  'asked-by-name',
  'A session that was opened is read thinned out, its device whole, the fingerprint among its `fields`.',
  async ({ persona, run }) => {
    const { sessionId } = await run(acrossTheMove);
    const names = 'browser-fingerprint,status,is-tor,is-vpn,device-name';
    return {
      thinnedOut: await persona.retrieve(sessionId, {
        as: 'read thinned out',
        query: `include=device&fields[inquiry-session]=${names}`,
        expectedStatuses: [500],
      }),
    };
  },
);
