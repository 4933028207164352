import type { EnrolmentDocument } from './documents'

/** What a person pays of the fee themself. */
export const OWN_SHARES = {
  whole: '全额自缴',
  /** A subsidy pays the rest. */
  part: '部分资助',
  /** A subsidy pays all. */
  funded: '全额资助',
  /** Nothing is asked of them, and nobody pays for them. */
  free: '免缴',
  unsettled: '待核定',
} as const
export type OwnShare = keyof typeof OWN_SHARES

/** Subsidised is whose assessment has a subsidy above 0. */
export const isSubsidised = (share: OwnShare): boolean => share === 'part' || share === 'funded'

export function ownShareOf({ subsidy, fee }: Pick<EnrolmentDocument['assessment'], 'subsidy' | 'fee'>): OwnShare {
  if (subsidy !== null && subsidy > 0) return fee === 0 ? 'funded' : 'part'
  if (fee === null) return 'unsettled'
  return fee === 0 ? 'free' : 'whole'
}
