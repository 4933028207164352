import { answerTimer } from '../shared/timer-call'
import { watchOrders } from './watch-orders'

export const main = answerTimer('payment-watch', watchOrders)
