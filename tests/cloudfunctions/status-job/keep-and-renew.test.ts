import { createHash } from 'node:crypto'
import type { EnrolmentDocument, ResidentDocument } from '../../../cloudfunctions/enrollment/documents'
import { readRecord } from '../../../cloudfunctions/enrollment/enrolment-document'
import { sealingFrom } from '../../../cloudfunctions/shared/sealing'
import type { JobState, MilestoneSnapshot } from '../../../cloudfunctions/status-job/documents'
import { setClock } from '../../devcloud/ask'
import { startCountyCloud, TEST_KEYS } from '../county-cloud'
import type { CountyCloud } from '../county-cloud'
import { madeHousehold, madeResident, seedResidents } from '../made-residents'
import { enrolmentsOn, manyOf, recordOf, tickOf } from './night-people'

jest.setTimeout(60_000)

/** Ruijin wants everybody to have paid by this day. */
const MILESTONE = '2022-03-31'
const NEW_KEYS = { ...TEST_KEYS, CANBAO_SEALING_KEYS: `t2:${createHash('sha256').update('canbao tests: another').digest('base64')},${TEST_KEYS.CANBAO_SEALING_KEYS}` }

const stateAfter = (doneThrough: string) =>
  ({ _id: 'status-job', holder: '', until: 0, doneThrough, night: null, sealed: { mark: 'aes-256-gcm.t1', collection: null, after: null } }) as { _id: string }

describe('the night of a milestone, after a change of keys', () => {
  let county: CountyCloud
  const people = [...manyOf(20), ...manyOf(15, 20).map((one) => ({ ...one, village: 'ruijin-1-2' })), ...manyOf(10, 40).map((one) => ({ ...one, village: 'ruijin-2-1' }))]
    .map((one) => ({ ...one, followed: false }))
  beforeAll(async () => {
    county = await startCountyCloud({ now: '2022-03-30T22:00:00+08:00', only: ['status-job'], environment: { CANBAO_SEALING_KEYS: NEW_KEYS.CANBAO_SEALING_KEYS } })
    await county.seed('enrolments', enrolmentsOn('2022-03-30', people))
    await seedResidents(county, [1, 2].map((n) => madeResident(n)), [1, 2].map((n) => madeHousehold(n)))
    await county.seed('job-state', [stateAfter('2022-03-30')])
  })
  afterAll(() => county.stop())

  test('keeps how every township of the place stands', async () => {
    expect(await tickOf(county, MILESTONE)).toMatchObject({ outcome: 'done', nights: [{ snapshots: 2 }] })
    const snapshots = await county.stored<MilestoneSnapshot>('milestone-snapshots')
    expect(snapshots.sort((a, b) => (a._id < b._id ? -1 : 1))).toEqual([
      { _id: `ruijin~2022~${MILESTONE}~叶坪镇`, region: 'ruijin', year: 2022, day: MILESTONE, milestones: ['all'], township: '叶坪镇', counts: { due: 4, exempt: 2, covered: 2, withdrawn: 2 } },
      { _id: `ruijin~2022~${MILESTONE}~象湖镇`, region: 'ruijin', year: 2022, day: MILESTONE, milestones: ['all'], township: '象湖镇', counts: { due: 14, exempt: 7, covered: 7, withdrawn: 7 } },
    ])
  })

  test('seals everything anew with the first key, so that the old one can be taken away', async () => {
    const onlyNew = sealingFrom({ ...NEW_KEYS, CANBAO_SEALING_KEYS: NEW_KEYS.CANBAO_SEALING_KEYS.split(',')[0] })
    const stored = new Map((await county.stored<EnrolmentDocument>('enrolments')).map((document) => [document._id, document]))
    for (const { n, kind } of people) expect(readRecord(stored.get(`person-${String(n).padStart(5, '0')}-2022`)!, onlyNew)).toEqual(recordOf(n, kind))
    expect((await county.stored<ResidentDocument>('residents')).map(({ name }) => onlyNew.open(name, 'name')).sort()).toEqual(['甲子1', '甲子2'])
    expect(await county.stored<JobState>('job-state')).toMatchObject([{ sealed: { mark: 'aes-256-gcm.t2', collection: null, after: null } }])
  })

  test('and looks at none of it again the night after', async () => {
    // By way of today, so that the rest of the first night is not ticked through.
    await setClock(county.url, null)
    await county.setClock('2022-03-31T22:00:00+08:00')
    expect(await tickOf(county, '2022-04-01')).toMatchObject({ outcome: 'done', nights: [{ changed: { 'due>suspended': 18 }, resealed: 0, lookedAt: 0 }] })
  })
})
