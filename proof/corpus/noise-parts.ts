/** What noise servers are made of: what varies by itself, by answer, by object, by user and in turns. */
import { seededRandom } from '../../mock/random.ts';
import type { Json, JsonObject, Resource } from '../../mock/json.ts';
import { attributes, resources } from '../../mock/patches.ts';
import type { Patch } from '../../mock/types.ts';
import { omit } from './build.ts';

/** True with a probability. */
export type Chance = (probability: number) => boolean;

export interface NoiseServer {
  /** Stable slug. */
  readonly slug: string;
  readonly sentence: string;
  readonly patch: (chance: Chance) => Patch;
}

/** The server as it behaves from one seed on. */
export function noisyFrom(seed: number, { patch }: NoiseServer): Patch {
  const random = seededRandom(seed);
  return patch((probability) => random.fraction() < probability);
}

const SESSION = 'inquiry-session';

/** Drawn for each answer anew. */
export const perAnswer =
  (
    probability: number,
    change: (values: JsonObject) => JsonObject,
    type = SESSION,
  ): ((chance: Chance) => Patch) =>
  (chance) =>
    attributes(type, (values) => (chance(probability) ? change(values) : values));

/** Drawn once for each object. */
export const perObject =
  (
    probability: number,
    change: (values: JsonObject) => JsonObject,
    type = SESSION,
  ): ((chance: Chance) => Patch) =>
  (chance) => {
    const drawn = new Map<string, boolean>();
    return resources((resource: Resource) => {
      if (resource.type !== type) return resource;
      const hit = drawn.get(resource.id) ?? chance(probability);
      drawn.set(resource.id, hit);
      return hit ? { ...resource, attributes: change(resource.attributes) } : resource;
    });
  };

/** Drawn once for each inquiry: all that belongs to one user shows the same. */
export const perUser =
  (probability: number, change: (values: JsonObject) => JsonObject): ((chance: Chance) => Patch) =>
  (chance) => {
    const drawn = new Map<string, boolean>();
    return resources((resource: Resource) => {
      const link = resource.relationships?.['inquiry']?.data;
      const user = link && !Array.isArray(link) ? link.id : undefined;
      if (resource.type !== SESSION || user === undefined) return resource;
      const hit = drawn.get(user) ?? chance(probability);
      drawn.set(user, hit);
      return hit ? { ...resource, attributes: change(resource.attributes) } : resource;
    });
  };

/** One of two servers answers for a while, then perhaps the other. */
export const inBlocks =
  (length: number, make: (chance: Chance) => Patch): ((chance: Chance) => Patch) =>
  (chance) => {
    let [left, hit] = [0, false];
    return make((probability) => {
      if (left-- <= 0) [left, hit] = [length, chance(probability)];
      return hit;
    });
  };

export const absent = (name: string) => (values: JsonObject) => omit(values, [name]) as JsonObject;
export const nulled = (name: string) => (values: JsonObject) => ({ ...values, [name]: null });
export const written = (name: string, change: (value: Json) => Json) => (values: JsonObject) =>
  values[name] === undefined || values[name] === null ? values : { ...values, [name]: change(values[name]) };
