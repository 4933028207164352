import { createHash } from 'node:crypto'
import { civilDay, dayNumber, tally, type CivilDay, type Policy, type Told } from '../../rules'
import type { ReadPolicy } from '../../rules/language/read-policy'
import { villagesOf, type Village } from './places'
import { madeUpId } from './resident-id'

/** A document of the demonstration, as JSON lines carry it. */
export interface DemoDocument {
  collection: 'villages' | 'households' | 'residents' | 'rosters' | 'payments'
  document: { _id: string } & Record<string, unknown>
}

const HOUSEHOLDS_A_VILLAGE = 12
const STEMS = '甲乙丙丁戊己庚辛壬癸'
const BRANCHES = '子丑寅卯辰巳午未申酉戌亥'
const SHARE_CERTIFIED = 0.15
const SHARE_PAID = 0.4

/** Always the same dice for the same words: demo data that is made twice is the same. */
function dice(words: string): () => number {
  let count = 0
  return () => createHash('sha256').update(`${words} ${count++}`).digest().readUInt32BE() / 2 ** 32
}

/** No real person's name: a stem, a branch and a number, as the pages of an old calendar are called. */
const nameOf = (roll: () => number, n: number): string => `${STEMS[Math.floor(roll() * 10)]}${BRANCHES[Math.floor(roll() * 12)]}${n}`

/** The five places with their villages, households, residents, certifiers' rosters and some payments in the season. */
export function* makeDemoData(places: readonly ReadPolicy[]): Generator<DemoDocument> {
  for (const place of places) {
    const { policy } = place
    let order = 0
    for (const village of villagesOf(place)) {
      yield { collection: 'villages', document: { _id: village.id, region: policy.region, township: village.township, name: village.name } }
      for (let h = 1; h <= HOUSEHOLDS_A_VILLAGE; h++) {
        yield* household(policy, village, h, order)
        order += 6
      }
    }
  }
}

function* household(policy: Policy, village: Village, h: number, order: number): Generator<DemoDocument> {
  const id = `${village.id}-h${h}`
  const roll = dice(id)
  const size = 1 + Math.floor(roll() * 5)
  const members = Array.from({ length: size }, (_, i) => resident(policy, village, id, i, order + i, roll))
  yield { collection: 'households', document: { _id: id, region: policy.region, village: village.id, head: members[0]!._id, address: `${village.township}${village.name}${h}号` } }
  for (const member of members) {
    yield { collection: 'residents', document: member }
    yield* certified(policy, member)
    yield* paid(policy, member, roll)
  }
}

type Resident = { _id: string; birthDate: CivilDay; identities: string[] } & Record<string, unknown>

const AGES = [[28, 80], [26, 78], [2, 22], [0, 18], [55, 95]] as const

function resident(policy: Policy, village: Village, household: string, place: number, order: number, roll: () => number): Resident {
  const [youngest, oldest] = AGES[place]!
  const from = dayNumber(`${policy.year - 1 - oldest}-01-01`)!
  const to = dayNumber(`${policy.year - 1 - youngest}-01-01`)!
  const birthDate = civilDay(from + Math.floor(roll() * (to - from + 1)))
  const sex = roll() < 0.5 ? '男' : '女'
  const identities = roll() < SHARE_CERTIFIED ? [pick(Object.keys(policy.identities), roll)] : []
  const n = order % 500
  return {
    _id: `${household}-${place + 1}`, region: policy.region, village: village.id, household, relation: ['户主', '配偶', '子女', '孙子女', '父母'][place],
    name: nameOf(roll, order), sex, birthDate, idNumber: madeUpId(birthDate, n, sex), phone: `000${String(order).padStart(8, '0')}`,
    hukou: policy.places[0], identities,
  }
}

const pick = <T>(from: readonly T[], roll: () => number): T => from[Math.floor(roll() * from.length)]!

/** One roster row an identity, from the office that certifies it. */
function* certified(policy: Policy, { _id, name, idNumber, identities }: Resident): Generator<DemoDocument> {
  for (const identity of identities) {
    const from = policy.identities[identity]!.group
    yield { collection: 'rosters', document: { _id: `${_id}-${identity}`, region: policy.region, year: policy.year, resident: _id, name, idNumber, identity, from, certifiedOn: `${policy.year - 1}-06-30` } }
  }
}

const asTold = (policy: Policy, { birthDate, identities }: Resident): Told => ({
  birthDate, hukou: policy.name, resident: true, employeeInsurance: 'none', categories: identities, student: null, situation: null,
  enrolmentHistory: '续保', registered: true, lostWorkAbility: false, tier: policy.tiers[0] ?? null,
})

/** Some have paid what the policy asks of them, on a day on which it takes payment. */
function* paid(policy: Policy, member: Resident, roll: () => number): Generator<DemoDocument> {
  if (roll() > SHARE_PAID) return
  const day = civilDay(dayNumber(`${policy.year - 1}-12-15`)! + Math.floor(roll() * 8))
  const { payable, fee } = tally(policy)(asTold(policy, member), day)
  if (payable !== true || fee === undefined || fee === 0) return
  yield { collection: 'payments', document: { _id: `${member._id}-${policy.year}`, region: policy.region, year: policy.year, resident: member._id, amountFen: fee, paidOn: day, way: pick(['现金', '微信', '银行'], roll) } }
}
