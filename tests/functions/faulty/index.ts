import * as z from 'zod/mini'
import { writePlatformLog } from '../../../cloudfunctions/platform/base/cloud'
import { Refusal } from '../../../cloudfunctions/platform/base/refusal'
import { actionsByName, definePublicAction } from '../../../cloudfunctions/platform/calls/action'
import { publicContext, serveCalls } from '../../../cloudfunctions/platform/calls/serve'

const contract = {
  breaks: { request: z.strictObject({ idNumber: z.string() }), answer: z.unknown() },
  declines: { request: z.unknown(), answer: z.unknown() },
}

/** A function with a fault in it, standing on what all functions share. */
export const main = serveCalls({
  name: 'faulty',
  actions: actionsByName([
    definePublicAction(contract, 'breaks', {
      run({ idNumber }) {
        throw new TypeError(`cannot read ${idNumber}`)
      },
    }),
    definePublicAction(contract, 'declines', {
      run() {
        throw new Refusal({ code: 'ALREADY_PAID', message: '这个人今年已经交过了，不用再交。' })
      },
    }),
  ]),
  contextOf: publicContext,
  log: writePlatformLog,
})
