/** allure-playwright for the requirements alone: tests of our own code are no part of a report about the target. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Suite, TestCase, TestResult, TestStep } from '@playwright/test/reporter';
import { FileSystemWriter } from 'allure-js-commons/sdk/reporter';
import { AllureReporter } from 'allure-playwright';
import { isConformanceTest } from './collect.ts';

type AllureResult = Parameters<FileSystemWriter['writeResult']>[0];

/** Allure's own writer waits for the disk after each result; these results are read and rewritten before the run ends. */
class ResultWriter extends FileSystemWriter {
  readonly #folder: string;

  constructor(resultsDir: string) {
    super({ resultsDir });
    this.#folder = resultsDir;
    mkdirSync(resultsDir, { recursive: true });
  }

  override writeResult(result: AllureResult): void {
    writeFileSync(join(this.#folder, `${result.uuid}-result.json`), JSON.stringify(result));
  }

  override writeAttachment(name: string, content: Buffer): void {
    writeFileSync(join(this.#folder, name), content);
  }
}

export default class ConformanceAllureReporter extends AllureReporter {
  override onBegin(suite: Suite): void {
    const conformance = Object.create(suite) as Suite;
    conformance.allTests = () => suite.allTests().filter(isConformanceTest);
    super.onBegin(conformance);
    // No option of allure-playwright's takes a writer.
    const runtime = this['allureRuntime'] as { writer: FileSystemWriter };
    runtime.writer = new ResultWriter(this.options.resultsDir ?? 'allure-results');
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
