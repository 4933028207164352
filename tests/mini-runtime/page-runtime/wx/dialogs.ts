import { z } from 'zod'
import { askOnSheet, hideToast, showToast } from '../sheet'
import { ApiFailure, asynchronous } from './asynchronous'

const Modal = z.looseObject({
  title: z.string().default(''),
  content: z.string().default(''),
  showCancel: z.boolean().default(true),
  cancelText: z.string().max(4).default('取消'),
  confirmText: z.string().max(4).default('确定'),
})
const Actions = z.looseObject({ itemList: z.array(z.string()).min(1).max(6) })
/** developers.weixin.qq.com, wx.requestSubscribeMessage: three templates at most, after a tap. */
const Subscribe = z.looseObject({ tmplIds: z.array(z.string()).min(1).max(3) })
const Toast = z.looseObject({ title: z.string() })
const Nothing = z.looseObject({})

/** What WeChat draws over a page. The limits of its documents are kept: four characters a button, six actions. */
export const dialogs = {
  showModal: asynchronous('showModal', Modal, async ({ title, content, showCancel, cancelText, confirmText }) => {
    const buttons = showCancel ? [cancelText, confirmText] : [confirmText]
    const confirm = (await askOnSheet({ title, content, buttons })) === buttons.length - 1
    return { confirm, cancel: !confirm }
  }),
  showActionSheet: asynchronous('showActionSheet', Actions, async ({ itemList }) => {
    const tapIndex = await askOnSheet({ buttons: [...itemList, '取消'] })
    if (tapIndex === itemList.length) throw new ApiFailure('cancel')
    return { tapIndex }
  }),
  requestSubscribeMessage: asynchronous('requestSubscribeMessage', Subscribe, async ({ tmplIds }) => {
    const allowed =
      (await askOnSheet({ title: '接收以下消息', content: tmplIds.join(' '), buttons: ['拒绝', '允许'] })) === 1
    return Object.fromEntries(tmplIds.map((template) => [template, allowed ? 'accept' : 'reject']))
  }),
  showToast: asynchronous('showToast', Toast, ({ title }) => showToast(title)),
  hideToast: asynchronous('hideToast', Nothing, hideToast),
  showLoading: asynchronous('showLoading', Toast, ({ title }) => showToast(title)),
  hideLoading: asynchronous('hideLoading', Nothing, hideToast),
}
