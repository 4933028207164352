import { dutyOf } from '../../rules/office'
import { residentsOf } from '../enrollment/records/residents'
import { receiptFaults } from '../payment/receipt-validity'
import type { ReceiptDocument } from '../payment/receipt-documents'
import { missingSerials } from '../payment/receipt-number'
import { lastSerial, readReceipt, receiptsOfBook } from '../payment/records/receipts'
import type { CallContext } from '../shared/call-context'
import { maskedName } from '../shared/masking'
import { requireAllowed } from '../shared/permissions'
import { Refusal } from '../shared/refusal'
import { inTransaction } from '../shared/transaction'
import { allowedDesk } from './allowed-desk'
import type { Answers, Requests } from './contract'
import { nextPaperState, PAPER_EVENT_KINDS, PAPER_EVENTS, PAPER_STATE_IDS, PAPER_STATES, type PaperEventKind, type PaperState } from './receipt-paper-states'
import { papersOf, putPaper, readPaper, unprinted, type ReceiptPaperDocument } from './records/receipt-papers'
import { headsOf } from './records/village-list'

type ReceiptPaper = Answers['moveReceiptPaper']
type Receipt = Omit<ReceiptDocument, 'check'>
const PAGE = 60

/** The village's book, newest first, with where each paper is. @throws Refusal UNKNOWN_VILLAGE, NOT_ALLOWED; RulesError UNKNOWN_YEAR */
export async function showReceiptPapers({ village, year, before, state, household }: Requests['receiptPapers'], context: CallContext): Promise<Answers['receiptPapers']> {
  const { village: { region }, office } = await allowedDesk(context, 'receiptPapers', { village, year })
  const { db } = context
  const book = { region, year, village }
  const receipts = await receiptsOfBook(db, book)
  const last = await lastSerial(db, book)
  const papers = await papersOf(db, receipts.map(({ _id }) => _id))
  const stateOf = ({ _id }: Receipt): PaperState => papers.get(_id)?.state ?? 'notPrinted'
  const asked = receipts.filter((receipt) => household === undefined || receipt.household === household)
  const wanted = asked.filter((receipt) => state === null || stateOf(receipt) === state).reverse()
  const start = before === null ? 0 : wanted.findIndex(({ _id }) => _id === before) + 1
  const page = wanted.slice(start, start + PAGE)
  const rule = dutyOf(office, 'receipt-life') ?? dutyOf(office, 'receipt-by-household')
  return {
    papers: await shownPapers(context, page.map((receipt) => [receipt, papers.get(receipt._id) ?? unprinted(receipt._id)])),
    next: start + PAGE < wanted.length ? page.at(-1)!._id : null,
    book: { last, missing: missingSerials(book, last, receipts.map(({ _id }) => _id)) },
    states: PAPER_STATE_IDS.map((id) => ({ state: id, name: PAPER_STATES[id], papers: asked.filter((receipt) => stateOf(receipt) === id).length })).filter(({ papers: some }) => some > 0),
    rule: rule === null ? null : { what: rule.what, cite: rule.cite, quote: rule.quote },
  }
}

/**
 * Something happened to a paper: once an operation. Checked and found wanting it is void, for the reasons that the notice
 * names (`receiptFaults`); so is one whose receipt is void.
 * @throws Refusal RECEIPT_NOT_FOUND, NOT_ALLOWED, FOUND_MISSING, BECAUSE_MISSING, PAPER_STATE
 */
export async function moveReceiptPaper(asked: Requests['moveReceiptPaper'], context: CallContext): Promise<ReceiptPaper> {
  const { db, caller, now, today } = context
  const receipt = await readReceipt(db, asked.receipt)
  if (receipt === null) throw new Refusal({ code: 'RECEIPT_NOT_FOUND', path: 'receipt', message: '没有找到这张收据，什么也没有改动。请核对收据号。' })
  const { region, village } = receipt
  await requireAllowed(context, 'moveReceiptPaper', { id: receipt._id, region, village })
  const { event, because } = outcomeOf(asked, receipt)
  const id = `${caller.openid}~${asked.operation}`
  const paper = await inTransaction(db, async (transaction) => {
    const before = await readPaper(transaction, receipt._id)
    if (before.events.some((one) => one.id === id)) return before
    const state = nextPaperState(before.state, event)
    if (state === null) {
      throw new Refusal({ code: 'PAPER_STATE', path: 'event', found: before.state, message: `不能“${PAPER_EVENTS[event].name}”：这张收据的纸质件现在是“${PAPER_STATES[before.state]}”，什么也没有改动。` })
    }
    const after: ReceiptPaperDocument = { ...before, state, because: because ?? before.because, events: [...before.events, { id, kind: event, day: today, at: now, by: caller.openid }] }
    await putPaper(transaction, after)
    return after
  })
  return (await shownPapers(context, [[receipt, paper]]))[0]!
}

/** What comes of it: a check that finds something wrong makes it void. */
function outcomeOf({ event, found, because }: Requests['moveReceiptPaper'], { household, state }: Receipt): { event: PaperEventKind; because: string | null } {
  if (event === 'void' && because === null) throw new Refusal({ code: 'BECAUSE_MISSING', path: 'because', message: '没有作废：请写一句为什么作废。' })
  if (event !== 'check') return { event, because: event === 'void' ? because : null }
  if (found === null) throw new Refusal({ code: 'FOUND_MISSING', path: 'found', message: '没有复核：请逐项说明公章、内容、项目三样看下来怎么样。' })
  const faults = [...receiptFaults({ household, ...found }), ...(state === 'void' ? ['这笔款已经作废或退回'] : [])]
  return faults.length === 0 ? { event, because: null } : { event: 'void', because: faults.join('；') }
}

async function shownPapers({ db, caller }: CallContext, pairs: readonly (readonly [Receipt, ReceiptPaperDocument])[]): Promise<ReceiptPaper[]> {
  const heads = await headsOf(db, pairs.map(([{ household }]) => household))
  const names = new Map((await residentsOf(db, [...new Set(heads.values())])).map(({ id, name }) => [id, maskedName(name)]))
  return pairs.map(([{ _id, household, day, amount, lines, state: valid }, { state, because, events }]) => ({
    receipt: _id, household, head: names.get(heads.get(household) ?? '') ?? '本户', day, amount, people: lines.length, valid: valid === 'issued',
    state, stateName: PAPER_STATES[state], because,
    may: PAPER_EVENT_KINDS.filter((event) => nextPaperState(state, event) !== null).map((event) => ({ event, name: PAPER_EVENTS[event].name })),
    history: events.map(({ day: on, kind, by }) => ({ day: on, name: PAPER_EVENTS[kind].name, by: by === caller.openid ? '您' : '其他经办人员' })),
  }))
}
