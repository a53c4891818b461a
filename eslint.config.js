import tseslint from 'typescript-eslint';
import boundaries from 'eslint-plugin-boundaries';
import playwright from 'eslint-plugin-playwright';
import { rooms, selfTests } from './rooms.js';

/** Each room may import itself and what `rooms.js` says; everything else is an error, dynamic imports included. */
const boundariesBetweenRooms = {
  files: ['**/*.ts'],
  plugins: { boundaries },
  settings: {
    'boundaries/elements': [...rooms, selfTests]
      // The first pattern that fits decides, so a folder within another one comes first.
      .toSorted((one, other) => other.files.length - one.files.length)
      .map(({ name, files }) => ({ type: name, partialMatch: false, pattern: `${files}/**` })),
    'boundaries/dependency-nodes': ['import', 'export', 'dynamic-import'],
    'import/resolver': { node: { extensions: ['.ts', '.js', '.json'] } },
  },
  rules: {
    'boundaries/dependencies': [
      'error',
      {
        default: 'disallow',
        policies: [
          { allow: { to: { module: { origin: ['external', 'core'] } } } },
          ...rooms.map(({ name, imports }) => ({
            from: { element: { type: name } },
            allow: { to: { element: { types: { anyOf: [name, ...imports] } } } },
          })),
          {
            from: { element: { type: selfTests.name } },
            allow: {
              to: { element: { types: { anyOf: [...rooms.map(({ name }) => name), selfTests.name] } } },
            },
          },
        ],
      },
    ],
  },
};

export default tseslint.config(
  { ignores: ['node_modules', 'reports', 'dist', 'test-results'] },
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
  {
    files: ['tests/conformance/**'],
    rules: {
      // The test's body is an argument of `requirement`, which the rule does not know.
      'playwright/no-standalone-expect': 'off',
      // Our matchers judge an exchange at once; one shares its name with a matcher of Playwright's that waits.
      'playwright/missing-playwright-await': 'off',
    },
  },
  boundariesBetweenRooms,
);
