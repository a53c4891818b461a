/** Times as the wire shows them. */
import type { OpenChoices } from './open-choices.ts';

const offsets: Readonly<Record<OpenChoices['timestampOffset'], number>> = {
  Z: 0,
  '+00:00': 0,
  '+02:00': 120,
  '-05:30': -330,
};

/** A moment (milliseconds since 1970) as an RFC 3339 date-time; null stays null. */
export function timestamp(moment: number, open: OpenChoices): string;
export function timestamp(moment: number | null, open: OpenChoices): string | null;
export function timestamp(moment: number | null, open: OpenChoices): string | null {
  if (moment === null) return null;
  const local = new Date(moment + offsets[open.timestampOffset] * 60_000).toISOString();
  const seconds = local.slice(0, 19);
  const thousandths = local.slice(20, 23);
  const fraction = { 0: '', 3: `.${thousandths}`, 6: `.${thousandths}000` }[open.timestampPrecision];
  return `${seconds}${fraction}${open.timestampOffset}`;
}
