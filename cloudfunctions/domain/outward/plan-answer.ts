import type { LineFacts } from './plan-lines'
import { isSameName, normalisedNumber } from '../people'

/** A row of an acknowledgement: texts as they stand there. */
export interface AcknowledgedRow {
  /** Its place among all rows of the file. */
  position: number
  name: string
  idNumber: string
  result: string
  reason: string
  /** Something in it could not be read, or it is hidden or struck out and nobody said what that means. */
  isFaulty: boolean
}

/** Somebody of the file that it answers. */
interface AnsweredLine {
  id: string
  facts: Pick<LineFacts, 'name' | 'idNumber'>
}

/** Why a row was not understood. */
export const UNCLEAR = {
  NOT_IN_FILE: '这份文件里没有这个人',
  OTHER_NAME: '号码对得上，姓名对不上',
  UNKNOWN_WORD: '处理结果没有认出来',
  TWO_WORDS: '同一个人有两种结果',
  FAULTY: '这一行读不清楚，或者是隐藏、划掉的',
} as const
type Unclear = keyof typeof UNCLEAR

export interface UnclearRow {
  row: AcknowledgedRow
  why: Unclear
}

export interface AnswerPlan {
  /** By line what was said: confirmed with null, sent back with the reason ('' = none was given). */
  said: ReadonlyMap<string, string | null>
  unclear: readonly UnclearRow[]
}

/**
 * What an acknowledgement says of whom. Only words that are known count: of all else, and of who is not named, nothing
 * is taken to be confirmed.
 */
export function planAnswer(rows: readonly AcknowledgedRow[], lines: readonly AnsweredLine[]): AnswerPlan {
  const byNumber = new Map(lines.map((line) => [normalisedNumber(line.facts.idNumber), line]))
  const heard = new Map<string, AcknowledgedRow[]>()
  const unclear: UnclearRow[] = []
  for (const row of rows) {
    const line = byNumber.get(normalisedNumber(row.idNumber))
    const why = whyUnclear(row, line)
    if (why !== null || line === undefined) unclear.push({ row, why: why ?? 'NOT_IN_FILE' })
    else heard.set(line.id, [...(heard.get(line.id) ?? []), row])
  }
  const said = new Map<string, string | null>()
  for (const [id, own] of heard) {
    const last = own.at(-1)!
    const outcome = outcomeOf(last.result)
    if (own.some(({ result }) => outcomeOf(result) !== outcome))
      unclear.push(...own.map((row): UnclearRow => ({ row, why: 'TWO_WORDS' })))
    else said.set(id, outcome === 'confirmed' ? null : last.reason)
  }
  return { said, unclear: unclear.sort((a, b) => a.row.position - b.row.position) }
}

function whyUnclear(row: AcknowledgedRow, line: AnsweredLine | undefined): Unclear | null {
  if (row.isFaulty) return 'FAULTY'
  if (line === undefined) return 'NOT_IN_FILE'
  if (row.name !== '' && !isSameName(row.name, line.facts.name)) return 'OTHER_NAME'
  return outcomeOf(row.result) === null ? 'UNKNOWN_WORD' : null
}

const bare = (word: string): string => word.normalize('NFKC').replace(/[\s，。、,.!！()（）]/g, '')

const CONFIRMED = new Set(
  (
    '成功 处理成功 核定成功 登记成功 导入成功 入库成功 变更成功 已确认 确认 已接收 接收成功 通过 审核通过 校验通过 ' +
    '已核定 已登记 已入库 已变更 已停保 停保成功 已办结 办结 已办理 无误 核对无误 正常'
  )
    .split(' ')
    .map(bare),
)
const SENT_BACK = new Set(
  (
    '失败 处理失败 核定失败 登记失败 导入失败 入库失败 变更失败 停保失败 退回 已退回 驳回 已驳回 不通过 未通过 审核不通过 ' +
    '审核未通过 校验不通过 校验未通过 校验失败 不成功 未成功 有误 信息有误 错误 异常 未接收 拒收 未入库 未登记'
  )
    .split(' ')
    .map(bare),
)

/** null = a word that nobody here knows. */
function outcomeOf(result: string): 'confirmed' | 'sentBack' | null {
  const word = bare(result)
  return CONFIRMED.has(word) ? 'confirmed' : SENT_BACK.has(word) ? 'sentBack' : null
}
