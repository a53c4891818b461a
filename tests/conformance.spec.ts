/** The suite: one Playwright test per requirement, in the order of the catalogue. */
import { catalogue } from '../contract/catalogue.ts';
import { requirementTest } from '../fixtures/test.ts';
import './conformance/index.ts';

for (const { id } of catalogue) requirementTest(id);
