import { forgetDesk } from '../saved/kept-desk'
import { forgetDay } from './desk-day'
import { forgetAlong } from './kept-along'
import { forgetAnswers } from './kept-answers'
import { forgetCollecting } from './collecting'
import { forgetRows } from './kept-rows'

/** Nothing about people stays on the phone. Money that the server has not entered does: it is somebody's. */
export function leaveWork(): void {
  forgetPeople()
  forgetDay()
  forgetDesk()
}

/** What was kept of a desk's people: also when the office changes, as it may be of fewer villages or groups now. */
export function forgetPeople(): void {
  forgetRows()
  forgetAlong()
  forgetAnswers()
  forgetCollecting()
}
