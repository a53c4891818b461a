/** Every showing of a resource in the run, by its type and id: what was shown whole tells what a thinner answer lost. */
import { idOf, type Resource } from '../../client/document.ts';
import { resourcesIn, type Answer, type Shown } from './answer.ts';
import type { History } from './history.ts';

export interface Showing {
  readonly shown: Shown;
  readonly answer: Answer;
}

const known = new WeakMap<History, ReadonlyMap<string, readonly Showing[]>>();

/** How the run has shown this resource, in the order of the requests. */
export function showingsOf(resource: Resource, history: History): readonly Showing[] {
  let showings = known.get(history);
  if (!showings) known.set(history, (showings = collected(history)));
  return showings.get(nameOf(resource)) ?? [];
}

function collected({ answers }: History): ReadonlyMap<string, readonly Showing[]> {
  const showings = new Map<string, Showing[]>();
  for (const answer of answers.filter(({ outcome }) => outcome === 'success')) {
    for (const shown of resourcesIn(answer)) {
      if (idOf(shown.resource) === undefined) continue;
      const name = nameOf(shown.resource);
      showings.set(name, [...(showings.get(name) ?? []), { shown, answer }]);
    }
  }
  return showings;
}

const nameOf = ({ type, id }: Resource) => `${String(type)} ${String(id)}`;
