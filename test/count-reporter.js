/** Closes a test run with one line that a program can read: `N passed, N failed`. A suite that could not be loaded counts as failed. */
export default class CountReporter {
  onRunComplete(_contexts, results) {
    const failed = results.numFailedTests + results.numRuntimeErrorTestSuites;
    process.nextTick(() => console.log(`${results.numPassedTests} passed, ${failed} failed`));
  }
}
