/** `npm run init`: the files that a team needs to begin with, in the folder where it is called. */
import { runWithOptions } from './shared/command.ts';

const command = {
  call: 'npm run init --',
  about:
    'Writes .env.example, a consumer profile and a job for the CI that it finds into this folder. Overwrites nothing.',
  options: {
    ci: {
      value: 'github|gitlab|shell|none',
      about: 'The CI to write a job for; default: what is found here (.github, .gitlab-ci.yml, Jenkinsfile).',
      choices: ['github', 'gitlab', 'shell', 'none'],
    },
  },
  notes: [
    'Exit codes: 0 done, also where every file was there already; 2 usage, or the folder cannot be written to.',
  ],
} as const;

await runWithOptions(command, async ({ ci }) => {
  const { foundCi, writeFiles } = await import('./init/files.ts');
  const chosen = ci === undefined ? foundCi(process.cwd()) : [ci as 'github' | 'gitlab' | 'shell' | 'none'];
  for (const { file, written, then } of writeFiles(process.cwd(), chosen)) {
    process.stdout.write(
      `${written ? 'wrote' : 'kept '}  ${file}${then === undefined ? '' : `  (${then})`}\n`,
    );
  }
  if (chosen.length === 0) {
    process.stdout.write('No CI was found here; --ci github, gitlab or shell writes a job for one.\n');
  }
  process.stdout.write('\n  next: npm run conformance -- --target mock\n');
  return 0;
});
