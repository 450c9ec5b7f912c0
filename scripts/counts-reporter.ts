import type { Reporter, TestCase, TestModule } from 'vitest/node';

/**
 * Ends a test run with one plain line of counts. A skipped test says why: by the note of `context.skip(note)`, or, as
 * `skipIf` takes none, in brackets in its name or its suite's: "real books [skipped without ../shared]". One that does
 * not fails the run.
 */
export default class CountsReporter implements Reporter {
  onTestRunEnd(modules: readonly TestModule[], unhandledErrors: readonly unknown[]): void {
    const tests = modules.flatMap((module) => [...module.children.allTests()]);
    const inState = (state: string): TestCase[] => tests.filter((test) => test.result().state === state);
    const skipped = inState('skipped');
    const unexplained = skipped.filter((test) => reasonOf(test) === undefined);
    for (const test of skipped) console.log(`skipped: ${test.fullName}: ${reasonOf(test) ?? 'no reason is stated'}`);
    if (unexplained.length > 0) {
      console.log(`${unexplained.length} tests were skipped without a stated reason.`);
      process.exitCode = 1;
    }
    const failed =
      inState('failed').length +
      modules.filter((module) => module.state() === 'failed' && !hasFailedTest(module)).length;
    const counts = `${inState('passed').length} passed, ${failed + unhandledErrors.length} failed`;
    console.log(skipped.length > 0 ? `${counts}, ${skipped.length} skipped` : counts);
  }
}

function reasonOf(test: TestCase): string | undefined {
  const result = test.result();
  const note = result.state === 'skipped' ? result.note : undefined;
  return note ?? /\[([^\]]{8,})\]/.exec(test.fullName)?.[1];
}

/** A module can fail by itself: it cannot be read, or a hook fails. */
function hasFailedTest(module: TestModule): boolean {
  return [...module.children.allTests('failed')].length > 0;
}
