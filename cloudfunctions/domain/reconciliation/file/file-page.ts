import { requirePermission, defineAction, officeNames } from '../../access'
import { residentsByIndexes, numberIndex } from '../../people'
import type { Resident } from '../../people'
import { reconciliationContract } from '../contract'
import type { Answers } from '../contract'
import type { TaxFileDocument, TaxRowDocument } from '../documents'
import type { Mismatch } from '../judge-row'
import { ruleOf, settlementsOf } from '../resolutions'
import { fileView, reasonInWords } from '../show'
import { countRows, requireTaxFile, requireTaxRow, sealedFactsOfRow, sealsOfFile } from '../store'
import { taxRowMachine } from '../tax-row-machine'
import { rowsByLine } from './rows-by-line'
import { lastFour, maskedName } from '../../../platform/base'
import type { CallContext } from '../../../platform/calls'
import type { Database } from '../../../platform/database'
import { LEFT_OUT, lineOf } from '../../../platform/files'
import type { ClosedAccount } from '../../../platform/files'

type State = TaxRowDocument['state']

/** What of a file keeps it from being withdrawn as a whole: rows that something stands on, and in what words. */
const STANDS_ON: readonly { state: State; words: string }[] = [
  { state: 'matched', words: '已经对上，记到了本人的缴费上' },
  { state: 'proposed', words: '已经有人提出办法，在等第二人' },
  { state: 'settled', words: '已经有人办好了' },
]

/** By state; what has none is left out. */
async function countsOf(db: Database, file: string): Promise<{ state: State; rows: number }[]> {
  const counts = await Promise.all(
    taxRowMachine.stateIds.map(async (state) => ({ state, rows: await countRows(db, file, { state }) })),
  )
  return counts.filter(({ rows }) => rows > 0)
}

/** What stands on a file, in words; none = it can be withdrawn. */
export async function standsOn(db: Database, { _id, state, trouble }: TaxFileDocument): Promise<string[]> {
  if (state === 'withdrawn') return []
  if (state !== 'done' && state !== 'missing' && trouble === null) return ['还在读取或者核对，完了才能撤回']
  const counts = await countsOf(db, _id)
  return STANDS_ON.flatMap(({ state: of, words }) => {
    const rows = counts.find((one) => one.state === of)?.rows ?? 0
    return rows === 0 ? [] : [`${rows} 笔${words}`]
  })
}

/** A file and its place, for whoever may see it. @throws Refusal TAX_FILE_NOT_FOUND, NOT_ALLOWED */
async function allowedFile(context: CallContext, id: string): Promise<TaxFileDocument> {
  const file = await requireTaxFile(context.db, id)
  await requirePermission(context, 'taxFiles', { id, region: file.region })
  return file
}

/** What became of a file. @throws Refusal TAX_FILE_NOT_FOUND, NOT_ALLOWED */
export const showTaxFile = /* @__PURE__ */ defineAction(reconciliationContract, 'taxFile', {
  permission: 'taxFiles',
  async run({ taxFile }, context) {
    const { db } = context
    const file = await allowedFile(context, taxFile)
    const { called, withdrawn, cameAgain = [] } = file
    const people = [file.by, ...cameAgain.map(({ by }) => by), ...(withdrawn === undefined ? [] : [withdrawn.by])]
    const names = await officeNames(db, people)
    const nameOf = (openid: string): string | null => names.get(openid) ?? null
    return {
      file: await fileView(db, file),
      called: called === undefined ? null : sealsOfFile(taxFile).open(called, 'fileName'),
      by: nameOf(file.by),
      at: file.at,
      cameAgain: cameAgain.map(({ by, at }) => ({ by: nameOf(by), at })),
      rows: (await countsOf(db, taxFile)).map(({ state, rows }) => ({
        state,
        name: taxRowMachine.states[state],
        rows,
      })),
      leftRows: leftRowsOf(file),
      stands: await standsOn(db, file),
      withdrawn:
        withdrawn === undefined
          ? null
          : {
              by: nameOf(withdrawn.by),
              at: withdrawn.at,
              because: sealsOfFile(taxFile).open(withdrawn.because, 'deskNote'),
            },
    }
  },
})

function leftRowsOf({ _id, leftRows }: TaxFileDocument): Answers['taxFile']['leftRows'] {
  if (leftRows === undefined) return []
  const left = JSON.parse(sealsOfFile(_id).open(leftRows, 'leftRows')) as ClosedAccount['leftRows']
  return left.map(({ row, why, text }) => ({ line: row, why: LEFT_OUT[why], text: maskedLeft(text) }))
}

/** What stands in a row that is nobody's may be somebody's number all the same. */
const maskedLeft = (text: string): string => text.replace(/\d{5,}[\dXx]/g, (number) => lastFour(number))

const SHOWN: Readonly<Record<'exceptions' | 'matched' | 'all', readonly State[]>> = {
  exceptions: ['open', 'proposed', 'settled'],
  matched: ['matched'],
  all: taxRowMachine.stateIds,
}
const ROWS_A_PAGE = 50

/** Rows in the order of their lines, with whom each is about and what one can do. @throws Refusal as above */
export const showTaxFileRows = /* @__PURE__ */ defineAction(reconciliationContract, 'taxFileRows', {
  permission: 'taxFiles',
  async run({ taxFile, which, after }, context) {
    const { db } = context
    const { region } = await allowedFile(context, taxFile)
    const from = after === null ? null : await requireTaxRow(db, after)
    const rows = await rowsByLine(db, taxFile, SHOWN[which], ROWS_A_PAGE + 1, from)
    const page = rows.slice(0, ROWS_A_PAGE)
    const people = await peopleBy(db, page)
    return {
      rows: page.map((row) => {
        const person = people.get(row.person)
        return rowShown(row, person?.region === region ? person : undefined)
      }),
      next: rows.length > ROWS_A_PAGE ? page.at(-1)!._id : null,
    }
  },
})

async function peopleBy(db: Database, rows: readonly TaxRowDocument[]): Promise<ReadonlyMap<string, Resident>> {
  const indexes = [...new Set(rows.flatMap(({ person }) => (person === '' ? [] : [person])))]
  const found = await residentsByIndexes(db, indexes)
  return new Map(found.map((one) => [numberIndex(one.idKind, one.idNumber!), one]))
}

function rowShown(row: TaxRowDocument, person: Resident | undefined): Answers['taxFileRows']['rows'][number] {
  const { _id, state, year, amount, paidOn } = row
  const { name, idNumber } = sealedFactsOfRow(row)
  return {
    row: _id,
    line: lineOf(row.row),
    stateName: taxRowMachine.states[state],
    words: exceptionWords(row),
    todo: nextSteps(row),
    name: maskedName(name),
    tail: idNumber === '' ? null : lastFour(idNumber),
    year,
    amount,
    paidOn,
    person:
      person === undefined
        ? null
        : { household: person.household, resident: person.id, name: maskedName(person.name), village: person.village },
  }
}

/** Why a row is an exception, in words; null = it is none. */
export function exceptionWords(row: TaxRowDocument): string | null {
  if (row.why === null) return null
  const { state } = sealedFactsOfRow(row)
  return reasonInWords(row.why) + (state === undefined ? '' : `（${state}）`)
}

/** What somebody can do before one of the ways to settle it is taken. */
const FIRST: Partial<Record<Mismatch, string>> = {
  unknownPerson: '先在村里登记这个人，或者核对号码',
  amountDiffers: '先核对这个人的应缴',
  wrongPlace: '先核对这个人在不在本地台账',
  notDeposited: '请收钱的村干部先登记缴存',
  unreadable: '请税务局改好这一行，随下一份文件再报',
}

/** What one can do with an exception on the screen; '' = nothing is left to do. */
export function nextSteps({ state, outcome }: TaxRowDocument): string {
  if (state === 'proposed') return '等第二人同意'
  if (state !== 'open' || outcome === null || outcome === 'matched') return ''
  const first = FIRST[outcome]
  const ways = settlementsOf(outcome).map((id) => `“${ruleOf(id).name}”`)
  return [...(first === undefined ? [] : [first]), ...(ways.length === 0 ? [] : [`可以办：${ways.join('')}`])].join(
    '；',
  )
}
