import type { Certification, IdKind } from '../../cloudfunctions/domain/people'
import { civilDay, dayNumber, seasonOfPolicy, type CivilDay, type Policy, type Facts } from '../../rules'
import { certifierOf } from './certified'
import { happens, pick, type Dice } from './dice'
import { makeUpHousehold, type Member } from './households'
import { madeUpId } from './resident-id'

/** Someone who is nobody: what a register and a clerk know of them. */
export interface Person {
  name: string
  sex: '男' | '女'
  birthDate: CivilDay
  idKind: IdKind
  idNumber: string | null
  phone: string
  hukou: string
  ground: 'hukou' | 'residence'
  told: Facts
  certified: readonly Certification[]
}

const STEMS = [...'甲乙丙丁戊己庚辛壬癸']
const BRANCHES = [...'子丑寅卯辰巳午未申酉戌亥']
const DAYS_A_YEAR = 365.2425
const SHARE = {
  fromElsewhere: 0.05,
  awayFromHome: 0.06,
  employee: 0.03,
  university: 0.12,
  phoneOfOwn: 0.9,
  numberless: 0.4,
  withTier2: 0.3,
}

/** No real person's name: a stem, a branch and a number, as the pages of an old calendar are called. */
const nameOf = (order: number, roll: Dice): string => `${pick(STEMS, roll)}${pick(BRANCHES, roll)}${order}`

/** A phone that cannot ring. */
const phoneOf = (order: number): string => `000${String(order).padStart(8, '0')}`

/** A number for someone born on a day (days since 1970); null when 500 of the sex have one. */
export type IdNumbers = (birth: number, sex: Member['sex']) => string | null

/** Gives each person a number of their own. */
export function idNumbers(): IdNumbers {
  const given = { 男: new Map<number, number>(), 女: new Map<number, number>() }
  return (birth, sex) => {
    const order = given[sex].get(birth) ?? 0
    if (order >= 500) return null
    given[sex].set(birth, order + 1)
    return madeUpId(civilDay(birth), order, sex)
  }
}

/**
 * Makes up the people of a place, household by household, the head first; the same dice make the same people. Nobody is
 * born after `day`.
 */
export function peopleOf(policy: Policy, day: CivilDay, idNumber: IdNumbers): (roll: Dice) => Person[] {
  const words = wordsOf(policy)
  const opening = dayNumber(seasonOfPolicy(policy).from)!
  const newYear = dayNumber(`${policy.year}-01-01`)!
  const elapsed = Math.min(1, Math.max(0, (dayNumber(day)! - newYear) / DAYS_A_YEAR))
  const certify = certifierOf(policy)
  let order = 0

  const person = (member: Member, certified: readonly Certification[], home: Home, roll: Dice): Person => {
    order += 1
    const baby = member.age < 0
    let birth = baby
      ? newYear - Math.floor(member.age * elapsed * DAYS_A_YEAR)
      : opening - Math.floor(member.age * DAYS_A_YEAR)
    let number = idNumber(birth, member.sex)
    while (number === null) number = idNumber(--birth, member.sex)
    const birthDate = civilDay(birth)
    const numberless = baby && happens(SHARE.numberless, roll)
    return {
      name: nameOf(order, roll),
      sex: member.sex,
      birthDate,
      certified,
      idKind: numberless ? 'newborn' : 'residentId',
      idNumber: numberless ? null : number,
      phone: member.age >= 14 && happens(SHARE.phoneOfOwn, roll) ? phoneOf(order) : home.phone,
      hukou: home.hukou,
      ground: home.hukou === words.elsewhere ? 'residence' : 'hukou',
      told: factsOf(member, birthDate, { home, words }, roll),
    }
  }

  return (roll) => {
    const fromElsewhere = happens(SHARE.fromElsewhere, roll)
    const home: Home = {
      hukou: fromElsewhere ? words.elsewhere : words.local,
      fromElsewhere,
      phone: phoneOf(order + 1),
    }
    const certifier = certify(roll)
    return makeUpHousehold(elapsed, roll).map((member) => person(member, certifier(member, roll), home, roll))
  }
}

interface Home {
  hukou: string
  fromElsewhere: boolean
  phone: string
}

/** A policy's own words for what is told. */
interface Words {
  local: string
  elsewhere: string
  university: string | null
  pupil: string | null
  newborn: string | null
  tiers: readonly string[]
  schoolStart: CivilDay
}

function wordsOf(policy: Policy): Words {
  const options = (fact: string): string[] =>
    (policy.asks[fact]?.options ?? []).map(({ value }) => value).filter((value) => typeof value === 'string')
  const [local = policy.name, elsewhere = '外地'] = options('hukou')
  return {
    local,
    elsewhere,
    tiers: policy.tiers,
    university: options('student').find((word) => word.includes('大学生')) ?? null,
    pupil: options('student').find((word) => word.includes('中小学')) ?? null,
    newborn: policy.situations['新生儿'] === undefined ? null : '新生儿',
    schoolStart: `${policy.year - 1}-09-01`,
  }
}

function factsOf(
  { age }: Member,
  birthDate: CivilDay,
  { home, words }: { home: Home; words: Words },
  roll: Dice,
): Facts {
  const baby = age < 0
  const university = age >= 18 && age < 23 && happens(SHARE.university, roll)
  const student = university ? words.university : age >= 4 && age < 18 ? words.pupil : null
  const worker = age >= 23 && age < 60
  return {
    birthDate,
    hukou: home.hukou,
    resident: home.fromElsewhere || !worker || !happens(SHARE.awayFromHome, roll),
    ...(home.fromElsewhere && { residencePermit: true }),
    employeeInsurance: worker && happens(SHARE.employee, roll) ? 'active' : 'none',
    student,
    ...(student !== null && student === words.university && { schoolStart: words.schoolStart }),
    situation: baby ? words.newborn : null,
    ...(baby && { situationDate: birthDate }),
    enrolmentHistory: baby ? '新参保' : '续保',
    lostWorkAbility: false,
    ...(words.tiers.length > 0 && { tier: words.tiers[happens(SHARE.withTier2, roll) ? 1 : 0] ?? null }),
  }
}
