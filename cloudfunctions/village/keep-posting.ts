import type { CallContext } from '../shared/call-context'
import { Refusal } from '../shared/refusal'
import { sealing } from '../shared/sealing'
import type { Requests } from './contract'
import { requireDays } from './require-days'
import { movePosting, requirePosting } from './require-posting'
import { shownPosting, type ShownPosting } from './show-postings'

/** It goes up. @throws Refusal POSTING_NOT_FOUND, NOT_ALLOWED, BAD_DAYS, POSTING_STATE */
export async function putUpPosting({ posting: id, from, until, place }: Requests['putUpPosting'], context: CallContext): Promise<ShownPosting> {
  const { rule } = await requirePosting(context, 'putUpPosting', id)
  requireDays(from, until)
  if (from > context.today) throw new Refusal({ code: 'DAY_IN_FUTURE', path: 'from', found: from, message: `${from} 还没有到，没有记。请在贴出去那天再登记。` })
  return shownPosting(await movePosting(context, id, 'putUp', () => ({ hangs: { from, until, place } })), rule, context)
}

/** Somebody objects. @throws Refusal POSTING_NOT_FOUND, NOT_ALLOWED, POSTING_STATE */
export async function recordObjection({ operation, posting: id, by, what, day }: Requests['recordObjection'], context: CallContext): Promise<ShownPosting> {
  const { rule } = await requirePosting(context, 'recordObjection', id)
  const { seal } = sealing()
  const objection = { id: operation, day, by: seal(by, 'objector'), what: seal(what, 'objection'), answer: null }
  return shownPosting(await movePosting(context, id, 'object', ({ objections }) => ({ objections: [...objections, objection] })), rule, context)
}

/** They are answered. @throws Refusal POSTING_NOT_FOUND, NOT_ALLOWED, OBJECTION_NOT_FOUND, POSTING_STATE */
export async function answerObjection({ posting: id, objection, answer, upheld }: Requests['answerObjection'], context: CallContext): Promise<ShownPosting> {
  const { rule } = await requirePosting(context, 'answerObjection', id)
  const sealed = sealing().seal(answer, 'objection')
  return shownPosting(await movePosting(context, id, 'answer', ({ objections }) => {
    if (!objections.some((one) => one.id === objection && one.answer === null)) {
      throw new Refusal({ code: 'OBJECTION_NOT_FOUND', path: 'objection', message: '没有这条等着答复的异议，什么也没有改动。请返回刷新再看。' })
    }
    return { objections: objections.map((one) => (one.id === objection ? { ...one, answer: { sealed, upheld, day: context.today } } : one)) }
  }), rule, context)
}

/** Its days are over. @throws Refusal POSTING_NOT_FOUND, NOT_ALLOWED, POSTING_STATE, STILL_HANGING, OBJECTION_OPEN */
export async function closePosting({ posting: id }: Requests['closePosting'], context: CallContext): Promise<ShownPosting> {
  const { rule } = await requirePosting(context, 'closePosting', id)
  return shownPosting(await movePosting(context, id, 'close', ({ hangs, objections }) => {
    if (hangs === null || context.today < hangs.until) throw new Refusal({ code: 'STILL_HANGING', path: 'posting', found: hangs?.until ?? '', message: `公示要到 ${hangs?.until ?? ''} 才满期，没有结束。请到那天再来。` })
    if (objections.some(({ answer }) => answer === null)) throw new Refusal({ code: 'OBJECTION_OPEN', path: 'posting', message: '还有异议没有答复，没有结束。请先逐条答复。' })
    return {}
  }), rule, context)
}

/** Signed, sealed and filed; what is lacking stays said. @throws Refusal POSTING_NOT_FOUND, NOT_ALLOWED, POSTING_STATE */
export async function filePosting({ posting: id, signedBy, sealed, filedTo, day }: Requests['filePosting'], context: CallContext): Promise<ShownPosting> {
  const { rule } = await requirePosting(context, 'filePosting', id)
  return shownPosting(await movePosting(context, id, 'file', () => ({ filed: { day, signedBy, sealed, filedTo } })), rule, context)
}
