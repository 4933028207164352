import { studioContract } from './contract'
import type { DraftDocument } from './documents'
import { requireOwnDraft, requireReading } from './drafts'
import { defineAction } from '../access'
import { writeXlsx } from '../../platform/files'
import type { Policy } from '../../../rules'
import { EXPLAIN_HEADINGS, explainRows } from '../../../rules/studio'

const ROWS_A_PAGE = 60
/** Letters of base64 a part, as files are handed out everywhere. */
const PART_LETTERS = 65_536

type Rows = ReturnType<typeof explainRows>

/** A table takes a second or two; whoever turns its pages asks for the same one. */
let kept: { key: string; policy: Policy; rows: Rows } | null = null

function tableOf(draft: DraftDocument): { policy: Policy; rows: Rows } {
  const key = `${draft._id} ${draft.serial}`
  if (kept?.key !== key) {
    const { policy } = requireReading(draft)
    kept = { key, policy, rows: explainRows(policy) }
  }
  return kept
}

/** @throws Refusal NOT_ALLOWED, UNKNOWN_DRAFT, DRAFT_FAULTY */
export const draftTable = /* @__PURE__ */ defineAction(studioContract, 'draftTable', {
  permission: 'policyDrafts',
  async run({ draft: id, from }, context) {
    const { rows } = tableOf(await requireOwnDraft(context, context.db, id, 'policyDrafts'))
    return {
      columns: [...EXPLAIN_HEADINGS],
      total: rows.length,
      rows: rows.slice(from, from + ROWS_A_PAGE).map(({ cells }) => [...cells]),
    }
  },
})

/** The table as a workbook, a part of it. @throws Refusal NOT_ALLOWED, UNKNOWN_DRAFT, DRAFT_FAULTY */
export const draftTableFile = /* @__PURE__ */ defineAction(studioContract, 'draftTableFile', {
  permission: 'policyDrafts',
  async run({ draft: id, part }, context) {
    const { policy, rows } = tableOf(await requireOwnDraft(context, context.db, id, 'policyDrafts'))
    const base64 = explainWorkbook(policy, rows).toString('base64')
    return {
      name: `${policy.name}${policy.year}年度政策一览.xlsx`,
      parts: Math.ceil(base64.length / PART_LETTERS),
      base64: base64.slice(part * PART_LETTERS, (part + 1) * PART_LETTERS),
    }
  },
})

/** The table as a workbook to be printed and signed. */
export function explainWorkbook(policy: Policy, rows: Rows): Buffer {
  const { title, number, issued } = policy.document
  const notice = [title, number, issued].flatMap((one) => one ?? []).join(' ')
  return writeXlsx({
    title: `${policy.name}${policy.year}年度城乡居民医保政策一览`,
    made: null,
    lines: [`依据：${notice || '没有通知标题'}`, `政策文件版本：${policy.version}`],
    columns: EXPLAIN_HEADINGS,
    rows: rows.map(({ cells }) => cells),
    foot: ['核对人：                    日期：', '复核人：                    日期：'],
  })
}
