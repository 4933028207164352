import { keepMadeFile, makerOf, requirePermission, defineAction } from '../../access'
import { progressOf } from '../../enrolments'
import type { EnrolmentDocument } from '../../enrolments'
import { openResident, requireVillage } from '../../people'
import type { Resident, ResidentDocument, VillageDocument } from '../../people'
import { countyContract } from '../contract'
import { lastFour, maskedName } from '../../../platform/base'
import type { Database } from '../../../platform/database'
import { readAll } from '../../../platform/database'
import { aesZip, writeXlsx } from '../../../platform/files'
import { policyFor } from '../../../../rules'

/** Somebody of a village who has not paid, and what they owe. */
interface Unpaid {
  person: Resident
  /** fen; null = not settled. */
  fee: number | null
  isSubsidised: boolean
}

/**
 * Draws up who of a village has not paid, masked, or with names and numbers in full under a key: then audited as a look
 * at all of them. Fetched by `exportPart`. The same operation makes the file anew, as things stand then.
 * @throws Refusal UNKNOWN_VILLAGE, NOT_ALLOWED; RulesError UNKNOWN_REGION, UNKNOWN_YEAR
 */
export const listUnpaidPeople = /* @__PURE__ */ defineAction(countyContract, 'unpaidPeople', {
  permission: 'unpaidPeople',
  async run({ operation, village: id, year, key }, context) {
    const village = await requireVillage(context.db, id)
    const { region } = village
    await requirePermission(context, 'unpaidPeople', { id, region, village: id })
    const inFull = key !== null
    const { db, today } = context
    const people = await unpaidOf(db, id, year)
    const name = `${village.township}${village.name}未缴名单-${today}`
    const book = writeXlsx(tableOf(people, { village, year, inFull, today, maker: await makerOf(context) }))
    const bytes = key === null ? book : aesZip(`${name}.xlsx`, book, key)
    const made = await keepMadeFile(context, operation, bytes, {
      ...{ action: 'unpaidPeople', target: id, region },
      outcome: inFull ? 'revealed' : 'done',
      why: inFull ? 'IN_FULL' : 'MASKED',
    })
    return { ...made, name: `${name}.${inFull ? 'zip' : 'xlsx'}`, people: people.length }
  },
})

const isUnpaid = ({ status }: EnrolmentDocument): boolean =>
  progressOf([{ status, share: 'whole', subsidised: false, people: 1 }]).unpaid > 0

async function unpaidOf(db: Database, village: string, year: number): Promise<Unpaid[]> {
  const enrolments = (await readAll<EnrolmentDocument>(db, 'enrolments', { village, year })).filter(isUnpaid)
  const residents = new Map(
    (await readAll<ResidentDocument>(db, 'residents', { village })).map((resident) => [resident._id, resident]),
  )
  const people = enrolments.flatMap(({ resident, assessment: { fee, subsidy } }) => {
    const person = residents.get(resident)
    return person === undefined ? [] : [{ person: openResident(person), fee, isSubsidised: (subsidy ?? 0) > 0 }]
  })
  const placeOf = ({ person: { group, household } }: Unpaid): string => `${group ?? ''} ${household}`
  return people.sort((a, b) => placeOf(a).localeCompare(placeOf(b), 'zh', { numeric: true }))
}

interface Drawn {
  village: VillageDocument
  year: number
  inFull: boolean
  today: string
  /** Who made it, as their office calls them; '' = not known. */
  maker: string
}

function tableOf(people: readonly Unpaid[], { village, year, inFull, today, maker }: Drawn) {
  return {
    title: `${year}年度城乡居民医保未缴名单`,
    made: { place: `${policyFor(village.region, year).name}${village.township}${village.name}`, day: today, by: maker },
    lines: [],
    columns: ['序号', '村组', '姓名', '证件号码', ...(inFull ? ['电话'] : []), '应缴（元）', '受资助'],
    rows: people.map(({ person: { group, name, idNumber, phone }, fee, isSubsidised }, i) => [
      i + 1,
      group ?? '',
      inFull ? name : maskedName(name),
      idNumber === null ? '还没有号码' : inFull ? idNumber : lastFour(idNumber),
      ...(inFull ? [phone ?? ''] : []),
      fee === null ? '没有核定' : fee / 100,
      isSubsidised ? '是' : '',
    ]),
    foot: [`共 ${people.length} 人`],
    sums: ['应缴（元）'],
    formats: { '应缴（元）': 'yuan' as const },
  }
}
