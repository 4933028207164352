/**
 * Two projects in one run. `unit` runs in parallel; `built` needs the built product or a browser,
 * which two workers would fight over, so its runner takes one file at a time.
 */
const oneAtATime = ['browser', 'journeys', 'mini-runtime', 'package']

/** Packages that ship ES modules only; Jest's CommonJS needs them transformed. */
const esmPackages = ['@sparticuz/chromium']

const shared = {
  testEnvironment: 'node',
  moduleFileExtensions: ['ts', 'tsx', 'js', 'mjs', 'cjs', 'json', 'node'],
  transform: {
    '^.+\\.([cm]?[jt]s|[jt]sx)$': ['@swc/jest', {
      jsc: { target: 'es2022', parser: { syntax: 'typescript', tsx: true }, transform: { react: { runtime: 'automatic' } } },
      module: { type: 'commonjs' },
    }],
  },
  transformIgnorePatterns: [`/node_modules/(?!(${esmPackages.join('|')})/)`, '/dist/'],
  modulePathIgnorePatterns: ['<rootDir>/dist/'],
  restoreMocks: true,
  setupFiles: ['<rootDir>/tests/environment/check-answers.cjs'],
}

export default {
  // Of the whole run: Jest passes over them inside a project. Only what hangs is to fail by it: a busy machine is slow, not
  // wrong, and no test of ours measures time.
  testTimeout: 300_000,
  // Jest leaves a core to itself, which on two cores is half of the machine.
  maxWorkers: '100%',
  projects: [
    { ...shared, displayName: 'unit', testMatch: ['<rootDir>/tests/**/*.test.ts?(x)', `!**/tests/(${oneAtATime.join('|')})/**`] },
    {
      ...shared,
      displayName: 'built',
      testMatch: oneAtATime.map((folder) => `<rootDir>/tests/${folder}/**/*.test.ts?(x)`),
      runner: '<rootDir>/tests/environment/one-at-a-time.cjs',
    },
  ],
  reporters: ['default', '<rootDir>/tests/environment/closing-line.mjs'],
}
