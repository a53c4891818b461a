/** Covering arrays: few rows in which every combination of so many parameters occurs. A few lines, so no dependency. */

export type Factors = Readonly<Record<string, readonly (string | null)[]>>;
export type Row<F extends Factors> = { readonly [Name in keyof F]: F[Name][number] };

/** Rows that are tried for each that is taken. */
const CANDIDATES = 8;

/**
 * Rows in which every combination of values of any `strength` factors occurs at least once. Greedy: close to the fewest, not
 * the fewest. The same seed gives the same rows.
 */
export function coveringArray<F extends Factors>(
  factors: F,
  strength: number,
  seed: number,
): readonly Row<F>[] {
  const names = Object.keys(factors);
  const values = names.map((name) => factors[name] ?? []);
  const groups = subsets(names.length, strength);
  const open = new Set(groups.flatMap((group) => tuplesOf(group, values)));
  const random = generator(seed);
  const rows: (readonly number[])[] = [];
  for (let [next] = open; next !== undefined; [next] = open) {
    const start = next;
    const tried = Array.from({ length: CANDIDATES }, () => candidate(start, values, groups, open, random));
    const best = tried.reduce((one, other) =>
      gain(other, groups, open) > gain(one, groups, open) ? other : one,
    );
    for (const group of groups) open.delete(keyOf(group, best));
    rows.push(best);
  }
  return rows.map(
    (row) =>
      Object.fromEntries(
        names.map((name, index) => [name, values[index]?.[row[index] ?? 0] ?? null]),
      ) as Row<F>,
  );
}

/** A row that has this combination, and otherwise in each place the value that covers most of what is open. */
function candidate(
  start: string,
  values: readonly (readonly unknown[])[],
  groups: readonly (readonly number[])[],
  open: ReadonlySet<string>,
  random: () => number,
): readonly number[] {
  const row = values.map(() => -1);
  for (const part of start.split(' ')) {
    const [index, value] = part.split(':').map(Number);
    row[index ?? 0] = value ?? 0;
  }
  const free = row.flatMap((value, index) => (value < 0 ? [{ index, order: random() }] : []));
  for (const { index } of free.toSorted((one, other) => one.order - other.order)) {
    const here = groups.filter((group) => group.includes(index));
    const scores = (values[index] ?? []).map((_, value) => {
      row[index] = value;
      return { value, gain: gain(row, here, open), order: random() };
    });
    scores.sort((one, other) => other.gain - one.gain || one.order - other.order);
    row[index] = scores[0]?.value ?? 0;
  }
  return row;
}

/** How many open combinations the row covers; places that are not decided yet cover none. */
function gain(
  row: readonly number[],
  groups: readonly (readonly number[])[],
  open: ReadonlySet<string>,
): number {
  return groups.filter((group) => open.has(keyOf(group, row))).length;
}

function keyOf(group: readonly number[], row: readonly number[]): string {
  return group.map((index) => `${index}:${row[index]}`).join(' ');
}

function tuplesOf(group: readonly number[], values: readonly (readonly unknown[])[]): readonly string[] {
  return group.reduce<readonly string[]>(
    (tuples, index) =>
      tuples.flatMap((tuple) =>
        (values[index] ?? []).map((_, value) => `${tuple}${tuple === '' ? '' : ' '}${index}:${value}`),
      ),
    [''],
  );
}

function subsets(size: number, count: number, from = 0): readonly (readonly number[])[] {
  if (count === 0) return [[]];
  const firsts = Array.from({ length: Math.max(0, size - from) }, (_, index) => from + index);
  return firsts.flatMap((first) => subsets(size, count - 1, first + 1).map((rest) => [first, ...rest]));
}

/** Numbers from 0 to 1 (mulberry32). */
function generator(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
