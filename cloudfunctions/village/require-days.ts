import type { CivilDay } from '../../rules'
import { Refusal } from '../shared/refusal'

/** @throws Refusal BAD_DAYS */
export function requireDays(from: CivilDay, to: CivilDay): void {
  if (from > to) throw new Refusal({ code: 'BAD_DAYS', path: 'to', found: `${from}/${to}`, message: `结束日期 ${to} 在开始日期 ${from} 之前，没有办理。请重新选日期。` })
}
