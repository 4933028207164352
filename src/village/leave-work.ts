import { forgetDesk } from '../saved/kept-desk'
import { forgetDay } from './desk-day'
import { forgetAlong } from './kept-along'
import { forgetAnswers } from './kept-answers'
import { forgetCollecting } from './collecting'
import { forgetRows } from './kept-rows'

/** Nothing about people stays on the phone. Money that the server has not entered does: it is somebody's. */
export function leaveWork(): void {
  forgetRows()
  forgetAlong()
  forgetDay()
  forgetAnswers()
  forgetCollecting()
  forgetDesk()
}
