import { auditDaysFrom, keepMadeFile, makerOf, requirePermission, defineAction } from '../access'
import type { SheetName } from './contract'
import { SHEETS } from './contract'
import { showMoney } from './money'
import { showProgress, showProgressWeeks } from './progress'
import { readVillageCounts, progressOf } from '../enrolments'
import type { VillageDocument } from '../people'
import { Refusal } from '../../platform/base'
import type { CallContext } from '../../platform/calls'
import { readAll } from '../../platform/database'
import { readFilePart, writeCsv, writeXlsx } from '../../platform/files'
import type { Table } from '../../platform/files'
import type { Fen } from '../../../rules'
import { policyFor } from '../../../rules'
import { countyContract } from './contract'

/**
 * Draws up a table of the county's as a file, which is fetched part by part. Nobody's name is in any of them: people
 * are counted only. It leaves a line of audit. The same operation again makes the file anew, as things stand then.
 * @throws Refusal NOT_ALLOWED; RulesError UNKNOWN_REGION, UNKNOWN_YEAR
 */
export const exportSheet = /* @__PURE__ */ defineAction(countyContract, 'exportSheet', {
  permission: 'exportSheet',
  async run({ operation, region, year, sheet, format }, context) {
    await requirePermission(context, 'exportSheet', { id: `${region}-${year}`, region })
    const { today } = context
    const { name } = policyFor(region, year)
    const table = {
      title: `${name}${year}年度城乡居民医保${SHEETS[sheet]}`,
      made: { place: name, day: today, by: await makerOf(context) },
      lines: [],
      foot: [],
      ...(await SHEET_TABLES[sheet](region, year, context)),
    }
    const bytes = format === 'xlsx' ? writeXlsx(table) : writeCsv(table)
    const made = await keepMadeFile(context, operation, bytes, {
      action: 'exportSheet',
      target: `${region}-${year}`,
      region,
      outcome: 'done',
      why: sheet,
    })
    return { ...made, name: `${table.title}-${today}.${format}`, bytes: bytes.length }
  },
})

/** One part of the caller's own file. @throws Refusal NOT_ALLOWED, UNKNOWN_PART */
export const exportPart = /* @__PURE__ */ defineAction(countyContract, 'exportPart', {
  permission: 'exportSheet',
  async run({ region, file, part }, { db, caller, ...context }) {
    await requirePermission({ db, caller, ...context }, 'exportSheet', { id: file, region })
    const base64 = await readFilePart(db, caller.openid, file, part)
    if (base64 === null)
      throw new Refusal({
        code: 'UNKNOWN_PART',
        path: 'part',
        found: String(part),
        message: '这个文件的这一段不在了：文件只保留一天。请重新导出一次。',
      })
    return { part, base64 }
  },
})

type Drawn = Pick<Table<string | number>, 'columns' | 'rows'> & Partial<Pick<Table, 'foot' | 'sums' | 'formats'>>
const count = (people: number | null): string | number => people ?? ''
const percent = (share: number | null): string | number => share ?? ''
const yuan = (fen: Fen): number => fen / 100

/** The tables that the county can have as a file, each from the same figures as its page. */
const SHEET_TABLES: Readonly<
  Record<SheetName, (region: string, year: number, context: CallContext) => Promise<Drawn>>
> = {
  async progress(region, year, context) {
    const { total, places, milestones, counts } = await showProgress.run({ region, year, township: null }, context)
    const countable = milestones.filter(({ why }) => why === null)
    return {
      columns: [
        '单位',
        '任务人数',
        '完成人数',
        '完成比例',
        '登记人数',
        '已缴费',
        '免缴已登记',
        '未缴',
        '其中受资助',
        ...countable.flatMap(({ by, sharePercent }) => [`${by}前${sharePercent}%应完成`, '还差', '情况']),
      ],
      rows: [...places, { ...total, name: '合计' }].map((place) => [
        place.name,
        count(place.target?.people ?? null),
        count(place.done),
        percent(place.percent),
        count(place.people),
        count(place.paid),
        count(place.exempt),
        count(place.unpaid),
        count(place.unpaidSubsidised),
        ...countable.flatMap(({ id }) => {
          const standing = place.milestones.find((one) => one.id === id)!
          return [count(standing.required), count(standing.remaining), standing.standingName]
        }),
      ]),
      formats: { 完成比例: 'percent' },
      foot: [counts.words],
    }
  },
  async weeks(region, year, context) {
    const { points, required } = await showProgressWeeks.run({ region, year, township: null }, context)
    return {
      columns: ['日期（当天结束时）', '完成人数', '完成比例'],
      rows: points.map(({ day, done, percent: share }) => [day, count(done), percent(share)]),
      formats: { 完成比例: 'percent' },
      foot: required.map(({ by, people }) => `${by}前应完成${people}人`),
    }
  },
  async unpaid(region, year, { db }) {
    const villages = await readAll<VillageDocument>(db, 'villages', { region })
    const lines = await readVillageCounts(db, region, year)
    return {
      columns: ['乡镇', '村', '登记人数', '已缴费', '免缴已登记', '未缴', '其中受资助'],
      rows: villages.map(({ _id, township, name }) => {
        const { people, paid, exempt, unpaid, unpaidSubsidised } = progressOf(
          lines.filter(({ village }) => village === _id),
        )
        return [township, name, ...[people, paid, exempt, unpaid, unpaidSubsidised].map(count)]
      }),
      sums: ['登记人数', '已缴费', '免缴已登记', '未缴', '其中受资助'],
    }
  },
  /**
   * The audit's days as the night closed them, of the whole deployment: kept on paper they show what was edited
   * since.
   */
  async auditDays(_region, year, { db, today }) {
    const from = `${year - 1}-01-01`
    const days = (await auditDaysFrom(db, from)).filter(({ _id }) => _id <= today)
    return {
      columns: ['日期', '记录数', '前一天的摘要', '当天的摘要'],
      rows: days.map(({ _id, lines, before, digest }) => [_id, count(lines), before, digest]),
    }
  },
  async money(region, year, context) {
    const money = await showMoney.run({ region, year }, context)
    return {
      columns: ['项目', '单位或人员', '金额（元）', '最早收款日', '最迟缴存日', '情况'],
      formats: { '金额（元）': 'yuan' },
      rows: [
        ['应收个人缴费', '', yuan(money.assessed), '', '', ''],
        ['实收', '', yuan(money.paid), '', '', ''],
        ['税务到账', '', yuan(money.arrived), '', '', ''],
        ...money.inTransit.map(({ name, amount }) => ['在途', name, yuan(amount), '', '', '']),
        ['应退', '', yuan(money.owedBack), '', '', ''],
        ...money.subsidies.flatMap(({ funder, amount, paid }) => [
          ['应收资助', funder, yuan(amount), '', '', ''],
          ['资助已拨付', funder, yuan(paid), '', '', ''],
        ]),
        ...money.clerks.map(({ clerk, villages, amount, oldest, due, late }) => [
          '村干部手中现金',
          villages.join('、') || clerk,
          yuan(amount),
          oldest,
          due ?? '',
          late ? '逾期未缴存' : '',
        ]),
      ],
    }
  },
}
