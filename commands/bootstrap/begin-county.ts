import { createHash } from 'node:crypto'
import { offerFirstOffices, offerTownshipOffices } from '../../cloudfunctions/domain/county-office'
import type { FirstOffice } from '../../cloudfunctions/domain/county-office'
import { openSeasonPart } from '../../cloudfunctions/domain/enrolments'
import type { PaymentConfigDocument } from '../../cloudfunctions/domain/payments'
import type { VillageDocument } from '../../cloudfunctions/domain/people'
import { villagesOfRegion } from '../../cloudfunctions/domain/people'
import type { Database } from '../../cloudfunctions/platform/database'
import { putDocument, readDocument } from '../../cloudfunctions/platform/database'
import { shanghaiDay } from '../../rules'
import type { BeginningPlan, PlannedPlace } from './plan'
import { PlanFault } from './plan'

/** What a run of the command found and did. */
export interface Begun {
  villages: { added: number; same: number; grown: number; elsewhere: readonly string[] }
  officers: ReadonlyMap<string, FirstOffice>
  /** By township and name. */
  townshipOfficers: ReadonlyMap<string, FirstOffice>
  payment: 'same' | 'set'
  season: { openedOn: string; made: number; faulty: number }
}

/**
 * Brings a county to where its first officers can go on by themselves. Whatever is there already stays as it is, so
 * that
 * a run that was broken off is run again, and one that was whole changes nothing.
 * @param db of the deployment, or of devcloud
 * @param now ms since 1970
 * @throws PlanFault where what is there contradicts the plan
 */
export async function beginCounty(db: Database, plan: BeginningPlan, now: number): Promise<Begun> {
  const { region, year, wechatMerchant } = plan
  const config = await readDocument<PaymentConfigDocument>(db, 'payment-configs', region)
  requireSameMerchant(config, wechatMerchant)
  const changes = villageChanges(region, plan.villages, await villagesOfRegion(db, region))
  for (const village of [...changes.added, ...changes.grown]) await putDocument(db, 'villages', village)
  if (config === null)
    await putDocument<PaymentConfigDocument>(db, 'payment-configs', {
      _id: region,
      wechat: wechatMerchant === null ? null : { merchant: wechatMerchant },
    })
  const season = await openWholeSeason(db, region, year, now)
  // Last: with a code in hand one may begin to work, so everything else has to be there.
  const officers = await offerFirstOffices(db, region, plan.officers, now)
  const townshipOfficers = await offerTownshipOffices(db, region, plan.townshipOfficers, now)
  return {
    villages: {
      added: changes.added.length,
      grown: changes.grown.length,
      same: changes.same,
      elsewhere: changes.elsewhere,
    },
    officers,
    townshipOfficers,
    payment: config === null ? 'set' : 'same',
    season,
  }
}

/** Money must not go elsewhere because a digit was mistyped. */
function requireSameMerchant(config: PaymentConfigDocument | null, merchant: string | null): void {
  const before = config?.wechat?.merchant ?? null
  if (config === null || before === merchant) return
  throw new PlanFault([
    `wechatMerchant: 现在的商户号是 ${before ?? '没有'}，文件里写的是 ${merchant ?? '没有'}。收款的商户号不从这里改`,
  ])
}

interface VillageChanges {
  added: readonly VillageDocument[]
  /** There already, with groups that were not listed before. */
  grown: readonly VillageDocument[]
  same: number
  /** In the database and not in the sheet: left as they are. */
  elsewhere: readonly string[]
}

/** Pure. A village is known by its township and name; its id follows from them, so that a run again makes the same. */
export function villageChanges(
  region: string,
  planned: readonly PlannedPlace[],
  there: readonly VillageDocument[],
): VillageChanges {
  const keyOf = ({ township, name }: Pick<VillageDocument, 'township' | 'name'>): string => `${township}\0${name}`
  const known = new Map(there.map((village) => [keyOf(village), village]))
  const wanted = new Set(planned.map(keyOf))
  const added: VillageDocument[] = []
  const grown: VillageDocument[] = []
  for (const place of planned) {
    const before = known.get(keyOf(place))
    const { township, name, groups } = place
    if (before === undefined) added.push({ _id: villageId(region, place), region, township, name, groups })
    else if (groups.some((group) => !(before.groups ?? []).includes(group)))
      grown.push({ ...before, groups: [...new Set([...(before.groups ?? []), ...groups])] })
  }
  return {
    added,
    grown,
    same: planned.length - added.length - grown.length,
    elsewhere: there.filter((village) => !wanted.has(keyOf(village))).map(({ township, name }) => `${township}${name}`),
  }
}

function villageId(region: string, { township, name }: PlannedPlace): string {
  return `${region}-${createHash('sha256').update(`${township}\0${name}`).digest('hex').slice(0, 12)}`
}

async function openWholeSeason(db: Database, region: string, year: number, now: number): Promise<Begun['season']> {
  const today = shanghaiDay(now)
  let made = 0
  for (;;) {
    const part = await openSeasonPart({ db, today }, region, year)
    made += part.made
    if (part.season.done) return { openedOn: part.season.openedOn, made, faulty: part.season.faulty?.length ?? 0 }
  }
}
