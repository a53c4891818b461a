/** Expectations about response headers. */
import { header, headers, type Exchange } from '../../client/exchange.ts';
import type { Claim } from '../finding.ts';
import { judge, type Judgement } from './violation.ts';

/** The answer carries this header with something in it; its name in any casing. */
export function toHaveHeader(exchange: Exchange, name: string): Judgement {
  const value = header(exchange, name);
  return judge('toHaveHeader', value !== undefined && value.trim() !== '', exchange, {
    code: 'header.missing',
    header: name,
    empty: value !== undefined,
  });
}

/** Headers that count a limit: whole numbers, none negative, no more left than the limit. Absent ones are left out. */
export function toCountIn(exchange: Exchange, prefix: 'ratelimit' | 'quota'): Judgement {
  const values = ['limit', 'remaining', 'reset'].map((suffix) => ({
    name: `${prefix}-${suffix}`,
    text: headers(exchange, `${prefix}-${suffix}`),
  }));
  const odd = values.find(({ text }) => text !== undefined && !/^\d+$/.test(text));
  const [limit = Number.NaN, remaining = Number.NaN] = values.map(({ text }) => Number(text ?? Number.NaN));
  const claim: Claim = odd
    ? { code: 'header.not-whole', header: odd.name, text: odd.text ?? '' }
    : { code: 'header.more-than-limit', remaining, limit };
  return judge('toCountIn', odd === undefined && !(remaining > limit), exchange, claim);
}
