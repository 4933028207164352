import './alert.scss'
import { View } from '@tarojs/components'
import type { ReactNode } from 'react'
import { Paragraph } from './text'

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

/**
 * Anything that can be pressed. One place for the target's size, the screen reader's words and, in a browser, the
 * keyboard.
 */
export function TextButton({
  id,
  className = '',
  role = 'button',
  label,
  checked,
  expanded,
  onTap,
  children,
}: TapProps): ReactNode {
  const spoken = {
    ...(label === undefined ? {} : { 'aria-label': nameOf(label, children) }),
    ...(checked === undefined ? {} : { 'aria-checked': String(checked) }),
    ...(expanded === undefined ? {} : { 'aria-expanded': String(expanded) }),
  }
  return (
    <View
      id={id}
      className={`tap ${className}`}
      hoverClass="pressed"
      onClick={onTap}
      {...spoken}
      {...forPlatform(role, onTap)}
    >
      {children}
    </View>
  )
}

/** Who speaks to a phone says what they see: the words on it are part of its name. */
function nameOf(label: string, children: ReactNode): string {
  const words = [children].flat(2)
  if (!words.every((part) => typeof part === 'string' || typeof part === 'number')) return label
  const seen = words.join('').replace(/[›‹]/g, '').trim()
  return seen === '' || label.includes(seen) ? label : `${seen}，${label}`
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

interface ChoiceProps {
  id: string
  label: string
  hint?: string | null
  on: boolean
  /** Several may be chosen: drawn with a square mark and spoken as a checkbox. */
  many?: boolean
  onTap: () => void
  children?: ReactNode
}

/** One large answer. */
export function Choice({ id, label, hint, on, many = false, onTap, children }: ChoiceProps): ReactNode {
  return (
    <TextButton
      id={id}
      className={on ? 'choice choice-on' : 'choice'}
      role={many ? 'checkbox' : 'radio'}
      checked={on}
      onTap={onTap}
    >
      <View className={many ? 'choice-mark choice-mark-set' : 'choice-mark'}>{on ? '✓' : ''}</View>
      <View className="choice-words">
        <View className="choice-label">
          <Paragraph>{label}</Paragraph>
        </View>
        {hint ? (
          <View className="choice-hint">
            <Paragraph>{hint}</Paragraph>
          </View>
        ) : null}
        {children}
      </View>
    </TextButton>
  )
}

interface AlertProps {
  id: string
  good?: boolean
  /** It cannot stay so. */
  stop?: boolean
  words: string
  onTap: () => void
}

/** Something that waits for the reader: the whole box can be tapped. */
export function Alert({ id, good = false, stop = false, words, onTap }: AlertProps): ReactNode {
  return (
    <TextButton
      id={id}
      className={`notice ${good ? 'notice-good ' : ''}${stop ? 'notice-stop ' : ''}alert`}
      onTap={onTap}
    >
      <View className="step-words strong">
        <Paragraph>{words}</Paragraph>
      </View>
      <View className="alert-go">›</View>
    </TextButton>
  )
}
