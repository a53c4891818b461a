/** `npm run calibrate`: what does this sandbox do where the documentation is silent? Written down for the mock to do the same. */
import { writeFileSync } from 'node:fs';
import { readConfiguration, type Configuration } from '../client/configuration.ts';
import { ConfigurationError } from '../client/errors.ts';
import { readableWidth } from '../reporting/layout.ts';
import { sealed } from '../reporting/digests.ts';
import { openReportFolder } from '../reporting/open-folder.ts';
import { styleFor } from '../reporting/style.ts';
import { suiteVersion } from '../reporting/suite-version.ts';
import { EXIT_INCONCLUSIVE } from './shared/fail.ts';
import { GOOD_FOR_DAYS } from '../mock/profile.ts';
import { environmentFor, runWithOptions } from './shared/command.ts';
import { targetOption, USUAL_SANDBOX_PROFILE } from './shared/common-options.ts';

const command = {
  call: 'npm run calibrate --',
  about:
    'Asks a sandbox what the documentation leaves open, and writes a profile: with it the embedded mock answers as that sandbox does.',
  options: {
    target: targetOption,
    version: { value: 'DATE', about: 'The Persona-Version to pin, YYYY-MM-DD (PERSONA_VERSION).' },
    profile: {
      value: 'FILE',
      about: `Where it is written; default ${USUAL_SANDBOX_PROFILE}. Its recording goes beside it.`,
    },
    'good-for': { value: 'DAYS', about: `Days for which the comparison counts; default ${GOOD_FOR_DAYS}.` },
    plan: { about: 'Say how many requests and how long, and send nothing.' },
  },
  notes: [
    'Plays the suite’s scenarios and at most 60 further requests; never runs into the rate limit; expires what it created. Commit both files: they hold no key, no id and nothing personal.',
    'Then: npm run mock -- --like sandbox.profile.json, npm run conformance -- --like …, npm run parity.',
    'Exit codes: 0 written, 2 usage or configuration, 3 the target could not be looked at.',
  ],
} as const;

await runWithOptions(command, async (options) => {
  const env = environmentFor({ target: 'sandbox', ...definedOnly(options) });
  const configuration = readConfiguration(env);
  if (configuration.target === 'mock') {
    throw new ConfigurationError({
      cause: 'The embedded mock is what learns from a calibration; it teaches nothing',
      next: 'npm run calibrate -- --target sandbox',
    });
  }
  const goodForDays = daysOf(options['good-for']);
  const path = options.profile ?? USUAL_SANDBOX_PROFILE;
  if (options.plan) {
    await printPlan(configuration);
    return 0;
  }
  const { askTarget } = await import('../calibration/ask-target.ts');
  const { whyUseless } = await import('../calibration/play.ts');
  const { profileOf } = await import('../calibration/calibrate.ts');
  const { readingsOf } = await import('../calibration/reading.ts');
  const { decidedIn, recordingOf, recordingPath, recordingText } =
    await import('../calibration/recording.ts');
  const { calibrationLines } = await import('../calibration/report.ts');
  openReportFolder(configuration.reportDir);
  return askTarget(configuration, 'to calibrate', async (played, asked) => {
    const useless = whyUseless(played);
    if (useless !== undefined) {
      process.stderr.write(
        `No profile was written: ${useless}\n  hint: what a target has done unseen shows in everything after it; run it again\n  next: npm run doctor\n`,
      );
      return EXIT_INCONCLUSIVE;
    }
    const circumstances = {
      target: configuration.baseUrl,
      version: configuration.version,
      suite: suiteVersion().version,
      today: new Date().toISOString().slice(0, 10),
      goodForDays,
    };
    const profile = await profileOf(played, asked, circumstances);
    const page = { style: styleFor(process.stdout), width: readableWidth(process.stdout.columns) };
    writeFileSync(path, sealed(JSON.stringify(profile)));
    const recording = recordingOf(readingsOf(played.exchanges), {
      target: circumstances.target,
      version: circumstances.version,
      recordedOn: circumstances.today,
      activation: played.activation ?? null,
      keys: Object.keys(configuration.keys).filter((name) => name !== 'main'),
      decided: decidedIn(profile),
    });
    writeFileSync(recordingPath(path), recordingText(recording));
    process.stdout.write(
      `${calibrationLines(profile, { path, requests: played.requests }, page).join('\n')}\n`,
    );
    return 0;
  });
});

async function printPlan(configuration: Configuration): Promise<void> {
  const { planCalibration } = await import('../calibration/plan.ts');
  const { planLines } = await import('../calibration/report.ts');
  process.stdout.write(`${planLines(await planCalibration(configuration), configuration).join('\n')}\n`);
}

function daysOf(text: string | undefined): number {
  if (text === undefined) return GOOD_FOR_DAYS;
  if (/^\d{1,4}$/.test(text)) return Number(text);
  throw new ConfigurationError({
    cause: `--good-for ${text}: not a number of days`,
    next: 'npm run calibrate -- --good-for 90',
  });
}

function definedOnly(options: { readonly target: string | undefined; readonly version: string | undefined }) {
  return {
    ...(options.target === undefined ? {} : { target: options.target }),
    ...(options.version === undefined ? {} : { version: options.version }),
  };
}
