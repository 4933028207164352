import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'

const ROOT = join(__dirname, '../..')
/** One that is always walked, and the run's own. */
const SEEDS = ['20211215', process.env.CANBAO_SEED ?? '20220331']

interface Told {
  steps: number
  crashPoints: { covered: number; standing: { covered: number; points: number } }
  counts: Record<string, number>
}

/** The command as a person gives it; throws with what it wrote when it fails. */
async function simulate(region: string, seed: string): Promise<Told> {
  const child = spawn(
    process.execPath,
    [
      '--import',
      'tsx',
      'tests/simulation/simulate.ts',
      '--region',
      region,
      '--seed',
      seed,
      '--people',
      '24',
      '--deaths',
      '0.5',
      '--latecomers',
      '0',
    ],
    { cwd: ROOT, stdio: ['ignore', 'pipe', 'pipe'] },
  )
  let [said, errors] = ['', '']
  child.stdout.on('data', (chunk: Buffer) => {
    said += chunk.toString()
  })
  child.stderr.on('data', (chunk: Buffer) => {
    errors += chunk.toString()
  })
  const [status] = (await once(child, 'close')) as [number]
  if (status !== 0)
    throw new Error(
      errors
        .split('\n')
        .filter((line) => !line.startsWith('['))
        .join('\n'),
    )
  return JSON.parse(said) as Told
}

// Different rules: 岢岚 pays by the month, with the window shut in between; 巴南 in one winter, in two tiers.
test.each([
  ['kelan', SEEDS[0]!],
  ['banan', SEEDS[1]!],
])(
  'a township of %s walks a season (seed %s) in which functions die, WeChat errs and people mean ill: every fen is in one place, everybody where their evidence puts them',
  async (region, seed) => {
    const { steps, crashPoints, counts } = await simulate(region, seed)
    expect(steps).toBeGreaterThan(100)
    expect(counts.deaths).toBeGreaterThan(10)
    expect(crashPoints.standing.covered).toBeGreaterThan(10)
    expect(Object.keys(counts).filter((what) => what.startsWith('ill will: ')).length).toBeGreaterThan(3)
    expect(counts['looked at: deeds by two']).toBeGreaterThan(0)
  },
  480_000,
)
