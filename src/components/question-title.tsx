import { View } from '@tarojs/components'
import { useEffect, useRef, type ReactNode } from 'react'
import { Words } from './words'

interface QuestionTitleProps {
  id?: string
  children: string
}

/**
 * The question itself. In a browser the keyboard and the screen reader go to it when it appears, for the answer that
 * they stood on is gone; in WeChat the reader follows the page by itself.
 */
export function QuestionTitle({ id, children }: QuestionTitleProps): ReactNode {
  const here = useRef<HTMLElement>(null)
  useEffect(() => {
    if (process.env.TARO_ENV === 'h5') here.current?.focus({ preventScroll: true })
  }, [])
  const reachable = process.env.TARO_ENV === 'h5' ? { tabIndex: -1, role: 'heading', 'aria-level': '1' } : { 'aria-role': 'header' }
  return <View id={id} ref={here} className='title question-title' {...reachable}><Words>{children}</Words></View>
}
