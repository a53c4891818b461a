/** The mock's choices for the contract book, with what a profile says of each. */
import { choiceReasons } from '../mock/choice-reasons.ts';
import { openPoints, type OpenName } from '../mock/open-choices.ts';
import type { Finding, SandboxProfile } from '../mock/profile.ts';
import type { MockChoice } from '../reporting/book/mock-choices.ts';
import { readProfile } from './profile-file.ts';

/** Every choice; `path` names the profile of a sandbox, where there is one. */
export function mockChoices(path?: string): readonly MockChoice[] {
  const profile = path === undefined ? undefined : readProfile(path);
  return (Object.keys(openPoints) as OpenName[]).map((name) => {
    const { about, allowed, standard, variants } = openPoints[name];
    const meanings = new Map<unknown, string>(variants.map(({ value, sentence }) => [value, sentence]));
    return {
      name,
      about,
      values: allowed.map((value) => {
        const means = meanings.get(value);
        return { value: String(value), ...(means !== undefined && { means }) };
      }),
      standard: String(standard),
      ...choiceReasons[name],
      ...(profile && { seen: seenIn(profile, profile.choices[name]) }),
    };
  });
}

function seenIn(
  { target, version, comparedOn }: SandboxProfile,
  finding: Finding<unknown>,
): NonNullable<MockChoice['seen']> {
  const what =
    'value' in finding
      ? `\`${String(finding.value)}\`: ${finding.as}, by ${finding.seen}`
      : 'unknown' in finding
        ? `Something else, that the mock cannot do: ${finding.unknown}, by ${finding.seen}`
        : `Not decided: ${finding.undecidable}`;
  return { what, target, version, day: comparedOn };
}
