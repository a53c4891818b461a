/** Tests that show for more cases what another shows for one, and take seconds each: `npm run test:nightly` runs them. */
export const AT_NIGHT = { tag: '@nightly' } as const;

/** The details of a test that runs every time, or at night only. */
export const atNightUnless = (everyTime: boolean): { tag?: string } => (everyTime ? {} : AT_NIGHT);
