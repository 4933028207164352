import { parseArgs } from 'node:util'
import { loadDocuments } from '../../devcloud/database/load'
import { environmentOf, provideEnvironment } from '../../devcloud/environment'
import { civilDay, dayNumber, policies, policyFor, readDay, type CivilDay, type Policy } from '../../rules'
import { officeFor } from '../../rules/office'
import { withKeptCounts } from '../demo-data/kept-counts'
import { inNewFolder } from '../demo-data/new-folder'
import { placeDocuments } from '../demo-data/place-documents'
import { openDays, type SeasonPlan } from '../demo-data/season'
import { countyVillages } from './county-villages'

/** The same files that a deployment uses. */
const INDEXES = 'cloudfunctions/indexes.json'
const ENVIRONMENT = 'cloudfunctions/environment.json'
const REPORT_EVERY = 50_000
const USAGE = `npm run data:county -- --data DIR [--residents N] [--region ruijin] [--day YYYY-MM-DD] [--paid-share 0.8] [--changing-on YYYY-MM-DD --share 0.01]

  --data         a folder that is not there yet
  --residents    how many people; else as many as the notice has to collect from
  --day          as the ledger stands on the evening of this day; else the last day of the collection, or the eve of --changing-on
  --paid-share   of all enrolments, those that do not owe any more (0.8)
  --changing-on  a day on which --share of all enrolments changes, as a wait of those who paid late ends (0.01)`

/** Fills a data folder of devcloud with a county, in minutes and little memory, printing how fast it goes. */
function fillCounty(): void {
  const { values } = parseArgs({
    options: {
      data: { type: 'string' },
      residents: { type: 'string' },
      region: { type: 'string', default: 'ruijin' },
      day: { type: 'string' },
      'paid-share': { type: 'string', default: '0.8' },
      'changing-on': { type: 'string' },
      share: { type: 'string', default: '0.01' },
    },
  })
  if (values.data === undefined) throw new Error(`请用 --data 指定文件夹  --data DIR is missing\n\n${USAGE}`)
  const policy = latestPolicy(values.region)
  const office = officeFor(policy.region, policy.year)
  const residents =
    values.residents === undefined ? (office.targets?.total ?? 100_000) : wholeNumber('--residents', values.residents)
  const plan = planOf(policy, { ...values, paidShare: values['paid-share'], changingOn: values['changing-on'] })
  const villages = countyVillages(policy, office, residents)
  console.log(
    `${policy.name} ${policy.year}: ${grouped(residents)} 人 people, ${villages.length} 个村 villages, ${plan.day}`,
  )
  inNewFolder(values.data, (folder) => {
    const takeBack = provideEnvironment(environmentOf(folder, ENVIRONMENT))
    const meter = rateMeter()
    try {
      const documents = loadDocuments(
        folder,
        INDEXES,
        meter.counting(withKeptCounts(placeDocuments(policy, villages, plan), plan.day)),
        meter.tell,
      )
      meter.sum(documents)
    } finally {
      takeBack()
    }
  })
}

function planOf(
  policy: Policy,
  { day, paidShare, changingOn, share }: { day?: string; paidShare: string; changingOn?: string; share: string },
): SeasonPlan {
  const turning =
    changingOn === undefined ? null : { day: readDay(changingOn, '--changing-on'), share: shareOf('--share', share) }
  return {
    day: day === undefined ? usualDay(policy, turning) : readDay(day, '--day'),
    settled: shareOf('--paid-share', paidShare),
    turning,
  }
}

function usualDay(policy: Policy, turning: SeasonPlan['turning']): CivilDay {
  if (turning !== null) return civilDay(dayNumber(turning.day)! - 1)
  const last = openDays(policy).at(-1)
  if (last === undefined)
    throw new Error(`${policy.name} ${policy.year} 没有集中征缴期，请用 --day 指定日子  no collection; say --day`)
  return last
}

function rateMeter() {
  const begun = performance.now()
  let [people, toldAt] = [0, 0]
  const seconds = (): number => (performance.now() - begun) / 1000
  const line = (documents: number): string => {
    const took = seconds()
    const megabytes = Math.round(process.memoryUsage().rss / 2 ** 20)
    return `${grouped(people)} 人 people, ${grouped(documents)} 条 documents, ${took.toFixed(1)} s, ${grouped(people / took)} 人 people/s, ${grouped(documents / took)} 条 documents/s, ${megabytes} MB`
  }
  return {
    *counting<Item extends { collection: string }>(items: Iterable<Item>): Generator<Item> {
      for (const item of items) {
        if (item.collection === 'residents') people += 1
        yield item
      }
    },
    tell(documents: number): void {
      if (people < toldAt + REPORT_EVERY) return
      toldAt = people
      console.log(`… ${line(documents)}`)
    },
    sum(documents: number): void {
      console.log(
        `${line(documents)}，含建索引 indexes included；最多 peak ${Math.round(process.resourceUsage().maxRSS / 1024)} MB`,
      )
    },
  }
}

/** Of the notices at hand themselves: a county is not made by a repost. @throws RulesError UNKNOWN_REGION */
function latestPolicy(region: string): Policy {
  const years = policies()
    .filter((policy) => policy.region === region && policy.seen === 'official')
    .map(({ year }) => year)
  return policyFor(region, Math.max(...years))
}

function wholeNumber(name: string, value: string): number {
  if (!/^[1-9]\d{0,7}$/.test(value)) throw new Error(`${name} 应为正整数  has to be a whole number, not ${value}`)
  return Number(value)
}

function shareOf(name: string, value: string): number {
  const share = Number(value)
  if (value === '' || !(share >= 0 && share <= 1))
    throw new Error(`${name} 应在 0 到 1 之间  has to be from 0 to 1, not ${value}`)
  return share
}

const grouped = (number: number): string => Math.round(number).toLocaleString('en')

try {
  fillCounty()
} catch (error) {
  console.error(`没有生成 Not made: ${error instanceof Error ? error.message : String(error)}`)
  process.exitCode = 1
}
