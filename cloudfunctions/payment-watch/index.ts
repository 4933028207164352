import { workByEditions } from '../domain/editions'
import { pollOrders } from '../domain/orders'
import { serveTimer } from '../platform/calls'

export const main = serveTimer('payment-watch', workByEditions(pollOrders))
