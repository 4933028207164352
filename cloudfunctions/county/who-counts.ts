import type { Milestone, Office } from '../../rules/office'

/** Who counts towards a place's target: those who paid, or all who are enrolled, without paying too. */
export type WhoCounts = 'paid' | 'enrolled'

/**
 * Places whose notice sets a number of people to collect from, those who pay nothing taken off: 瑞金 附件1 (征收任务人数), 方太乡 三
 * (参保缴费任务数). The others speak of people enrolled (参保).
 */
const OF_PAYERS: ReadonlySet<string> = new Set(['ruijin', 'fangtai'])

export const WHO_WORDS: Readonly<Record<WhoCounts, string>> = {
  paid: '按已缴费的人数计算，免缴登记的人不算在内。',
  enrolled: '按已参保的人数计算，缴费的和免缴登记的都算。',
}

export const whoCounts = (region: string): WhoCounts => (OF_PAYERS.has(region) ? 'paid' : 'enrolled')

/** Shares that are of entries, not of people who pay: 巴南 四(二)2. */
const OF_ENTRIES: ReadonlySet<string> = new Set(['entries-done'])

/** Why people cannot be set against a milestone; null = they can. */
export function whyUncountable({ id, sharePercent, group }: Milestone, office: Office): string | null {
  if (group !== undefined) return `通知说的是“${group.called}”，要对照花名册逐人核对。${group.why}`
  if (sharePercent === undefined || OF_ENTRIES.has(id)) return '通知要求的不是缴费人数，请按职责清单办理。'
  return office.targets === undefined ? '通知没有任务人数。' : null
}
