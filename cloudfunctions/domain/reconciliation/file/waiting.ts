import type { TaxRowDocument } from '../documents'
import { missingFile } from '../missing'
import { ROWS, taxFilesOf } from '../store'
import type { CallContext } from '../../../platform/calls'

const FILES_LOOKED_AT = 100

/** Rows of a place's files that a person has to look at, those who are in no file among them. */
export async function countExceptions({ db }: CallContext, { region }: { region: string }): Promise<number> {
  const files = (await taxFilesOf(db, region, FILES_LOOKED_AT)).filter(({ state }) => state !== 'withdrawn')
  const state = db.command.in(['open', 'proposed'] satisfies TaxRowDocument['state'][])
  const file = db.command.in([missingFile(region), ...files.map(({ _id }) => _id)])
  return (await db.collection(ROWS).where({ file, state }).count()).total
}

/** Files of a place that stopped on their way, and why is written at each. */
export async function countTaxFilesStopped({ db }: CallContext, { region }: { region: string }): Promise<number> {
  return (await taxFilesOf(db, region, FILES_LOOKED_AT)).filter(({ trouble, waiting }) => trouble ?? waiting).length
}
