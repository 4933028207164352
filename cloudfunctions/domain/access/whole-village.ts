import type { Permission, PERMISSIONS } from './permissions'

type Clerk<Action extends Permission> = (typeof PERMISSIONS)[Action] extends { clerk: infer Scope } ? Scope : never
/** What only a whole village has (record 0019). */
type OfWholeVillage = { [Action in Permission]: 'village' extends Clerk<Action> ? Action : never }[Permission]

const LEDGER = '整村的名册要一起录入，不能只录一个组。'
const DUTIES = '通知里的任务是按全村算的。'
const FORM = '交表、对账用的表是全村一份，盖村里的章。'
const DISCLOSURE = '公示是全村一起编、一起贴的。'
const RECEIPT_BOOK = '收据本是全村一本，号码连着。'

/**
 * Why a clerk of some village groups does not do it; an action of the whole village without a sentence does not
 * compile.
 */
export const WHOLE_VILLAGE_REASONS: Readonly<Record<OfWholeVillage, string>> = {
  putFilePart: LEDGER,
  importResidents: LEDGER,
  duties: DUTIES,
  markDuty: DUTIES,
  makePaper: FORM,
  postings: DISCLOSURE,
  postingRows: DISCLOSURE,
  drawUpPosting: DISCLOSURE,
  putUpPosting: DISCLOSURE,
  recordObjection: DISCLOSURE,
  answerObjection: DISCLOSURE,
  closePosting: DISCLOSURE,
  filePosting: DISCLOSURE,
  receiptPapers: RECEIPT_BOOK,
  moveReceiptPaper: RECEIPT_BOOK,
  flawedPeople: '待核实的名单是按全村查的。',
}
