import { whenOf } from '../../src/pages/family/words'

const STEPS = [
  { from: '2021-11-03', to: '2022-03-22' },
  { from: '2022-03-23', to: '2022-12-31' },
  { from: '2023-01-01', to: null },
] as unknown as Parameters<typeof whenOf>[0]
const COVERED = { since: '2022-03-23', next: { day: '2023-01-01', statusName: '待遇期满' } } as Parameters<
  typeof whenOf
>[1]

describe('where today is on the line of a year', () => {
  it.each([
    ['the phone is right', '2022-05-01'],
    ['the phone is a year behind', '2021-05-01'],
    ['the phone is years ahead', '2031-05-01'],
    ['it is the first day', '2022-03-23'],
    ['it is the last day', '2022-12-31'],
  ])('%s', (_, phoneDay) => {
    expect(whenOf(STEPS, COVERED, phoneDay)).toEqual(['past', 'now', 'ahead'])
  })

  it('nothing comes any more', () => {
    expect(whenOf(STEPS, { ...COVERED, since: '2023-01-01', next: null }, '2022-01-01')).toEqual([
      'past',
      'past',
      'now',
    ])
  })
})
