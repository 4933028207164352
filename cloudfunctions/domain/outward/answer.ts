import { createHash } from 'node:crypto'
import { outwardContract } from './contract'
import type { OutwardAnswerDocument, OutwardFileDocument, OutwardLineDocument } from './documents'
import { outwardFileMachine, outwardLineMachine } from './outward-machine'
import { planAnswer } from './plan-answer'
import type { AnswerPlan, AcknowledgedRow } from './plan-answer'
import { viewOfAnswer } from './show'
import {
  countLines,
  enterAnswer,
  factsInLine,
  linesInFile,
  putAnswer,
  putOutwardFile,
  readAnswer,
  requireOutwardFile,
  sealAnswer,
} from './store'
import { defineAction, requirePermission, writeAuditIn } from '../access'
import { Refusal } from '../../platform/base'
import type { CallContext } from '../../platform/calls'
import { inTransaction } from '../../platform/database'
import {
  RowAccount,
  choiceIn,
  decidedFor,
  layOut,
  openSheets,
  positionOf,
  putFilePart,
  readCell,
  readTable,
  readUpload,
  removeFile,
  requireFewRows,
} from '../../platform/files'
import type { ChosenTable, ClosedAccount, HeadTable, Sender, SheetRow, Head } from '../../platform/files'
import { columnsShown } from '../../platform/files/contract-columns'

type Field = 'name' | 'idNumber' | 'result' | 'reason'

const HEADS: HeadTable<Field> = {
  fields: {
    name: ['姓名', '参保人姓名', '缴费人姓名', '人员姓名'],
    idNumber: [
      '证件号码',
      '身份证号码',
      '身份证号',
      '公民身份号码',
      '缴费人识别号',
      '证件号',
      '社会保障号码',
      '身份证件号码',
    ],
    result: [
      '处理结果',
      '核定结果',
      '办理结果',
      '导入结果',
      '校验结果',
      '反馈结果',
      '回执结果',
      '结果',
      '处理状态',
      '状态',
    ],
    reason: ['退回原因', '失败原因', '不通过原因', '错误原因', '错误信息', '原因', '处理意见', '说明', '备注'],
  },
  needs: ['idNumber', 'result'],
  key: ['idNumber'],
  plain: ['result', 'reason'],
}

const senderOf = ({ region, kind }: Pick<OutwardFileDocument, 'region' | 'kind'>): Sender => ({
  region,
  kind: `outward ${kind}`,
})

/** Takes a piece of an acknowledgement. @throws Refusal NOT_ALLOWED */
export const putOutwardPart = /* @__PURE__ */ defineAction(outwardContract, 'putOutwardPart', {
  permission: 'sendOutward',
  async run({ region, file, ...part }, context) {
    await requirePermission(context, 'sendOutward', { id: region, region })
    return { missing: await putFilePart(context.db, context.caller.openid, file, part, context.now) }
  },
})

/**
 * How an acknowledgement would be read; what a person says of its columns is remembered for the office.
 * @throws Refusal OUTWARD_NOT_FOUND, NOT_ALLOWED, UNKNOWN_COLUMN; as a file that is opened
 */
export const layOutwardOut = /* @__PURE__ */ defineAction(outwardContract, 'outwardColumns', {
  permission: 'sendOutward',
  async run({ outward, file, key, chosen }, context) {
    const { db, caller, now } = context
    const found = await requireOutwardFile(db, outward)
    await requirePermission(context, 'sendOutward', { id: outward, region: found.region })
    const bytes = await readUpload(db, caller.openid, file, { key, now })
    const by = caller.openid
    return columnsShown(await layOut(db, senderOf(found), () => openSheets(bytes, null), HEADS, { chosen, by, now }))
  },
})

const ROWS_MAX = 60_000
const CELL_MAX = 200
/** Of rows that were not understood so many are kept to be shown. */
const UNCLEAR_KEPT = 200
/** So many different things are entered in a call: all of one reason are one. */
const ENTRIES_A_CALL = 100

/**
 * Reads what the other office says of the people of a file and enters it, as much as a call can; asked again until
 * `done`. The same bytes again are the same acknowledgement.
 * @throws Refusal OUTWARD_NOT_FOUND, NOT_ALLOWED, OUTWARD_STATE, HEADER_NOT_FOUND; as a file that is opened
 */
export const readOutwardAnswer = /* @__PURE__ */ defineAction(outwardContract, 'readOutwardAnswer', {
  permission: 'sendOutward',
  async run({ outward, file: upload, called, key, choice }, context) {
    const { db, caller, now } = context
    const file = await requireOutwardFile(db, outward)
    await requirePermission(context, 'sendOutward', { id: outward, region: file.region })
    if (file.sent === null)
      throw new Refusal({
        code: 'OUTWARD_STATE',
        path: 'outward',
        found: file.state,
        message: '这份文件还没有送出，没有读回执。请先点“已经送出”，再读回执。',
      })
    const bytes = await readUpload(db, caller.openid, upload, { key, now })
    const decided = await decidedFor(db, senderOf(file), choice)
    const { rows, account } = await answerRows(bytes, decided)
    const lines = await linesInFile(db, outward)
    const plan = planAnswer(
      rows,
      lines.map((line) => ({ id: line._id, facts: factsInLine(line) })),
    )
    const id = `${outward}~${createHash('sha256').update(bytes).digest('hex').slice(0, 24)}`
    const before = await readAnswer(db, id)
    const answer = before ?? answerDocument(context, { id, outward, called }, plan, account)
    const of = plan.said.size
    if (before?.isRead === true) return { done: true, entered: of, of, answer: viewOfAnswer(before) }
    if (before === null) await putAnswer(db, answer)
    const left = await enterSome(context, answer, plan, lines)
    if (left === 0) {
      await finish(context, file, answer)
      await removeFile(db, caller.openid, upload)
    }
    return { done: left === 0, entered: of - left, of, answer: viewOfAnswer(answer) }
  },
})

async function answerRows(
  bytes: Buffer,
  decided: ChosenTable,
): Promise<{ rows: readonly AcknowledgedRow[]; account: ClosedAccount }> {
  const choice = choiceIn(decided, HEADS)
  const account = new RowAccount()
  const rows: AcknowledgedRow[] = []
  for await (const item of readTable(account.counting(await openSheets(bytes, null)), HEADS, choice.columns, choice)) {
    if (item.kind === 'left') account.left(item.left)
    else {
      rows.push(readRow(item.row, item.head))
      requireFewRows(rows.length, ROWS_MAX)
      account.taken()
    }
  }
  return { rows, account: account.close() }
}

function readRow(row: SheetRow, { at }: Head<Field>): AcknowledgedRow {
  const read = (field: Field) =>
    readCell(row.cells[at.get(field) ?? -1] ?? null, field === 'idNumber' ? 'code' : 'words')
  const text = (field: Field): string => read(field).value?.slice(0, CELL_MAX) ?? ''
  const isFaulty = row.hidden === true || row.struck === true || read('idNumber').faults.length > 0
  const texts = { name: text('name'), idNumber: text('idNumber'), result: text('result'), reason: text('reason') }
  return { position: positionOf(row), ...texts, isFaulty }
}

function answerDocument(
  { caller, now, today }: CallContext,
  { id, outward, called }: { id: string; outward: string; called: string },
  { said, unclear }: AnswerPlan,
  account: ClosedAccount,
): OutwardAnswerDocument {
  const confirmed = [...said.values()].filter((reason) => reason === null).length
  return {
    ...{ _id: id, file: outward, day: today, at: now, by: caller.openid },
    called: sealAnswer(id, 'called', called),
    ...{ rows: account.rows, confirmed, sentBack: said.size - confirmed, left: account.rows - account.taken },
    reasons: sealAnswer(id, 'reasons', reasonsIn(said)),
    unclear: unclear.length,
    unclearRows: sealAnswer(id, 'unclearRows', unclear.slice(0, UNCLEAR_KEPT)),
    isRead: false,
  }
}

/** Each once, in the order of the file. */
const reasonsIn = (said: AnswerPlan['said']): string[] => [
  ...new Set([...said.values()].filter((reason) => reason !== null)),
]

/** Enters what is not yet so; how many people are left for the next call. */
async function enterSome(
  { db }: CallContext,
  { _id }: OutwardAnswerDocument,
  { said }: AnswerPlan,
  lines: readonly OutwardLineDocument[],
): Promise<number> {
  const reasons = reasonsIn(said)
  const groups = new Map<number | null, string[]>()
  for (const { _id: line, state, answer } of lines) {
    const reason = said.get(line)
    if (reason === undefined || answer === _id) continue
    outwardLineMachine.require(state, reason === null ? 'confirm' : 'sendBack')
    const key = reason === null ? null : reasons.indexOf(reason)
    groups.set(key, [...(groups.get(key) ?? []), line])
  }
  const entries = [...groups]
  for (const [reason, ids] of entries.slice(0, ENTRIES_A_CALL))
    await enterAnswer(db, ids, { state: reason === null ? 'confirmed' : 'sentBack', answer: _id, reason })
  return entries.slice(ENTRIES_A_CALL).reduce((sum, [, ids]) => sum + ids.length, 0)
}

/** What the file is now: by its people, each of whom the last acknowledgement has spoken of. */
async function finish(
  context: CallContext,
  { _id }: OutwardFileDocument,
  answer: OutwardAnswerDocument,
): Promise<void> {
  const { db, caller, now, today } = context
  const [confirmed, sentBack] = [await countLines(db, _id, 'confirmed'), await countLines(db, _id, 'sentBack')]
  await inTransaction(db, async (transaction) => {
    const file = await requireOutwardFile(transaction, _id)
    const event = sentBack > 0 ? 'answerWithReturns' : confirmed === file.tally.people ? 'answerAll' : 'answerInPart'
    await putOutwardFile(transaction, {
      ...file,
      state: outwardFileMachine.require(file.state, event),
      confirmed,
      sentBack,
    })
    await putAnswer(transaction, { ...answer, isRead: true })
    await writeAuditIn(transaction, {
      ...{ at: now, day: today, openid: caller.openid, action: 'readOutwardAnswer', target: _id },
      ...{ region: file.region, outcome: 'done', why: file.kind },
    })
  })
}
