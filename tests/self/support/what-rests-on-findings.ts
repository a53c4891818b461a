/** Prints what other parts make of findings and observations: signature, lock and fingerprints; and one sentence, to compare. */
import { faults } from '../../../mock/faults/faults.ts';
import { runPatched } from '../../../proof/corpus/run.ts';
import { OLD } from '../../../proof/corpus/versions.ts';
import { findingInWords } from '../../../reporting/sentences/finding.ts';
import { signatureOf } from '../../../reporting/similar-faults.ts';
import { fingerprintOf } from '../../../upgrade/judge.ts';
import { lockOf } from '../../../upgrade/lock.ts';
import { brokenRequirements } from '../../../upgrade/requirements.ts';

const plain = await runPatched(OLD, {}, 1);
const broken = await runPatched(OLD, faults.find(({ slug }) => slug === 'new-sibling-expired')?.patch, 1);
const finding = broken.outcomes.find((outcome) => outcome.finding)?.finding;

process.stdout.write(
  JSON.stringify({
    signature: signatureOf(broken.outcomes),
    lock: lockOf([plain, plain], 'mock'),
    fingerprints: brokenRequirements([plain, plain], [broken], [], 1).map(fingerprintOf),
    sentence: finding && findingInWords(finding).what,
  }),
);
