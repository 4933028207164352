import * as z from 'zod/mini'
import { action, serveCalls, publicContext } from '../../../cloudfunctions/platform/calls/serve'
import { writePlatformLog } from '../../../cloudfunctions/platform/base/cloud'
import { Refusal } from '../../../cloudfunctions/platform/base/refusal'

/** A function with a fault in it, standing on what all functions share. */
export const main = serveCalls({
  name: 'faulty',
  actions: new Map([
    [
      'breaks',
      action(z.strictObject({ idNumber: z.string() }), ({ idNumber }) => {
        throw new TypeError(`cannot read ${idNumber}`)
      }),
    ],
    [
      'declines',
      action(z.unknown(), () => {
        throw new Refusal({ code: 'ALREADY_PAID', message: '这个人今年已经交过了，不用再交。' })
      }),
    ],
  ]),
  contextOf: publicContext,
  log: writePlatformLog,
})
