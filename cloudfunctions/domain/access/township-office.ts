import type { AppointmentDocument } from './permissions'
import type { Database } from '../../platform/database'
import { readAll } from '../../platform/database'
import type { CivilDay } from '../../../rules'

/** Whether a township has an officer today, who then does what is the township's. */
export async function hasTownshipOfficer(
  db: Database,
  { region, township }: { region: string; township: string },
  today: CivilDay,
): Promise<boolean> {
  const officers = await readAll<AppointmentDocument>(db, 'appointments', { region, role: 'township' })
  return officers.some(
    (one) => one.township === township && one.from <= today && (one.until === null || today <= one.until),
  )
}
