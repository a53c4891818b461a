/** Only what this run created may be written to. */

/** The ids that this run created. A write to any other one is our mistake and never leaves the machine. */
export class Ownership {
  readonly #ids = new Set<string>();

  add(id: string): void {
    this.#ids.add(id);
  }

  has(id: string): boolean {
    return this.#ids.has(id);
  }

  /** @throws Error (a mistake of the suite) naming the step, when the call writes to an id that is not ours */
  assertMayWrite(label: string, ids: readonly string[]): void {
    const foreign = ids.filter((id) => !this.#ids.has(id));
    if (foreign.length === 0) return;
    throw new Error(
      `${label} would write to ${foreign.length} object(s) that this run did not create; ` +
        'register the id with own(), or say unowned: true for a made-up one',
    );
  }
}

/** The ids that a write addresses: in its path, and in the body of `expire-all` and of creating a session. */
export function addressed(pathId: string | undefined, body: string | null): readonly string[] {
  return [...(pathId === undefined ? [] : [pathId]), ...inquiryIds(body)];
}

function inquiryIds(body: string | null): string[] {
  const ids: string[] = [];
  try {
    JSON.parse(body ?? 'null', (name, value: unknown) => {
      if (!/^inquiry[-_]?ids?$/i.test(name)) return value;
      ids.push(...[value].flat().map((id) => (typeof id === 'string' ? id : JSON.stringify(id))));
      return value;
    });
  } catch {
    // No JSON, so no id that the target could read in it.
  }
  return ids;
}
