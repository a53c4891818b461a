/** Exact tests of shares: whether two sides differ by more than chance explains, however few samples there are. */

/** How many samples of each side show something. */
export interface Table {
  readonly before: number;
  readonly beforeOf: number;
  readonly after: number;
  readonly afterOf: number;
}

export interface Evidence {
  /** The probability of a split at least as uneven, where nothing has changed. */
  readonly p: number;
  /** The smallest `p` that these totals could have given: at 1 the table can tell nothing. */
  readonly least: number;
}

/** Equal up to rounding. */
const NEARLY = 1 + 1e-7;

/**
 * Fisher's exact test, two-sided, over one table or over several strata: each stratum is compared with itself alone, so that
 * another mixture of strata on the two sides proves nothing.
 */
export function exactTest(strata: readonly Table[]): Evidence {
  // The distribution of how many of those that show it are on the later side, all strata together.
  let spread: readonly number[] = [1];
  let lowest = 0;
  let seen = 0;
  for (const { before, beforeOf, after, afterOf } of strata) {
    const shown = before + after;
    const first = Math.max(0, shown - beforeOf);
    const own = hypergeometric(shown, beforeOf, afterOf);
    lowest += first;
    seen += after;
    spread = own.length === 1 ? spread : convolved(spread, own);
  }
  const observed = spread[seen - lowest] ?? 0;
  const sumUpTo = (bound: number): number =>
    Math.min(
      1,
      spread.filter((one) => one <= bound * NEARLY).reduce((sum, one) => sum + one, 0),
    );
  const ends = [spread[0] ?? 1, spread.at(-1) ?? 1];
  return { p: sumUpTo(observed), least: sumUpTo(Math.min(...ends)) };
}

/** The probabilities of each possible number on the later side, from the smallest one on. */
function hypergeometric(shown: number, beforeOf: number, afterOf: number): number[] {
  const first = Math.max(0, shown - beforeOf);
  const last = Math.min(shown, afterOf);
  const all = logChoose(beforeOf + afterOf, shown);
  return Array.from({ length: last - first + 1 }, (_, n) =>
    Math.exp(logChoose(afterOf, first + n) + logChoose(beforeOf, shown - first - n) - all),
  );
}

function convolved(one: readonly number[], other: readonly number[]): number[] {
  const sums = new Array<number>(one.length + other.length - 1).fill(0);
  one.forEach((a, i) => other.forEach((b, j) => (sums[i + j] = (sums[i + j] ?? 0) + a * b)));
  return sums;
}

const logFactorials: number[] = [0, 0];

function logFactorial(n: number): number {
  for (let next = logFactorials.length; next <= n; next++)
    logFactorials.push((logFactorials[next - 1] ?? 0) + Math.log(next));
  return logFactorials[n] ?? 0;
}

function logChoose(n: number, k: number): number {
  return logFactorial(n) - logFactorial(k) - logFactorial(n - k);
}

/**
 * The bound for `p` that keeps the chance of any false finding among all tests under `rate` (Tarone's correction): tests that
 * could not have found anything do not count.
 */
export function boundFor(tests: readonly Evidence[], rate: number): number {
  const able = tests.map(({ least }) => least).sort((a, b) => a - b);
  for (let divisor = 1; ; divisor++) {
    const bound = rate / divisor;
    const count = able.findIndex((least) => least > bound);
    if ((count < 0 ? able.length : count) <= divisor) return bound;
  }
}
