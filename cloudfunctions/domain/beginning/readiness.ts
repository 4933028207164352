import { requirePermission, defineAction } from '../access'
import type { AppointmentDocument } from '../access'
import { enrolmentId, enrolmentsWithIds, readVillageCounts, seasonProgress, seasonsOf } from '../enrolments'
import type { SeasonDocument } from '../enrolments'
import { flawsInWords, residentsOf, villagesOfRegion } from '../people'
import type { Resident, VillageDocument } from '../people'
import { maskedName } from '../../platform/base'
import type { CallContext } from '../../platform/calls'
import type { Database } from '../../platform/database'
import { readAll } from '../../platform/database'
import type { CivilDay, PolicyHead } from '../../../rules'
import { policies } from '../../../rules'
import type { Answers, Need } from './contract'
import { beginningContract } from './contract'

type Readiness = Answers['readiness']
type Year = Readiness['years'][number]

/** What a county lacks before its residents can use it, and how its years stand. @throws Refusal NOT_ALLOWED */
export const readiness = /* @__PURE__ */ defineAction(beginningContract, 'readiness', {
  permission: 'readiness',
  async run({ region }, { db, today, ...context }) {
    await requirePermission({ db, today, ...context }, 'readiness', { id: region, region })
    const villages = await villagesOfRegion(db, region)
    const seasons = await seasonsOf(db, region)
    const found = await findWhatIsThere(db, region, villages, seasons)
    const heads = policies().filter((policy) => policy.region === region)
    const years: Year[] = []
    for (const head of heads.sort((a, b) => b.year - a.year))
      years.push(await yearOf(db, head, seasons.find(({ year }) => year === head.year) ?? null, villages))
    return { needs: needsOf(found, today), years }
  },
})

/** How many of its needs a place does not have. */
export async function countNeeds({ db, today }: CallContext, { region }: { region: string }): Promise<number> {
  const found = await findWhatIsThere(db, region, await villagesOfRegion(db, region), await seasonsOf(db, region))
  return needsOf(found, today).filter(({ met }) => !met).length
}

async function findWhatIsThere(
  db: Database,
  region: string,
  villages: readonly VillageDocument[],
  seasons: readonly SeasonDocument[],
): Promise<Found> {
  const latest = seasons.at(-1) ?? null
  return {
    villages: villages.map(({ _id }) => _id),
    appointments: await readAll<AppointmentDocument>(db, 'appointments', { region }),
    seasons,
    peopled: new Set(
      latest === null ? [] : (await readVillageCounts(db, region, latest.year)).map(({ village }) => village),
    ),
    targets: (await db.collection('targets').where({ region }).count()).total,
  }
}

interface Found {
  villages: readonly string[]
  appointments: readonly AppointmentDocument[]
  seasons: readonly SeasonDocument[]
  /** Villages in whose ledger there is somebody with an enrolment of the latest year. */
  peopled: ReadonlySet<string>
  targets: number
}

const OFFICERS_MIN = 2

/** Pure: what of it is there, and in words what is missing. */
function needsOf(found: Found, today: CivilDay): Readiness['needs'] {
  const { villages, appointments, seasons, peopled, targets } = found
  const inForce = appointments.filter(({ from, until }) => from <= today && (until === null || today <= until))
  const officers = inForce.filter((one) => one.role === 'county' && one.villages === null).length
  const staffed = new Set(inForce.flatMap((one) => (one.role === 'clerk' ? (one.villages ?? []) : [])))
  const unstaffed = villages.filter((village) => !staffed.has(village)).length
  const empty = villages.filter((village) => !peopled.has(village)).length
  const need = (of: Need, met: boolean, yes: string, no: string) => ({ need: of, met, words: met ? yes : no })
  return [
    need(
      'officers',
      officers >= OFFICERS_MIN,
      `县级经办人员 ${officers} 人`,
      `县级经办人员只有 ${officers} 人，退费等事要两个人才能办`,
    ),
    need(
      'villages',
      villages.length > 0,
      `村（社区）${villages.length} 个`,
      '一个村（社区）也没有，请系统管理员导入村名表',
    ),
    need('clerks', unstaffed === 0, '每个村都有经办人员', `还有 ${unstaffed} 个村没有经办人员`),
    need(
      'season',
      seasons.length > 0,
      `已开 ${seasons.map(({ year }) => year).join('、')} 年度`,
      '还没有开启年度，村民查不到要交多少',
    ),
    need('people', empty === 0, '每个村都有名册', `还有 ${empty} 个村的名册是空的`),
    need('targets', targets > 0, '任务数已录入', '还没有录入任务数，进度没有可比的'),
  ]
}

const LEFT_SHOWN = 50

async function yearOf(
  db: Database,
  { year, seen }: PolicyHead,
  season: SeasonDocument | null,
  villages: readonly VillageDocument[],
): Promise<Year> {
  const progress = season === null ? { opened: 0, people: 0 } : await seasonProgress(db, season)
  return {
    year,
    title: `${year}年度城乡居民医保`,
    official: seen === 'official',
    openedOn: season?.openedOn ?? null,
    done: season?.done ?? false,
    ...progress,
    left: season === null ? [] : await leftOut(db, season, villages),
  }
}

/** Of those whose entry was faulty, who has no enrolment still. */
async function leftOut(
  db: Database,
  { year, faulty = [] }: SeasonDocument,
  villages: readonly VillageDocument[],
): Promise<Year['left']> {
  const ids = faulty.slice(0, LEFT_SHOWN)
  if (ids.length === 0) return []
  const made = new Set(
    (
      await enrolmentsWithIds(
        db,
        ids.map((id) => enrolmentId(id, year)),
      )
    ).map(({ resident }) => resident),
  )
  const names = new Map(villages.map(({ _id, township, name }) => [_id, `${township}${name}`]))
  return (await residentsOf(db, ids))
    .filter(({ id, absent }) => !made.has(id) && absent === null)
    .map((resident) => ({
      resident: resident.id,
      household: resident.household,
      village: resident.village,
      villageName: names.get(resident.village) ?? resident.village,
      name: maskedName(resident.name),
      why: whyLeft(resident),
    }))
}

function whyLeft({ flaws }: Resident): string {
  const words = flawsInWords(flaws).map(({ words: one }) => one)
  return words.length > 0 ? words.join('；') : '资料里有认不出的写法，或者互相矛盾，更正以后自动补开'
}
