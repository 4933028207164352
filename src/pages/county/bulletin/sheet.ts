import type { CountyAnswers } from '../../../client/functions'
import { dayInWords } from '../../../client/days'
import type { TableOnPaper } from '../../../print/table'

const columnsOf = (part: string): string[] => [
  '名次',
  part,
  '任务人数',
  '参保对象',
  '已完成',
  '完成比例',
  '一周新增',
  '去年同一天',
]

const orNone = (figure: number | null): string => (figure === null ? '—' : String(figure))
const percentOr = (percent: number | null): string => (percent === null ? '—' : `${percent}%`)

/**
 * The bulletin as a table on paper: townships, or villages, in their order, all together below, and what is wrong at
 * the foot.
 */
export function sheetOf(
  { name, year, day, total, rows, problems }: CountyAnswers['bulletin'],
  part: string,
): TableOnPaper {
  return {
    title: `${name}${year}年度城乡居民医保参保进度通报`,
    lines: [`截至${dayInWords(day)}晚`],
    columns: columnsOf(part),
    rows: [
      ...rows.map((row) => [
        String(row.rank),
        row.name,
        orNone(row.target),
        String(row.people),
        String(row.done),
        percentOr(row.percent),
        orNone(row.inWeek),
        percentOr(row.percentLastYear),
      ]),
      [
        '',
        '合计',
        orNone(total.target),
        String(total.people),
        String(total.done),
        percentOr(total.percent),
        orNone(total.inWeek),
        '',
      ],
    ],
    foot: problems.length === 0 ? [] : ['存在问题：', ...problems],
  }
}
