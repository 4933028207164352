import type { Household } from '../enrollment/records/households'
import { Refusal } from '../shared/refusal'

/** The household is of this village, for which the caller was admitted. @throws Refusal HOUSEHOLD_ELSEWHERE */
export function requireHere({ village: own }: Pick<Household, 'village'>, village: string): void {
  if (own !== village) throw new Refusal({ code: 'HOUSEHOLD_ELSEWHERE', path: 'household', message: '这一户不在这个村（社区），这次没有记。请返回重新查找这一户。' })
}
