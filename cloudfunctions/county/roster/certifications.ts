import type { CivilDay } from '../../../rules'
import type { Certification } from '../../enrollment/documents'
import type { PersonChange } from './documents'

/** Whether an office has certified this of somebody and not ended it. */
export const isLive = ({ ended }: Certification): boolean => ended === null

/** What one office has certified of somebody; the certifications of others are theirs alone. */
export const certifiedBy = (certifications: readonly Certification[], certifier: string): readonly Certification[] =>
  certifications.filter((one) => one.certifier === certifier)

/** The certifications after an office's changes. Done again it is the same. */
export function withChanges(certifications: readonly Certification[], changes: readonly PersonChange[], certifier: string): readonly Certification[] {
  return changes.reduce<readonly Certification[]>((all, { change, identity, day }) => {
    const isThis = (one: Certification) => one.certifier === certifier && one.identity === identity
    if (change === '减少') return all.map((one) => (isThis(one) && isLive(one) ? { ...one, ended: endOf(one, day) } : one))
    if (change !== '新增' || all.some((one) => isThis(one) && isLive(one))) return all
    return [...all.filter((one) => !isThis(one)), { identity, from: day, ended: null, certifier }]
  }, certifications)
}

/** Never before it began. */
const endOf = ({ from }: Certification, day: CivilDay): CivilDay => (from !== null && from > day ? from : day)
