/**
 * What a run remembers: scenarios that were played, sessions that can be used again. A key/value store of JSON values,
 * asynchronous because it may stand in another process: Playwright throws a worker away after each failing test.
 */
export interface Memory {
  get(key: string): Promise<unknown>;
  set(key: string, value: unknown): Promise<void>;
  delete(key: string): Promise<void>;
}

/** A memory in this process: for the fault campaign, and for tests of our own. */
export function memoryInProcess(): Memory {
  const values = new Map<string, unknown>();
  return {
    get: async (key) => values.get(key),
    set: async (key, value) => void values.set(key, value),
    delete: async (key) => void values.delete(key),
  };
}
