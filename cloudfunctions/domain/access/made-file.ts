import { appointmentOf } from './allowed'
import { writeAuditIn } from './audit'
import type { AuditLine } from './audit'
import type { CallContext } from '../../platform/calls'
import { inTransaction } from '../../platform/database'
import { putFilePart, putFilePartIn } from '../../platform/files'
import { sealing } from '../../platform/sealing'

/** Bytes of a part; as base64 a third more. */
const PART = 48_000

/**
 * Keeps a file that was made, in parts, for its maker to fetch. With its last part goes the line of audit: no file is
 * whole that nobody is known to have taken.
 */
export async function keepMadeFile(
  { db, caller, now, today }: CallContext,
  operation: string,
  bytes: Buffer,
  line: Pick<AuditLine, 'action' | 'target' | 'region' | 'outcome' | 'why'>,
): Promise<{ file: string; parts: number }> {
  const file = `export-${operation}`
  const parts = Math.max(1, Math.ceil(bytes.length / PART))
  const partOf = (part: number) => ({
    part,
    parts,
    base64: bytes.subarray(part * PART, (part + 1) * PART).toString('base64'),
  })
  for (let part = 0; part < parts - 1; part++) await putFilePart(db, caller.openid, file, partOf(part), now)
  await inTransaction(db, async (transaction) => {
    await putFilePartIn(transaction, caller.openid, file, partOf(parts - 1), now)
    await writeAuditIn(transaction, { at: now, day: today, openid: caller.openid, ...line })
  })
  return { file, parts }
}

/** Who makes a file, as their office calls them; '' = it does not say. */
export async function makerOf(context: CallContext): Promise<string> {
  const office = await appointmentOf(context)
  return office?.who === undefined ? '' : sealing().at('appointments', office._id).open(office.who, 'appointment')
}
