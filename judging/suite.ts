/** The suite as data: the body of each requirement, collected from the specs. */
import { catalogue, type RequirementId } from '../contract/catalogue.ts';
import type { Context } from './context.ts';

/** Checks one requirement; returns when it holds. */
export type Body = (context: Context) => Promise<void>;

/** A requirement with the body that checks it. */
export interface Check {
  readonly id: RequirementId;
  readonly body: Body;
}

export interface Suite {
  /** One for each requirement, in the order in which Playwright runs them. */
  readonly checks: readonly Check[];
  check(id: RequirementId): Check;
}

const bodies = new Map<RequirementId, Body>();
let outsidePlaywright = false;

/**
 * Notes the body of a requirement.
 * @throws {Error} when the requirement has one already
 */
export function register(id: RequirementId, body: Body): void {
  if (bodies.has(id)) throw new Error(`The requirement "${id}" has two bodies.`);
  bodies.set(id, body);
}

/** True while the specs are loaded for their bodies alone: `test` then runs nothing. */
export function isOutsidePlaywright(): boolean {
  return outsidePlaywright;
}

/**
 * The suite, from specs that `importSpecs` loads.
 * @throws {Error} when a requirement has no body
 */
export async function loadOutsidePlaywright(importSpecs: () => Promise<void>): Promise<Suite> {
  outsidePlaywright = true;
  await importSpecs();
  const check = (id: RequirementId): Check => {
    const body = bodies.get(id);
    if (!body) throw new Error(`The requirement "${id}" has no test.`);
    return { id, body };
  };
  catalogue.forEach(({ id }) => check(id));
  return { checks: [...bodies].map(([id, body]) => ({ id, body })), check };
}
