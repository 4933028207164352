import { View } from '@tarojs/components'
import type { ReactNode } from 'react'

interface TapProps {
  id?: string
  className?: string
  role?: 'button' | 'radio' | 'checkbox'
  /** For a screen reader where the visible words do not suffice. */
  label?: string
  checked?: boolean
  expanded?: boolean
  onTap: () => void
  children: ReactNode
}

interface KeyPress {
  key: string
  preventDefault(): void
}

/** Anything that can be pressed. One place for the target's size, the screen reader's words and, in a browser, the keyboard. */
export function Tap({ id, className = '', role = 'button', label, checked, expanded, onTap, children }: TapProps): ReactNode {
  const spoken = {
    ...(label === undefined ? {} : { 'aria-label': label }),
    ...(checked === undefined ? {} : { 'aria-checked': String(checked) }),
    ...(expanded === undefined ? {} : { 'aria-expanded': String(expanded) }),
  }
  return (
    <View id={id} className={`tap ${className}`} hoverClass='pressed' onClick={onTap} {...spoken} {...forPlatform(role, onTap)}>
      {children}
    </View>
  )
}

/** WeChat names the attribute `aria-role`; a browser wants `role`, a tab stop and the keys of a button. */
function forPlatform(role: string, onTap: () => void): object {
  if (process.env.TARO_ENV !== 'h5') return { 'aria-role': role }
  const onKeyDown = (press: KeyPress): void => {
    if (press.key !== 'Enter' && press.key !== ' ') return
    press.preventDefault()
    onTap()
  }
  return { role, tabIndex: 0, onKeyDown }
}
