/** The doctor at work for a run: what it makes is written down like everything else, and handed over. */
import type { Configuration } from '../client/configuration.ts';
import { aboutTheMock, hasExpired } from '../reporting/sentences/mock-profile.ts';
import { profileFact, readProfile } from './profile-file.ts';
import type { Journal } from './journal.ts';
import { Pacer } from '../client/pacing.ts';
import { diagnose, reported, type DoctorOptions } from './doctor/diagnose.ts';
import { arranged, worst, type Diagnosis, type CheckResult } from './doctor/check-result.ts';
import { inABrowser } from '../scenarios/browser-activation.ts';
import { seedRunState } from '../scenarios/seed-run-state.ts';
import { nonexistentId } from '../scenarios/nonexistent-id.ts';
import { runStateInProcess, type RunState } from '../scenarios/run-state.ts';
import { SessionActivator, type ActivationStrategy } from '../scenarios/activation.ts';
import { readingTheLink, simulatingTheStart } from '../scenarios/activation-strategies.ts';

export interface ExamineOptions extends Partial<DoctorOptions> {
  /** The state of the run; absent: there is no run to hand anything over to. */
  readonly runState?: RunState;
  /** Default: all that there are. */
  readonly activationStrategies?: readonly ActivationStrategy[];
}

/** Examines target and set-up; what it created is in the journal under the name given. */
export async function examine(
  configuration: Configuration,
  journal: Journal,
  {
    runState = runStateInProcess(),
    activationStrategies = [readingTheLink, inABrowser, simulatingTheStart],
    ...options
  }: ExamineOptions = {},
): Promise<Diagnosis> {
  const before = [...leftOvers(configuration, journal), ...mockProfile(configuration)];
  const pacing = new Pacer();
  const activator = new SessionActivator(activationStrategies, runState);
  let ambiguous = false;
  const diagnosis = await diagnose(configuration, {
    env: process.env,
    nonexistentId: nonexistentId,
    onCreated: (created) => journal.created(created),
    openSession: (persona, session) =>
      reported(async () => {
        await activator.activate(persona, session, 'session');
        return (await runState.get('activation'))?.strategy ?? '';
      }),
    pacing,
    ...options,
    onExchange: (exchange) => {
      ambiguous ||= exchange.ambiguous;
      options.onExchange?.(exchange);
    },
  });
  if (diagnosis.reusable && !ambiguous) await seedRunState(runState, diagnosis.reusable);
  await runState.set('pacing', pacing.snapshot());
  const findings = arranged([...before, ...diagnosis.results]);
  return { ...diagnosis, results: findings, health: worst(findings) };
}

/** Whether what the mock was made like still counts. */
function mockProfile({ mockProfile: path }: Configuration): CheckResult[] {
  if (path === undefined) return [];
  const fact = profileFact(readProfile(path), new Date());
  const seen = aboutTheMock({ target: { kind: 'mock' }, mockProfile: fact }) ?? '';
  return hasExpired(fact)
    ? [
        {
          check: 'mock-profile',
          health: 'warning',
          seen,
          remedy: 'Compare anew with: npm run calibrate -- --target sandbox',
        },
      ]
    : [{ check: 'mock-profile', health: 'ok', seen }];
}

function leftOvers(configuration: Configuration, journal: Journal): CheckResult[] {
  const here = journal.left().filter(({ baseUrl }) => baseUrl === configuration.baseUrl);
  const unclear: CheckResult[] =
    journal.unreadable() === 0
      ? []
      : [
          {
            check: 'left-overs',
            health: 'warning',
            seen: 'The list of what earlier runs created cannot be read, or not wholly: more may be open.',
            remedy: 'See what npm run cleanup says.',
          },
        ];
  if (here.length === 0) return unclear;
  return [
    ...unclear,
    {
      check: 'left-overs',
      health: 'warning',
      seen: `Earlier runs left ${here.length} ${here.length === 1 ? 'object' : 'objects'} open here.`,
      remedy: 'Expire them with: npm run cleanup',
      source: 'inquiry-expiration',
    },
  ];
}
