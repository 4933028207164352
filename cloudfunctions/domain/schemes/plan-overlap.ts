import type { SchemeKind } from './contract'
import { isSameName } from '../people'
import type { Resident } from '../people'
import type { CivilDay } from '../../../rules'

/** A row of such a list, as it stands there. */
export interface ListedRow {
  position: number
  name: string
  idNumber: string
  /** null = none, or no day. */
  since: CivilDay | null
  where: string
  isFaulty: boolean
}

/** What a row comes to. Only `found` is anybody's matter; nobody is changed by any of them. */
export const ROW_OUTCOMES = {
  found: '在台账里，要核实',
  known: '台账里已经标了',
  stranger: '不在本县台账',
  noNumber: '没有证件号码',
  otherName: '号码对得上，姓名对不上',
  faulty: '读不清楚，或者是隐藏、划掉的',
} as const
export type RowOutcome = keyof typeof ROW_OUTCOMES
export type NamedCounts = Readonly<Partial<Record<RowOutcome, number>>>

/** A row that is for a person to look at. */
export interface UnclearListed {
  row: ListedRow
  outcome: RowOutcome
}

export const TO_LOOK_AT: ReadonlySet<RowOutcome> = new Set<RowOutcome>(['noNumber', 'otherName', 'faulty'])

/**
 * What a row says of somebody of the ledger. Dead is dead: whom the ledger has marked so is not asked about again; of
 * who is marked as gone for the same reason there is nothing new.
 */
export function outcomeOfRow(
  row: ListedRow,
  kind: SchemeKind,
  region: string,
  resident: Pick<Resident, 'region' | 'name' | 'absent'> | null,
): RowOutcome {
  if (row.isFaulty) return 'faulty'
  if (row.idNumber === '') return 'noNumber'
  if (resident === null || resident.region !== region) return 'stranger'
  if (row.name !== '' && !isSameName(row.name, resident.name)) return 'otherName'
  const why = resident.absent?.why
  return why === kind || why === 'died' || (why !== undefined && kind !== 'died') ? 'known' : 'found'
}

/** From when, if that can be: not before birth and not ahead. */
export const sinceOf = ({ since }: Pick<ListedRow, 'since'>, birthDate: CivilDay, today: CivilDay): CivilDay | null =>
  since !== null && since >= birthDate && since <= today ? since : null
