import { enrolmentStatusOn } from '../../../cloudfunctions/domain/enrolments/lifecycle'
import { dayFields, enrolmentDocument, readRecord } from '../../../cloudfunctions/domain/enrolments/record'
import type { EnrolmentDocument } from '../../../cloudfunctions/domain/enrolments/documents'
import type { ChangePage, JobRun, JobState } from '../../../cloudfunctions/domain/jobs/night-state'
import type { CallReport } from '../../../cloudfunctions/status-job'
import { policyFor } from '../../../rules'
import { post } from '../../devcloud/running-devcloud'
import { serverSdk } from '../../devcloud/server-sdk'
import { startCountyCloud } from '../county-cloud'
import type { CountyCloud } from '../county-cloud'
import { enrolmentIdOf, enrolmentsOn, manyOf, paidOn, recordOf, testSealing, tickOf } from './night-people'

const EVE = '2022-03-31'
/** In Ruijin who owes is suspended from this day on. */
const NIGHT = '2022-04-01'
const everyone = manyOf(60)

async function county(now = `${EVE}T22:00:00+08:00`): Promise<CountyCloud> {
  const cloud = await startCountyCloud({ now, only: ['status-job'] })
  await cloud.seed('enrolments', enrolmentsOn(EVE, everyone))
  return cloud
}

const stateOf = async (cloud: CountyCloud) => (await cloud.stored<JobState>('job-state'))[0]!
const byId = (documents: readonly EnrolmentDocument[]) => new Map(documents.map((document) => [document._id, document]))
const COLLECTIONS = ['enrolments', 'status-changes', 'job-runs', 'job-state', 'outbox', 'inbox', 'progress-days']
const everything = async (cloud: CountyCloud) => Promise.all(COLLECTIONS.map((collection) => cloud.stored(collection)))

describe('the night of suspension in Ruijin', () => {
  let cloud: CountyCloud
  let tick: CallReport
  beforeAll(async () => {
    cloud = await county()
    tick = await tickOf(cloud, NIGHT)
  })
  afterAll(() => cloud.stop())

  test('is over in one tick, and says how many changed and what it cost', async () => {
    expect(tick).toMatchObject({
      outcome: 'done',
      nights: [{ _id: NIGHT, finished: true, ticks: 1, changed: { 'due>suspended': 24 }, postponed: 0, failures: [] }],
    })
    expect(tick.reads).toBeGreaterThan(0)
    expect(tick.writes).toBeLessThan(20)
    expect(tick.documentsWritten).toBeGreaterThanOrEqual(24)
    expect(await cloud.stored<JobRun>('job-runs')).toMatchObject([
      { _id: NIGHT, finished: true, changed: { 'due>suspended': 24 } },
    ])
  })

  test('suspends who owes, and nobody who owes nothing, has paid or has left', async () => {
    const statuses = new Map<string, Set<string>>()
    const stored = byId(await cloud.stored<EnrolmentDocument>('enrolments'))
    for (const { n, kind } of everyone)
      statuses.set(kind, (statuses.get(kind) ?? new Set()).add(stored.get(enrolmentIdOf(n))!.status))
    expect(Object.fromEntries([...statuses].map(([kind, found]) => [kind, [...found]]))).toEqual({
      owes: ['suspended'],
      owesNothing: ['exempt'],
      paid: ['covered'],
      left: ['withdrawn'],
    })
  })

  test('leaves every record as if it were judged anew', async () => {
    for (const document of await cloud.stored<EnrolmentDocument>('enrolments')) {
      const record = readRecord(document, testSealing)
      expect(document.status).toBe(enrolmentStatusOn(policyFor('ruijin', 2022), record, NIGHT).status)
      const { deadline, ...fields } = dayFields(record, document.followed, NIGHT)
      expect(document).toMatchObject(fields)
      // Of someone who waits for nothing a last day that has passed stays as it was.
      if (document.deadline === null || document.deadline >= NIGHT) expect(document.deadline).toBe(deadline)
    }
  })

  test('keeps who changed from what to what and by which clause', async () => {
    const pages = await cloud.stored<ChangePage>('status-changes')
    expect(pages.map(({ _id }) => _id)).toEqual([`${NIGHT}~00000`])
    const groups = pages[0]!.groups
    for (const group of groups)
      expect(group).toMatchObject({
        from: 'due',
        to: 'suspended',
        since: NIGHT,
        clause: 'suspension/unpaid',
        fault: null,
        overtaken: [],
      })
    const owing = everyone.filter(({ kind }) => kind === 'owes').map(({ n }) => enrolmentIdOf(n))
    expect(groups.flatMap(({ ids }) => ids).sort()).toEqual(owing.sort())
  })

  test('run again it writes nothing', async () => {
    const before = await everything(cloud)
    const again = (await serverSdk(cloud.url).call('status-job', { Type: 'Timer' })) as CallReport
    expect(again).toMatchObject({ outcome: 'idle', nights: [], writes: 0, reads: 3 })
    expect(await everything(cloud)).toEqual(before)
  })

  test('does not work for a user who calls it', async () => {
    const { json } = await post(`${cloud.url}/functions/status-job`, '{"Type":"Timer"}')
    expect(json).toMatchObject({ outcome: 'NOT_FOR_USERS', reads: 0, writes: 0 })
  })

  test('with the clock set back it does nothing, and says so', async () => {
    const before = await everything(cloud)
    await cloud.setClock('2022-03-20T12:00:00+08:00')
    expect(await serverSdk(cloud.url).call('status-job', { Type: 'Timer' })).toMatchObject({
      outcome: 'CLOCK_BEHIND',
      writes: 0,
    })
    expect(await everything(cloud)).toEqual(before)
  })
})

describe('on other nights', () => {
  let cloud: CountyCloud
  beforeAll(async () => {
    cloud = await county()
  })
  beforeEach(async () => {
    for (const collection of COLLECTIONS)
      await cloud.db
        .collection(collection)
        .where({ _id: cloud.db.command.neq('') })
        .remove()
    await cloud.setClock(`${EVE}T22:00:00+08:00`)
    await cloud.seed('enrolments', enrolmentsOn(EVE, everyone))
  })
  afterAll(() => cloud.stop())

  test('of two ticks at once one works', async () => {
    await cloud.setClock(`${EVE}T23:59:00+08:00`)
    await cloud.seed('job-state', [
      {
        _id: 'status-job',
        holder: '',
        until: 0,
        doneThrough: '2022-03-30',
        night: null,
        sealed: { mark: 'aes-256-gcm.t1.2', collection: null, after: null },
      } as { _id: string },
    ])
    const sdk = serverSdk(cloud.url)
    const ticks = (await Promise.all([1, 2, 3].map(() => sdk.call('status-job', { Type: 'Timer' })))) as CallReport[]
    expect(ticks.map(({ outcome }) => outcome).sort()).toEqual(['busy', 'busy', 'done'])
    expect(await cloud.stored('job-runs')).toMatchObject([{ _id: EVE, ticks: 1 }])
  })

  test('a tick that holds the lease and is gone is followed when its time is up, not before', async () => {
    const night = { day: NIGHT, until: Date.parse(`${NIGHT}T00:01:00+08:00`) }
    await cloud.seed('job-state', [
      {
        _id: 'status-job',
        holder: 'gone',
        until: night.until,
        doneThrough: EVE,
        night: null,
        sealed: { mark: 'aes-256-gcm.t1.2', collection: null, after: null },
      } as { _id: string },
    ])
    expect(await tickOf(cloud, NIGHT)).toMatchObject({ outcome: 'busy', writes: 1, documentsWritten: 0 })
    await cloud.setClock(`${NIGHT}T00:02:00+08:00`)
    expect(await stateOf(cloud)).toMatchObject({ doneThrough: NIGHT, night: null, until: 0 })
  })

  test('a lease taken by a clock that stood a year ahead holds nobody up', async () => {
    await cloud.seed('job-state', [
      {
        _id: 'status-job',
        holder: 'ahead',
        until: Date.parse('2023-04-01T00:00:00+08:00'),
        doneThrough: EVE,
        night: null,
        sealed: { mark: 'aes-256-gcm.t1.2', collection: null, after: null },
      } as { _id: string },
    ])
    expect(await tickOf(cloud, NIGHT)).toMatchObject({ outcome: 'done' })
  })

  test('three nights missed are made up for one after the other, each with its own record', async () => {
    await tickOf(cloud, NIGHT)
    await cloud.setClock('2022-04-01T12:00:00+08:00')
    const sdk = serverSdk(cloud.url)
    // The platform's timer was off: nothing came while the clock went on.
    await cloud.db
      .collection('job-state')
      .doc('status-job')
      .update({ data: { doneThrough: '2022-03-28', night: null } })
    await sdk.call('status-job', { Type: 'Timer' })
    const runs = await cloud.stored<JobRun>('job-runs')
    expect(runs.map(({ _id, finished }) => [_id, finished]).sort()).toEqual([
      ['2022-03-29', true],
      ['2022-03-30', true],
      [EVE, true],
      [NIGHT, true],
    ])
    expect((await stateOf(cloud)).doneThrough).toBe(NIGHT)
  })

  test('who pays while the night runs keeps what the payment made of them', async () => {
    const [first, second] = everyone.filter(({ kind }) => kind === 'owes')
    await tickOf(cloud, NIGHT)
    const page = (await cloud.stored<ChangePage>('status-changes'))[0]!
    // As it stands when a tick has written its page down and is killed before the first change …
    await cloud.db
      .collection('enrolments')
      .where({ status: 'suspended' })
      .update({ data: { status: 'due', since: '2021-11-03', nextChange: NIGHT } })
    await cloud.db
      .collection('job-state')
      .doc('status-job')
      .update({ data: { doneThrough: EVE, night: cloud.db.command.set({ ...emptyNight, day: NIGHT }) } })
    // … and one of them pays before the next tick comes; another tells something and still owes.
    const payer = { ...recordOf(first!.n, 'owes'), events: [paidOn(NIGHT)] }
    const place = {
      resident: page.groups[0]!.ids[0]!.slice(0, -5),
      household: 'h',
      village: 'ruijin-1-1',
      township: '象湖镇',
      followed: false,
    }
    await replace(
      cloud,
      enrolmentDocument(payer, { ...place, resident: enrolmentIdOf(first!.n).slice(0, -5) }, NIGHT, testSealing),
    )
    const told = {
      ...recordOf(second!.n, 'owes'),
      events: [{ id: 'told', kind: 'told' as const, day: EVE, at: 1, by: 'o', facts: {} }],
    }
    await replace(
      cloud,
      enrolmentDocument(told, { ...place, resident: enrolmentIdOf(second!.n).slice(0, -5) }, EVE, testSealing),
    )

    await cloud.setClock(`${NIGHT}T00:02:00+08:00`)
    const stored = byId(await cloud.stored<EnrolmentDocument>('enrolments'))
    expect(stored.get(enrolmentIdOf(first!.n))!.status).toBe('waiting')
    expect(stored.get(enrolmentIdOf(second!.n))).toMatchObject({ status: 'suspended', events: [{ id: 'told' }] })
    const overtaken = (await cloud.stored<ChangePage>('status-changes')).flatMap(({ groups }) =>
      groups.flatMap((group) => group.overtaken),
    )
    expect(overtaken.sort()).toEqual([enrolmentIdOf(first!.n), enrolmentIdOf(second!.n)].sort())
    expect((await cloud.stored<JobRun>('job-runs'))[0]!.changed).toEqual({ 'due>suspended': 23 })
  })

  test('one record that cannot be read is put off and reported; the others are done', async () => {
    const broken = everyone.find(({ kind }) => kind === 'owes')!
    await cloud.db
      .collection('enrolments')
      .doc(enrolmentIdOf(broken.n))
      .update({ data: { told: 'aes-256-gcm.lost.AAAA' } })
    expect(await tickOf(cloud, NIGHT)).toMatchObject({
      outcome: 'done',
      nights: [{ changed: { 'due>suspended': 23 }, postponed: 1 }],
    })
    expect((await cloud.stored<EnrolmentDocument>('enrolments', { _id: enrolmentIdOf(broken.n) }))[0]).toMatchObject({
      status: 'due',
      nextChange: '2022-04-02',
    })
    const faulty = (await cloud.stored<ChangePage>('status-changes'))
      .flatMap(({ groups }) => groups)
      .filter(({ fault }) => fault !== null)
    expect(faulty).toMatchObject([{ fault: 'SEALED_UNREADABLE', ids: [enrolmentIdOf(broken.n)] }])
  })

  test('KIND: a record whose `events` is no list, or that lacks its assessment, is put off too and stalls nobody', async () => {
    const [first, second] = everyone.filter(({ kind }) => kind === 'owes')
    const enrolments = cloud.db.collection('enrolments')
    await enrolments.doc(enrolmentIdOf(first!.n)).update({ data: { events: 'no list' } })
    await enrolments.doc(enrolmentIdOf(second!.n)).update({ data: { assessment: cloud.db.command.set(null) } })
    expect(await tickOf(cloud, NIGHT)).toMatchObject({
      outcome: 'done',
      nights: [{ changed: { 'due>suspended': 22 }, postponed: 2 }],
    })
  })

  test('KIND: a night whose ticks are killed goes on in smaller pages, and puts off whoever kills alone', async () => {
    const killed = { ...emptyNight, phase: 'changes', day: NIGHT, kills: 2 }
    await cloud.seed('job-state', [
      {
        _id: 'status-job',
        holder: 'killed',
        until: 1,
        doneThrough: EVE,
        night: killed,
        sealed: { mark: 'aes-256-gcm.t1.2', collection: null, after: null },
      } as { _id: string },
    ])
    expect(await tickOf(cloud, NIGHT)).toMatchObject({
      outcome: 'done',
      nights: [{ postponed: 1, failures: ['KILLED'], kills: 0 }],
    })
  })

  test('when no record can be read it stops, changes none, and tells only a code', async () => {
    await cloud.db
      .collection('enrolments')
      .where({ status: 'due' })
      .update({ data: { told: 'aes-256-gcm.lost.AAAA' } })
    expect(await tickOf(cloud, NIGHT)).toMatchObject({ outcome: 'FAILED', code: 'TOO_MANY_FAULTS' })
    expect(await cloud.stored('status-changes')).toEqual([])
    expect(await stateOf(cloud)).toMatchObject({
      doneThrough: null,
      until: 0,
      night: { failures: ['TOO_MANY_FAULTS'] },
    })
    expect(cloud.log()).not.toMatch(/瑞金市|person-\d/)
  })
})

const emptyNight = {
  phase: 'changes',
  page: 0,
  ticks: 1,
  seconds: 0,
  usage: { reads: 0, writes: 0, documentsRead: 0, documentsWritten: 0 },
  changed: {},
  postponed: 0,
  told: 0,
  snapshots: 0,
  delivered: 0,
  pushed: 0,
  resealed: 0,
  lookedAt: 0,
  failures: [],
}

async function replace(cloud: CountyCloud, { _id, ...data }: EnrolmentDocument): Promise<void> {
  await cloud.db.collection('enrolments').doc(_id).set({ data })
}
