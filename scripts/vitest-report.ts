import { writeFileSync } from 'node:fs';
import type { SerializedError } from 'vitest';
import type { Reporter, TestCase, TestModule, TestSuite } from 'vitest/node';

/** Where the report is written; without it there is none. */
const FILE = process.env.TEST_REPORT;

const LINES_OF_AN_ERROR = 30;
const FRAMES_OF_AN_ERROR = 3;

interface Failure {
  name: string;
  errors: string[];
}

/**
 * Writes what came of a run as `{ passed, failed, again }`: a number, the failures with the beginnings of their errors, and in the
 * same way what passed only when it was tried again. A second try keeps a run from failing, not a fault from being seen.
 */
export default class Report implements Reporter {
  onTestRunEnd(modules: readonly TestModule[], unhandled: readonly SerializedError[]): void {
    if (FILE === undefined) return;
    const tests = modules.flatMap((module) => [...module.children.allTests()]);
    // A file that cannot be loaded, and a suite whose hook fails, have errors of their own and tests that never ran.
    const whole = modules.flatMap((module) => [module, ...module.children.allSuites()]);
    const failed: Failure[] = [
      ...tests.filter((test) => test.result().state === 'failed').map(failureOfTest),
      ...whole.filter((each) => each.errors().length > 0).map((each) => failureOf(each, each.errors())),
      ...unhandled.map((error) => ({ name: 'Outside of any test', errors: [told(error)] })),
    ];
    const passed = tests.filter((test) => test.result().state === 'passed').length;
    const again = tests.filter((test) => test.diagnostic()?.flaky).map(failureOfTest);
    writeFileSync(FILE, JSON.stringify({ passed, failed, again }));
  }
}

const nameOf = (of: TestCase | TestSuite | TestModule): string =>
  of.type === 'module' ? of.relativeModuleId : `${of.module.relativeModuleId} > ${of.fullName}`;

const failureOf = (
  of: TestCase | TestSuite | TestModule,
  errors: readonly SerializedError[] = [],
): Failure => ({ name: nameOf(of), errors: [...new Set(errors.map(told))] });

const failureOfTest = (test: TestCase): Failure => failureOf(test, test.result().errors);

/** What it says, what is different, and where in our own code. */
function told({ message, diff, stack = '' }: SerializedError): string {
  const lines = [message, ...(typeof diff === 'string' ? [diff] : [])].join('\n').split('\n');
  const frames = stack
    .split('\n')
    .filter((line) => /^\s+at .*\//.test(line) && !/node_modules|node:/.test(line));
  return [...lines.slice(0, LINES_OF_AN_ERROR), ...frames.slice(0, FRAMES_OF_AN_ERROR)].join('\n');
}
