import { z } from 'zod'
import { showToast } from '../sheet'
import { asynchronous } from './asynchronous'

const accepted = () => undefined

/** What leaves the mini-program. Nothing happens here but a line in the journal, which a test reads. */
export const handOver = {
  setClipboardData: asynchronous('setClipboardData', z.looseObject({ data: z.string() }), () =>
    showToast('内容已复制'),
  ),
  makePhoneCall: asynchronous('makePhoneCall', z.looseObject({ phoneNumber: z.string().regex(/^[\d-]+$/) }), accepted),
  navigateToMiniProgram: asynchronous('navigateToMiniProgram', z.looseObject({ appId: z.string() }), accepted),
}
