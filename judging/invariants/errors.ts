/** What holds for every refusal. */
import { document, isObject, member } from '../../client/document.ts';
import { json } from '../../client/exchange.ts';
import { DETAILED_ERRORS, ERRORS_WITH_META, toBeJson, toMatchSchema } from '../expectations/shapes.ts';
import type { Internals } from '../finding.ts';
import type { Answer } from './answer.ts';
import { claimOf, firstOf, type Invariant } from './invariant.ts';

const of = { outcome: 'refusal' } as const;

/** What only a program writes: stack frames, exception classes, SQL, and files of a server. */
const INTERNALS: readonly { readonly name: Internals; readonly pattern: RegExp }[] = [
  { name: 'stack-frame', pattern: /\bat [\w$.<>]+ ?\([^)\s]+:\d+(:\d+)?\)|\.(rb|py|js|ts|go|java):\d+/ },
  { name: 'exception-class', pattern: /\b[A-Z]\w+(::[A-Z]\w+)+|\b\w+(Exception|Traceback)\b|\bPG::/ },
  { name: 'sql', pattern: /\bSELECT\b.+\bFROM\b|\bINSERT INTO\b|\bUPDATE\b.+\bSET\b|\bWHERE\b.+=/ },
  { name: 'server-path', pattern: /(^|[\s"'(])\/(usr|var|srv|app|home|opt)\/[\w.-]+\// },
];

const isListed = (answer: Answer) => document(answer.exchange).errors.length > 0;

type MemberClause = 'errors.title' | 'errors.details' | 'errors.source' | 'errors.meta';

/** A member where the status of the answer declares it. */
const memberOf = (clause: MemberClause, declared?: ReadonlySet<number>): Invariant => ({
  clause,
  of,
  breach: (answer) =>
    isListed(answer) && (declared?.has(answer.exchange.response.status) ?? true)
      ? claimOf(toMatchSchema(answer.exchange, `error-document#${clause.slice('errors.'.length)}`))
      : undefined,
});

export const errorInvariants: readonly Invariant[] = [
  { clause: 'errors.media-type', of, breach: ({ exchange }) => claimOf(toBeJson(exchange)) },
  {
    clause: 'errors.list',
    of,
    breach: ({ exchange }) =>
      json(exchange) === undefined ? undefined : claimOf(toMatchSchema(exchange, 'error-document#list')),
  },
  memberOf('errors.title'),
  memberOf('errors.details', DETAILED_ERRORS),
  memberOf('errors.source', new Set([422])),
  memberOf('errors.meta', ERRORS_WITH_META),
  {
    clause: 'errors.no-data',
    of,
    breach: ({ exchange }) => {
      const body = json(exchange);
      if (!isObject(body) || body['data'] === undefined || body['data'] === null) return undefined;
      return { code: 'body.refusal-with-data', path: ['data'] };
    },
  },
  {
    clause: 'errors.no-internals',
    of,
    breach: ({ exchange }) =>
      firstOf([...document(exchange).errors.entries()], ([index, error]) =>
        firstOf(['title', 'details'], (name) => {
          const text = member(error, name);
          const found = typeof text === 'string' && INTERNALS.find(({ pattern }) => pattern.test(text));
          if (!found) return undefined;
          return { code: 'error.internals', name, internals: found.name, path: ['errors', index, name] };
        }),
      ),
  },
];
