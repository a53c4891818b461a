/** `npm run parity`: which calls does the mock answer as the sandbox did? */
import { readConfiguration, type Configuration } from '../client/configuration.ts';
import { variable } from '../client/variable.ts';
import { readableWidth } from '../reporting/layout.ts';
import { openReportFolder } from '../reporting/open-folder.ts';
import { styleFor } from '../reporting/style.ts';
import type { SandboxSide } from '../calibration/parity.ts';
import { EXIT_INCONCLUSIVE } from './shared/fail.ts';
import { environmentFor, runWithOptions } from './shared/command.ts';
import { likeOption, USUAL_SANDBOX_PROFILE } from './shared/common-options.ts';

const command = {
  call: 'npm run parity --',
  about:
    'Makes the same calls on a mock of a profile and compares each answer with what the sandbox answered: as it was recorded, or today.',
  options: {
    like: { ...likeOption, about: `The profile; default ${USUAL_SANDBOX_PROFILE} (PERSONA_MOCK_PROFILE).` },
    recording: {
      value: 'FILE',
      about: 'What the sandbox answered; default: the recording beside the profile.',
    },
    target: {
      value: 'recording|sandbox',
      about: 'sandbox asks the sandbox itself, today; default: the recording.',
      choices: ['recording', 'sandbox'],
    },
    format: {
      value: 'terminal|json',
      about: 'What is printed; default terminal.',
      choices: ['terminal', 'json'],
    },
  },
  notes: [
    'Ids, times, tokens and texts do not count. A call that differs is named with the choice that explains it; without one it is behaviour outside the mock’s choices.',
    'Nothing is written: only npm run calibrate makes a comparison count anew.',
    'Exit codes: 0 every call alike, 1 some differ, 2 usage or configuration, 3 cannot tell (the comparison is out of date, or the sandbox could not be asked).',
  ],
} as const;

await runWithOptions(command, async (options) => {
  const { readProfile } = await import('../preflight/profile-file.ts');
  const { readingsIn, readRecording, recordingPath } = await import('../calibration/recording.ts');
  const { parityOf } = await import('../calibration/parity.ts');
  const { parityLines } = await import('../calibration/parity-report.ts');
  const env = environmentFor(options.target === 'sandbox' ? { target: 'sandbox' } : { target: 'mock' });
  const path = options.like ?? variable(env, 'PERSONA_MOCK_PROFILE') ?? USUAL_SANDBOX_PROFILE;
  const profile = readProfile(path);
  env['PERSONA_VERSION'] = profile.version;
  const read = readConfiguration(env);
  let side: SandboxSide;
  let configuration = read;
  if (options.target === 'sandbox') {
    const live = await askToday(read);
    if (typeof live === 'string') {
      process.stderr.write(`Cannot tell: ${live}\n  next: npm run doctor\n`);
      return EXIT_INCONCLUSIVE;
    }
    side = live;
  } else {
    const recording = readRecording(options.recording ?? recordingPath(path));
    side = { ...recording, readings: readingsIn(recording), day: recording.recordedOn };
    configuration = withKeys(read, recording.keys);
  }
  const parity = await parityOf(profile, side, configuration, new Date());
  const page = { style: styleFor(process.stdout), width: readableWidth(process.stdout.columns) };
  process.stdout.write(
    options.format === 'json'
      ? `${JSON.stringify(parity, null, 2)}\n`
      : `${parityLines(parity, page).join('\n')}\n`,
  );
  return parity.exitCode;
});

/** Only whether a key is there counts: the mock has its own. */
function withKeys(configuration: Configuration, names: readonly string[]): Configuration {
  const { main } = configuration.keys;
  const keys = Object.fromEntries(names.map((name) => [name, main]));
  return { ...configuration, keys: { main, ...keys } };
}

/** The sandbox's side as it is now; or why there is none. */
async function askToday(configuration: Configuration): Promise<SandboxSide | string> {
  const { askTarget } = await import('../calibration/ask-target.ts');
  const { whyUseless } = await import('../calibration/play.ts');
  const { decide } = await import('../calibration/decide/table.ts');
  const { readingsOf } = await import('../calibration/reading.ts');
  const { decidedIn } = await import('../calibration/recording.ts');
  openReportFolder(configuration.reportDir);
  return askTarget(configuration, 'to compare', (played) => {
    const useless = whyUseless(played);
    if (useless !== undefined) return useless;
    return {
      readings: readingsOf(played.exchanges),
      activation: played.activation ?? null,
      decided: decidedIn(decide(played)),
      day: new Date().toISOString().slice(0, 10),
    };
  });
}
