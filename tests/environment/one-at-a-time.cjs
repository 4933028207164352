const { default: TestRunner } = require('jest-runner')

/** Runs its files one after another, in this process, while the rest of the suite keeps its workers. */
module.exports = class OneAtATime extends TestRunner {
  isSerial = true
}
