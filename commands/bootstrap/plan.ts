import { readFileSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import { parse } from 'yaml'
import * as z from 'zod'
import { normalisedGroup } from '../../cloudfunctions/domain/people'
import type { HeadTable } from '../../cloudfunctions/platform/files'
import { openSheets, readTable } from '../../cloudfunctions/platform/files'
import { policies } from '../../rules'

/** What a county begins with, as its file says. */
export interface BeginningPlan {
  region: string
  regionName: string
  year: number
  villages: readonly PlannedPlace[]
  /** What the county calls its first officers. */
  officers: readonly string[]
  /** The first officer of townships, as the county calls them. */
  townshipOfficers: readonly { township: string; who: string }[]
  /** WeChat's number of who receives the money; null = not entitled to WeChat Pay. */
  wechatMerchant: string | null
}

export interface PlannedPlace {
  township: string
  name: string
  groups: readonly string[]
}

/** Something that has to be put right before anything is done. */
export class PlanFault extends Error {
  constructor(readonly faults: readonly string[]) {
    super(
      `有 ${faults.length} 处要改，什么也没有做 ${faults.length} faults, nothing was done:\n- ${faults.join('\n- ')}`,
    )
  }
}

const OFFICERS_MIN = 2

const planFile = z.strictObject({
  region: z.string(),
  year: z.int(),
  /** A sheet beside the file: 乡镇, 村（社区）, and if there are any 村民小组. */
  villages: z.string().min(1),
  officers: z.array(z.string().trim().min(1).max(40)),
  /** By township as the sheet writes it. */
  townshipOfficers: z.record(z.string(), z.string().trim().min(1).max(40)).default({}),
  wechatMerchant: z.nullable(z.string().regex(/^\d{8,10}$/)).default(null),
})

/**
 * Reads the file of a county and the sheet that it names. @throws PlanFault with all that is wrong; Refusal of the
 * sheet
 */
export async function readPlan(file: string): Promise<BeginningPlan> {
  const read = planFile.safeParse(parse(readFileSync(file, 'utf8')))
  if (!read.success)
    throw new PlanFault(read.error.issues.map(({ path, message }) => `${file} ${path.join('.')}: ${message}`))
  const { region, year, officers, wechatMerchant } = read.data
  const sheet = resolve(dirname(file), read.data.villages)
  const { villages, faults } = await readPlaces(readFileSync(sheet))
  const townshipOfficers = Object.entries(read.data.townshipOfficers).map(([township, who]) => ({ township, who }))
  const all = [
    ...faultsOfNotice(region, year),
    ...faultsOfOfficers(officers),
    ...townshipOfficers
      .filter(({ township }) => !villages.some((village) => village.township === township))
      .map(({ township }) => `townshipOfficers: 村名表里没有“${township}”`),
    ...faults,
  ]
  if (all.length > 0) throw new PlanFault(all)
  const { regionName } = policies().find((policy) => policy.region === region)!
  return { region, regionName, year, villages, officers, townshipOfficers, wechatMerchant }
}

function faultsOfNotice(region: string, year: number): string[] {
  const years = policies().filter((policy) => policy.region === region)
  if (years.length === 0) {
    const known = [...new Set(policies().map((policy) => `${policy.region}（${policy.regionName}）`))].join('、')
    return [`region: 没有“${region}”的政策文件；有的是 ${known}。先按 docs/policy-language.md 写好这个地方的文件`]
  }
  if (years.some((policy) => policy.year === year)) return []
  return [`year: 没有 ${region} ${year} 年度的政策文件；有的是 ${years.map((policy) => policy.year).join('、')}`]
}

function faultsOfOfficers(officers: readonly string[]): string[] {
  const twice = officers.filter((who, i) => officers.indexOf(who) !== i)
  return [
    ...(officers.length < OFFICERS_MIN ? ['officers: 至少写两个人：一个人不在时，另一个人才能任命别人、复核'] : []),
    ...twice.map((who) => `officers: “${who}”写了两次`),
  ]
}

const PLACES: HeadTable<'township' | 'village' | 'group'> = {
  fields: {
    township: ['乡镇', '乡镇名称', '乡镇街道', '镇街', '街道', '乡', '镇'],
    village: ['村', '行政村', '村居', '村名', '村社区', '村名称', '村委会', '社区', '村居委会'],
    group: ['村民小组', '组', '村组', '小组', '组别'],
  },
  needs: ['township', 'village'],
  key: ['village'],
}

/**
 * Townships, villages and groups of a sheet: a row a village, or a row a group. Townships may be written once above
 * theirs.
 */
async function readPlaces(bytes: Buffer): Promise<{ villages: PlannedPlace[]; faults: string[] }> {
  const found = new Map<string, { township: string; name: string; groups: Set<string> }>()
  const faults: string[] = []
  let township = ''
  for await (const item of readTable(await openSheets(bytes, null), PLACES)) {
    if (item.kind === 'left') continue
    const cell = (field: 'township' | 'village' | 'group'): string => {
      const at = item.head.at.get(field)
      return at === undefined ? '' : (item.row.cells[at]?.text ?? '').normalize('NFKC').replace(/\s/g, '')
    }
    township = cell('township') || township
    const name = cell('village')
    if (name === '' || township === '') {
      faults.push(`村名表第 ${item.row.row} 行：没有写${name === '' ? '村（社区）' : '乡镇'}`)
      continue
    }
    const key = `${township}\0${name}`
    const place = found.get(key) ?? { township, name, groups: new Set<string>() }
    for (const group of cell('group').split(/[、,，;；]/)) if (group !== '') place.groups.add(normalisedGroup(group))
    found.set(key, place)
  }
  if (found.size === 0) faults.push('村名表里一个村也没有')
  return { villages: [...found.values()].map((place) => ({ ...place, groups: [...place.groups] })), faults }
}
