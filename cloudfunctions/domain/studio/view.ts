import type { Answers } from './contract'
import type { DraftDocument } from './documents'
import { DRAFT_STATES } from './documents'
import { shanghaiDay, type Policy } from '../../../rules'
import { checkDraft, yearGroups, type DraftCheck, type YearGroup } from '../../../rules/studio'

type View = Answers['draft']

/** A draft in the list of its county. */
export function listedDraft(draft: DraftDocument, openid: string): Answers['drafts']['drafts'][number] {
  const { _id, region, year, state, signed, published, takingBack, at } = draft
  return {
    draft: _id,
    region,
    year,
    state,
    stateName: DRAFT_STATES[state],
    day: shanghaiDay(published?.at ?? signed?.at ?? at),
    mine: (takingBack ?? signed)?.by === openid,
    effective: published?.effective ?? signed?.effective ?? null,
    edition: published?.edition ?? null,
  }
}

/** What of the file the forms show: values beside those of the year before, what is wrong, what is open. */
export function draftView(draft: DraftDocument, openid: string, check: DraftCheck = quickCheck(draft)): View {
  const groups = yearGroups(draft.source)
  const before = valuesByPath(draft.from === null ? [] : yearGroups(draft.from.text))
  const shown = groups.map(({ path, id, cite, looked, fields }) => ({
    path,
    name: groupName(path, id),
    cite,
    looked,
    fields: fields.map((field) => ({ ...field, before: before.get(field.path) ?? null })),
  }))
  return {
    ...listedDraft(draft, openid),
    serial: draft.serial,
    fromYear: draft.from?.year ?? null,
    groups: shown,
    faults: faultsOf(check),
    left: groups.filter(({ looked }) => !looked).length,
    changed: shown.flatMap(({ name, fields }) =>
      fields.flatMap(({ kind, value, before: was }) =>
        kind !== 'words' && was !== null && was !== value ? [{ group: name, before: was, after: value }] : [],
      ),
    ),
    open: check.reading.ok ? openIn(check.reading.value.policy) : [],
  }
}

export const quickCheck = ({ source, region, year, from }: DraftDocument, thoroughly = false): DraftCheck =>
  checkDraft(source, `${region}-${year}.yaml`, from, thoroughly)

const valuesByPath = (groups: readonly YearGroup[]): Map<string, string> =>
  new Map(groups.flatMap(({ fields }) => fields.map(({ path, value }): [string, string] => [path, value])))

function faultsOf({ faults, warnings }: DraftCheck): View['faults'] {
  return [...faults, ...warnings].map(({ code, line, message, path, severity }) => ({
    code,
    line,
    message,
    severe: severity === 'fault',
    group: path === '' ? null : path,
  }))
}

/** What a part of the file is about. */
const NAMES: Readonly<Record<string, string>> = {
  document: '通知本身',
  fiscalSubsidy: '财政补助',
  eligible: '参保范围',
  contribution: '个人缴费标准',
  subsidy: '资助',
  exempt: '不设等待期的人',
  window: '缴费时间',
  waitingPeriod: '等待期',
  waitFrom: '等待期从哪天算',
  benefitPeriod: '待遇享受期',
  benefitStart: '待遇从哪天开始',
  benefitEnd: '待遇到哪天结束',
  registration: '参保登记',
  payable: '能不能缴费',
  refund: '退费',
  suspension: '停保',
  charges: '另外要交的钱',
  lapse: '断保年份怎么算',
  ceiling: '大病保险封顶线',
  office: '经办机构的任务',
  matters: '没有说清的事',
  warnings: '缴费前的提醒',
  channels: '缴费渠道',
  contacts: '联系电话',
  notes: '其他说明',
  asks: '问题的说法',
  identities: '身份',
  situations: '特殊情形',
}

function groupName(path: string, id: string | null): string {
  const [first = '', second = ''] = path.split('.')
  const name = NAMES[first === 'decisions' ? second : first] ?? '其他'
  return id === null ? name : `${name}（${id}）`
}

function openIn({ decisions }: Policy): View['open'] {
  return Object.entries(decisions).flatMap(([name, decision]) =>
    (decision as { clauses: readonly { open?: { why: string; reading: unknown } }[] }).clauses.flatMap(({ open }) =>
      open === undefined
        ? []
        : [
            {
              name: NAMES[name] ?? name,
              why: open.why,
              reading: open.reading === null ? null : JSON.stringify(open.reading),
            },
          ],
    ),
  )
}
