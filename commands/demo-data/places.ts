import type { Policy } from '../../rules'
import type { Office } from '../../rules/office'
import type { PlannedVillage } from './place-documents'

/** Where a notice lists its townships they bear its names; elsewhere, and all villages, the names are made up. */
const MADE_UP_TOWNSHIPS = ['甲子镇', '乙丑乡', '丙寅镇', '丁卯乡']
const VILLAGES = ['东一村', '西二村', '南三村', '北四村', '中五村']
const TOWNSHIPS_MAX = 4
const PEOPLE_A_VILLAGE = 36

/** The villages of a place in the demonstration: few and small. */
export function villagesOf({ region, name: place }: Policy, { targets }: Office): PlannedVillage[] {
  const listed = targets?.rows?.map(({ name }) => name) ?? []
  // A notice of a township itself has villages only.
  const townships =
    listed.length > 0 ? listed.slice(0, TOWNSHIPS_MAX) : place.endsWith('乡') ? [place] : MADE_UP_TOWNSHIPS
  return townships.flatMap((township, t) =>
    VILLAGES.map((name, v): PlannedVillage => ({
      people: PEOPLE_A_VILLAGE,
      village: { _id: `${region}-${t + 1}-${v + 1}`, region, township, name: `${name}（演示）` },
    })),
  )
}
