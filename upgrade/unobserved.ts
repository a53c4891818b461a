/** Members that no answer showed with a value: whatever changes about them does not show here. */
import type { Consumer } from './consumer.ts';
import { documentedMembers } from './documented.ts';
import { ABSENT, PAIRED, type Model } from './model.ts';

/** What stands for a member that shows no value. */
const EMPTY = new Set([ABSENT, 'null', 'none', 'no data', 'new', 'gone', 'not included']);

/** Of what the profile lists, or else of what is documented, the members that neither version showed with a value. */
export function unobservedMembers(
  consumer: Consumer | undefined,
  models: readonly Model[],
): readonly string[] {
  const seen = new Set<string>();
  for (const model of models) {
    for (const { subject, values } of model.points.values()) {
      if (subject.endsWith(PAIRED) || Object.keys(values).every((value) => EMPTY.has(value))) continue;
      seen.add(subject.replace(/ \([a-z ]+\)$/, '').replace(/^data\[\]\./, 'data.'));
    }
  }
  return (consumer?.members ?? documentedMembers).filter(
    (member) => ![...seen].some((one) => one === member || one.startsWith(`${member}.`)),
  );
}
