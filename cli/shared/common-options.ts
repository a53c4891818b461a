/** Options that several commands share, word for word. */
import { existsSync } from 'node:fs';

/** The profile that is taken when none is named and this file is there. */
const USUAL_PROFILE = 'consumer.json';

export const targetOption = {
  value: 'mock|sandbox',
  about: 'Where requests go; mock needs no credentials (PERSONA_TARGET).',
  choices: ['mock', 'sandbox'],
} as const;

/** Where calibration writes what it found, unless it is told otherwise. */
export const USUAL_SANDBOX_PROFILE = 'sandbox.profile.json';

export const likeOption = {
  value: 'FILE',
  about:
    'The mock answers like the sandbox of this profile; npm run calibrate makes one (PERSONA_MOCK_PROFILE).',
} as const;

export const consumerOption = {
  value: 'FILE',
  about: `What the integration reads; default ${USUAL_PROFILE} where there is one, else everything documented.`,
} as const;

export const formatOption = {
  value: 'terminal|markdown|json',
  about: 'What is printed; default terminal.',
  choices: ['terminal', 'markdown', 'json'],
} as const;

/** The profile that the option names, else the usual one where there is one, else undefined: everything documented is read. */
export function profileOf(consumer: string | undefined): string | undefined {
  return consumer ?? (existsSync(USUAL_PROFILE) ? USUAL_PROFILE : undefined);
}
