import type { Policy } from '../../rules'
import type { Office } from '../../rules/office'
import { dice } from '../demo-data/dice'
import type { PlannedVillage } from '../demo-data/place-documents'

const PEOPLE_A_VILLAGE = 2_500
/** How far a village may be from that; with the rounding it stays between 1,500 and 3,500. */
const SPREAD = 0.3
const STEMS = [...'甲乙丙丁戊己庚辛壬癸']
const BRANCHES = [...'子丑寅卯辰巳午未申酉戌亥']
const SIXTY = STEMS.length * 6
const SIZES_OF_TOWNSHIPS = [1, 1.4, 0.8, 2.2]

/**
 * The villages of a county of so many people: its townships in proportion to the targets of the notice, where it names
 * them, each with villages of 1,500 to 3,500 people that bear made-up names.
 */
export function countyVillages(policy: Policy, office: Office, people: number): PlannedVillage[] {
  const listed =
    office.targets?.rows ?? SIZES_OF_TOWNSHIPS.map((size, i) => ({ name: `${STEMS[i]}${BRANCHES[i]}镇`, people: size }))
  return inProportion(
    people,
    listed.map((one) => one.people),
  ).flatMap((size, t) => {
    const counts = inProportion(size, villageSizes(size, `${policy.region} ${t}`))
    return counts
      .filter((count) => count > 0)
      .map((count, v): PlannedVillage => ({
        people: count,
        village: {
          _id: `${policy.region}-${two(t + 1)}-${two(v + 1)}`,
          region: policy.region,
          township: listed[t]!.name,
          name: villageName(v),
        },
      }))
  })
}

/** Sizes around the usual one, in pairs of a larger and a smaller. */
function villageSizes(people: number, words: string): number[] {
  const roll = dice(words)
  const count = Math.max(1, Math.round(people / PEOPLE_A_VILLAGE))
  let last = 0
  return Array.from({ length: count }, (_one, i) => {
    last = i % 2 === 0 ? roll() * SPREAD : -last
    return i === count - 1 && i % 2 === 0 ? 1 : 1 + last
  })
}

/** Whole numbers that add up to `whole` and stand to one another as the parts do. */
export function inProportion(whole: number, parts: readonly number[]): number[] {
  const sum = parts.reduce((all, part) => all + part, 0)
  let [taken, before] = [0, 0]
  return parts.map((part) => {
    taken += part
    const upTo = Math.round((whole * taken) / sum)
    const mine = upTo - before
    before = upTo
    return mine
  })
}

/** As the days of an old calendar are called: no village of this county is. */
const villageName = (order: number): string =>
  `${STEMS[order % STEMS.length]}${BRANCHES[order % BRANCHES.length]}${order < SIXTY ? '' : String(Math.floor(order / SIXTY) + 1)}村`

const two = (number: number): string => String(number).padStart(2, '0')
