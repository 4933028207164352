import { dayNumber, policyFor, tally, type Figures, type Policy } from '../../rules'
import { Decider, NO_BENEFITS, NOT_SETTLED, PeopleColumns, PolicyComparison } from '../../rules/what-if'
import { madePeople, type OneOfMany } from '../../commands/policy/population'
import { ruijinByHand } from './by-hand'

/**
 * `npm run bench:what-if`: a county decided anew by two policies, by kinds of people. In one run beside it: `tally`,
 * the function written by hand for 瑞金 2022, and columns written by hand for its fee. CPU seconds of this process; times
 * vary from machine to machine, the ratios are what counts. Ends with 1 where anybody stands differently from `tally`.
 */
const PEOPLE = Number(process.env.PEOPLE ?? 548_738)

function cpuSeconds(run: () => void): number {
  const before = process.cpuUsage()
  run()
  const { user, system } = process.cpuUsage(before)
  return (user + system) / 1e6
}

const rate = (seconds: number): string => Math.round(PEOPLE / seconds).toLocaleString('en')
const say = (line: string): void => console.log(line)

/** The fee of 瑞金 2022 over columns, as one would write it who knows the answer: no clause, no doubt. */
function columnsByHand(people: PeopleColumns): number {
  const certified = people.column('certified')!
  const free = Uint8Array.from(certified.values, (value) =>
    Number(((value as { categories?: readonly string[] } | undefined)?.categories ?? []).length > 0),
  )
  let fen = 0
  for (let row = 0; row < people.size; row++) fen += free[certified.of[row]!] === 1 ? 0 : 32_000
  return fen
}

function differing(policy: Policy, list: readonly OneOfMany[], people: PeopleColumns): number {
  const decider = new Decider(policy)
  const { standingOf, startOf } = decider.decide(people)
  const byPolicy = tally(policy)
  return list.filter(({ told, day }, row) => {
    const { eligible, payable, baseFee, subsidy, fee, windowStatus, benefitStart } = byPolicy(
      told,
      day,
    ) satisfies Figures
    const here = decider.standings[standingOf[row]!]!
    const start =
      benefitStart === undefined ? NOT_SETTLED : benefitStart === null ? NO_BENEFITS : dayNumber(benefitStart)
    // What `tally` leaves open for a fact not told, the explaining engine may settle.
    const told_ = { eligible, payable, baseFee, subsidy, fee, windowStatus }
    return (
      Object.entries(told_).some(
        ([name, value]) => value !== undefined && value !== here[name as keyof typeof told_],
      ) ||
      (start !== NOT_SETTLED && start !== startOf[row])
    )
  }).length
}

const [before, after] = [policyFor('ruijin', 2022), policyFor('ruijin', 2026)]
const list = [...madePeople(before, PEOPLE, 'bench')]
const people = new PeopleColumns()
const reading = cpuSeconds(() => list.forEach(({ told, day }) => people.add(told, day)))
const comparison = new PolicyComparison(before, after)
const deciding = cpuSeconds(() => comparison.add(people))
const result = comparison.result()
const again = cpuSeconds(() => comparison.add(people))
const byTally = tally(before)
const tallied = cpuSeconds(() => list.forEach(({ told, day }) => byTally(told, day)))
const byHand = cpuSeconds(() => list.forEach(({ told, day }) => ruijinByHand(told, day)))
const columns = cpuSeconds(() => columnsByHand(people))
say(
  `${PEOPLE} people of ${before.name}, ${before.year} → ${after.year}: ${result.changed} changed in ${result.changes.length} ways`,
)
say(`into columns            ${reading.toFixed(2)} CPU s`)
say(
  `what if, both policies  ${deciding.toFixed(2)} CPU s, ${rate(deciding / 2)} people/s; ${comparison.work.asked} asked`,
)
say(`once more, kinds known  ${again.toFixed(2)} CPU s, ${rate(again / 2)} people/s`)
say(`tally, one policy       ${tallied.toFixed(2)} CPU s, ${rate(tallied)} people/s`)
say(`by hand, one policy     ${byHand.toFixed(2)} CPU s, ${rate(byHand)} people/s`)
say(`columns by hand, fee    ${columns.toFixed(3)} CPU s, ${rate(columns)} people/s`)
const wrong = differing(before, list, people)
say(`stand differently from tally: ${wrong}; memory ${Math.round(process.resourceUsage().maxRSS / 1024)} MB`)
process.exitCode = wrong === 0 ? 0 : 1
