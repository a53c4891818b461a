/** What lies where in REPORT_DIR. */

/** The statement. */
export const STATEMENT_FILE = 'conformance.json';
/** Results for CI systems. */
export const JUNIT_FILE = 'junit.xml';
/** The same in the Common Test Report Format. */
export const CTRF_FILE = 'ctrf.json';
/** The statement as a badge. */
export const BADGE_FILE = 'badge.json';
/** One file per requirement, input of the Allure report. */
export const ALLURE_RESULTS = 'allure-results';
/** The Allure report. */
export const ALLURE_REPORT = 'allure-report';
/** One file per scenario: its exchanges, redacted, and the same with curl. */
export const EVIDENCE_FOLDER = 'evidence';
/** The contract book. */
export const CONTRACT_BOOK = 'book';
/** Playwright's own files about failures. */
export const PLAYWRIGHT_OUTPUT = '.playwright';

/** History of the Allure report. */
export const ALLURE_HISTORY = 'history.jsonl';
/** What was seen where the documentation is silent, kept over runs. */
export const OBSERVATIONS_FILE = 'observations.json';
/** What is remembered of every run. */
export const RUNS_FILE = 'runs.jsonl';
/** The journal, the lock, and the list of what is ours. */
export const RUN_FOLDER = '.run';

/** What a run writes and the next one replaces; the history of the Allure report and the journal stay. */
export const REPLACED_BY_EACH_RUN = [
  ALLURE_RESULTS,
  ALLURE_REPORT,
  CONTRACT_BOOK,
  EVIDENCE_FOLDER,
  JUNIT_FILE,
  CTRF_FILE,
  BADGE_FILE,
  STATEMENT_FILE,
] as const;

/** Whatever a run of the suite writes or adds to, its pages aside. */
export const WRITTEN_BY_EACH_RUN = [
  ALLURE_RESULTS,
  EVIDENCE_FOLDER,
  JUNIT_FILE,
  CTRF_FILE,
  BADGE_FILE,
  STATEMENT_FILE,
  PLAYWRIGHT_OUTPUT,
] as const;

/** What is made of a run for its readers. */
export const PAGES_OF_A_RUN = [
  ALLURE_REPORT,
  ALLURE_HISTORY,
  CONTRACT_BOOK,
  OBSERVATIONS_FILE,
  RUNS_FILE,
] as const;
