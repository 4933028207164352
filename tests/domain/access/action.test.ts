import * as z from 'zod/mini'
import { defineAction } from '../../../cloudfunctions/domain/access/action'
import { requirePermission } from '../../../cloudfunctions/domain/access/allowed'
import { actionsByName, actionsOf } from '../../../cloudfunctions/platform/calls/action'
import type { Contract } from '../../../cloudfunctions/platform/calls/action'
import type { CallContext } from '../../../cloudfunctions/platform/calls/context'

const contract = {
  owed: { request: z.strictObject({ who: z.string() }), answer: z.strictObject({ fen: z.int() }) },
  taken: { request: z.strictObject({}), answer: z.strictObject({}) },
} satisfies Contract

const owed = defineAction(contract, 'owed', { permission: 'takeCash', run: async ({ who }) => ({ fen: who.length }) })
const taken = defineAction(contract, 'taken', { permission: 'open', run: async () => ({}) })

// What the compiler refuses; `npm run types` reads this file, so each of these is a test.
export const REFUSED = () => {
  // @ts-expect-error an answer that the contract does not know
  defineAction(contract, 'owed', { permission: 'takeCash', run: async () => ({ yuan: 1 }) })
  // @ts-expect-error a request that the contract does not know
  defineAction(contract, 'owed', { permission: 'takeCash', run: async ({ whom }) => ({ fen: Number(whom) }) })
  // @ts-expect-error a row that the table of permissions does not have
  defineAction(contract, 'owed', { permission: 'takeCahs', run: async () => ({ fen: 1 }) })
  // @ts-expect-error a name that the contract does not have
  defineAction(contract, 'ovved', { permission: 'takeCash', run: async () => ({ fen: 1 }) })
  // @ts-expect-error an action of the contract that nobody does: { noActionFor: 'taken' }
  actionsOf(contract, owed)
}

/** The database is not reached: whoever asks the permission first gets to it. */
const contextWith = (db: unknown): CallContext => ({
  db: db as CallContext['db'],
  caller: { openid: 'oSomebody', address: null },
  now: 0,
  today: '2022-01-01',
  operation: null,
})

test('nothing is answered by an action that has not asked whether it may', async () => {
  await expect(owed.run({ who: 'a' }, contextWith(undefined))).rejects.toThrow('owed answered without asking')
  await expect(taken.run({}, contextWith(undefined))).resolves.toEqual({})
})

test('having asked another row does not count', async () => {
  const nobody = { collection: () => ({ doc: () => ({ get: async () => ({ data: null }), set: async () => ({}) }) }) }
  const other = defineAction(contract, 'owed', {
    permission: 'takeCash',
    async run(_, context) {
      await requirePermission(context, 'decideRefund', { id: 'none' }).catch(() => undefined)
      return { fen: 1 }
    },
  })
  await expect(other.run({ who: 'a' }, contextWith(nobody))).rejects.toThrow('owed answered without asking')
})

test('a request that does not fit its contract never reaches the use case', async () => {
  await expect(owed.answer({ who: 3 }, contextWith(undefined))).rejects.toMatchObject({
    error: { code: 'BAD_REQUEST' },
  })
})

test('two actions of one name are noticed when the function is loaded', () => {
  const actions = actionsOf(contract, owed, taken)
  expect([...actionsByName(actions).keys()]).toEqual(['owed', 'taken'])
  expect(() => actionsByName([...actions, ...actions])).toThrow('two actions are called owed')
})
