import { parseArgs } from 'node:util'
import type { FirstOffice } from '../../cloudfunctions/domain/county-office'
import { Refusal } from '../../cloudfunctions/platform/base'
import { demoClock } from '../demo-data/demo-folder'
import type { Begun } from './begin-county'
import { beginCounty } from './begin-county'
import { connectToDeployment, connectToDevcloud, connectToFolder } from './connect'
import type { BeginningPlan } from './plan'
import { readPlan } from './plan'

const USAGE = `用法 Usage: npm run bootstrap -- FILE --data DIR [--url URL]    一个 devcloud 的数据文件夹；正在运行的加 --url
            npm run bootstrap -- FILE --env ENVIRONMENT-ID   已经部署的云环境
FILE 的写法见 docs/commands.md`

/** `npm run bootstrap`: begins a county, or gives one that has lost its officers two new ones. Never a page. */
async function bootstrap(): Promise<void> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { data: { type: 'string' }, url: { type: 'string' }, env: { type: 'string' } },
  })
  const [file, ...others] = positionals
  if (file === undefined || others.length > 0 || (values.data === undefined) === (values.env === undefined))
    throw new Error(USAGE)
  // Before anything is opened: what is wrong with the file is told without a folder having been made.
  const plan = await readPlan(file)
  const now = (values.data === undefined ? null : demoClock(values.data)) ?? Date.now
  const connection = await (values.env !== undefined
    ? connectToDeployment(values.env)
    : values.url !== undefined
      ? connectToDevcloud(values.url, values.data!)
      : connectToFolder(values.data!))
  try {
    console.log(reportOf(plan, await beginCounty(connection.db, plan, now())))
  } finally {
    await connection.close()
  }
}

/** What was done, for whoever ran it; the codes are told here and nowhere else. */
function reportOf({ regionName, year, wechatMerchant }: BeginningPlan, begun: Begun): string {
  const { villages, officers, townshipOfficers, season, payment } = begun
  return [
    `${regionName} ${year} 年度`,
    `村（社区）：新增 ${villages.added}，补了村民小组 ${villages.grown}，没有变化 ${villages.same}`,
    ...(villages.elsewhere.length === 0
      ? []
      : [`  表里没有、系统里有，没有动：${villages.elsewhere.slice(0, 20).join('、')}`]),
    `微信支付：${wechatMerchant === null ? '没有开通' : `商户号 ${wechatMerchant}`}（${payment === 'set' ? '已写入' : '原来就是'}）`,
    `年度：${season.openedOn} 开启，这次开了 ${season.made} 人${season.faulty === 0 ? '' : `，${season.faulty} 人资料要先改`}`,
    '县级经办人员：',
    ...[...officers].map(([who, office]) => officeLine(who, office, '没有发码：已经有两人在岗，请由他们任命')),
    ...(townshipOfficers.size === 0 ? [] : ['乡镇（街道）经办人员：']),
    ...[...townshipOfficers].map(([who, office]) => officeLine(who, office, '没有发码：这个乡镇已经有人在岗')),
    '邀请码请分别当面交给本人，不要发到群里。',
  ].join('\n')
}

const officeLine = (who: string, office: FirstOffice, enough: string): string =>
  office.is === 'offered'
    ? `  ${who}：邀请码 ${office.code}，${office.expiresOn} 前在小程序“我的编号”里填写，只能用一次`
    : `  ${who}：${office.is === 'held' ? '已经在岗' : enough}`

/** A refusal of ours is for people to read; anything else comes with its own words. */
const wordsOf = (error: unknown): string =>
  error instanceof Refusal ? error.error.message : error instanceof Error ? error.message : String(error)

bootstrap().then(
  () => process.exit(0),
  (error: unknown) => {
    console.error(`没有办成 Not done: ${wordsOf(error)}`)
    process.exit(1)
  },
)
