import type { Database } from '../shared/database'
import { Refusal } from '../shared/refusal'
import { FLAWS } from './entry-flaws'
import type { FlawCode } from './entry-flaws'
import { residentAlike, residentsOfHousehold } from './records/residents'
import type { Resident } from './records/residents'

/** 重: whether somebody else in the ledger is the same person, and where; null = nobody. */
export async function duplicateOf(db: Database, resident: Resident): Promise<FlawCode | null> {
  const other = await residentAlike(db, resident)
  if (other === null) return await isEnteredAsNewborn(db, resident) ? 'CHILD_TWICE' : null
  if (other.id === resident.id) return null
  if (resident.idNumber === null) return 'NEWBORN_TWICE'
  return other.village === resident.village ? 'TWICE_HERE' : 'TWICE_ELSEWHERE'
}

/** A child with a number whom the household has as a newborn without one: to be completed, not entered again. */
async function isEnteredAsNewborn(db: Database, { id, household, idNumber, name, birthDate }: Resident): Promise<boolean> {
  if (idNumber === null) return false
  const members = await residentsOfHousehold(db, household)
  return members.some((other) => other.id !== id && other.idNumber === null && other.name === name && other.birthDate === birthDate)
}

/** Where it is a use case of one entry. Who the other is, and where, is not told. */
export async function requireNoDuplicate(db: Database, resident: Resident): Promise<void> {
  const code = await duplicateOf(db, resident)
  if (code !== null) throw entryRefused([code])
}

/** An entry that cannot be kept: every reason, the first one's code. */
export function entryRefused(flaws: readonly FlawCode[]): Refusal {
  const blocking = flaws.filter((code) => FLAWS[code].blocks)
  const [first = 'NAME_MISSING'] = [...blocking, ...flaws]
  const words = (blocking.length > 0 ? blocking : [first]).map((code) => `${FLAWS[code].words}（${FLAWS[code].kind}）`).join('；')
  return new Refusal({ code: first, message: `没有保存：${words}。`, path: 'entry' })
}
