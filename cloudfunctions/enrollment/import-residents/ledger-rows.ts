import type { VillageDocument } from '../documents'
import type { Entry, FlawCode } from '../entry-flaws'
import { normalisedNumber } from '../identity-document'
import { bareName } from './columns'
import type { Column, Header } from './columns'
import { cellFaults, isHeadRelation, readDayText, readGround, readIdKind, readPhone, readSex } from './row-values'
import type { Cell, SheetRow } from '../../shared/sheets/sheet'

/** A row of the file as the ledger understands it. */
export interface LedgerRow {
  row: number
  region: string
  entry: Entry
  group: string | null
  /** null = `faults` says why. */
  village: VillageDocument | null
  /** By which the household is known; null = the row says nothing of it. */
  household: { by: 'head' | 'number'; value: string } | null
  isHead: boolean
  /** What is wrong before the entry is examined. */
  faults: readonly FlawCode[]
}

export interface Place {
  region: string
  /** All villages of the region. */
  villages: readonly VillageDocument[]
  /** Where rows belong that name none; rows that name another are refused. null = each names its own. */
  village: VillageDocument | null
}

/** All people of the file. Of a number that stands in it twice, the second row is refused. */
export function ledgerRows(rows: readonly SheetRow[], header: Header, place: Place): LedgerRow[] {
  const seen = new Set<string>()
  let lastHead: string | null = null
  return rows.filter(({ row }) => row > header.row).map((row) => {
    const read = readRow(row, header, place)
    const { idNumber } = read.entry
    const number = idNumber === null ? null : normalisedNumber(idNumber)
    if (read.isHead && number !== null) lastHead = number
    const household = read.household ?? (header.at.has('relation') && lastHead !== null ? { by: 'head' as const, value: lastHead } : null)
    const isTwice = number !== null && seen.has(number)
    if (number !== null) seen.add(number)
    return { ...read, household, faults: [...read.faults, ...(isTwice ? ['ROW_TWICE' as const] : [])] }
  })
}

function readRow({ row, cells }: SheetRow, { at }: Header, place: Place): LedgerRow {
  const cell = (column: Column): Cell | null => cells[at.get(column) ?? -1] ?? null
  const text = (column: Column): string | null => { const words = cell(column)?.text.trim() ?? ''; return words === '' ? null : words }
  const [birth, idNumber, headNumber] = [cell('birthDate'), text('idNumber'), text('headNumber')]
  const village = villageOf(text('township'), text('village'), place)
  const isHead = isHeadRelation(text('relation')) || (headNumber !== null && idNumber !== null && normalisedNumber(headNumber) === normalisedNumber(idNumber))
  return {
    row, region: place.region, group: text('group'), isHead,
    village: typeof village === 'string' ? null : village,
    household: householdOf(headNumber, text('householdNumber')),
    faults: [...cellFaults([...at.values()].map((i) => cells[i] ?? null), cell('idNumber')), ...(typeof village === 'string' ? [village] : [])],
    entry: {
      name: text('name'), sex: readSex(text('sex')), birthDate: birth === null ? null : readDayText(birth), idNumber, idKind: readIdKind(text('idKind'), idNumber),
      address: text('address'), phone: readPhone(text('phone')), hukou: text('hukou'), ground: readGround(text('ground')),
    },
  }
}

function householdOf(headNumber: string | null, number: string | null): LedgerRow['household'] {
  if (headNumber !== null) return { by: 'head', value: normalisedNumber(headNumber) }
  return number === null ? null : { by: 'number', value: number }
}

function villageOf(township: string | null, name: string | null, { villages, village }: Place): VillageDocument | FlawCode {
  if (name === null) return village ?? 'VILLAGE_MISSING'
  const named = villages.filter((one) => bareName(one.name) === bareName(name) && (township === null || bareName(one.township) === bareName(township)))
  if (village !== null) return named.some(({ _id }) => _id === village._id) ? village : 'VILLAGE_ELSEWHERE'
  return named.length === 1 ? named[0]! : 'VILLAGE_UNKNOWN'
}
