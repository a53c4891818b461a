/** What a dated version changes, in every answer under it. */
import { personalInquiryAttributes } from '../../contract/attributes.ts';
import { FINGERPRINT_MOVED, NOTHING_BY_DEFAULT } from '../../contract/versions.ts';
import { includedTypes } from '../expectations/sessions.ts';
import { inKebab, requestHeader, resourcesIn, sessionsIn, type Answer } from './answer.ts';
import { firstOf, type Invariant } from './invariant.ts';
import { showingsOf } from './resources.ts';

const success = { outcome: 'success' } as const;

/** A plain expire that leaves the version to the target: what it includes by itself is that version's. */
function isUnversioned({ exchange, include, fields, outcome }: Answer): boolean {
  return (
    outcome === 'success' &&
    exchange.endpoint === 'expireSession' &&
    requestHeader(exchange, 'persona-version') === undefined &&
    include === undefined &&
    fields.size === 0
  );
}

export const versionInvariants: readonly Invariant[] = [
  {
    clause: 'version.no-leak',
    of: { outcome: 'success', shows: ['session'] },
    breach: (answer, { answers, savedOtherwise }) => {
      const first = answers.find(isUnversioned);
      if (!first || first === answer || !isUnversioned(answer) || savedOtherwise.has(answer))
        return undefined;
      const [before, after] = [first, answer].map(({ exchange }) =>
        includedTypes(exchange).includes('inquiry'),
      );
      if (before === after) return undefined;
      return { code: 'version.other-default', since: first.exchange.label, path: ['included'] };
    },
  },
  {
    clause: 'query.nothing-by-default',
    of: { outcome: 'success', shows: ['session'] },
    breach: ({ exchange, version, include }) => {
      const included = includedTypes(exchange);
      if (version === undefined || version < NOTHING_BY_DEFAULT || include !== undefined) return undefined;
      return included.length === 0
        ? undefined
        : { code: 'include.unasked', asked: [], included, path: ['included'] };
    },
  },
  {
    clause: 'version.personal-attributes-moved',
    of: success,
    breach: (answer) => {
      const { version } = answer;
      if (version === undefined || version < NOTHING_BY_DEFAULT) return undefined;
      const inquiries = resourcesIn(answer).filter(({ resource }) => resource.type === 'inquiry');
      return firstOf(inquiries, ({ resource, path }) => {
        const shown = inKebab(resource.attributes);
        const names = personalInquiryAttributes.filter((name) => shown[name] !== undefined);
        return names.length === 0 ? undefined : { code: 'version.personal-attributes', names, path };
      });
    },
  },
  {
    // What one whole answer under an old version shows, every one does.
    clause: 'version.fingerprint-before-move',
    of: success,
    breach: (answer, history) => {
      const { version } = answer;
      if (version === undefined || version >= FINGERPRINT_MOVED) return undefined;
      const whole = sessionsIn(answer).filter(({ sparse }) => !sparse);
      return firstOf(whole, ({ resource, path }) => {
        if ('browser-fingerprint' in inKebab(resource.attributes)) return undefined;
        const earlier = showingsOf(resource, history).find(
          ({ shown, answer: other }) =>
            other.exchange.startedAt < answer.exchange.startedAt &&
            typeof inKebab(shown.resource.attributes)['browser-fingerprint'] === 'string',
        );
        if (!earlier) return undefined;
        return {
          code: 'attribute.lost',
          name: 'browser-fingerprint',
          since: earlier.answer.exchange.label,
          path: [...path, 'attributes', 'browser-fingerprint'],
        };
      });
    },
  },
];
