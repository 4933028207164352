import type { ReadPolicy } from '../../rules/language/read-policy'

export interface Village { id: string; region: string; township: string; name: string }

/** Where a notice lists its townships they bear its names; elsewhere, and all villages, the names are made up. */
const MADE_UP_TOWNSHIPS = ['甲子镇', '乙丑乡', '丙寅镇', '丁卯乡']
const VILLAGES = ['东一村', '西二村', '南三村', '北四村', '中五村']
const TOWNSHIPS_MAX = 4

export function villagesOf({ policy, office }: ReadPolicy): Village[] {
  const { region } = policy
  const listed = office.targets?.rows?.map(({ name }) => name) ?? []
  // A notice of a township itself has villages only.
  const townships = listed.length > 0 ? listed.slice(0, TOWNSHIPS_MAX) : policy.name.endsWith('乡') ? [policy.name] : MADE_UP_TOWNSHIPS
  return townships.flatMap((township, t) => VILLAGES.map((name, v) => ({ id: `${region}-${t + 1}-${v + 1}`, region, township, name: `${name}（演示）` })))
}
