/** What a run against the embedded mock says about Persona: the one place that words it, for every reader. */
import type { MockProfileFact } from '../../judging/run-facts.ts';

/** What is known of the target of a run; a statement is one. */
interface AboutTarget {
  readonly target: { readonly kind: 'mock' | 'sandbox' };
  readonly mockProfile?: MockProfileFact | null;
}

/** What such a run is worth, in a sentence; undefined where the target is no mock. */
export function aboutTheMock({ target, mockProfile = null }: AboutTarget): string | undefined {
  if (target.kind !== 'mock') return undefined;
  if (mockProfile === null) return 'This is about the embedded mock: it says nothing about Persona itself.';
  const { daysAgo, comparedOn } = mockProfile;
  return hasExpired(mockProfile)
    ? `The mock was last compared with the sandbox ${days(daysAgo)} ago, on ${inWords(comparedOn)}: that counts for ${days(mockProfile.goodForDays)}, so this says nothing certain about Persona as it is today.`
    : `The mock answers as the sandbox did on ${inWords(comparedOn)}, ${daysAgo === 0 ? 'today' : `${days(daysAgo)} ago`} (${choices(mockProfile)}).`;
}

/** Where a requirement was seen to hold, for a run on the mock; undefined where that is no question. */
export function seenWhere(seenOnSandbox: string | null | undefined): string | undefined {
  if (seenOnSandbox === undefined) return undefined;
  return seenOnSandbox === null
    ? 'only on the mock'
    : `the sandbox answered these calls alike on ${inWords(seenOnSandbox)}`;
}

/** True once the comparison is older than it counts for. */
export function hasExpired({ daysAgo, goodForDays }: MockProfileFact): boolean {
  return daysAgo > goodForDays;
}

function choices({ taken, notTaken }: MockProfileFact): string {
  const own = notTaken === 0 ? '' : `, ${notTaken} ${notTaken === 1 ? 'is' : 'are'} the mock’s own`;
  return `${taken} of ${taken + notTaken} open choices are its${own}`;
}

function days(n: number): string {
  return `${n} day${n === 1 ? '' : 's'}`;
}

/** A day as people write it: `20 November 2026`. */
export function inWords(day: string): string {
  const options = { day: 'numeric', month: 'long', year: 'numeric', timeZone: 'UTC' } as const;
  return new Intl.DateTimeFormat('en-GB', options).format(new Date(`${day}T00:00:00Z`));
}
