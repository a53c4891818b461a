/** Makes models of runs: what was seen, plane by plane. */
import { keyOf, Points, type Model } from './model.ts';
import { lookAtErrors } from './planes/errors.ts';
import { lookAtHeaders } from './planes/headers.ts';
import { lookAtIdempotency } from './planes/idempotency.ts';
import { lookAtLinkage } from './planes/linkage.ts';
import { lookAtShape } from './planes/shape.ts';
import { lookAtTransitions } from './planes/transitions.ts';
import type { VersionRun } from './version-run.ts';
import { observedExchanges, scenarioIn } from './observed-exchange.ts';

/** Models made before: the corpus compares one run of the old version with a hundred of the new one. */
const made = new WeakMap<VersionRun, { readonly controls: string; readonly model: Model }>();

/** The model of a run; `controls` are steps that do not follow the run's version. */
export function observe(run: VersionRun, controls: ReadonlySet<string>): Model {
  const names = [...controls].sort().join('\n');
  const known = made.get(run);
  if (known?.controls === names) return known.model;
  const model = look(run, controls);
  made.set(run, { controls: names, model });
  return model;
}

function look(run: VersionRun, controls: ReadonlySet<string>): Model {
  const seen = observedExchanges(run, controls);
  const points = new Points();
  for (const lookAt of [
    lookAtTransitions,
    lookAtErrors,
    lookAtShape,
    lookAtHeaders,
    lookAtIdempotency,
    lookAtLinkage,
  ])
    lookAt(seen, points);
  const shortest = lengths(run);
  const sorted = points.all.map((point) => ({
    ...point,
    steps: point.steps.toSorted(
      (a, b) => (shortest.get(scenarioIn(a)) ?? 0) - (shortest.get(scenarioIn(b)) ?? 0),
    ),
  }));
  return {
    version: run.version,
    runs: 1,
    points: new Map(sorted.map((point) => [keyOf(point), point])),
    steps: new Set(seen.observed.filter(({ evidence }) => evidence).map(({ step }) => step)),
  };
}

function lengths(run: VersionRun): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const { label } of run.exchanges) {
    const scenario = scenarioIn(label);
    counts.set(scenario, (counts.get(scenario) ?? 0) + 1);
  }
  return counts;
}
