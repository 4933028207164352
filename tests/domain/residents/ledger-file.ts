import { randomUUID } from 'node:crypto'
import type { Answers } from '../../../cloudfunctions/enrollment/contract'
import { madeWorkbook } from '../../platform/files/made-workbook'
import type { Made, MadeSheet } from '../../platform/files/made-workbook'
import type { Person } from '../county-cloud'

export type ImportAnswer = Answers['importResidents']
type Value = string | number | Date | null | { formula: string; result: unknown }

const PART_BYTES = 48 * 1024

/** 30 December 1899, the day 0 of spreadsheets. */
const SERIAL_ZERO = Date.UTC(1899, 11, 30)

const serialOf = (day: Date): number => (day.getTime() - SERIAL_ZERO) / 86_400_000

function madeOf(value: Value): Made {
  if (value instanceof Date) return { day: serialOf(value) }
  if (typeof value !== 'object' || value === null) return value
  const { formula, result } = value
  if (result instanceof Date) return { formula, value: serialOf(result) }
  return typeof result === 'object' && result !== null ? { error: '#VALUE!' } : { formula, value: result as string }
}

/** A workbook of one sheet, as a village's clerk keeps it. */
export async function workbook(rows: readonly (readonly Value[])[], dress: Partial<MadeSheet> = {}): Promise<Buffer> {
  return madeWorkbook({ sheets: [{ name: '台账', rows: rows.map((row) => row.map(madeOf)), ...dress }] })
}

export interface Place {
  region: string
  village: string | null
}

export async function putFile(person: Person, place: Place, file: Buffer): Promise<string> {
  const name = randomUUID()
  const parts = Math.max(1, Math.ceil(file.length / PART_BYTES))
  for (let part = 0; part < parts; part++) {
    const base64 = file.subarray(part * PART_BYTES, (part + 1) * PART_BYTES).toString('base64')
    await person.ask('enrollment', 'putFilePart', { ...place, file: name, part, parts, base64 })
  }
  return name
}

/** Uploads and imports to the end, batch for batch; all that was answered. */
export async function importFile(
  person: Person,
  place: Place,
  file: Buffer,
): Promise<{ rows: ImportAnswer['rows'][number][]; calls: number; last: ImportAnswer }> {
  const name = await putFile(person, place, file)
  const rows: ImportAnswer['rows'][number][] = []
  for (let from = 0, calls = 1; ; calls++) {
    const answer = await person.ask<ImportAnswer>('enrollment', 'importResidents', { ...place, file: name, from })
    rows.push(...answer.rows)
    if (answer.next === null) return { rows, calls, last: answer }
    from = answer.next
  }
}

/** `row outcome codes`, for comparing at a glance. */
export function glance(rows: readonly ImportAnswer['rows'][number][]): string[] {
  return rows.map(({ row, outcome, flaws }) => [row, outcome, ...flaws.map(({ code }) => code)].join(' '))
}
