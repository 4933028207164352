import { assess, policyFor, formatYuan, type CivilDay } from '../../rules'
import { PARENTS } from './cast'

const HEADINGS = '序号,缴费人姓名,身份证件号码,费款所属期起,实缴金额（元）,缴款日期,入库日期,电子税票号码,行政区划'

/**
 * The file that 岢岚's tax office would send once the fees of the parents who owe have come in on its own channel, as it
 * hands such files out: a title, headings of its own, the sum below.
 */
export function demoTaxFile(day: CivilDay): string {
  const { region, year, members } = PARENTS
  const policy = policyFor(region, year)
  const rows = members
    .filter(({ paidOn }) => paidOn === null)
    .map(({ name, idNumber, told }, i) => {
      const { fee } = assess(policy, told, day).answers
      if (fee == null) throw new Error(`${name}: what is owed on ${day} is not settled`)
      return {
        fee,
        line: [
          i + 1,
          name,
          idNumber,
          `${year}-01-01`,
          formatYuan(fee).replace('元', ''),
          day,
          day,
          `demo-voucher-${i + 1}`,
          policy.name,
        ].join(','),
      }
    })
  const sum = rows.reduce((total, { fee }) => total + fee, 0)
  return `${['城乡居民基本医疗保险费缴费明细', HEADINGS, ...rows.map(({ line }) => line), `合计,,,,${formatYuan(sum).replace('元', '')},,,,`].join('\r\n')}\r\n`
}
