/** Three years of the vendor's own changes to the endpoint's description: each is seen, classed, and stood for. */
import { readdirSync } from 'node:fs';
import { basename } from 'node:path';
import { expect, test } from '@playwright/test';
import { sessionAttributes, sessionRelationships } from '../../../contract/attributes.ts';
import type { RequirementId } from '../../../contract/catalogue.ts';
import type { PolicyClassId } from '../../../contract/policy.ts';
import type { Change, ChangeVerdict } from '../../../openapi/change.ts';
import { changesBetween } from '../../../openapi/changes.ts';
import { isOurs } from '../../../openapi/clauses.ts';
import { coverageOf, type Coverage, type Element } from '../../../openapi/coverage.ts';
import { callsOf, keyOf } from '../../../openapi/facts.ts';
import { readDescriptions, type Description } from '../../../openapi/read.ts';
import type { Rewording } from '../../../openapi/rewording.ts';
import { absent, HISTORY, NOT_AT_HAND } from './support/planting.ts';

/** Who stands for a change: requirements, an exclusion with its reason, or the policy, which takes it back. */
type Stands = readonly RequirementId[] | 'excluded' | 'policy';

type Explained = readonly [
  verdict: ChangeVerdict,
  policy: PolicyClassId | null,
  stands: Stands,
  ...subjects: string[],
];

interface Step {
  readonly day: string;
  readonly changes: readonly Explained[];
  readonly rewordings?: readonly Rewording[];
}

const named = (...names: readonly string[]): string[] => names.map((name) => `data.attributes.${name}`);
const version = (id: RequirementId & `version.accepts-${string}`): Explained => [
  'safe',
  'compatible.wider-input',
  [id],
  `Persona-Version = ${id.replace('version.accepts-', '')}`,
];
const nullable = (by: RequirementId, ...names: readonly string[]): Explained => [
  'needs code',
  'breaking.attribute-type',
  [by],
  ...named(...names),
];
/** Only names within the file, which nobody sees. */
const NAMES_ONLY: readonly Explained[] = [];

const STEPS: readonly Step[] = [
  { day: '2023-09-13', changes: [['undecided', 'breaking.status-code', 'excluded', '422']] },
  {
    day: '2023-09-28',
    changes: [
      ['undecided', 'breaking.stricter-validation', ['version.overrides-key-default'], 'Persona-Version'],
      ['undecided', 'breaking.status-code', ['auth.no-key'], '401'],
      ['undecided', 'breaking.status-code', ['auth.read-only-key'], '403'],
      ['undecided', 'breaking.status-code', 'excluded', '409'],
      ['safe', 'compatible.protective-limit', ['rate-limit.refused-with-429'], '429'],
    ],
  },
  { day: '2023-10-04', changes: [['safe', 'compatible.new-attribute', ['schema.single-resource'], 'data']] },
  {
    day: '2023-12-14',
    changes: [['safe', 'compatible.new-optional-parameter', ['query.include-inquiry'], 'include']],
  },
  { day: '2024-01-06', changes: [], rewordings: ['wording'] },
  {
    day: '2024-01-19',
    changes: [
      ['safe', 'compatible.new-attribute', ['schema.times'], ...named('started-at', 'expired-at')],
      ['safe', 'compatible.new-attribute', ['schema.client-attributes'], ...named('device-handoff-method')],
    ],
  },
  {
    day: '2024-03-05',
    changes: [
      ['safe', 'compatible.string-values', ['schema.type'], 'data.type'],
      ['safe', null, ['schema.inquiry-linkage'], 'data.relationships.inquiry'],
    ],
  },
  {
    day: '2024-03-12',
    changes: [
      ['safe', 'compatible.string-values', ['state.created-new'], 'data.attributes.status = new'],
      [
        'safe',
        'compatible.string-values',
        ['state.active-sibling-untouched'],
        'data.attributes.status = active',
      ],
      [
        'safe',
        'compatible.string-values',
        ['state.active-becomes-expired'],
        'data.attributes.status = expired',
      ],
    ],
    rewordings: ['wording'],
  },
  { day: '2024-03-22', changes: NAMES_ONLY },
  { day: '2024-03-25', changes: [], rewordings: ['wording'] },
  { day: '2024-03-26', changes: [], rewordings: ['wording'] },
  {
    day: '2024-04-03',
    changes: [
      nullable('schema.times', 'started-at', 'expired-at'),
      nullable('schema.network-attributes', 'ip-address'),
      nullable('schema.client-attributes', 'user-agent', 'os-name', 'os-full-version', 'device-type'),
      nullable('schema.flags', 'is-proxy', 'is-tor', 'is-datacenter'),
      nullable('schema.threat-level', 'threat-level'),
      nullable(
        'schema.place-attributes',
        ...['country-code', 'country-name', 'region-code', 'region-name', 'latitude', 'longitude'],
      ),
    ],
  },
  {
    day: '2024-04-08',
    changes: [
      ['safe', 'compatible.new-relationship', ['schema.device-linkage'], 'data.relationships.device'],
    ],
  },
  {
    day: '2024-04-17',
    changes: [
      ['safe', null, 'policy', 'answers'],
      ['safe', 'compatible.new-attribute', ['query.include-inquiry'], 'included'],
    ],
  },
  {
    day: '2024-07-01',
    changes: [['safe', 'compatible.new-attribute', ['schema.flags'], ...named('is-vpn')]],
  },
  {
    day: '2024-08-28',
    changes: [
      [
        'safe',
        'compatible.new-attribute',
        ['schema.gps-attributes'],
        ...named('gps-latitude', 'gps-longitude', 'gps-precision'),
      ],
    ],
  },
  {
    day: '2024-11-01',
    changes: [
      ['safe', 'compatible.new-relationship', ['schema.network-linkage'], 'data.relationships.network'],
    ],
  },
  { day: '2025-01-09', changes: [['safe', 'compatible.new-attribute', 'excluded', 'errors[].code']] },
  {
    day: '2025-01-13',
    changes: [
      ['blocked', 'breaking.removed-attribute', 'excluded', 'errors[].code'],
      ['safe', 'compatible.new-optional-parameter', ['query.fields-keep', 'query.fields-drop'], 'fields'],
    ],
  },
  {
    day: '2025-02-20',
    changes: [
      ['safe', 'compatible.new-attribute', ['schema.network-attributes'], ...named('ip-connection-type')],
    ],
  },
  { day: '2025-04-10', changes: NAMES_ONLY },
  {
    day: '2025-04-30',
    changes: [
      ['needs code', 'breaking.stricter-validation', ['query.fields-keep', 'query.fields-drop'], 'fields'],
    ],
  },
  {
    day: '2025-05-14',
    changes: [
      [
        'safe',
        'compatible.new-attribute',
        ['schema.network-attributes'],
        ...named('ip-isp', 'network-organization'),
      ],
    ],
  },
  { day: '2025-06-30', changes: [], rewordings: ['wording'] },
  { day: '2025-07-16', changes: [['safe', 'compatible.new-attribute', ['errors.meta'], 'errors[].meta']] },
  { day: '2025-07-23', changes: [], rewordings: ['wording'] },
  { day: '2025-08-04', changes: [['safe', null, ['schema.single-resource'], 'data']] },
  {
    day: '2025-10-31',
    changes: [
      ['undecided', 'breaking.meaning', 'excluded', 'Persona-Version'],
      version('version.accepts-2025-10-27'),
      version('version.accepts-2022-09-01'),
      version('version.accepts-2021-08-18'),
      version('version.accepts-2021-07-05'),
      version('version.accepts-2021-02-21'),
      version('version.accepts-2020-05-18'),
    ],
  },
  { day: '2025-12-10', changes: [version('version.accepts-2025-12-08')] },
  { day: '2026-04-09', changes: [['safe', 'compatible.new-type', ['query.include-network'], 'network']] },
  {
    day: '2026-06-23',
    changes: [
      [
        'safe',
        'compatible.new-optional-parameter',
        ['headers.rate-limit-announced', 'headers.rate-limit-numbers'],
        ...['RateLimit-Limit', 'RateLimit-Remaining', 'RateLimit-Reset'],
      ],
      ['safe', 'compatible.new-optional-parameter', ['headers.request-id'], 'Request-Id'],
      ['safe', 'compatible.new-optional-parameter', ['headers.environment-id'], 'Persona-Environment-Id'],
      ['safe', 'compatible.new-optional-parameter', ['headers.organization-id'], 'Persona-Organization-Id'],
    ],
  },
  { day: '2026-07-01', changes: [], rewordings: ['spelling'] },
];

test.describe('the history of the description', () => {
  test.skip(absent(HISTORY), NOT_AT_HAND);
  test.describe.configure({ mode: 'default' });

  let days: readonly Description[] = [];
  let newest: Coverage;

  test.beforeAll(async () => {
    days = await readDescriptions(HISTORY);
    const last = days.at(-1);
    if (!last) throw new Error('The history is empty.');
    newest = coverageOf(last);
  });

  test('has the steps of the table, and no other', () => {
    const files = readdirSync(HISTORY).map((file) => basename(file, '.yaml'));
    expect(files.slice(1)).toEqual(STEPS.map(({ day }) => day));
  });

  for (const { day, changes, rewordings = [] } of STEPS) {
    test(`${day} is explained`, () => {
      const n = days.findIndex(({ version: dated }) => dated === day);
      const [before, after] = [days[n - 1], days[n]];
      if (!before || !after) throw new Error(`There is no step to ${day}.`);
      const found = changesBetween(before, after);
      expect(found.rewordings).toEqual(rewordings);
      expect(
        explained(
          found.changes,
          (key) =>
            newest.byKey.get(key) ?? coverageOf(after).byKey.get(key) ?? coverageOf(before).byKey.get(key),
        ),
      ).toEqual(sorted(changes));
    });
  }

  test('agrees with the days of the catalogue: a changelog entry follows its description within a week', () => {
    const members = [
      ...sessionAttributes.map(({ name, ...rest }) => ({
        kind: 'member',
        name: `attributes.${name}`,
        ...rest,
      })),
      ...sessionRelationships.map(({ name, ...rest }) => ({ kind: 'relationship', name, ...rest })),
    ];
    const first = days.find((day) => shows(day, 'member', 'attributes.status'))?.version ?? '';
    expect(first).not.toBe('');
    const dated = members.filter((member) => 'since' in member && member.since !== undefined);
    expect(dated.length).toBeGreaterThan(8);
    for (const member of members) {
      const since = 'since' in member ? member.since : undefined;
      // Not described for the versions that the history is of.
      if ('goneFrom' in member && member.goneFrom !== undefined) continue;
      const n = days.findIndex((day) => shows(day, member.kind, member.name));
      const [without, described] = [days[n - 1]?.version ?? '', days[n]?.version ?? ''];
      if (since === undefined) {
        expect(described, `${member.name} has been there from the first`).toBe(first);
      } else {
        expect(since > without, `${member.name} since ${since}, not there on ${without}`).toBe(true);
        expect(
          daysBetween(described, since),
          `${member.name} since ${since}, described on ${described}`,
        ).toBeLessThanOrEqual(7);
      }
    }
  });
});

function shows(day: Description, kind: string, name: string): boolean {
  const facts = [...callsOf(day, isOurs).values()].flatMap((call) => call.facts);
  return facts.some((fact) => fact.kind === kind && fact.place === '@inquiry-session' && fact.name === name);
}

function daysBetween(one: string, other: string): number {
  return Math.abs(Date.parse(other) - Date.parse(one)) / 86_400_000;
}

/** The changes in the form of the table: one line for those that share verdict, class and who stands for them. */
function explained(
  changes: readonly Change[],
  elementOf: (key: string) => Element | undefined,
): readonly string[] {
  const groups = new Map<string, [ChangeVerdict, PolicyClassId | null, Stands, ...string[]]>();
  for (const { verdict, policy, subject, fact } of changes) {
    const stands = standing(elementOf(keyOf(fact)));
    const key = [verdict, policy, ...stands].join('|');
    const group = groups.get(key);
    if (group) group.push(subject);
    else groups.set(key, [verdict, policy, stands, subject]);
  }
  return sorted([...groups.values()]);
}

function standing(element: Element | undefined): Stands {
  if (!element) return 'policy';
  return element.state === 'excluded' ? 'excluded' : element.state === 'new' ? [] : element.by;
}

function sorted(lines: readonly Explained[]): readonly string[] {
  return lines
    .map(([verdict, policy, stands, ...subjects]) =>
      [verdict, policy, stands, subjects.sort()].map((part) => JSON.stringify(part)).join(' '),
    )
    .sort();
}
