import { parseArgs } from 'node:util'
import { policies, policyFor, type Policy } from '../../rules'
import { SeasonRun } from './season-run'
import { daysOf, walkSeason } from './season'
import { startTownship } from './township'

/**
 * `npm run --silent simulate -- [--seed S] [--people N] [--region R] [--keep DIR] [--deaths SHARE] [--latecomers N]`: a season of a township.
 * A JSON line of what happened, or exit 1 with the step at which an invariant broke and the steps before it. `--deaths`: of
 * all calls, those of which the function may die where none has died yet. `--latecomers`: so many people more come on the last day
 * of payment, as long as there is such a place.
 */
const { values: asked } = parseArgs({
  options: {
    seed: { type: 'string', default: String(Date.now()) },
    people: { type: 'string', default: '60' },
    region: { type: 'string', default: 'kelan' },
    keep: { type: 'string' },
    deaths: { type: 'string', default: '1' },
    latecomers: { type: 'string', default: '24' },
  },
})
/** One call after another that dies, of one deed. */
const DEATHS_A_DEED = 60

function placeNamed(region: string): Policy {
  const year = policies().find((head) => head.region === region)?.year
  return policyFor(region, year)
}

async function simulate(): Promise<number> {
  const began = performance.now()
  const policy = placeNamed(asked.region)
  const opens = daysOf(policy, Number(asked.people)).paying[0]!
  const town = await startTownship({
    policy,
    people: Number(asked.people),
    latecomers: Number(asked.latecomers),
    seed: asked.seed,
    opens,
    keep: asked.keep ?? null,
  })
  const run = new SeasonRun(town, asked.seed, opens, { share: Number(asked.deaths), most: DEATHS_A_DEED })
  try {
    await walkSeason(run)
    const { kinds, ...coverage } = run.points.coverage()
    console.log(
      JSON.stringify({
        seed: asked.seed,
        region: policy.region,
        people: town.members.size,
        households: town.households.length,
        steps: run.stepsTaken(),
        moves: run.world.moves,
        crashPoints: coverage,
        kinds,
        counts: Object.fromEntries([...run.counts].sort()),
        seconds: Math.round(performance.now() - began) / 1000,
      }),
    )
    return 0
  } catch (error) {
    const again = `npm run --silent simulate -- --seed ${asked.seed} --people ${asked.people} --region ${asked.region} --deaths ${asked.deaths} --latecomers ${asked.latecomers}`
    console.error(
      `${run.story()}\n${error instanceof Error ? (error.stack ?? error.message) : String(error)}\nagain: ${again}`,
    )
    return 1
  } finally {
    await town.stop()
  }
}

simulate().then(
  (status) => process.exit(status),
  (error: unknown) => {
    console.error(error)
    process.exit(1)
  },
)
