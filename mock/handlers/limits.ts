/** Sessions that one inquiry may have, the documented default. */
export const SESSIONS_PER_INQUIRY = 25;
