import { useRef, useState } from 'react'

/** One round of long work that the server does piece by piece. */
export interface Round { done: boolean; at: number; of: number }

/**
 * Long work: the server does as much as one call can, and is asked again until all is done. It stops where a call is refused
 * or not answered, and goes on from there when it is begun again.
 */
export function useRounds(): { at: Round | null; go: (once: () => Promise<Round | null>) => Promise<boolean> } {
  const [at, setAt] = useState<Round | null>(null)
  const busy = useRef(false)

  const go = async (once: () => Promise<Round | null>): Promise<boolean> => {
    if (busy.current) return false
    busy.current = true
    try {
      for (let round = 0; round < ROUNDS_MAX; round++) {
        const found = await once()
        setAt(found)
        if (found === null || found.done) return found !== null
      }
      return false
    } finally {
      busy.current = false
    }
  }
  return { at, go }
}

/** More than any file needs; without it a fault of the server's would ask for ever. */
const ROUNDS_MAX = 20_000
