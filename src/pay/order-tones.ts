import type { Order } from '../cloud/payment'
import type { Tone } from '../components/state-word'

const TONES: Readonly<Record<Order['state'], Tone>> = {
  placed: 'act', handedOver: 'act', prepaid: 'wait', paid: 'wait', arrived: 'good', inQuestion: 'open', returning: 'wait', returned: 'calm', closed: 'calm',
}

/** The tone of an order; of a state that this version of the program does not know, that it is open. */
export const toneOfOrder = (state: Order['state']): Tone => TONES[state] ?? 'open'
