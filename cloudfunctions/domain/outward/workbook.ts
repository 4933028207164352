import { outwardContract } from './contract'
import type { OutwardFileDocument } from './documents'
import { sheetsOf, titleOf } from './plan-sheets'
import { factsInLine, linesInFile, makerIn, requireOutwardFile } from './store'
import { defineAction, keepMadeFile, requirePermission } from '../access'
import { Refusal } from '../../platform/base'
import { aesZip, writeXlsx } from '../../platform/files'
import type { Database } from '../../platform/database'
import { policyFor } from '../../../rules'
import { officeFor } from '../../../rules/office'

/**
 * A file with names and numbers in full, to be handed over: under a key always, and audited as a look at everybody in
 * it. Drawn from what was kept when it was made, so that the workbook is the same however often it is fetched.
 * @throws Refusal OUTWARD_NOT_FOUND, NOT_ALLOWED, OUTWARD_STATE
 */
export const outwardWorkbook = /* @__PURE__ */ defineAction(outwardContract, 'outwardWorkbook', {
  permission: 'sendOutward',
  async run({ operation, outward, key }, context) {
    const file = await requireOutwardFile(context.db, outward)
    const { region, year, kind, number, state, tally } = file
    await requirePermission(context, 'sendOutward', { id: outward, region })
    if (state === 'making' || state === 'discarded')
      throw new Refusal({
        code: 'OUTWARD_STATE',
        path: 'outward',
        found: state,
        message:
          state === 'making'
            ? '这份文件还没有做完，没有取。请先接着做完。'
            : '这份文件已经作废，没有取。请取后来的那一份。',
      })
    const title = titleOf(kind, policyFor(region, year).name, year, number)
    const bytes = aesZip(`${title}.xlsx`, await workbookOf(context.db, file), key)
    const made = await keepMadeFile(context, operation, bytes, {
      ...{ action: 'outwardWorkbook', target: outward, region, outcome: 'revealed', why: kind },
    })
    return { ...made, name: `${title}.zip`, people: tally.people }
  },
})

async function workbookOf(db: Database, file: OutwardFileDocument): Promise<Buffer> {
  const { region, year, kind, number, day } = file
  const lines = (await linesInFile(db, file._id)).map((line) => ({ change: line.change, facts: factsInLine(line) }))
  const made = { place: policyFor(region, year).name, day, by: makerIn(file) }
  return writeXlsx(...sheetsOf(kind, { number, year, made, lines, wantsSlip: wantsSlip(region, year) }))
}

/** Whether the notice has the agency draw up slips by village group (随县 六). */
const wantsSlip = (region: string, year: number): boolean =>
  officeFor(region, year).duties.some(({ desk }) => desk?.paper === 'assessmentSlip' && desk.of === 'county')
