import type { ReactNode } from 'react'
import { useEffect, useState } from 'react'
import { TextButton } from './tap'

/**
 * Reads a page's main thing aloud, where the platform has a voice of its own: browsers do. In WeChat a voice is a
 * plugin that has to be granted to an account, so there the phone's own screen reader serves, and no button is shown.
 */
export function ReadAloud({ id, words }: { id: string; words: readonly string[] }): ReactNode {
  const [speaking, setSpeaking] = useState(false)
  useEffect(() => () => stop(), [])
  if (!canSpeak()) return null
  const turn = (): void => {
    if (speaking) {
      stop()
      return setSpeaking(false)
    }
    setSpeaking(true)
    speak(words, () => setSpeaking(false))
  }
  return (
    <TextButton id={id} className="link" onTap={turn}>
      {speaking ? '停下，不念了' : '念给我听'}
    </TextButton>
  )
}

const SLOWER = 0.85

const canSpeak = (): boolean =>
  process.env.TARO_ENV === 'h5' && typeof window !== 'undefined' && 'speechSynthesis' in window

function speak(words: readonly string[], onEnd: () => void): void {
  stop()
  const said = new SpeechSynthesisUtterance(words.filter((line) => line !== '').join('。'))
  said.lang = 'zh-CN'
  said.rate = SLOWER
  said.onend = onEnd
  said.onerror = onEnd
  window.speechSynthesis.speak(said)
}

function stop(): void {
  if (canSpeak()) window.speechSynthesis.cancel()
}
