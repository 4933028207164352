import type { Answers } from './contract'
import { subsidyFundsContract } from './contract'
import type { SubsidyPaper } from './store'
import { inForce } from './plan-subsidy-payment'
import { subsidyPapers } from './store'
import { defineAction, requirePermission } from '../access'
import { INSURED, STATUS_NAMES, subsidisedOfVillage, viewEnrolment } from '../enrolments'
import { account, balanceOf, funderCode } from '../payments'
import { requireVillage, residentsOf, villagesOfRegion } from '../people'
import { Refusal, lastFour, maskedName } from '../../platform/base'
import type { Database } from '../../platform/database'
import { sealing } from '../../platform/sealing'
import type { Fen, Policy } from '../../../rules'
import { policyFor } from '../../../rules'

const NO_FUNDER = '通知没有写明资金来源'

/** Who pays subsidies by the policy, by the name that the ledger has for them; also whom the notice does not name. */
function fundersOf(policy: Policy): ReadonlyMap<string, string> {
  const names = new Set<string>()
  const look = (value: unknown): void => {
    if (typeof value !== 'object' || value === null) return
    for (const [key, inside] of Object.entries(value)) {
      if (key === 'funder' && typeof inside === 'string') names.add(inside)
      else look(inside)
    }
  }
  look(policy)
  return new Map([
    ...[...names].sort().map((name): [string, string] => [funderCode(name), name]),
    [funderCode(''), NO_FUNDER],
  ])
}

/** What a funder of a place and year owes by the assessments in force and what it paid over, in fen. */
interface FundBalance {
  funder: string
  name: string
  due: Fen
  paid: Fen
}

/**
 * Every funder that owes or paid something. What is due is the ledger's receivable and what came: each payment credits
 * the receivable, so that its balance alone is what is still missing.
 */
export async function fundBalances(db: Database, policy: Policy): Promise<readonly FundBalance[]> {
  const papers = await subsidyPapers(db, policy.region, policy.year)
  const found: FundBalance[] = []
  for (const [funder, name] of fundersOf(policy)) {
    const balance = await fundBalance(db, { region: policy.region, year: policy.year, funder, papers })
    if (balance.due !== 0 || balance.paid !== 0) found.push({ funder, name, ...balance })
  }
  return found
}

export async function fundBalance(
  db: Database,
  { region, year, funder, papers }: { region: string; year: number; funder: string; papers: readonly SubsidyPaper[] },
): Promise<{ due: Fen; paid: Fen }> {
  const missing = await balanceOf(db, account('subsidy', `${funder}:${region}-${year}`))
  const paid = papers.reduce((sum, { records }) => {
    const counted = inForce(records)
    return counted?.funder === funder ? sum + counted.amount : sum
  }, 0)
  return { due: missing + paid, paid }
}

/**
 * Subsidies by funder: due, paid over, missing, and each paper. @throws Refusal NOT_ALLOWED; RulesError UNKNOWN_YEAR
 */
export const showSubsidyFunds = /* @__PURE__ */ defineAction(subsidyFundsContract, 'subsidyFunds', {
  permission: 'money',
  async run({ region, year }, context) {
    await requirePermission(context, 'money', { id: `${region}-${year}`, region })
    const { db, today } = context
    const [balances, papers, villages] = [
      await fundBalances(db, policyFor(region, year)),
      await subsidyPapers(db, region, year),
      await villagesOfRegion(db, region),
    ]
    return {
      region,
      year,
      day: today,
      funds: balances.map((fund) => ({
        ...fund,
        difference: fund.due - fund.paid,
        payments: paymentsOf(papers, fund.funder),
      })),
      villages: villages.map(({ _id, township, name }) => ({ village: _id, name: `${township}${name}` })),
    }
  },
})

type Payments = Answers['subsidyFunds']['funds'][number]['payments']

function paymentsOf(papers: readonly SubsidyPaper[], funder: string): Payments {
  return papers
    .flatMap(({ evidence, records }) =>
      records
        .filter((record) => record.funder === funder)
        .map(({ day, amount, operation, takenBack }) => ({
          evidence,
          day,
          amount,
          operation,
          takenBack: takenBack?.because ?? null,
        })),
    )
    .sort((a, b) => (a.day < b.day ? 1 : -1))
}

/** For whom of a village a funder pays, masked. @throws Refusal NOT_ALLOWED, UNKNOWN_FUNDER, UNKNOWN_VILLAGE */
export const subsidisedPeople = /* @__PURE__ */ defineAction(subsidyFundsContract, 'subsidisedPeople', {
  permission: 'money',
  async run({ region, year, funder, village }, context) {
    await requirePermission(context, 'money', { id: `${region}-${year}`, region })
    const { db, today } = context
    requireFunder(region, year, funder)
    await requireVillageIn(db, region, village)
    const views = (await subsidisedOfVillage(db, village, year))
      .map((document) => viewEnrolment(document, today, sealing()))
      .filter(({ figures }) => funderCode(figures.fundedBy ?? '') === funder)
    const residents = await residentsOf(
      db,
      views.map(({ document }) => document.resident),
    )
    const byId = new Map(residents.map((one) => [one.id, one]))
    const people = views.map(({ document, figures }) => {
      const { name, idNumber } = byId.get(document.resident) ?? { name: '', idNumber: null }
      return {
        enrolment: document._id,
        name: maskedName(name),
        tail: idNumber === null ? null : lastFour(idNumber),
        categoryName: figures.category,
        subsidy: figures.subsidy ?? 0,
        statusName: STATUS_NAMES[document.status],
        enrolled: INSURED.has(document.status),
      }
    })
    const waiting = people.filter(({ enrolled }) => !enrolled)
    return {
      people,
      sum: sumOf(people.filter(({ enrolled }) => enrolled)),
      notEnrolled: { people: waiting.length, sum: sumOf(waiting) },
    }
  },
})

const sumOf = (people: readonly { subsidy: Fen }[]): Fen => people.reduce((sum, { subsidy }) => sum + subsidy, 0)

/** The funder's name. @throws Refusal UNKNOWN_FUNDER */
export function requireFunder(region: string, year: number, funder: string): string {
  const name = fundersOf(policyFor(region, year)).get(funder)
  if (name !== undefined) return name
  throw new Refusal({
    code: 'UNKNOWN_FUNDER',
    path: 'funder',
    message: '这个地方这一年的通知里没有这个出钱的单位，没有办理。请刷新后再选。',
  })
}

/** @throws Refusal UNKNOWN_VILLAGE also of one that is another county's */
export async function requireVillageIn(db: Database, region: string, village: string): Promise<void> {
  if ((await requireVillage(db, village)).region === region) return
  throw new Refusal({
    code: 'UNKNOWN_VILLAGE',
    path: 'village',
    found: village,
    message: '没有找到这个村。请返回列表重新选择。',
  })
}
