/** Expectations about response headers. */
import { header, type Exchange } from '../../client/exchange.ts';
import { judge, type Judgement } from './violation.ts';

/** The answer carries this header with something in it; its name in any casing. */
export function toHaveHeader(exchange: Exchange, name: string): Judgement {
  const value = header(exchange, name);
  return judge('toHaveHeader', value !== undefined && value.trim() !== '', {
    what: `The answer carries no \`${name}\`.`,
    expected: `a header \`${name}\``,
    seen: value === undefined ? 'no such header' : 'an empty header',
    exchange: exchange.label,
  });
}

/** Headers that count a limit: whole numbers, none negative, no more left than the limit. Absent ones are left out. */
export function toCountIn(exchange: Exchange, prefix: 'ratelimit' | 'quota'): Judgement {
  const values = ['limit', 'remaining', 'reset'].map((suffix) => ({
    suffix,
    text: header(exchange, `${prefix}-${suffix}`),
  }));
  const odd = values.find(({ text }) => text !== undefined && !/^\d+$/.test(text));
  const [limit, remaining] = values.map(({ text }) => Number(text ?? Number.NaN));
  const tooMany = (remaining ?? 0) > (limit ?? Infinity);
  return judge('toCountIn', odd === undefined && !tooMany, {
    what: odd
      ? `\`${prefix}-${odd.suffix}\` is no whole number.`
      : `More requests remain than the limit allows.`,
    expected: odd ? 'a whole number, not negative' : 'no more remaining than the limit',
    seen: odd ? JSON.stringify(odd.text) : `${remaining} of ${limit}`,
    exchange: exchange.label,
  });
}
