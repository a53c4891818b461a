/** Seeded randomness: the same seed gives the same ids, people, devices and places. */
import { base, en, Faker } from '@faker-js/faker';

export interface Random {
  /** A number in [0, 1). */
  fraction(): number;
  /** A whole number in [0, below). */
  below(below: number): number;
  pick<T>(items: readonly [T, ...T[]]): T;
  /** So many characters out of an alphabet (letters and digits unless told otherwise). */
  characters(length: number, alphabet?: string): string;
  uuid(): string;
  /** Somebody who does not exist. */
  person(): { readonly 'name-first': string; readonly 'name-last': string };
}

/** Letters and digits that are not mistaken for each other. */
const ALPHANUMERIC = 'ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz123456789';

/** A generator of its own for each mock: two in one process do not disturb each other. */
export function seededRandom(seed: number): Random {
  const faker = new Faker({ locale: [en, base], seed });
  return {
    fraction: () => faker.number.float({ min: 0, max: 1, fractionDigits: 9 }) % 1,
    below: (limit) => faker.number.int({ min: 0, max: limit - 1 }),
    pick: (items) => faker.helpers.arrayElement(items),
    characters: (length, alphabet = ALPHANUMERIC) => faker.string.fromCharacters(alphabet, length),
    uuid: () => faker.string.uuid(),
    person: () => ({ 'name-first': faker.person.firstName(), 'name-last': faker.person.lastName() }),
  };
}
