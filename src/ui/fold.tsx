import { View } from '@tarojs/components'
import type { ReactNode } from 'react'
import { useState } from 'react'
import { TextButton } from './tap'

interface FoldProps {
  id: string
  title: string
  /** What is inside, in a few words, while it is shut. */
  hint?: string
  children: ReactNode
}

/** A part that most need not read: its heading opens it, and nothing of it is drawn before. */
export function Fold({ id, title, hint, children }: FoldProps): ReactNode {
  const [open, setOpen] = useState(false)
  return (
    <View id={id} className="card">
      <TextButton id={`${id}-fold`} className="why-head fold-head" expanded={open} onTap={() => setOpen(!open)}>
        <View className="step-words">
          <View className="subtitle">{title}</View>
          {!open && hint !== undefined && <View className="quiet">{hint}</View>}
        </View>
        <View className="link why">{open ? '收起' : '打开'}</View>
      </TextButton>
      {open && children}
    </View>
  )
}
