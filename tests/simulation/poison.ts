import type { SeasonRun } from './season-run'
import type { Township } from './township'

/** Records of another place that no timer can work on, among all the good ones, from the first day to the last. */
const PLACE = 'poison'
const record = (_id: string, fields: object) => ({ _id, region: PLACE, ...fields })

export async function poison({ db, policy }: Township): Promise<void> {
  const { year } = policy
  const delta = { season: `${PLACE}-${year}`, folding: 999_999_999_999, stays: false, changes: null }
  const all: Readonly<Record<string, object>> = {
    orders: record('poisoned-order', { state: 'placed', expiresAt: 1, merchantNo: PLACE, lines: null }),
    refunds: record('poisoned-refund', { state: 'sent', order: 'no-such-order', sent: null }),
    enrolments: record('poisoned-enrolment', {
      year,
      resident: 'poisoned-resident',
      village: 'poison-1',
      township: PLACE,
      status: 'due',
      events: 'no list',
      nextChange: '2020-01-01',
      remindOn: null,
    }),
    outbox: record('poisoned-row', { state: 'waiting', kind: null, day: 'no day' }),
    seasons: record(`poisoned-season`, { year }),
    'count-deltas': { _id: 'poisoned-delta', ...delta },
  }
  for (const [collection, document] of Object.entries(all)) await db.collection(collection).add({ data: [document] })
}

interface Rounds {
  troubled: readonly { item: string; tries: number }[]
}

/** Whether the watch met them, left them be, and told; that all else was done is what every other look is about. */
export async function requirePoisonMet(run: SeasonRun): Promise<void> {
  const { db } = run.town
  const { data } = await db.collection('watch-state').doc('rounds~payment-watch').get()
  const troubled = (data as Rounds | null)?.troubled ?? []
  for (const item of ['order~poisoned-order', 'refund~poisoned-refund'])
    if (!troubled.some((one) => one.item === item && one.tries > 1)) run.fail(`${item} was never left for later`)
  const order = (await db.collection('orders').doc('poisoned-order').get()).data as { trouble?: object | null }
  if (order.trouble == null) run.fail('nobody is told of the poisoned order')
}
