import { useState } from 'react'
import { partsOf } from './file-parts'
import type { PickedFile } from './pick-file'

/** How far an upload is; `of` 0 = nothing is on its way. */
export interface UploadState { sent: number; of: number }

/** Takes one part; what the server still lacks is told back. Null = refused or not answered: the state of the caller's deed says which. */
export type PutPart = (file: string, part: { part: number; parts: number; base64: string }) => Promise<{ missing: readonly number[] } | null>

/** Sends a file part by part, with the server's word on what is missing: a part that was lost is sent again, none twice without need. */
export function useUpload(put: PutPart): { state: UploadState; send: (picked: PickedFile) => Promise<string | null> } {
  const [state, setState] = useState<UploadState>({ sent: 0, of: 0 })

  /** The file's name on the server; null = it did not get there whole. */
  const send = async ({ base64 }: PickedFile): Promise<string | null> => {
    const parts = partsOf(base64)
    const file = `up-${Date.now().toString(36)}-${Math.random().toString(36).slice(2, 10).padEnd(8, '0')}`
    let missing: readonly number[] = parts.map((_, i) => i)
    try {
      for (let round = 0; missing.length > 0 && round < ROUNDS; round++) {
        for (const part of missing) {
          const answer = await put(file, { part, parts: parts.length, base64: parts[part]! })
          if (answer === null) return null
          setState({ sent: parts.length - answer.missing.length, of: parts.length })
          if (part === missing.at(-1)) missing = answer.missing
        }
      }
      return missing.length === 0 ? file : null
    } finally {
      setState({ sent: 0, of: 0 })
    }
  }
  return { state, send }
}

/** How often a file is gone through for parts that were lost. */
const ROUNDS = 3
