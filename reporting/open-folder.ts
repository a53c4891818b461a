/** How every command begins with the report folder: it can be written to, nobody else uses it, and it holds nobody else's files. */
import { ensureReportDir } from '../client/environment.ts';
import { claimEntries } from './folder-claim.ts';
import { lockFolder } from './folder-lock.ts';

/**
 * Call it before anything is sent. The folder is given back when the process ends.
 * @param names entries that are going to be written
 * @throws ConfigurationError
 */
export function openReportFolder(reportDir: string, names: readonly string[] = []): void {
  ensureReportDir(reportDir);
  const release = lockFolder(reportDir);
  try {
    claimEntries(reportDir, names);
  } catch (error) {
    release();
    throw error;
  }
}
