import type { Milestone, Office, Targets } from '../../rules/office'

/** Who counts towards a place's target, as its policy file says. */
export type WhoCounts = Targets['counts']

export const WHO_WORDS: Readonly<Record<WhoCounts, string>> = {
  paid: '按已缴费的人数计算，免缴登记的人不算在内。',
  enrolled: '按已参保的人数计算，缴费的和免缴登记的都算。',
}

/** Where a notice has no target, everybody who is enrolled. */
export const whoCounts = ({ targets }: Pick<Office, 'targets'>): WhoCounts => targets?.counts ?? 'enrolled'

/** Why people cannot be set against a milestone; null = they can. */
export function whyUncountable({ sharePercent, of, group }: Milestone, office: Office): string | null {
  if (group !== undefined) return `通知说的是“${group.called}”，要对照花名册逐人核对。${group.why}`
  if (sharePercent === undefined || of === 'entries') return '通知要求的不是缴费人数，请按职责清单办理。'
  return office.targets === undefined ? '通知没有任务人数。' : null
}
