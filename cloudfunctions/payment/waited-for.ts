import type { ClaimDocument } from './documents'

/**
 * Whether the tax office's news of a person is still waited for by an order: not once their money has arrived, goes back
 * (two people have agreed, and nothing is owed any more), or is another order's.
 */
export const isWaitedFor = ({ order, assessed, arrival }: ClaimDocument, of: string): boolean => order === of && assessed !== null && arrival?.order !== of
