import type { CallContext } from '../../shared/call-context'
import type { VillageDocument } from '../documents'
import { openEnrolments } from '../open-enrolment'
import { likelyKind } from '../identity-document'
import { numberIndex, residentByNumber, residentsByIndexes, sealResident } from '../records/residents'
import type { Resident } from '../records/residents'
import { seasonsOf } from '../records/seasons'
import { recordInOpenYears } from '../record-in-open-years'
import { toldOf } from '../told-of-resident'
import { sealing } from '../../shared/sealing'
import { importRow } from './import-row'
import type { KnownPeople, RowResult } from './import-row'
import type { LedgerRow } from './ledger-rows'

/** A call's work: at some 150 ms a write on the platform, well within the 20 s that `enrollment` is given. */
export const ROWS_A_CALL = 300
export const WRITES_A_CALL = 60

/** Enters rows until one of the limits is reached; how many of them are done is the length of the answer. */
export async function importBatch(context: CallContext, rows: readonly LedgerRow[], villages: readonly VillageDocument[]): Promise<RowResult[]> {
  const known = await lookUp(context, rows)
  const results: RowResult[] = []
  let writes = 0
  for (const row of rows) {
    const result = await importRow(context, known, row)
    if (result.resident !== null) known.remember(result.resident)
    if (result.outcome === 'added' || result.outcome === 'corrected') writes++
    results.push(result)
    if (writes >= WRITES_A_CALL) break
  }
  await seeToEnrolments(context, results, villages)
  return results
}

type Memory = KnownPeople & { remember(resident: Resident): void }

/** Everybody whom these rows name, in one reading. */
async function lookUp({ db }: CallContext, rows: readonly LedgerRow[]): Promise<Memory> {
  const named = rows.flatMap(({ entry: { idKind, idNumber }, household }) => [
    ...(idNumber === null || idKind === 'newborn' ? [] : [numberIndex(idKind, idNumber)]),
    ...(household?.by === 'head' ? [numberIndex(likelyKind(household.value), household.value)] : []),
  ])
  const asked = new Set(named)
  const found = new Map((await residentsByIndexes(db, [...asked])).map((resident) => [numberIndex(resident.idKind, resident.idNumber!), resident]))
  return {
    async byNumber(idKind, idNumber) {
      const index = numberIndex(idKind, idNumber)
      return found.get(index) ?? (asked.has(index) ? null : residentByNumber(db, idKind, idNumber))
    },
    remember(resident) {
      if (resident.idNumber !== null) found.set(numberIndex(resident.idKind, resident.idNumber), resident)
    },
  }
}

/** Also of those whom the ledger had already: a call that broke off may have left them without. */
async function seeToEnrolments(context: CallContext, results: readonly RowResult[], villages: readonly VillageDocument[]): Promise<void> {
  const townships = new Map(villages.map(({ _id, township }) => [_id, township]))
  const people = results.flatMap(({ resident }) => (resident === null ? [] : [resident]))
  const [first] = people
  if (first === undefined) return
  const placed = people.map((resident) => ({ resident: sealResident(resident), township: townships.get(resident.village) ?? '' }))
  for (const { year } of await seasonsOf(context.db, first.region)) await openEnrolments(context.db, placed, year, context.today)
  for (const { resident, factsChanged, row } of results) {
    if (resident === null || !factsChanged) continue
    const { birthDate, hukou } = toldOf(sealResident(resident), sealing())
    await recordInOpenYears({ ...context, operation: `import-${row}-${context.now}` }, resident.id, null, { kind: 'corrected', facts: { birthDate: birthDate ?? null, hukou: hukou ?? null } })
  }
}
