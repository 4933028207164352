import { watchOrders } from '../domain/orders'
import { answerTimer } from '../platform/calls'

export const main = answerTimer('payment-watch', watchOrders)
