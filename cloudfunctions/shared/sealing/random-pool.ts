import { randomFillSync } from 'node:crypto'

const POOL_BYTES = 16 * 1024

const pool = Buffer.allocUnsafe(POOL_BYTES)
let used = POOL_BYTES

/** Writes random bytes into `target` from its beginning. Drawn in bulk: asking the system each time costs more than sealing. */
export function fillRandom(target: Buffer, bytes: number): void {
  if (used + bytes > POOL_BYTES) {
    randomFillSync(pool)
    used = 0
  }
  pool.copy(target, 0, used, used + bytes)
  pool.fill(0, used, used + bytes)
  used += bytes
}
