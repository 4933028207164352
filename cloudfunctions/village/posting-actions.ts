import type { CallContext } from '../shared/call-context'
import { action } from '../shared/call-envelope'
import type { Action } from '../shared/call-envelope'
import { requests } from './contract'
import { drawUpPosting } from './draw-up-posting'
import { answerObjection, closePosting, filePosting, putUpPosting, recordObjection } from './keep-posting'
import { showPostingRows, showPostings } from './show-postings'

export const POSTING_ACTIONS: readonly (readonly [string, Action<CallContext>])[] = [
  ['postings', action(requests.postings, showPostings)],
  ['postingRows', action(requests.postingRows, showPostingRows)],
  ['drawUpPosting', action(requests.drawUpPosting, drawUpPosting)],
  ['putUpPosting', action(requests.putUpPosting, putUpPosting)],
  ['recordObjection', action(requests.recordObjection, recordObjection)],
  ['answerObjection', action(requests.answerObjection, answerObjection)],
  ['closePosting', action(requests.closePosting, closePosting)],
  ['filePosting', action(requests.filePosting, filePosting)],
]
