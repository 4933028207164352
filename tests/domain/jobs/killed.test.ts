import type { ConsentDocument, InboxDocument } from '../../../cloudfunctions/domain/messages/documents'
import type { JobRun, JobState } from '../../../cloudfunctions/domain/jobs/night-state'
import { ask, tell } from '../../devcloud/ask'
import { startCountyCloud } from '../county-cloud'
import type { CountyCloud } from '../county-cloud'
import { recounted, seedCounted } from '../enrolments/kept-counts'
import { deadlyCloud } from './killable-tick'
import type { Death, Deadly } from './killable-tick'
import { enrolmentsOn, linkTo, manyOf } from './night-people'

const KILLS = 50
/** Nobody gets further than this many requests; the night takes several times as many. */
const REQUESTS_A_LIFE = 45
/** Reminders of the last day but one, the milestone of the last, the suspension of the first day after: in one go. */
const DONE_BEFORE = '2022-03-29'
const TODAY = '2022-04-01'
const REMINDER = 'reminderTemplate'
const CHANGE = 'changeTemplate'
const USERS = ['oDaughter', 'oSonInLaw', 'oNeighbour']
const people = manyOf(120)
const enrolments = enrolmentsOn(DONE_BEFORE, people)
const links = people
  .filter(({ followed }) => followed)
  .flatMap(({ n }) => [linkTo(n, USERS[n % 3]!), linkTo(n, USERS[(n + 1) % 3]!)])

const SEEDED = ['enrolments', 'village-counts', 'seasons', 'links', 'message-consents', 'job-state']
const MADE = ['status-changes', 'job-runs', 'outbox', 'inbox', 'progress-days', 'count-deltas']

const MORNING = `${TODAY}T08:00:00+08:00`
const TICK_MS = 120_000
const TICKS_MAX = 200
let passedMs = TICK_MS

interface Sent {
  openid: string
  templateId: string
}

async function seed(county: CountyCloud): Promise<void> {
  for (const collection of [...SEEDED, ...MADE])
    await county.db
      .collection(collection)
      .where({ _id: county.db.command.neq('') })
      .remove()
  await seedCounted(county, enrolments)
  await county.seed('seasons', [
    { _id: 'ruijin-2022', region: 'ruijin', year: 2022, openedOn: '2021-11-01', cursor: null, done: true } as {
      _id: string
    },
  ])
  await county.seed('links', links)
  await county.seed(
    'message-consents',
    USERS.flatMap((openid) =>
      [REMINDER, CHANGE].map((template) => ({ _id: `${openid}~${template}`, openid, template, left: 2 })),
    ),
  )
  await county.seed('job-state', [
    {
      _id: 'status-job',
      holder: '',
      until: 0,
      doneThrough: DONE_BEFORE,
      night: null,
      sealed: { mark: 'aes-256-gcm.t1', collection: null, after: null },
    } as { _id: string },
  ])
}

/** Ticks of every two minutes until the night is over, each dying as `deathOf` says; how many died. */
async function untilDone(
  county: CountyCloud,
  deadly: Deadly,
  deathOf: (killed: number) => Death | null,
): Promise<number> {
  let killed = 0
  for (let tick = 0; tick < TICKS_MAX; tick++) {
    // The cloud's clock goes on too, so that transactions of the dead end; in the daytime, when its own timer is silent.
    await county.setClock(new Date(Date.parse(MORNING) + passedMs).toISOString())
    passedMs += TICK_MS
    const report = await deadly.tick(
      new Date(Date.parse(`${TODAY}T00:00:00+08:00`) + tick * TICK_MS).toISOString(),
      deathOf(killed),
    )
    // `idle`: the one before died after its last word.
    if (report?.outcome === 'done' || report?.outcome === 'idle') return killed
    if (report === null) killed++
    else throw new Error(`a tick that was left alone came to ${report.outcome}`)
  }
  throw new Error('the night never ended')
}

/** All that a night leaves; what it took to get there, ticks and seconds, may differ. */
async function endState(county: CountyCloud): Promise<unknown> {
  const runs = (await county.stored<JobRun>('job-runs')).map(({ _id, changed, postponed, finished }) => ({
    _id,
    changed,
    postponed,
    finished,
  }))
  const { doneThrough, night, sealed } = (await county.stored<JobState>('job-state'))[0]!
  // Whether a message whose sender died went out, nobody knows: it stays marked as being sent, and is not sent again.
  const inbox = (await county.stored<InboxDocument>('inbox')).map((item) => ({
    ...item,
    pushed: item.pushed === 'sending' ? 'sent' : item.pushed,
  }))
  const rest = await Promise.all(
    ['enrolments', 'status-changes', 'outbox', 'progress-days', 'message-consents'].map((name) =>
      county.stored<{ _id: string }>(name),
    ),
  )
  return [
    runs,
    doneThrough,
    night,
    sealed,
    ...[inbox, ...rest].map((list) => [...list].sort((a, b) => (a._id < b._id ? -1 : 1))),
  ]
}

function dice(seed: number): (sides: number) => number {
  let state = seed
  return (sides) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return Math.floor((state / 2 ** 32) * sides)
  }
}

describe('a job that is killed', () => {
  let county: CountyCloud
  let deadly: Deadly
  beforeAll(async () => {
    const template = (id: string) => ({ id, values: { thing1: 'what', date2: 'day', phrase3: 'status' } })
    process.env.CANBAO_MESSAGE_TEMPLATES = JSON.stringify({ reminder: template(REMINDER), change: template(CHANGE) })
    county = await startCountyCloud({ now: MORNING, only: ['enrollment', 'status-job'] })
    deadly = await deadlyCloud(county.url)
    for (const openid of USERS)
      for (const templateId of [REMINDER, CHANGE])
        await tell(county.url, '/messages/consents', { openid, templateId, times: 1_000 })
  })
  afterAll(async () => {
    deadly.close()
    await county.stop()
  })

  const messages = async () => ((await ask(county.url, '/messages')) as Sent[]).length

  test(`${KILLS} times at random moments, and taken up again each time, ends as if nothing had happened`, async () => {
    await seed(county)
    expect(await untilDone(county, deadly, () => null)).toBe(0)
    const undisturbed = await endState(county)
    const sent = await messages()
    expect(deadly.requests()).toBeGreaterThan(REQUESTS_A_LIFE * 2)
    expect(sent).toBeGreaterThan(0)
    expect((await county.stored<ConsentDocument>('message-consents')).every(({ left }) => left >= 0)).toBe(true)

    const roll = dice(20_220_401)
    let killed = 0
    for (let before = sent; killed < KILLS;) {
      await seed(county)
      killed += await untilDone(county, deadly, (inThisNight) =>
        killed + inThisNight >= KILLS
          ? null
          : { request: 3 + roll(REQUESTS_A_LIFE), when: roll(2) === 0 ? 'before' : 'after' },
      )
      expect(await endState(county)).toEqual(undisturbed)
      expect(await recounted(county.db, 'ruijin', 2022)).toEqual({ people: people.length, differences: [] })
      const now = await messages()
      // A message is lost when its sender dies between the mark and the sending; none is sent twice.
      expect(now - before).toBeLessThanOrEqual(sent)
      before = now
    }
    expect(killed).toBe(KILLS)
  })
})
