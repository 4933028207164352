import { Refusal } from '../base'

/**
 * Does pieces of work side by side that touch nothing of each other's, as on the platform most of the time of each is
 * waiting. Where others were in the way of some (BUSY), what these had to do is left, to be done by the next call.
 * @returns how many pieces were done
 * @throws whatever else a piece throws, once all have ended; Refusal BUSY where others were in the way of all
 */
export async function sideBySide<Piece>(
  pieces: readonly Piece[],
  work: (piece: Piece) => Promise<unknown>,
): Promise<number> {
  const ended = await Promise.allSettled(pieces.map(work))
  const failed = ended.filter((one) => one.status === 'rejected')
  const fault =
    failed.find(({ reason }) => !isBusy(reason)) ?? (failed.length === pieces.length ? failed[0] : undefined)
  if (fault !== undefined) throw fault.reason
  return pieces.length - failed.length
}

/** In pieces of so many, the last perhaps of fewer. */
export const inPieces = <Item>(items: readonly Item[], size: number): Item[][] =>
  Array.from({ length: Math.ceil(items.length / size) }, (_, i) => items.slice(i * size, (i + 1) * size))

const isBusy = (reason: unknown): boolean => reason instanceof Refusal && reason.error.code === 'BUSY'
