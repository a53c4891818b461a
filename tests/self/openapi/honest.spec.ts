/**
 * "Covered" is no claim: a target that deviates from a covered element is called wrong. Each element of a small description is
 * broken in turn on the mock's answers, and a requirement that is said to stand for it has to fail.
 */
import { expect, test } from '@playwright/test';
import type { RequirementId } from '../../../contract/catalogue.ts';
import { kebab } from '../../../client/document.ts';
import { coverageOf, type Element } from '../../../openapi/coverage.ts';
import { readDescriptions } from '../../../openapi/read.ts';
import { misfits } from '../../../openapi/samples.ts';
import type { HeaderLine } from '../../../mock/call.ts';
import type { Patch } from '../../../mock/types.ts';
import { runTrial } from '../../../proof/campaign/trial.ts';
import { OWN } from './support/planting.ts';

type Json = Record<string, unknown>;

const isObject = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** What is broken through behaviour and not in an answer; that each of these requirements can fail is the fault campaign's to show. */
const BEHAVIOUR = new Set([
  'security',
  'parameter',
  'parameter value',
  'version',
  'named value',
  'included',
  'request required',
]);

const [description] = await readDescriptions(OWN);
if (!description) throw new Error('Nothing was read.');
const covered = coverageOf(description).elements.filter(
  ({ state, fact }) => state === 'covered' && !BEHAVIOUR.has(fact.kind),
);
/** What the same requirements stand for in the same place is one: value by value it is tried on their schemas. */
const kinds = [
  ...new Map(
    covered.map((element) => [[element.fact.kind, element.fact.place, ...element.by].join(), element]),
  ).values(),
];

/** Requirements that make a run meet the answer in question: those that hold for every answer are judged on what was asked. */
const MEETING: Readonly<Record<string, readonly RequirementId[]>> = {
  '400': ['errors.missing-parameter'],
  '403': ['auth.read-only-key'],
  '404': ['errors.unknown-id-404'],
  '409': ['state.second-expire-documented-shape'],
  '422': ['idempotency.mismatch-envelope'],
  '429': ['rate-limit.envelope'],
  '@device': ['query.include-several'],
  '@inquiry': ['query.include-inquiry'],
};

test.describe('a covered element', () => {
  test('there are many of them', () => {
    expect(kinds.length).toBeGreaterThan(50);
  });

  for (const [n, element] of kinds.entries()) {
    test(`that is broken is noticed: ${element.label} (${element.fact.kind})`, async () => {
      // A mismatch is the one 422 that a whole run is sure to meet, where the target chooses so.
      const { outcomes } = await runTrial(
        { ...breaking(element, n), open: { mismatch: 422 } },
        {
          ids: [...(MEETING[element.fact.place] ?? []), ...element.by],
        },
      );
      const said = outcomes.map(({ id, verdict, reason }) => `${id}: ${verdict} ${reason ?? ''}`);
      const red = outcomes.filter(
        ({ id, verdict }) => verdict === 'violation' && element.by.some((own) => own === id),
      );
      expect(red, said.join('\n')).not.toEqual([]);
    });
  }
});

/** Another way to deviate for each element, so that over all of them every way is taken. */
function breaking({ fact }: Element, n: number): Patch {
  const { kind, place, name, shape } = fact;
  switch (kind) {
    case 'call':
      return {
        response: (answer, call) =>
          call.endpoint.name === 'expireSession' ? { ...answer, status: 404 } : answer,
      };
    case 'status':
      return {
        response: (answer) =>
          answer.status === Number(place)
            ? { ...answer, status: answer.status < 300 ? 202 : answer.status === 401 ? 403 : 418 }
            : answer,
      };
    case 'media type':
      return onAnswers(place, ([key, text]) => [
        [key, key.toLowerCase() === 'content-type' ? 'text/html' : text],
      ]);
    case 'header':
      return onAnswers(place, (line) => (line[0].toLowerCase() === name.toLowerCase() ? [] : [line]));
    default: {
      const wrong = shape ? misfits(shape) : [];
      const value =
        kind === 'required' ? undefined : kind === 'value' ? 'no-such-value' : wrong[n % wrong.length];
      const path = (kind === 'relationship' ? `relationships.${name}` : name).split('.');
      return {
        document: (document, call, answer) => {
          const written = document as Json;
          if (place.startsWith('@')) {
            if (call.endpoint.name !== 'expireSession') return written;
            for (const resource of [written['data'], ...[written['included'] ?? []].flat()])
              if (isObject(resource) && resource['type'] === place.slice(1)) write(resource, path, value);
          } else if (answer.status === Number(place)) write(written, path, value);
          return written;
        },
      };
    }
  }
}

function onAnswers(place: string, change: (line: HeaderLine) => readonly HeaderLine[]): Patch {
  return {
    response: (answer) =>
      answer.status === Number(place) ? { ...answer, headers: answer.headers.flatMap(change) } : answer,
  };
}

/** Puts the value where the path leads, in every item of a list, names in whatever casing; undefined takes the member away. */
function write(target: Json, [step = '', ...rest]: readonly string[], value: unknown): void {
  const plain = step.replace(/\[\]$/, '');
  const name = Object.keys(target).find((key) => kebab(key) === plain) ?? plain;
  if (rest.length === 0) {
    if (value === undefined) Reflect.deleteProperty(target, name);
    else target[name] = value;
    return;
  }
  target[name] ??= {};
  for (const inner of [target[name]].flat()) if (isObject(inner)) write(inner, rest, value);
}
