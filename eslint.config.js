import tseslint from 'typescript-eslint';
import playwright from 'eslint-plugin-playwright';

/** The rooms and what each may import: the one-way street contract → client → scenarios → fixtures → tests. */
const room = (files, forbidden, why) => ({
  files,
  rules: {
    'no-restricted-imports': [
      'error',
      { patterns: forbidden.map((group) => ({ group: [group], message: why })) },
    ],
  },
});

export default tseslint.config(
  { ignores: ['node_modules', 'reports', 'test-results'] },
  {
    files: ['**/*.ts'],
    extends: [tseslint.configs.recommendedTypeChecked],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': [
        'error',
        { considerDefaultExhaustiveForUnions: true },
      ],
      '@typescript-eslint/consistent-type-imports': 'error',
      // Stages, scenarios and requirement bodies share one async signature, whether or not a given one awaits.
      '@typescript-eslint/require-await': 'off',
      eqeqeq: 'error',
    },
  },
  {
    files: ['tests/**/*.spec.ts'],
    extends: [playwright.configs['flat/recommended']],
    rules: {
      // Skips are decided by capability, with a reason; zero checks run is a failure of its own.
      'playwright/no-skipped-test': 'off',
      'playwright/no-conditional-in-test': 'off',
      'playwright/no-conditional-expect': 'off',
      'playwright/expect-expect': 'off',
    },
  },
  room(['contract/**'], ['../*/**', '!../contract/**', 'node:*'], 'contract/ is data: it imports nothing.'),
  room(
    ['client/**'],
    ['**/mock/**', '**/tests/**', '**/fixtures/**', '**/scenarios/**'],
    'client/ knows nothing of tests or of the mock.',
  ),
  room(
    ['mock/**'],
    ['**/client/**', '**/tests/**', '**/fixtures/**', '**/scenarios/**'],
    'mock/ shares nothing that decides what is right.',
  ),
  room(
    ['scenarios/**', 'fixtures/**', 'reporting/**', 'upgrade/**', 'cli/**'],
    ['**/tests/**'],
    'Nothing outside tests/ imports from tests/.',
  ),
);
