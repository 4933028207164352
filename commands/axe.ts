import { spawnSync } from 'node:child_process'

/** The journeys that walk every page of the product, each in light, dark and largest letters. */
const WALKS = ['easy-to-read', 'pay-easy-to-read', 'clerk-easy-to-read', 'county-easy-to-read'].map(
  (name) => `tests/journeys/${name}.test.ts`,
)

/** `npm run axe`: axe-core over every page in every view, on the built product (`npm run build:h5` first). */
const { status } = spawnSync(process.execPath, ['node_modules/jest/bin/jest.js', '-w', '1', ...WALKS], {
  stdio: 'inherit',
  env: { ...process.env, CANBAO_AXE: 'all' },
})
process.exitCode = status ?? 1
