import fc from 'fast-check'
import type { Heard, Mark } from '../../src/client/clock'
import { countedTime, serverTime, whenMarked } from '../../src/client/clock'
import { dayOf } from '../../src/client/days'

const HOUR = 3_600_000
const DAY = 24 * HOUR
const NOON = Date.parse('2026-12-01T12:00:00+08:00')

/** A phone whose clock is wrong by so much, some ms after noon. */
const marked = (after: number, wrong: number, run = 'one', ticks: number | null = after): Mark => ({
  wall: NOON + after + wrong,
  ticks,
  run,
})
const heard = (after: number, wrong: number, run?: string): Heard => ({
  server: NOON + after,
  mark: marked(after, wrong, run),
})

describe('收钱那一天，不跟着手机的钟走', () => {
  test('没有网的时候把慢了三天的钟拨对了：收钱那天还是对的，拨以前拨以后都一样', () => {
    const before = heard(0, -3 * DAY)
    const after = heard(9 * HOUR, 0)
    for (const [hours, wrong] of [
      [1, -3 * DAY],
      [2, -3 * DAY],
      [5, 0],
      [6, 0],
    ] as const)
      expect(dayOf(whenMarked(marked(hours * HOUR, wrong), before, after).to)).toBe('2026-12-01')
    expect(countedTime(marked(HOUR, -3 * DAY), before)).toBe(NOON + HOUR)
    expect(countedTime(marked(5 * HOUR, 0), before)).toBeNull()
  })

  test('重新打开过小程序、钟没有动过：差多少同原来一样，就是那一刻', () => {
    const found = whenMarked(marked(20 * HOUR, 2 * DAY, 'two'), heard(0, 2 * DAY), heard(30 * HOUR, 2 * DAY, 'three'))
    expect(found).toEqual({ from: NOON + 20 * HOUR, to: NOON + 20 * HOUR })
  })

  test('重新打开过、钟也动过：定不下来，照实说在哪两天之间', () => {
    const found = whenMarked(marked(20 * HOUR, 0, 'two', null), heard(0, 2 * DAY), heard(30 * HOUR, 0, 'three'))
    expect([dayOf(found.from), dayOf(found.to)]).toEqual(['2026-12-01', '2026-12-02'])
  })

  test('不管钟怎么拨、拨几次、睡多久、重开没有：说一定的那一刻就是那一刻，说不定的总在两头之间', () => {
    const step = fc.record({
      hours: fc.integer({ min: 0, max: 40 }),
      asleep: fc.boolean(),
      set: fc.option(fc.integer({ min: -50, max: 50 }), { nil: null }),
      restarted: fc.boolean(),
    })
    fc.assert(
      fc.property(
        fc.integer({ min: -90, max: 90 }),
        fc.array(step, { minLength: 1, maxLength: 6 }),
        fc.nat(5),
        (wrong, steps, at) => {
          let [time, ticks, off, run] = [NOON, 0, wrong * HOUR, 0]
          const mark = (): Mark => ({ wall: time + off, ticks, run: String(run) })
          const before: Heard = { server: time, mark: mark() }
          let taken: { time: number; mark: Mark } | null = null
          let sets = 0
          for (const [i, { hours, asleep, set, restarted }] of steps.entries()) {
            if (i === Math.min(at, steps.length - 1)) taken = { time, mark: mark() }
            time += hours * HOUR
            if (!asleep) ticks += hours * HOUR
            if (restarted) [run, ticks] = [run + 1, 0]
            if (set !== null && set !== 0) [off, sets] = [off + set * HOUR, sets + 1]
          }
          const after: Heard = { server: time, mark: mark() }
          if (taken === null) throw new Error('nothing was taken')
          // Set there and back, unseen while it was off, no clock of the phone's tells of.
          fc.pre(sets < 2)
          const found = whenMarked(taken.mark, before, after)
          expect(found.from).toBeLessThanOrEqual(taken.time)
          expect(found.to).toBeGreaterThanOrEqual(taken.time)
        },
      ),
      { numRuns: 400 },
    )
  })
})

describe('现在几点', () => {
  test('服务器说过就按服务器的；醒着的时候钟往回拨了，时间也不倒走', () => {
    expect(serverTime(marked(HOUR, 5 * DAY), heard(0, 5 * DAY))).toBe(NOON + HOUR)
    expect(serverTime(marked(HOUR, -5 * DAY), heard(0, 5 * DAY))).toBe(NOON + HOUR)
    expect(serverTime(marked(HOUR, 0), null)).toBeNull()
  })
})
