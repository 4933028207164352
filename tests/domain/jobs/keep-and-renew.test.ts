import { createHash } from 'node:crypto'
import type { EnrolmentDocument } from '../../../cloudfunctions/domain/enrolments/documents'
import type { ResidentDocument } from '../../../cloudfunctions/domain/people/documents'
import type { ProgressDay } from '../../../cloudfunctions/domain/enrolments/count-people'
import { readRecord } from '../../../cloudfunctions/domain/enrolments/record'
import { sealingFrom } from '../../../cloudfunctions/platform/sealing/sealing'
import type { JobState } from '../../../cloudfunctions/domain/jobs/night-state'
import { setClock } from '../../devcloud/ask'
import { startCountyCloud, TEST_KEYS } from '../county-cloud'
import type { CountyCloud } from '../county-cloud'
import { seedCounted } from '../enrolments/kept-counts'
import { madeHousehold, madeResident, seedResidents } from '../made-residents'
import { enrolmentsOn, manyOf, recordOf, tickOf } from './night-people'

/** Ruijin wants everybody to have paid by the end of the day before. */
const NIGHT = '2022-04-01'
const NEW_KEYS = {
  ...TEST_KEYS,
  CANBAO_SEALING_KEYS: `t2:${createHash('sha256').update('canbao tests: another').digest('base64')},${TEST_KEYS.CANBAO_SEALING_KEYS}`,
}

const stateAfter = (doneThrough: string) =>
  ({
    _id: 'status-job',
    holder: '',
    until: 0,
    doneThrough,
    night: null,
    sealed: { mark: 'aes-256-gcm.t1', collection: null, after: null },
  }) as { _id: string }

describe('the night of a milestone, after a change of keys', () => {
  let county: CountyCloud
  const people = [
    ...manyOf(20),
    ...manyOf(15, 20).map((one) => ({ ...one, village: 'ruijin-1-2' })),
    ...manyOf(10, 40).map((one) => ({ ...one, village: 'ruijin-2-1' })),
  ].map((one) => ({ ...one, followed: false }))
  beforeAll(async () => {
    county = await startCountyCloud({
      now: '2022-03-31T22:00:00+08:00',
      only: ['status-job'],
      environment: { CANBAO_SEALING_KEYS: NEW_KEYS.CANBAO_SEALING_KEYS },
    })
    await seedCounted(county, enrolmentsOn('2022-03-31', people))
    await county.seed('seasons', [
      { _id: 'ruijin-2022', region: 'ruijin', year: 2022, openedOn: '2021-11-01', cursor: null, done: true } as {
        _id: string
      },
    ])
    await seedResidents(
      county,
      [1, 2].map((n) => madeResident(n)),
      [1, 2].map((n) => madeHousehold(n)),
    )
    await county.seed('job-state', [stateAfter('2022-03-31')])
  })
  afterAll(() => county.stop())

  test('keeps how every township of the place stood on the evening before', async () => {
    expect(await tickOf(county, NIGHT)).toMatchObject({ outcome: 'done', nights: [{ snapshots: 1 }] })
    expect(await county.stored<ProgressDay>('progress-days')).toEqual([
      {
        _id: 'ruijin-2022~2022-03-31',
        region: 'ruijin',
        year: 2022,
        day: '2022-03-31',
        townships: { 叶坪镇: { people: 10, paid: 2, exempt: 0 }, 象湖镇: { people: 35, paid: 7, exempt: 0 } },
      },
    ])
  })

  test('seals everything anew with the first key, so that the old one can be taken away', async () => {
    const onlyNew = sealingFrom({ ...NEW_KEYS, CANBAO_SEALING_KEYS: NEW_KEYS.CANBAO_SEALING_KEYS.split(',')[0] })
    const stored = new Map(
      (await county.stored<EnrolmentDocument>('enrolments')).map((document) => [document._id, document]),
    )
    for (const { n, kind } of people)
      expect(readRecord(stored.get(`person-${String(n).padStart(5, '0')}-2022`)!, onlyNew)).toEqual(recordOf(n, kind))
    expect(
      (await county.stored<ResidentDocument>('residents'))
        .map(({ _id, name }) => onlyNew.at('residents', _id).open(name, 'name'))
        .sort(),
    ).toEqual(['甲子1', '甲子2'])
    expect(await county.stored<JobState>('job-state')).toMatchObject([
      { sealed: { mark: 'aes-256-gcm.t2.2', collection: null, after: null } },
    ])
  })

  test('and looks at none of it again the night after', async () => {
    // By way of today, so that the rest of the first night is not ticked through.
    await setClock(county.url, null)
    await county.setClock('2022-04-01T22:00:00+08:00')
    expect(await tickOf(county, '2022-04-02')).toMatchObject({
      outcome: 'done',
      nights: [{ snapshots: 1, resealed: 0, lookedAt: 0 }],
    })
  })
})
