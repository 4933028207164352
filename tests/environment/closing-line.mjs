/**
 * Ends a run with one plain line, `N passed, N failed`, and lets no test hide: a skipped or a todo test is a failed one.
 */
export default class ClosingLine {
  #hidden = 0

  onRunComplete(_contexts, results) {
    this.#hidden = results.numPendingTests + results.numTodoTests
    const brokenFiles = results.numRuntimeErrorTestSuites
    const failed = results.numFailedTests + brokenFiles + this.#hidden
    // At exit, for Jest prints its own summary after the reporters have run.
    process.once('exit', () => {
      if (this.#hidden > 0) process.stdout.write(`\n${this.#hidden} skipped or todo: every test has to run\n`)
      process.stdout.write(`\n${results.numPassedTests} passed, ${failed} failed\n`)
    })
  }

  getLastError() {
    return this.#hidden > 0 ? new Error('skipped or todo tests') : undefined
  }
}
