/** allure-playwright for the requirements alone: tests of our own code are no part of a report about the target. */
import type { Suite, TestCase, TestResult, TestStep } from '@playwright/test/reporter';
import { AllureReporter } from 'allure-playwright';
import { isConformanceTest } from './collect.ts';

export default class ConformanceAllureReporter extends AllureReporter {
  override onBegin(suite: Suite): void {
    const conformance = Object.create(suite) as Suite;
    conformance.allTests = () => suite.allTests().filter(isConformanceTest);
    super.onBegin(conformance);
  }

  override onTestBegin(test: TestCase): void {
    if (isConformanceTest(test)) super.onTestBegin(test);
  }

  override onStepBegin(test: TestCase, result: TestResult, step: TestStep): void {
    if (isConformanceTest(test)) super.onStepBegin(test, result, step);
  }

  override onStepEnd(test: TestCase, result: TestResult, step: TestStep): void {
    if (isConformanceTest(test)) super.onStepEnd(test, result, step);
  }

  override async onTestEnd(test: TestCase, result: TestResult): Promise<void> {
    if (isConformanceTest(test)) await super.onTestEnd(test, result);
  }
}
