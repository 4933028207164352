import { contract } from '../../../cloudfunctions/village/contract'
import type { Answers, Requests } from '../../../cloudfunctions/village/contract'
import { startClerkCounty, type ClerkCounty } from '../cash/clerk-county'

/** 巴南, for whom most duties are written, beside the county of `desk-county.ts`; and 随县, 方太. */
const MORE = [
  { region: 'banan', village: 'banan-1-1', township: '甲镇' },
  { region: 'suixian', village: 'suixian-1-1', township: '乙镇' },
  { region: 'fangtai', village: 'fangtai-1-1', township: '方太乡' },
] as const

/** What most answers weigh at most: below the 100 KB of a call. */
const BYTES_MAX = 100_000

export interface VillageCounty extends ClerkCounty {
  /** Asks `village`; the answer is held against its contract and its size. */
  desk<Action extends keyof Answers>(openid: string, action: Action, data: Requests[Action]): Promise<Answers[Action]>
  /** Bytes of the largest answer so far, by action. */
  weights: ReadonlyMap<string, number>
}

/** @param functions deployed besides those of the desk */
export async function startVillageCounty(
  people: readonly string[] = [],
  functions: readonly string[] = [],
): Promise<VillageCounty> {
  const county = await startClerkCounty(
    ['oClerkBanan', 'oCountyBanan', 'oClerkSuixian', 'oCountySuixian', 'oClerkFangtai', ...people],
    ['village', ...functions],
  )
  await county.seed(
    'villages',
    MORE.map(({ region, village, township }) => ({ _id: village, region, township, name: '东一村' })),
  )
  const office = (_id: string, role: string, region: string, villages: readonly string[] | null) => ({
    _id,
    role,
    region,
    villages,
    from: '2021-01-01',
    until: null,
  })
  await county.seed('appointments', [
    office('oClerkBanan', 'clerk', 'banan', ['banan-1-1']),
    office('oCountyBanan', 'county', 'banan', null),
    office('oClerkSuixian', 'clerk', 'suixian', ['suixian-1-1']),
    office('oCountySuixian', 'county', 'suixian', null),
    office('oClerkFangtai', 'clerk', 'fangtai', ['fangtai-1-1']),
  ])
  const weights = new Map<string, number>()
  return {
    ...county,
    weights,
    async desk(openid, action, data) {
      const answer = contract[action].answer.parse(
        await county.as(openid).ask('village', action, data),
      ) as Answers[typeof action]
      const bytes = Buffer.byteLength(JSON.stringify(answer))
      weights.set(action, Math.max(bytes, weights.get(action) ?? 0))
      expect(bytes).toBeLessThan(BYTES_MAX)
      return answer
    },
  }
}

export const RUIJIN = { village: 'ruijin-1-1', year: 2022 } as const
export const BANAN = { village: 'banan-1-1', year: 2022 } as const
export const SUIXIAN = { village: 'suixian-1-1', year: 2022 } as const
