import { dayNumber, policyFor } from '../../rules'
import type { CivilDay, Fen, Policy } from '../../rules'
import { dutyDue, dutyOf, officeFor } from '../../rules/office'
import type { Office } from '../../rules/office'
import { account } from '../payment/accounts'
import type { CashItem } from '../payment/cash-documents'
import { funderCode } from '../payment/funders'
import type { Season, Way } from '../payment/ledger'
import { balanceOf } from '../payment/records/ledger'
import type { CallContext } from '../shared/call-context'
import { requireAllowed } from '../shared/permissions'
import type { Answers, Requests } from './contract'
import { drawers, owedBack, villagesOfClerks } from './records/money'

const WAYS: Readonly<Record<Way, string>> = { wechat: '微信支付', official: '官方渠道', deposit: '村干部已缴存', pos: '刷卡', elsewhere: '其他渠道' }
const NO_FUNDER = '通知没有写明资金来源'

/**
 * Where the money of a place and year is, from the ledger's balances; and who holds cash, the longest first.
 * @throws Refusal NOT_ALLOWED; RulesError UNKNOWN_REGION, UNKNOWN_YEAR
 */
export async function showMoney({ region, year }: Requests['money'], context: CallContext): Promise<Answers['money']> {
  await requireAllowed(context, 'money', { id: `${region}-${year}`, region })
  const { db, today } = context
  const policy = policyFor(region, year)
  const season: Season = `${region}-${year}`
  const clerks = await cashHeld(context, region, year)
  const inTransit: Answers['money']['inTransit'][number][] = []
  for (const way of Object.keys(WAYS) as Way[]) inTransit.push({ way, name: WAYS[way], amount: await balanceOf(db, account('transit', `${way}:${season}`)) })
  const subsidies: { funder: string; amount: Fen }[] = []
  for (const funder of ['', ...fundersOf(policy)]) {
    const amount = await balanceOf(db, account('subsidy', `${funderCode(funder)}:${season}`))
    if (amount !== 0) subsidies.push({ funder: funder === '' ? NO_FUNDER : funder, amount })
  }
  const arrived = await balanceOf(db, account('arrived', season))
  const inHand = sum(clerks)
  const back = await owedBack(db, region, year)
  return {
    region, year, day: today, inHand, arrived, owedBack: back, inTransit, subsidies, clerks,
    assessed: await balanceOf(db, account('premium', season)) - sum(subsidies), paid: inHand + sum(inTransit) + arrived - back,
  }
}

const sum = (lines: readonly { amount: Fen }[]): Fen => lines.reduce((all, { amount }) => all + amount, 0)

/** All that the policy names as a source of money. */
function fundersOf(policy: Policy): string[] {
  const found = new Set<string>()
  const look = (value: unknown): void => {
    if (typeof value !== 'object' || value === null) return
    for (const [key, inside] of Object.entries(value)) {
      if (key === 'fundedBy' && typeof inside === 'string') found.add(inside)
      else look(inside)
    }
  }
  look(policy.decisions)
  return [...found].sort()
}

async function cashHeld({ db, today }: CallContext, region: string, year: number): Promise<Answers['money']['clerks']> {
  const office = officeFor(region, year)
  const held = (await drawers(db)).map(({ _id, items }) => ({ clerk: _id, items: items.filter(({ season }) => season === `${region}-${year}`) })).filter(({ items }) => items.length > 0)
  const villages = await villagesOfClerks(db, region, held.map(({ clerk }) => clerk))
  return held.map(({ clerk, items }) => {
    const oldest = items.map(({ day }) => day).sort()[0]!
    const dues = items.map((item) => bankDay(office, item)).filter((day) => day !== null).sort()
    const due = dues[0] ?? null
    return { clerk, villages: villages.get(clerk) ?? [], amount: sum(items), receipts: items.length, oldest, days: dayNumber(today)! - dayNumber(oldest)!, due, late: due !== null && due < today }
  }).sort((a, b) => (a.oldest < b.oldest ? -1 : a.oldest > b.oldest ? 1 : b.amount - a.amount))
}

/** Of 巴南 the duty to deposit, of 随县 that to pay in what is collected. */
function bankDay(office: Office, { day }: CashItem): CivilDay | null {
  const duty = dutyOf(office, 'deposit') ?? dutyOf(office, 'four-way-match')
  const due = duty === null ? null : dutyDue(duty, day)
  return due?.kind === 'day' ? due.day : null
}
