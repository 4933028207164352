import './progress.scss'
import { View } from '@tarojs/components'
import type { ReactNode } from 'react'
import { useRef, useState } from 'react'
import type { UploadState } from '../client/files'

/** Long work, as a bar with its numbers. */
export function WorkBar({ id, words, done, of }: { id: string; words: string; done: number; of: number }): ReactNode {
  return (
    <View id={id} className="gap">
      <View className="strong">
        {words} {of === 0 ? '' : `${done} / ${of}`}
      </View>
      <View className="progress-track">
        <View className="progress-bar" style={{ width: `${of === 0 ? 5 : Math.min(100, (100 * done) / of)}%` }} />
      </View>
      <View className="quiet">请不要关掉这一页。断了也不要紧，再来一次会接着做。</View>
    </View>
  )
}

export function UploadBar({ state: { sent, of } }: { state: UploadState }): ReactNode {
  return of === 0 ? null : <WorkBar id="upload" words="正在上传" done={sent} of={of} />
}

/** One round of long work that the server does piece by piece. */
interface Round {
  done: boolean
  at: number
  of: number
}

/**
 * Long work: the server does as much as one call can, and is asked again until all is done. It stops where a call is
 * refused or not answered, and goes on from there when it is begun again.
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
