/** What the search looks through: a document per requirement, question, open point, clause, version and fault. */
import { areas } from '../../contract/catalogue.ts';
import { excluded } from '../../contract/excluded.ts';
import { openPoints } from '../../contract/open-points.ts';
import { datedVersions } from '../../contract/versions.ts';
import { questions } from './data/questions.ts';
import type { Book } from './model.ts';
import type { Page } from './pages/layout.ts';
import { hrefOf } from './ui.ts';

/** A document; short names, for there are hundreds. */
export interface SearchDocument {
  readonly id: number;
  /** Address within the book. */
  readonly u: string;
  /** Kind, shown beside the title. */
  readonly k: string;
  /** Title: a slug, a question. */
  readonly t: string;
  /** Text. */
  readonly x: string;
}

export function searchDocuments(book: Book, pages: readonly Page[]): readonly SearchDocument[] {
  const title = new Map<string, string>(areas.map(({ area, title: name }) => [area, name]));
  const documents: Omit<SearchDocument, 'id'>[] = [
    ...questions.map(({ id, question, documented }) => ({
      u: `index.html#${id}`,
      k: 'question',
      t: question,
      x: documented,
    })),
    ...book.entries.map(({ requirement, outcome }) => ({
      u: hrefOf(requirement.id),
      k: requirement.level,
      t: requirement.id,
      x: [
        requirement.statement,
        requirement.rationale,
        title.get(requirement.area) ?? '',
        ...(outcome?.observations ?? []),
      ].join(' '),
    })),
    ...openPoints.map(({ id, question }) => ({
      u: `open-points.html#${id}`,
      k: 'open point',
      t: question,
      x: '',
    })),
    ...excluded.map(({ id, statement, reason }) => ({
      u: `excluded.html#${id}`,
      k: 'not tested',
      t: id,
      x: `${statement} ${reason}`,
    })),
    ...datedVersions.map(({ date, summary }) => ({
      u: `version-${date}.html`,
      k: 'version',
      t: `Version ${date}`,
      x: summary,
    })),
    ...book.faults.faults.map(({ slug, sentence }) => ({
      u: `faults.html#${slug}`,
      k: 'fault',
      t: slug,
      x: sentence,
    })),
    ...pages
      .filter(({ file }) => !/^(version|run)-/.test(file))
      .map(({ file, title: name, lead }) => ({ u: file, k: 'page', t: name, x: lead ?? '' })),
  ];
  return documents.map((document, id) => ({
    id,
    ...document,
    t: document.t.replaceAll('`', ''),
    x: document.x.replaceAll('`', ''),
  }));
}
