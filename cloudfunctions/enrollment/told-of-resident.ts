import type { Told } from '../../rules'
import type { Sealing } from '../shared/sealing'
import type { Certification, IdKind, ResidentDocument } from './documents'

/** What a kind of identity document says of nationality and permit, in the words of the notices. A permit of 港澳台 does not say which of the three. */
const BY_DOCUMENT: Readonly<Record<IdKind, Told>> = {
  residentId: { nationality: '中国', permit: null },
  hkMacaoTaiwan: { hukou: null, permit: '港澳台居民居住证' },
  foreigner: { hukou: null, nationality: '外国', permit: '外国人永久居留身份证' },
  newborn: { nationality: '中国', permit: null, situation: '新生儿', enrolmentHistory: '新参保' },
}

/**
 * The facts that the ledger itself tells of someone. The village's ledger lists who lives there and is not in employee
 * insurance; whoever it is otherwise with tells so, or is marked as departed. What the ledger does not hold stays not told.
 */
export function toldOf(resident: Pick<ResidentDocument, 'birthDate' | 'hukou' | 'idKind' | 'absent'>, sealing: Sealing): Told {
  const { birthDate, hukou, idKind, absent } = resident
  return {
    birthDate: sealing.open(birthDate, 'birthDate'),
    hukou: hukou === '' ? null : hukou,
    resident: absent?.why !== 'movedAway',
    employeeInsurance: absent?.why === 'employee' ? 'active' : 'none',
    ...BY_DOCUMENT[idKind],
  }
}

export function certifiedOf({ categories }: Pick<ResidentDocument, 'categories'>, sealing: Sealing): readonly Certification[] {
  return JSON.parse(sealing.open(categories, 'categories')) as readonly Certification[]
}
