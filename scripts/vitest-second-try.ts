import type { TestCase } from 'vitest/node';

/** Names what passed only when it was tried again: a second try keeps a run from failing, not a fault from being seen. */
export default class SecondTry {
  readonly #names: string[] = [];

  onTestCaseResult(test: TestCase): void {
    if (test.diagnostic()?.flaky) this.#names.push(`${test.module.relativeModuleId} > ${test.fullName}`);
  }

  onTestRunEnd(): void {
    if (this.#names.length === 0) return;
    console.log(
      `\nPassed only when tried again, to be mended:\n${this.#names.map((name) => `  ${name}`).join('\n')}`,
    );
  }
}
