import { hasTownshipOfficer, requireVillageAccess, requirePermission, defineAction } from '../access'
import type { Role } from '../access'
import type { ReceiptDocument } from '../payments'
import { lastSerial, missingSerials, readReceipt, receiptsOfBook } from '../payments'
import type { VillageDocument } from '../people'
import { headsOf, requireVillage, residentsOf } from '../people'
import { maskedName, Refusal } from '../../platform/base'
import type { CallContext } from '../../platform/calls'
import type { Database, Transaction, DocumentStore } from '../../platform/database'
import { READ_LIMIT, inTransaction, putDocument, readDocument } from '../../platform/database'
import { textsOf } from '../../platform/sealing'
import type { Answers, Requests } from './contract-day'
import type { CivilDay, Fen } from '../../../rules'
import { dutyOf } from '../../../rules/office'
import { clerkDayContract } from './contract-day'
import type { PrintedReceiptEventKind, PrintedReceiptState } from './printed-receipt-machine'
import { printedReceiptMachine } from './printed-receipt-machine'

/** Where a receipt's paper is; `_id` is the receipt's number. A receipt without one was never printed. */
interface PrintedReceiptDocument {
  _id: string
  state: PrintedReceiptState
  /** Why it is void; null = it is not. */
  because: string | null
  events: readonly { id: string; kind: PrintedReceiptEventKind; day: CivilDay; at: number; by: string }[]
}

const PAPERS = 'receipt-papers'
const TEXTS = textsOf(PAPERS, { because: 'paperReason' })

const unprinted = (receipt: string): PrintedReceiptDocument => ({
  _id: receipt,
  state: 'notPrinted',
  because: null,
  events: [],
})

async function readPrintedReceipt(from: DocumentStore, receipt: string): Promise<PrintedReceiptDocument> {
  const paper = await readDocument<PrintedReceiptDocument>(from, PAPERS, receipt)
  return paper === null ? unprinted(receipt) : TEXTS.opened(paper)
}

const putPrintedReceipt = (transaction: Transaction, paper: PrintedReceiptDocument): Promise<void> =>
  putDocument(transaction, PAPERS, TEXTS.sealed(paper))

/** Papers of these receipts, by number; what was never printed is absent. */
async function printedReceiptsOf(
  db: Database,
  receipts: readonly string[],
): Promise<ReadonlyMap<string, PrintedReceiptDocument>> {
  const found = new Map<string, PrintedReceiptDocument>()
  for (let at = 0; at < receipts.length; at += READ_LIMIT) {
    const { data } = await db
      .collection(PAPERS)
      .where({ _id: db.command.in(receipts.slice(at, at + READ_LIMIT)) })
      .limit(READ_LIMIT)
      .get()
    for (const paper of data as PrintedReceiptDocument[]) found.set(paper._id, TEXTS.opened(paper))
  }
  return found
}

/** How many papers of a village's book wait for the township: to be checked, taken back, written off. */
export async function receiptsToDecide(
  db: Database,
  book: { region: string; year: number; village: string },
): Promise<{ toCheck: number; toTakeBack: number; toWriteOff: number }> {
  const receipts = await receiptsOfBook(db, book)
  const papers = await printedReceiptsOf(
    db,
    receipts.map(({ _id }) => _id),
  )
  const count = (...states: PrintedReceiptState[]) =>
    [...papers.values()].filter(({ state }) => states.includes(state)).length
  return { toCheck: count('registered'), toTakeBack: count('checked', 'void'), toWriteOff: count('takenBack') }
}

/** What 巴南 四(三)3 gives to the township: reviewed and written off by who did not hand them out. */
const TOWNSHIPS_OWN: ReadonlySet<PrintedReceiptEventKind> = new Set(['check', 'writeOff'])

/** @throws Refusal OF_TOWNSHIP where the township has an officer and a clerk would review their own receipts */
async function requireOwnStep(
  { db, today }: CallContext,
  role: Role,
  event: PrintedReceiptEventKind,
  village: VillageDocument,
): Promise<void> {
  if (role !== 'clerk' || !TOWNSHIPS_OWN.has(event) || !(await hasTownshipOfficer(db, village, today))) return
  throw new Refusal({
    code: 'OF_TOWNSHIP',
    path: 'event',
    message: `收据的复核、核销由${village.township}办，村里不能自己复核自己开的，没有记。请把存根交给乡镇经办人员。`,
  })
}

type PrintedReceipt = Answers['moveReceiptPaper']
type Receipt = Omit<ReceiptDocument, 'check'>
const PAGE = 60

/**
 * The village's book, newest first, with where each paper is. @throws Refusal UNKNOWN_VILLAGE, NOT_ALLOWED; RulesError
 * UNKNOWN_YEAR
 */
export const showPrintedReceipts = /* @__PURE__ */ defineAction(clerkDayContract, 'receiptPapers', {
  permission: 'receiptPapers',
  async run({ village, year, before, state, household }, context) {
    const {
      village: { region },
      office,
    } = await requireVillageAccess(context, 'receiptPapers', { village, year })
    const { db } = context
    const book = { region, year, village }
    const receipts = await receiptsOfBook(db, book)
    const last = await lastSerial(db, book)
    const papers = await printedReceiptsOf(
      db,
      receipts.map(({ _id }) => _id),
    )
    const stateOf = ({ _id }: Receipt): PrintedReceiptState => papers.get(_id)?.state ?? 'notPrinted'
    const asked = receipts.filter((receipt) => household === undefined || receipt.household === household)
    const wanted = asked.filter((receipt) => state === null || stateOf(receipt) === state).reverse()
    const start = before === null ? 0 : wanted.findIndex(({ _id }) => _id === before) + 1
    const page = wanted.slice(start, start + PAGE)
    const rule = dutyOf(office, 'receipt-life') ?? dutyOf(office, 'receipt-by-household')
    return {
      papers: await shownPrintedReceipts(
        context,
        page.map((receipt) => [receipt, papers.get(receipt._id) ?? unprinted(receipt._id)]),
      ),
      next: start + PAGE < wanted.length ? page.at(-1)!._id : null,
      book: {
        last,
        missing: missingSerials(
          book,
          last,
          receipts.map(({ _id }) => _id),
        ),
      },
      states: printedReceiptMachine.stateIds
        .map((id) => ({
          state: id,
          name: printedReceiptMachine.states[id],
          papers: asked.filter((receipt) => stateOf(receipt) === id).length,
        }))
        .filter(({ papers: some }) => some > 0),
      rule: rule === null ? null : { what: rule.what, cite: rule.cite, quote: rule.quote },
    }
  },
})

/**
 * Something happened to a paper: once an operation. Checked and found wanting it is void, for the reasons that the
 * notice names (`receiptFaults`); so is one whose receipt is void.
 * @throws Refusal RECEIPT_NOT_FOUND, NOT_ALLOWED, FOUND_MISSING, BECAUSE_MISSING, PAPER_STATE
 */
export const recordPrintedReceipt = /* @__PURE__ */ defineAction(clerkDayContract, 'moveReceiptPaper', {
  permission: 'moveReceiptPaper',
  async run(asked, context) {
    const { db, caller, now, today } = context
    const receipt = await readReceipt(db, asked.receipt)
    if (receipt === null)
      throw new Refusal({
        code: 'RECEIPT_NOT_FOUND',
        path: 'receipt',
        message: '没有找到这张收据，什么也没有改动。请核对收据号。',
      })
    const { region, village } = receipt
    const role = await requirePermission(context, 'moveReceiptPaper', { id: receipt._id, region, village })
    await requireOwnStep(context, role, asked.event, await requireVillage(db, village))
    const { event, because } = outcomeOf(asked, receipt)
    const id = `${caller.openid}~${asked.operation}`
    const paper = await inTransaction(db, async (transaction) => {
      const before = await readPrintedReceipt(transaction, receipt._id)
      if (before.events.some((one) => one.id === id)) return before
      const state = printedReceiptMachine.require(before.state, event)
      const after: PrintedReceiptDocument = {
        ...before,
        state,
        because: because ?? before.because,
        events: [...before.events, { id, kind: event, day: today, at: now, by: caller.openid }],
      }
      await putPrintedReceipt(transaction, after)
      return after
    })
    return (await shownPrintedReceipts(context, [[receipt, paper]]))[0]!
  },
})

/** What comes of it: a check that finds something wrong makes it void. */
function outcomeOf(
  { event, found, because }: Requests['moveReceiptPaper'],
  { household, state }: Receipt,
): { event: PrintedReceiptEventKind; because: string | null } {
  if (event === 'void' && because === null)
    throw new Refusal({ code: 'BECAUSE_MISSING', path: 'because', message: '没有作废：请写一句为什么作废。' })
  if (event !== 'check') return { event, because: event === 'void' ? because : null }
  if (found === null)
    throw new Refusal({
      code: 'FOUND_MISSING',
      path: 'found',
      message: '没有复核：请逐项说明公章、内容、项目三样看下来怎么样。',
    })
  const faults = [...receiptFaults({ household, ...found }), ...(state === 'void' ? ['这笔款已经作废或退回'] : [])]
  return faults.length === 0 ? { event, because: null } : { event: 'void', because: faults.join('；') }
}

async function shownPrintedReceipts(
  { db, caller }: CallContext,
  pairs: readonly (readonly [Receipt, PrintedReceiptDocument])[],
): Promise<PrintedReceipt[]> {
  const heads = await headsOf(
    db,
    pairs.map(([{ household }]) => household),
  )
  const names = new Map(
    (await residentsOf(db, [...new Set(heads.values())])).map(({ id, name }) => [id, maskedName(name)]),
  )
  return pairs.map(([{ _id, household, day, amount, lines, state: valid }, { state, because, events }]) => ({
    receipt: _id,
    household,
    head: names.get(heads.get(household) ?? '') ?? '本户',
    day,
    amount,
    people: lines.length,
    valid: valid === 'issued',
    state,
    stateName: printedReceiptMachine.states[state],
    because,
    may: printedReceiptMachine.eventIds
      .filter((event) => printedReceiptMachine.may(state, event))
      .map((event) => ({ event, name: printedReceiptMachine.events[event].name })),
    history: events.map(({ day: on, kind, by }) => ({
      day: on,
      name: printedReceiptMachine.events[kind].name,
      by: by === caller.openid ? '您' : '其他经办人员',
    })),
  }))
}

/** A receipt on paper, as whoever checks it finds it; what is absent was not looked at. */
export interface ReceiptOfBook {
  household: string
  /** It bears the seal of the town's office. */
  sealed: boolean
  /** What it says agrees with the people it is for. */
  matches: boolean
  /** Every field is filled in. */
  complete: boolean
  members?: number
  /** fen */
  amount?: Fen
}

/**
 * What makes a receipt of 巴南 invalid, in words; none = it is valid. (四(三)3: 未加盖本镇街经办单位公章、填写内容与参保人员实际
 * 情况不符的、项目记录不全的收据视为无效票据.)
 * @param fees fen of each member whom it is for; null = not known
 */
export function receiptFaults(receipt: ReceiptOfBook, fees: readonly Fen[] | null = null): string[] {
  const faults: string[] = []
  if (!receipt.sealed) faults.push('未加盖公章')
  if (!receipt.matches || !agrees(receipt, fees)) faults.push('内容与实际情况不符')
  if (!receipt.complete) faults.push('项目记录不全')
  return faults
}

function agrees({ members, amount }: ReceiptOfBook, fees: readonly Fen[] | null): boolean {
  if (fees === null) return true
  return (
    (members === undefined || members === fees.length) &&
    (amount === undefined || amount === fees.reduce((sum, fee) => sum + fee, 0))
  )
}
