import type { Certification } from '../people'
import type { BatchDocument, PersonChange } from './documents'
import { Refusal } from '../../platform/base'
import type { CivilDay, Policy } from '../../../rules'
import { policyFor } from '../../../rules'
import type { RosterBatch, RosterTerms } from '../../../rules/office'
import { officeFor, rosterBatch, rosterOf, rostersOf } from '../../../rules/office'

/** People in employee insurance: of the scheme's own office, and of no notice. */
export const EMPLOYEE_LIST: RosterTerms = {
  id: 'employee',
  from: '职工医保参保数据',
  certifiers: [{ name: '职工医保', groups: [] }],
  columns: [
    { heading: '姓名', holds: 'name' },
    { heading: '身份证号码', holds: 'idNumber' },
    { heading: '参保日期', holds: 'since', open: { why: '没有这一栏的，按名单确认的那天算', reading: 'optional' } },
  ],
  cite: null,
  quote: null,
  reading: '在职工医保的人不能同时参加居民医保：核对出来的人登记为“参加职工医保”，退出居民医保',
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
export function listTerms({
  region,
  year,
  roster,
  certifier,
  confirmedOn,
}: Pick<BatchDocument, 'region' | 'year' | 'roster' | 'certifier' | 'confirmedOn'>): ListTerms & {
  batch: Omit<RosterBatch, 'kind'>
} {
  const policy = policyFor(region, year)
  const terms = roster === EMPLOYEE_LIST.id ? EMPLOYEE_LIST : rosterOf(officeFor(region, year), policy, roster)
  const sender = terms.certifiers.find(({ name }) => name === certifier)
  if (sender === undefined) {
    throw new Refusal({
      code: 'UNKNOWN_CERTIFIER',
      path: 'certifier',
      found: certifier,
      message: `这种名册不由“${certifier}”报送，没有读取。可以选：${terms.certifiers.map(({ name }) => name).join('、')}。`,
    })
  }
  const batch = batchIn(terms, confirmedOn)
  return { policy, terms, groups: sender.groups, kind: batch.kind, batch }
}

function batchIn(terms: RosterTerms, confirmedOn: CivilDay): Omit<RosterBatch, 'kind'> & Pick<BatchDocument, 'kind'> {
  return terms.id === EMPLOYEE_LIST.id
    ? { kind: 'employee', name: `${confirmedOn} 职工医保名单`, open: [] }
    : rosterBatch(terms, confirmedOn)
}

/** Whether an office has certified this of somebody and not ended it. */
export const isCertifiedNow = ({ ended }: Certification): boolean => ended === null

/** What one office has certified of somebody; the certifications of others are theirs alone. */
export const certifiedBy = (certifications: readonly Certification[], certifier: string): readonly Certification[] =>
  certifications.filter((one) => one.certifier === certifier)

/** The certifications after an office's changes. Done again it is the same. */
export function withChanges(
  certifications: readonly Certification[],
  changes: readonly PersonChange[],
  certifier: string,
): readonly Certification[] {
  return changes.reduce<readonly Certification[]>((all, { change, identity, day }) => {
    const isThis = (one: Certification) => one.certifier === certifier && one.identity === identity
    if (change === '减少')
      return all.map((one) => (isThis(one) && isCertifiedNow(one) ? { ...one, ended: endOf(one, day) } : one))
    if (change !== '新增' || all.some((one) => isThis(one) && isCertifiedNow(one))) return all
    return [...all.filter((one) => !isThis(one)), { identity, from: day, ended: null, certifier }]
  }, certifications)
}

/**
 * The certifications before an office's changes, as far as they are kept; null = they are not as the changes left them:
 * somebody changed them since.
 */
export function withoutChanges(
  certifications: readonly Certification[],
  changes: readonly PersonChange[],
  certifier: string,
): readonly Certification[] | null {
  let all: readonly Certification[] = certifications
  for (const { change, identity, day } of [...changes].reverse()) {
    const at = all.findIndex(
      (one) =>
        one.certifier === certifier &&
        one.identity === identity &&
        (change === '减少' ? one.ended === endOf(one, day) : isCertifiedNow(one) && one.from === day),
    )
    if (at === -1) return null
    all =
      change === '减少'
        ? all.map((one, i) => (i === at ? { ...one, ended: null } : one))
        : all.filter((_, i) => i !== at)
  }
  return all
}

/** Never before it began. */
const endOf = ({ from }: Certification, day: CivilDay): CivilDay => (from !== null && from > day ? from : day)

const CHANGE_WORDS: readonly (readonly [RegExp, '新增' | '减少'])[] = [
  // What takes back is told first: 新增取消 is none added.
  [
    /减少|^减|退出|退保|取消|注销|核销|停保|停发|停止|终止|死亡|身故|去世|病故|亡故|迁出|转出|调出|清退|剔除|删除|不再/,
    '减少',
  ],
  [/^(新增|增加|增|纳入|新纳入|加入|参保|恢复|续保|迁入|转入|调入|新参保)/, '新增'],
]

/** A word of a column as it compares. */
export const bareWord = (word: string): string => word.normalize('NFKC').replace(/\s/g, '')

/** As the column of changes says it; null = neither of the two. */
export function readChange(words: string): '新增' | '减少' | null {
  const bare = bareWord(words)
  return CHANGE_WORDS.find(([pattern]) => pattern.test(bare))?.[1] ?? null
}

/** Words of which each group is about one kind of people, however offices write it. */
const NEAR_WORDS: readonly (readonly string[])[] = [
  ['低保', '最低生活保障'],
  ['特困', '五保', '供养'],
  ['脱贫', '贫困', '返贫', '建档立卡', '致贫'],
  ['残疾', '残联'],
  ['孤儿', '无人抚养'],
  ['优抚', '抚恤'],
  ['边缘'],
  ['严重困难'],
]

/** Identities of the notice that a word which it does not know comes near to. Whoever took it would give no subsidy. */
export function identitiesNear(words: string, identities: readonly string[]): readonly string[] {
  const bare = bareWord(words)
  const groups = NEAR_WORDS.filter((group) => group.some((word) => bare.includes(word)))
  return identities.filter((name) => groups.some((group) => group.some((word) => name.includes(word))))
}

const LEVELS = ['一级', '二级', '三级', '四级'] as const

/** A level of disability in the notice's words, however it was written; null = none that there is. */
export function readLevel(words: string): string | null {
  const digit = /[1-4一二三四壹贰叁肆]/.exec(words.normalize('NFKC'))?.[0]
  if (digit === undefined) return null
  return LEVELS[['1一壹', '2二贰', '3三叁', '4四肆'].findIndex((forms) => forms.includes(digit))]!
}
