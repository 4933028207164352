import fc from 'fast-check'
import { equivalenceKey, civilDay, dayNumber, seasonOfPolicy, stageOn, stageChangeDays } from '../../rules'
import { placeNames, someone } from './made-people'

const STEP_DAYS = 31

describe.each(placeNames)('who is alike in %s', (_name, policy) => {
  const season = seasonOfPolicy(policy)
  const first = dayNumber(season.from)!
  const last = dayNumber(season.to)!
  const days = Array.from({ length: Math.ceil((last - first) / STEP_DAYS) }, (_one, i) =>
    civilDay(first + i * STEP_DAYS),
  )

  test('two people who differ in a birthday only, and are held for alike, stand alike on every day, paid or not', () => {
    let alike = 0
    const years = fc.integer({ min: -12_000, max: 12_000 })
    fc.assert(
      fc.property(someone(policy), years, fc.constantFrom(null, ...days), (one, apart, paid) => {
        const birth = dayNumber(one.told.birthDate!)! + apart
        const other = { ...one.told, birthDate: civilDay(birth) }
        if (apart === 0 || birth > last || equivalenceKey(policy, one.told) !== equivalenceKey(policy, other)) return
        alike++
        expect(stageChangeDays(policy, other, paid, season.from, season.to).filter((day) => differs(day))).toEqual([])
        expect(days.filter(differs)).toEqual([])
        function differs(day: string): boolean {
          const [a, b] = [one.told, other].map((told) => stageOn(policy, told, paid, day))
          return a!.status !== b!.status || a!.clause !== b!.clause || a!.open !== b!.open
        }
      }),
      { numRuns: 150 },
    )
    expect(alike).toBeGreaterThan(15)
  })

  test('one fact more makes another kind of person', () => {
    const told = { birthDate: '1970-05-01', hukou: '本地', registered: true }
    expect(equivalenceKey(policy, told)).not.toBe(equivalenceKey(policy, { ...told, registered: false }))
    expect(equivalenceKey(policy, told)).toBe(
      equivalenceKey(policy, { registered: true, hukou: '本地', birthDate: '1970-05-02' }),
    )
  })
})
