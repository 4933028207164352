import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { openEnrolments } from '../../../cloudfunctions/domain/enrolments/season'
import type { EnrolmentDocument } from '../../../cloudfunctions/domain/enrolments/documents'
import { householdCode, printedCode } from '../../../cloudfunctions/domain/people/households'
import { sealResident } from '../../../cloudfunctions/domain/people/residents'
import type { Resident } from '../../../cloudfunctions/domain/people/residents'
import { startCountyCloud, VILLAGES } from '../county-cloud'
import type { CountyCloud, CountyWishes } from '../county-cloud'
import { madeHousehold, madeResident, seedResidents } from '../made-residents'

export const YEAR = 2022
const TODAY = '2021-12-10'

/** Operation ids as phones make them. */
let made = 0
export const operation = (): string => `links-operation-${++made}`

/** The code on a household's paper, as printed. */
export const paperOf = (household: string, serial = 1): string => printedCode(householdCode(household, serial))

/** What someone types of themself. */
export const idOf = ({ name, idNumber }: Resident): { name: string; idNumber: string } => ({
  name,
  idNumber: idNumber!,
})

export interface LinksCounty extends CountyCloud {
  people: readonly Resident[]
  enrolment(resident: string): Promise<EnrolmentDocument>
}

/** A county with people 0 to n - 1 (`person-0`, …), each in a household of their own, enrolled for 2022 as due. */
export async function startLinksCounty(
  count: number,
  other: (n: number) => Partial<Resident> = () => ({}),
  users: readonly string[] = [],
  wishes: CountyWishes = {},
): Promise<LinksCounty> {
  const county = await startCountyCloud({ people: users, only: ['enrollment'], ...wishes })
  const people = Array.from({ length: count }, (_, n) => madeResident(n, other(n)))
  await seedResidents(
    county,
    people,
    people.map((_, n) => madeHousehold(n, { village: people[n]!.village })),
  )
  const placed = people.map((person) => ({
    resident: sealResident(person),
    township: VILLAGES.find(({ _id }) => _id === person.village)!.township,
  }))
  await openEnrolments(county.db, placed, YEAR, TODAY)
  return {
    ...county,
    people,
    enrolment: async (resident) =>
      (await county.stored<EnrolmentDocument>('enrolments', { _id: `${resident}-${YEAR}` }))[0]!,
  }
}

/** Everything that lies in the database's file, as bytes. */
export function databaseText({ folder }: CountyCloud): string {
  return ['database.sqlite', 'database.sqlite-wal']
    .map((name) => {
      try {
        return readFileSync(join(folder, name), 'latin1')
      } catch {
        return ''
      }
    })
    .join('')
}
