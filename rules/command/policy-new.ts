import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { checkPolicyText } from '../checker'
import { blankPolicy } from '../checker/blank-policy'
import { nextYearsText } from '../checker/next-year'

const POLICIES = join(__dirname, '..', 'policies')

/** `policy new REGION YEAR`: writes the file to fill in, from the place's latest one before, or a blank one. */
export function newCommand([region = '', year = '', folder = POLICIES]: readonly string[]): number {
  if (!/^[a-z]+(-[a-z0-9]+)*$/.test(region) || !/^2[01]\d\d$/.test(year)) {
    console.error('写成：npm run policy -- new 地区拼音 年度，如 npm run policy -- new ruijin 2027')
    return 1
  }
  const file = join(folder, `${region}-${year}.yaml`)
  if (existsSync(file)) {
    console.error(`${relative(process.cwd(), file)} 已经有了，不会覆盖它。`)
    return 1
  }
  const before = latestBefore(folder, region, Number(year))
  const text =
    before === null
      ? blankPolicy(region, Number(year))
      : nextYearsText(readFileSync(join(folder, before), 'utf8'), Number(year))
  writeFileSync(file, text)
  const { faults } = { faults: [], ...checkPolicyText(text, file) }
  const toDo = faults.filter(({ code }) => code === 'NOT_LOOKED_AT').length
  console.log(
    `${relative(process.cwd(), file)} 写好了（${before === null ? '这个地方还没有文件，先排好了必填的项' : `照 ${before}，日期已经改到今年`}）。\n` +
      `有 ${toDo} 行要对照通知核对，都标着“# 未核对”：改好一行，删掉一个记号。\n` +
      `随时检查：npm run policy -- check ${relative(process.cwd(), file)}`,
  )
  return 0
}

function latestBefore(folder: string, region: string, year: number): string | null {
  const years = readdirSync(folder).flatMap((name) => {
    const found = /^(.+)-(\d{4})\.yaml$/.exec(name)
    return found?.[1] === region && Number(found[2]) < year ? [Number(found[2])] : []
  })
  return years.length === 0 ? null : `${region}-${Math.max(...years)}.yaml`
}
