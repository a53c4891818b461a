/** A token of the form that resuming an inquiry returns; it opens nothing and says so. */
function part(value: unknown): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url');
}

/** An unsigned JWT whose `sub` and `sid` are the session's id. */
export function fakeSessionToken(sessionId: string): string {
  const header = part({ alg: 'none', typ: 'JWT' });
  const claims = part({ sub: sessionId, sid: sessionId, note: 'made by a mock, opens nothing' });
  return `${header}.${claims}.not-a-signature`;
}
