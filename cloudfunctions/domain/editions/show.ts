import { editionsContract } from './contract'
import { readEdition, readIndex } from './store'
import { Refusal } from '../../platform/base'
import { definePublicAction } from '../../platform/calls'
import { openDatabase } from '../../platform/database'

/** Which policies are published. Everybody may know. */
export const showEditions = /* @__PURE__ */ definePublicAction(editionsContract, 'editions', {
  async run() {
    const { serial, entries } = await readIndex(await openDatabase())
    return { serial, entries }
  },
})

/** One published policy as it was signed. @throws Refusal UNKNOWN_EDITION */
export const showEdition = /* @__PURE__ */ definePublicAction(editionsContract, 'edition', {
  async run({ edition }) {
    const found = await readEdition(await openDatabase(), edition)
    if (found === null)
      throw new Refusal({
        code: 'UNKNOWN_EDITION',
        path: 'edition',
        found: edition,
        message: '没有这一份政策。请下拉刷新后再试。',
      })
    const { head, signature, policy } = found
    return { head, signature, policy }
  },
})
