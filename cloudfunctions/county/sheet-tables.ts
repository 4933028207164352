import type { Fen } from '../../rules'
import type { VillageDocument } from '../enrollment/documents'
import { tallied } from '../enrollment/progress-tally'
import { readVillageCounts } from '../enrollment/records/village-counts'
import type { CallContext } from '../shared/call-context'
import { readAll } from '../shared/database'
import type { Table } from '../shared/sheets/write-xlsx'
import type { SheetName } from './contract-progress'
import { showMoney } from './show-money'
import { showProgress, showProgressWeeks } from './show-progress'

type Drawn = Pick<Table, 'columns' | 'rows'> & Partial<Pick<Table, 'foot'>>
const count = (people: number | null): string => (people === null ? '' : String(people))
const percent = (share: number | null): string => (share === null ? '' : `${share}%`)
const yuan = (fen: Fen): string => (fen / 100).toFixed(2)

/** The tables that the county can have as a file, each from the same figures as its page. */
export const SHEET_TABLES: Readonly<Record<SheetName, (region: string, year: number, context: CallContext) => Promise<Drawn>>> = {
  async progress(region, year, context) {
    const { total, places, milestones, counts } = await showProgress({ region, year, township: null }, context)
    const countable = milestones.filter(({ why }) => why === null)
    return {
      columns: ['单位', '任务人数', '完成人数', '完成比例', '登记人数', '已缴费', '免缴已登记', '未缴', '其中受资助', ...countable.flatMap(({ by, sharePercent }) => [`${by}前${sharePercent}%应完成`, '还差', '情况'])],
      rows: [...places, { ...total, name: '合计' }].map((place) => [
        place.name, count(place.target?.people ?? null), count(place.done), percent(place.percent), count(place.people), count(place.paid), count(place.exempt), count(place.unpaid), count(place.unpaidSubsidised),
        ...countable.flatMap(({ id }) => {
          const standing = place.milestones.find((one) => one.id === id)!
          return [count(standing.required), count(standing.remaining), standing.standingName]
        }),
      ]),
      foot: [counts.words],
    }
  },
  async weeks(region, year, context) {
    const { points, required } = await showProgressWeeks({ region, year, township: null }, context)
    return { columns: ['日期（当天结束时）', '完成人数', '完成比例'], rows: points.map(({ day, done, percent: share }) => [day, count(done), percent(share)]), foot: required.map(({ by, people }) => `${by}前应完成${people}人`) }
  },
  async unpaid(region, year, { db }) {
    const villages = await readAll<VillageDocument>(db, 'villages', { region })
    const lines = await readVillageCounts(db, region, year)
    return {
      columns: ['乡镇', '村', '登记人数', '已缴费', '免缴已登记', '未缴', '其中受资助'],
      rows: villages.map(({ _id, township, name }) => {
        const { people, paid, exempt, unpaid, unpaidSubsidised } = tallied(lines.filter(({ village }) => village === _id))
        return [township, name, ...[people, paid, exempt, unpaid, unpaidSubsidised].map(count)]
      }),
    }
  },
  async money(region, year, context) {
    const money = await showMoney({ region, year }, context)
    return {
      columns: ['项目', '单位或人员', '金额（元）', '最早收款日', '最迟缴存日', '情况'],
      rows: [
        ['应收个人缴费', '', yuan(money.assessed), '', '', ''], ['实收', '', yuan(money.paid), '', '', ''], ['税务到账', '', yuan(money.arrived), '', '', ''],
        ...money.inTransit.map(({ name, amount }) => ['在途', name, yuan(amount), '', '', '']),
        ['应退', '', yuan(money.owedBack), '', '', ''],
        ...money.subsidies.map(({ funder, amount }) => ['应收资助', funder, yuan(amount), '', '', '']),
        ...money.clerks.map(({ clerk, villages, amount, oldest, due, late }) => ['村干部手中现金', villages.join('、') || clerk, yuan(amount), oldest, due ?? '', late ? '逾期未缴存' : '']),
      ],
    }
  },
}
