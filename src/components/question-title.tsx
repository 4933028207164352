import { View } from '@tarojs/components'
import { useEffect, useRef, type ReactNode } from 'react'
import { Words } from './words'

interface QuestionTitleProps {
  id?: string
  children: string
}

/** Taro's own elements take no focus before their first frame is drawn. */
const DRAWN_AFTER_MS = 100

/**
 * The question itself. In a browser the keyboard and the screen reader go to it when it appears, for the answer that
 * they stood on is gone; in WeChat the reader follows the page by itself.
 */
export function QuestionTitle({ id, children }: QuestionTitleProps): ReactNode {
  const here = useRef<HTMLElement>(null)
  useEffect(() => {
    if (process.env.TARO_ENV !== 'h5') return
    const timer = setTimeout(() => here.current?.focus({ preventScroll: true }), DRAWN_AFTER_MS)
    return () => clearTimeout(timer)
  }, [])
  const reachable = process.env.TARO_ENV === 'h5' ? { tabIndex: -1, role: 'heading', 'aria-level': '1' } : { 'aria-role': 'header' }
  return <View id={id} ref={here} className='title question-title' {...reachable}><Words>{children}</Words></View>
}
