import {
  civilDay,
  dayNumber,
  policyFor,
  tally,
  type CivilDay,
  type Figures,
  type Policy,
  type Facts,
} from '../../rules'
import { bananByHand, ruijinByHand } from './by-hand'

/**
 * `npm run bench:rules`: as many made people as 瑞金 has to collect from, assessed by the policy file and by a
 * function written by hand for that county. Prints people per CPU second of each, their ratio, and in how many
 * people they differ (0, else it ends with 1). Times vary from machine to machine; the ratio is what counts.
 */
const PEOPLE = Number(process.env.PEOPLE ?? 548_738)
const SEED = 20_220_331

/** Small, seeded, good enough to make people (mulberry32). */
function dice(seed: number): () => number {
  let a = seed
  return () => {
    a = (a + 0x6d2b79f5) | 0
    let t = Math.imul(a ^ (a >>> 15), 1 | a)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296
  }
}

interface Made {
  told: Facts
  day: CivilDay
}

function makePeople(policy: Policy, students: string): Made[] {
  const roll = dice(SEED)
  const pick = <T>(from: readonly T[]): T => from[Math.floor(roll() * from.length)]!
  const between = (from: string, to: string): number =>
    dayNumber(from)! + Math.floor(roll() * (dayNumber(to)! - dayNumber(from)! + 1))
  const identities = Object.keys(policy.identities).filter(
    (name) => !['福利院供养', '困境儿童', '稳定脱贫人口', '在乡重点优抚对象'].includes(name),
  )
  const situations = Object.keys(policy.situations)
  return Array.from({ length: PEOPLE }, (): Made => {
    const day = between('2021-09-01', '2022-12-31')
    const baby = roll() < 0.03
    const birth = baby ? day - Math.floor(roll() * 120) : between('1930-01-01', '2020-12-31')
    const situation = baby ? '新生儿' : roll() < 0.05 ? pick(situations) : null
    const event = day - Math.floor(roll() * 150)
    return {
      day: civilDay(day),
      told: {
        birthDate: civilDay(birth),
        hukou: roll() < 0.9 ? `${policy.places[0]!}市` : '外地',
        resident: roll() < 0.9,
        residencePermit: roll() < 0.2,
        employeeInsurance: roll() < 0.03 ? 'active' : 'none',
        categories: roll() < 0.15 ? [pick(identities), ...(roll() < 0.1 ? [pick(identities)] : [])] : [],
        lostWorkAbility: roll() < 0.5,
        student: roll() < 0.04 ? students : null,
        school: null,
        schoolStart: '2021-09-01',
        situation,
        situationDate: civilDay(event),
        tier: policy.tiers.length > 0 ? pick(policy.tiers) : null,
        permit: null,
        institution: null,
      },
    }
  })
}

/** CPU seconds of this process, its own and the system's for it. */
function cpuSeconds(run: () => void): number {
  const before = process.cpuUsage()
  run()
  const { user, system } = process.cpuUsage(before)
  return (user + system) / 1e6
}

const differ = (a: Figures, b: Figures): boolean =>
  a.eligible !== b.eligible ||
  a.payable !== b.payable ||
  a.baseFee !== b.baseFee ||
  a.subsidy !== b.subsidy ||
  a.fee !== b.fee ||
  a.windowStatus !== b.windowStatus ||
  a.benefitStart !== b.benefitStart

let mismatches = 0
for (const [region, byHand, students] of [
  ['ruijin', ruijinByHand, '高校大学生'],
  ['banan', bananByHand, '在渝高校大学生'],
] as const) {
  const policy = policyFor(region, 2022)
  const people = makePeople(policy, students)
  const byPolicy = tally(policy)
  const ours: Figures[] = new Array<Figures>(people.length)
  const theirs: Figures[] = new Array<Figures>(people.length)
  const warmUp = people.slice(0, 20_000).map(({ told, day }) => differ(byPolicy(told, day), byHand(told, day)))
  if (warmUp.length === 0) continue
  const policySeconds = cpuSeconds(() =>
    people.forEach(({ told, day }, i) => {
      ours[i] = byPolicy(told, day)
    }),
  )
  const handSeconds = cpuSeconds(() =>
    people.forEach(({ told, day }, i) => {
      theirs[i] = byHand(told, day)
    }),
  )
  const differing = people.flatMap((one, i) =>
    differ(ours[i]!, theirs[i]!) ? [{ ...one, policy: ours[i], byHand: theirs[i] }] : [],
  )
  mismatches += differing.length
  const rate = (seconds: number): string => Math.round(people.length / seconds).toLocaleString('en')
  console.log(
    `${policy.name}: ${people.length.toLocaleString('en')} people; by policy ${rate(policySeconds)}/CPU s; by hand ${rate(handSeconds)}/CPU s; by hand is ${(policySeconds / handSeconds).toFixed(1)} times as fast; mismatches ${differing.length}`,
  )
  for (const one of differing.slice(0, 3)) console.log(JSON.stringify(one))
}
process.exitCode = mismatches === 0 ? 0 : 1
