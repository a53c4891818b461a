/**
 * Free text of a server, an error's details say, may hold anything: what has the shape of a token, a link, or something about a
 * person is masked in it. By shape only, so what has none stays.
 */
import { PERSONAL_MASK, SECRET_MASK } from './redact-text.ts';

/** Of a link the address of the server may be seen; what stands behind it may let somebody in. */
const LINK = /(?<![a-z])(https?:\/\/[^\s"'<>/?#]{1,253})[/?#][^\s"'<>]+/gi;

/** Letters and digits in one long word; names of members and references (`<session:1>`) have no such form. */
const OPAQUE = /(?<![\w<-])(?=[a-z_-]{0,200}\d)(?=[\d_-]{0,200}[a-z])[\w-]{20,}(?![\w-])/gi;

const CARD = /(?<![\w.-])[2-6]\d{3}(?:[ -]?\d){9,15}(?![\w-])/g;

const PERSONAL: readonly RegExp[] = [
  // Telephone numbers: international, and in the form of North America.
  /(?<![\w+])\+\d{1,3}(?:[ ().-]{0,3}\d){6,14}(?!\d)/g,
  /(?<![\w.-])(?:\(\d{3}\) ?|\d{3}[ .-])\d{3}[ .-]\d{4}(?![\w-])/g,
  // National numbers of persons: United States; Brazil; Canada, Spain; United Kingdom; India; Scandinavia, China.
  /(?<![\w-])\d{3}-\d{2}-\d{4}(?![\w-])/g,
  /(?<![\w.-])\d{3}\.\d{3}\.\d{3}-\d{2}(?![\w-])/g,
  /(?<![\w-])(?:\d{3}[ -]\d{3}[ -]\d{3}|\d{8}-?[A-Z])(?![\w-])/g,
  /(?<![\w-])[A-Z]{2} ?\d{2} ?\d{2} ?\d{2} ?[A-D](?![\w-])/g,
  /(?<![\w-])(?<!\d[ -])\d{4}[ -]\d{4}[ -]\d{4}(?![ -]?\w)/g,
  /(?<![\w-])(?:\d{6}|\d{8})[-+]\d{4}(?![\w-])|(?<!\w)\d{17}[\dX](?!\w)/g,
  // Bank accounts.
  /(?<![\w-])[A-Z]{2}\d{2}(?: ?[A-Z\d]{4}){2,7}(?: ?[A-Z\d]{1,3})?(?![\w-])/g,
];

/** The text without what has such a shape; `full` keeps what is personal. */
export function maskFreeText(text: string, evidence: 'masked' | 'full' = 'masked'): string {
  const personal =
    evidence === 'full'
      ? text
      : PERSONAL.reduce(
          (rest, shape) => rest.replace(shape, PERSONAL_MASK),
          text.replace(CARD, (found) => (isCard(found) ? PERSONAL_MASK : found)),
        );
  return personal.replace(LINK, `$1/${SECRET_MASK}`).replace(OPAQUE, SECRET_MASK);
}

/** By the check digit of payment cards. */
function isCard(text: string): boolean {
  const digits = text.replace(/\D/g, '');
  const sum = [...digits].reverse().reduce((total, digit, place) => {
    const doubled = Number(digit) * (place % 2 === 0 ? 1 : 2);
    return total + (doubled > 9 ? doubled - 9 : doubled);
  }, 0);
  return sum % 10 === 0;
}
