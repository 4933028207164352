import { sealHousehold } from '../../cloudfunctions/domain/people/households'
import type { Household } from '../../cloudfunctions/domain/people/households'
import { sealResident } from '../../cloudfunctions/domain/people/residents'
import type { Resident } from '../../cloudfunctions/domain/people/residents'
import { madeUpId } from '../../commands/demo-data/resident-id'
import type { CountyCloud } from './county-cloud'

/** Someone of nowhere, complete in every field; `n` makes them somebody else. Seeded without going through the ledger's use cases. */
export function madeResident(n: number, other: Partial<Resident> = {}): Resident {
  const birthDate = other.birthDate ?? '1960-03-04'
  const sex = other.sex ?? '女'
  return {
    id: `person-${n}`,
    region: 'ruijin',
    village: 'ruijin-1-1',
    household: `house-${n}`,
    group: '1组',
    idKind: 'residentId',
    idNumber: madeUpId(birthDate, n, sex),
    name: `甲子${n}`,
    sex,
    birthDate,
    phone: `000${String(n).padStart(8, '0')}`,
    address: `东一村${n}号`,
    categories: [],
    hukou: '瑞金市象湖镇',
    ground: 'hukou',
    absent: null,
    flaws: [],
    ...other,
  }
}

export function madeHousehold(n: number, other: Partial<Household> = {}): Household {
  return {
    id: `house-${n}`,
    region: 'ruijin',
    village: 'ruijin-1-1',
    head: `person-${n}`,
    address: `东一村${n}号`,
    codeSerial: 1,
    ...other,
  }
}

export async function seedResidents(
  county: CountyCloud,
  residents: readonly Resident[],
  households: readonly Household[],
): Promise<void> {
  await county.seed('households', households.map(sealHousehold))
  await county.seed('residents', residents.map(sealResident))
}
