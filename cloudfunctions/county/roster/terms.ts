import { policyFor } from '../../../rules'
import type { Policy } from '../../../rules'
import { officeFor, rosterBatch, rosterOf, rostersOf } from '../../../rules/office'
import type { RosterBatch, RosterTerms } from '../../../rules/office'
import type { CivilDay } from '../../../rules'
import { Refusal } from '../../shared/refusal'
import type { BatchDocument } from './documents'

/** People in employee insurance: of the scheme's own office, and of no notice. */
export const EMPLOYEE_LIST: RosterTerms = {
  id: 'employee', from: '职工医保参保数据', certifiers: [{ name: '职工医保', groups: [] }],
  columns: [{ heading: '姓名', holds: 'name' }, { heading: '身份证号码', holds: 'idNumber' }, { heading: '参保日期', holds: 'since', open: { why: '没有这一栏的，按名单确认的那天算', reading: 'optional' } }],
  cite: null, quote: null, reading: '在职工医保的人不能同时参加居民医保：核对出来的人登记为“参加职工医保”，退出居民医保',
}

/** Whatever a list of a place is judged by. */
export interface ListTerms {
  policy: Policy
  terms: RosterTerms
  /** Groups of identities that the sender certifies. */
  groups: readonly string[]
  kind: BatchDocument['kind']
}

/** @throws RulesError UNKNOWN_REGION, UNKNOWN_YEAR */
export function listsOf(region: string, year: number): readonly RosterTerms[] {
  return [...rostersOf(officeFor(region, year), policyFor(region, year)), EMPLOYEE_LIST]
}

/** @throws RulesError UNKNOWN_REGION, UNKNOWN_YEAR, UNKNOWN_VALUE; Refusal UNKNOWN_CERTIFIER */
export function listTerms({ region, year, roster, certifier, confirmedOn }: Pick<BatchDocument, 'region' | 'year' | 'roster' | 'certifier' | 'confirmedOn'>): ListTerms & { batch: Omit<RosterBatch, 'kind'> } {
  const policy = policyFor(region, year)
  const terms = roster === EMPLOYEE_LIST.id ? EMPLOYEE_LIST : rosterOf(officeFor(region, year), policy, roster)
  const sender = terms.certifiers.find(({ name }) => name === certifier)
  if (sender === undefined) {
    throw new Refusal({ code: 'UNKNOWN_CERTIFIER', path: 'certifier', found: certifier, message: `这种名册不由“${certifier}”报送，没有读取。可以选：${terms.certifiers.map(({ name }) => name).join('、')}。` })
  }
  const batch = batchIn(terms, confirmedOn)
  return { policy, terms, groups: sender.groups, kind: batch.kind, batch }
}

function batchIn(terms: RosterTerms, confirmedOn: CivilDay): Omit<RosterBatch, 'kind'> & Pick<BatchDocument, 'kind'> {
  return terms.id === EMPLOYEE_LIST.id ? { kind: 'employee', name: `${confirmedOn} 职工医保名单`, open: [] } : rosterBatch(terms, confirmedOn)
}
