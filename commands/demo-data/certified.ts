import type { Certification } from '../../cloudfunctions/domain/people'
import type { Policy } from '../../rules'
import { happens, pick, type Dice } from './dice'
import type { Member } from './households'

/** How often an identity is certified, by what its word says; the first that fits counts. */
interface Share {
  word: RegExp
  /** Of those for whom it can be. */
  share: number
  ages?: readonly [number, number]
  sex?: Member['sex']
  /** Certified of whole households, not of persons. */
  household?: boolean
}

const SHARES: readonly Share[] = [
  { word: /稳定脱贫|没有资助|福利院|非伤残|困境儿童/, share: 0 },
  { word: /特困供养|^特困/, share: 0.015, ages: [60, 200] },
  { word: /孤儿|无人抚养/, share: 0.002, ages: [0, 18] },
  { word: /低收入.*未成年/, share: 0.004, ages: [0, 18] },
  { word: /低收入.*60/, share: 0.01, ages: [60, 200] },
  { word: /大学生/, share: 0.002, ages: [18, 23] },
  { word: /残疾(学生|儿童)/, share: 0.006, ages: [0, 18] },
  { word: /残疾/, share: 0.006, ages: [18, 200] },
  { word: /士兵|军|退役|参战/, share: 0.0004, ages: [30, 80], sex: '男' },
  { word: /烈士|三属|两红|抚恤|优抚/, share: 0.0004, ages: [60, 200] },
  { word: /低保|最低生活保障/, share: 0.035, household: true },
  { word: /返贫|致贫|脱贫不稳定|严重困难|低收入/, share: 0.003, household: true },
]
const OTHERS: Omit<Share, 'word'> = { share: 0.0005, ages: [18, 200] }

const shareOf = (identity: string): Omit<Share, 'word'> => SHARES.find(({ word }) => word.test(identity)) ?? OTHERS

/** Identities certified of one person, the household's own among them. */
export type Certifier = (member: Member, roll: Dice) => readonly Certification[]

/** For each household: what an office has certified of the household, and then of each of its members. */
export function certifierOf(policy: Policy): (roll: Dice) => Certifier {
  const all = Object.keys(policy.identities).map((identity) => ({ identity, ...shareOf(identity) }))
  const ofHouseholds = all.filter(({ household }) => household)
  const ofPersons = all.filter((one) => !ofHouseholds.includes(one))
  const certification = (identity: string): Certification => ({
    identity,
    from: `${policy.year - 1}-06-30`,
    ended: null,
    certifier: policy.identities[identity]!.group,
  })
  return (ofHousehold) => {
    const household = ofHouseholds.filter(({ share }) => happens(share, ofHousehold)).slice(0, 1)
    return (member, roll) => {
      const own = ofPersons.filter(
        ({ share, ages: [youngest, oldest] = [0, 200], sex }) =>
          happens(share, roll) &&
          member.age >= youngest &&
          member.age < oldest &&
          (sex === undefined || sex === member.sex),
      )
      // Two of one person is rare, and the notices mostly say nothing of it.
      const held = household.length > 0 ? household : own.length > 0 ? [pick(own, roll)] : []
      return held.map(({ identity }) => certification(identity))
    }
  }
}
