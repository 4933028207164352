import type { Answers } from './contract'
import { requirePermission, defineAction } from '../access'
import type { AppointmentDocument } from '../access'
import type { CashItem, CashInHandDocument, OrderDocument, SeasonKey, TransitRoute } from '../payments'
import { account, balanceOf } from '../payments'
import { fundBalances } from '../subsidy-funds'
import type { VillageDocument } from '../people'
import { seasonId } from '../people'
import { missingFile, taxFilesOf } from '../reconciliation'
import type { CallContext } from '../../platform/calls'
import type { Database } from '../../platform/database'
import { READ_LIMIT, readAll } from '../../platform/database'
import type { CivilDay, Fen } from '../../../rules'
import { dayNumber, policyFor } from '../../../rules'
import type { Office } from '../../../rules/office'
import { dutyDue, dutyOf, officeFor } from '../../../rules/office'
import { countyContract } from './contract'

const WAYS: Readonly<Record<TransitRoute, string>> = {
  wechat: '微信支付',
  official: '官方渠道',
  deposit: '村干部已缴存',
  pos: '刷卡',
  elsewhere: '其他渠道',
}

/**
 * Where the money of a place and year is, from the ledger's balances; and who holds cash, the longest first.
 * @throws Refusal NOT_ALLOWED; RulesError UNKNOWN_REGION, UNKNOWN_YEAR
 */
export const showMoney = /* @__PURE__ */ defineAction(countyContract, 'money', {
  permission: 'money',
  async run({ region, year }, context) {
    await requirePermission(context, 'money', { id: `${region}-${year}`, region })
    const { db, today } = context
    const policy = policyFor(region, year)
    const season: SeasonKey = `${region}-${year}`
    const clerks = await cashHeld(context, region, year)
    const inTransit: Answers['money']['inTransit'][number][] = []
    for (const way of Object.keys(WAYS) as TransitRoute[])
      inTransit.push({ way, name: WAYS[way], amount: await balanceOf(db, account('transit', `${way}:${season}`)) })
    const subsidies = (await fundBalances(db, policy)).map(({ name, due, paid }) => ({
      funder: name,
      amount: due,
      paid,
    }))
    const arrived = await balanceOf(db, account('arrived', season))
    const inHand = sum(clerks)
    const back = await owedBack(db, region, year)
    return {
      region,
      year,
      day: today,
      inHand,
      arrived,
      owedBack: back,
      inTransit,
      subsidies,
      clerks,
      assessed: (await balanceOf(db, account('premium', season))) - sum(subsidies),
      paid: inHand + sum(inTransit) + arrived - back,
    }
  },
})

const sum = (lines: readonly { amount: Fen }[]): Fen => lines.reduce((all, { amount }) => all + amount, 0)

async function cashHeld({ db, today }: CallContext, region: string, year: number): Promise<Answers['money']['clerks']> {
  const office = officeFor(region, year)
  const held = (await readCashInHand(db))
    .map(({ _id, items }) => ({ clerk: _id, items: items.filter(({ season }) => season === `${region}-${year}`) }))
    .filter(({ items }) => items.length > 0)
  const villages = await villagesOfClerks(
    db,
    region,
    held.map(({ clerk }) => clerk),
  )
  return held
    .map(({ clerk, items }) => {
      const oldest = items.map(({ day }) => day).sort()[0]!
      const dues = items
        .map((item) => bankDay(office, item))
        .filter((day) => day !== null)
        .sort()
      const due = dues[0] ?? null
      return {
        clerk,
        villages: villages.get(clerk) ?? [],
        amount: sum(items),
        receipts: items.length,
        oldest,
        days: dayNumber(today)! - dayNumber(oldest)!,
        due,
        late: due !== null && due < today,
      }
    })
    .sort((a, b) => (a.oldest < b.oldest ? -1 : a.oldest > b.oldest ? 1 : b.amount - a.amount))
}

/** Of 巴南 the duty to deposit, of 随县 that to pay in what is collected. */
function bankDay(office: Office, { day }: CashItem): CivilDay | null {
  const duty = dutyOf(office, 'deposit') ?? dutyOf(office, 'four-way-match')
  const due = duty === null ? null : dutyDue(duty, day)
  return due?.kind === 'day' ? due.day : null
}

/** Whoever holds cash, with it. One document a clerk. */
function readCashInHand(db: Database): Promise<CashInHandDocument[]> {
  return readAll<CashInHandDocument>(db, 'drawers', {})
}

/** Names of the villages of some clerks' appointments, by openid. */
async function villagesOfClerks(
  db: Database,
  region: string,
  clerks: readonly string[],
): Promise<ReadonlyMap<string, readonly string[]>> {
  if (clerks.length === 0) return new Map()
  const found = (
    await db
      .collection('appointments')
      .where({ _id: db.command.in([...clerks]) })
      .limit(READ_LIMIT)
      .get()
  ).data as AppointmentDocument[]
  const names = new Map(
    (await readAll<VillageDocument>(db, 'villages', { region })).map(({ _id, name }) => [_id, name]),
  )
  return new Map(
    found.map(({ _id, villages }) => [_id, (villages ?? []).map((village) => names.get(village) ?? village)]),
  )
}

interface RefundPayable {
  _id: string
  fen: Fen
}
const PREFIX = 'owedBack:'
const TAX_FILES = 200

/**
 * What is owed back to payers of a place and year: of orders, and what the tax office's files have that nobody is found
 * for.
 */
async function owedBack(db: Database, region: string, year: number): Promise<Fen> {
  const ofOrders = await owedOnOrders(db, region, year)
  let ofRows = 0
  for (const file of [...(await taxFilesOf(db, region, TAX_FILES)).map(({ _id }) => _id), missingFile(region)]) {
    const rows = await readAll<{ _id: string; year: number | null; heldBack: Fen }>(db, 'tax-rows', {
      file,
      state: db.command.in(['open', 'proposed']),
    })
    ofRows += rows.filter((row) => row.year === year).reduce((sum, { heldBack }) => sum + heldBack, 0)
  }
  return ofOrders + ofRows
}

async function owedOnOrders(db: Database, region: string, year: number): Promise<Fen> {
  const { gt, lt } = db.command
  let sum = 0
  for (let after = PREFIX; ;) {
    const { data } = await db
      .collection('balances')
      .where({ _id: gt(after).and(lt('owedBack;')), fen: gt(0) })
      .orderBy('_id', 'asc')
      .limit(READ_LIMIT)
      .get()
    const page = data as RefundPayable[]
    if (page.length === 0) return sum
    const ids = page.map(({ _id }) => _id.slice(PREFIX.length))
    const orders = (
      await db
        .collection('orders')
        .where({ _id: db.command.in(ids) })
        .limit(READ_LIMIT)
        .field({ lines: true })
        .get()
    ).data as Pick<OrderDocument, '_id' | 'lines'>[]
    const here = new Set(
      orders
        .filter(({ lines }) => lines.some((line) => seasonId(line.region, line.year) === seasonId(region, year)))
        .map(({ _id }) => _id),
    )
    sum += page.filter(({ _id }) => here.has(_id.slice(PREFIX.length))).reduce((all, { fen }) => all + fen, 0)
    if (page.length < READ_LIMIT) return sum
    after = page.at(-1)!._id
  }
}
