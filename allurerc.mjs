/** Configuration of the Allure 3 command line; `reporting/allure-report.ts` calls it and sets REPORT_DIR. */
import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

const reportDir = resolve(process.env.REPORT_DIR ?? 'reports');
const statementFile = join(reportDir, 'conformance.json');
const statement = existsSync(statementFile) ? JSON.parse(readFileSync(statementFile, 'utf8')) : undefined;

/** Answers "conformant?" on the first page. */
const answer =
  { 0: 'conformant', 1: 'not conformant', 2: 'excused for nothing', 3: 'inconclusive' }[
    statement?.conclusion.exitCode
  ] ?? 'no statement';

const about = statement ? ` (${whose(statement.target)}, version ${statement.personaVersion})` : '';

/** By name: a port of this machine says nothing to a reader. */
function whose({ kind, baseUrl }) {
  if (kind === 'mock') return 'embedded mock';
  return baseUrl === null ? 'sandbox' : new URL(baseUrl).hostname;
}

const category = (name, verdict) => ({ name, matchers: { labels: { verdict } } });

export default {
  name: `Expire an Inquiry Session: ${answer}${about}`,
  output: join(reportDir, 'allure-report'),
  historyPath: join(reportDir, 'history.jsonl'),
  historyLimit: 20,
  categories: {
    rules: [
      category('Violation', 'violation'),
      category('Inconclusive', 'inconclusive'),
      category('Excused', 'excused'),
      category('Not applicable', 'not applicable'),
    ],
  },
  // The kill matrix is there when `npm run faults` was run for this folder.
  globalAttachments: [statementFile, join(reportDir, 'kill-matrix.json')].filter((file) => existsSync(file)),
  // What allure-playwright adds about files and processes says nothing about a requirement.
  hideLabels: ['framework', 'language', 'package', 'parentSuite', 'suite', 'subSuite', 'titlePath', /^_/],
  plugins: {
    awesome: {
      options: {
        // One file, because a browser refuses to fetch the pieces of a report that was opened from disk.
        singleFile: true,
        groupBy: ['feature'],
        defaultSortBy: 'status,asc',
        reportLanguage: 'en',
      },
    },
  },
};
