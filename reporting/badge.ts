/** The statement as a badge: the JSON that an endpoint badge of shields.io reads. It is never greener than the statement. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { BADGE_FILE } from './report-folder.ts';
import type { Statement } from './statement.ts';

export interface Badge {
  readonly schemaVersion: 1;
  readonly label: string;
  readonly message: string;
  readonly color: 'brightgreen' | 'yellowgreen' | 'red' | 'orange' | 'lightgrey';
  /** Shown as it is, not in the colour that the page asks for. */
  readonly isError?: true;
}

/** Target, verdict and day. Green is only a run that checked all that it could and excused nothing. */
export function badgeOf(statement: Statement): Badge {
  const { target, personaVersion, endedAt, conclusion, notSelected, totals, requirements } = statement;
  const day = endedAt.slice(0, 10);
  const label = `Persona expire, ${target.kind === 'mock' ? 'embedded mock' : 'sandbox'}, ${personaVersion}`;
  const badge = (message: string, color: Badge['color']): Badge => ({
    schemaVersion: 1,
    label,
    message: `${message}, ${day}`,
    color,
    ...(color === 'red' || color === 'orange' ? { isError: true } : {}),
  });
  const { violation, excused, inconclusive } = totals.verdicts;
  switch (conclusion.exitCode) {
    case 0:
      if (notSelected.length > 0)
        return badge(`conformant in ${requirements.length} requirements`, 'yellowgreen');
      return excused > 0
        ? badge(`conformant, ${excused} excused`, 'yellowgreen')
        : badge('conformant', 'brightgreen');
    case 1:
      return badge(`not conformant, ${violation} violation${violation === 1 ? '' : 's'}`, 'red');
    case 2:
      return badge('excused for nothing', 'orange');
    case 3:
      return badge(inconclusive > 0 ? `inconclusive, ${inconclusive} open` : 'inconclusive', 'lightgrey');
  }
}

export function writeBadge(reportDir: string, statement: Statement): void {
  writeFileSync(join(reportDir, BADGE_FILE), `${JSON.stringify(badgeOf(statement))}\n`);
}
