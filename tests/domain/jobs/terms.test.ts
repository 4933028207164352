import { TERMS } from '../../../cloudfunctions/domain/jobs/terms'
import { civilDay, dayNumber } from '../../../rules'
import { startCountyCloud } from '../county-cloud'
import type { CountyCloud } from '../county-cloud'
import { tickOf } from './night-people'

const AUDIT_DAYS = TERMS.find(({ collection }) => collection === 'audit')!.days
const OTHERS = TERMS.filter(({ collection }) => collection !== 'audit')
const NIGHT = '2022-04-01'
const daysBefore = (days: number) => civilDay(dayNumber(NIGHT)! - days)
const momentOf = (day: string) => Date.parse(`${day}T12:00:00+08:00`)

describe('KIND: what only grows is kept to its term', () => {
  let county: CountyCloud
  beforeAll(async () => {
    county = await startCountyCloud({ now: '2022-03-31T22:00:00+08:00', only: ['status-job'] })
    for (const { collection, days, by, states = ['done'] } of OTHERS) {
      const on = (_id: string, day: string, state = states[0]!) => ({
        _id,
        [by]: by === 'day' ? day : momentOf(day),
        state,
      })
      await county.seed(collection, [
        on('past', daysBefore(days + 1)),
        on('older', daysBefore(days + 300)),
        on('kept', daysBefore(days - 1)),
      ])
    }
    const line = (day: string, n: number) => ({
      _id: `${day}-${n}`,
      day,
      at: momentOf(day) + n,
      openid: 'o',
      action: 'x',
    })
    const days = [AUDIT_DAYS + 3, AUDIT_DAYS + 1, AUDIT_DAYS - 1, 1].map(daysBefore)
    await county.seed(
      'audit',
      days.flatMap((day) => [1, 2, 3].map((n) => line(day, n))),
    )
    expect(await tickOf(county, NIGHT)).toMatchObject({ outcome: 'done' })
  })
  afterAll(() => county.stop())

  test.each(OTHERS)(
    '$collection: what is older than $days days goes, what is younger stays',
    async ({ collection }) => {
      const ids = (await county.stored<{ _id: string }>(collection)).map(({ _id }) => _id)
      expect(ids).toEqual(expect.arrayContaining(['kept']))
      expect(ids.filter((id) => id === 'past' || id === 'older')).toEqual([])
    },
  )

  test('lines of audit go by whole days, the oldest first; of the days that are left each line is there', async () => {
    const left = (await county.stored<{ day: string }>('audit')).map(({ day }) => day)
    expect(left.sort()).toEqual([daysBefore(AUDIT_DAYS - 1), daysBefore(1)].flatMap((day) => [day, day, day]))
  })
})
