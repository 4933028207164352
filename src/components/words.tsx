import { Text } from '@tarojs/components'
import type { ReactNode } from 'react'

/** A date with its 从, 到, 起 or 止 and the comma after it, or an amount: what is read at one glance. */
const WHOLE = /((?:从|到 ?)?(?:\d{4}年)?\d{1,2}月\d{1,2}日(?:[起止]，?)?|\d{4}-\d{2}-\d{2}|\d+(?:\.\d+)? ?(?:元|天|个月))/

/** A sentence in which no date or amount is broken over two lines. */
export function Words({ children }: { children: string }): ReactNode {
  const pieces = children.split(WHOLE).filter((piece) => piece !== '')
  return <>{pieces.map((piece, i) => (WHOLE.test(piece) ? <Whole key={i}>{piece}</Whole> : piece))}</>
}

/** Stays on one line. */
export function Whole({ children }: { children: string }): ReactNode {
  return <Text className='whole'>{children}</Text>
}
