/** Reading the book's pages without a browser. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** File name → HTML of every page. */
export function pagesIn(book: string): ReadonlyMap<string, string> {
  const names = readdirSync(book).filter((name) => name.endsWith('.html'));
  return new Map(names.map((name) => [name, readFileSync(join(book, name), 'utf8')]));
}

/** Targets of all links of a page. */
export function linksIn(html: string): readonly string[] {
  return [...html.matchAll(/<a\b[^>]*?\shref="([^"]*)"/g)].map(([, href = '']) => href);
}

/** Everything that a page loads by itself. */
export function loadedBy(html: string): readonly string[] {
  return [
    ...html.matchAll(/<(?:script|link|img|iframe|source|object|embed)\b[^>]*?\s(?:src|href|data)="([^"]*)"/g),
  ].map(([, address = '']) => address);
}

/** The cards of requirements: slug → HTML. */
export function cardsIn(html: string): ReadonlyMap<string, string> {
  const cards = html.split(/(?=<article\b)/).filter((part) => part.startsWith('<article'));
  return new Map(cards.map((card) => [/\sid="([^"]+)"/.exec(card)?.[1] ?? '', card]));
}

/** What a card shows in one of its fields: the text of the element marked so; undefined when there is none. */
export function field(card: string, name: string): string | undefined {
  const from = card.indexOf(`data-field="${name}"`);
  if (from < 0) return undefined;
  const rest = card.slice(card.indexOf('>', from) + 1);
  const next = rest.search(/data-field=/);
  return (next < 0 ? rest : rest.slice(0, next))
    .replace(/<[^>]*>?/g, ' ')
    .replace(/\s+/g, ' ')
    .trim();
}
