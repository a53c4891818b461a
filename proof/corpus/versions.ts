/** Nothing of what these calls answer is known to change between the two, so that a case is all that changes. */
export const OLD = '2022-09-01';
export const NEW = '2023-01-05';
