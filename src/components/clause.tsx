import { View } from '@tarojs/components'
import { useState, type ReactNode } from 'react'
import type { Citation } from '../../rules'
import { Tap } from './tap'
import { Whole, Words } from './words'
import './clause.scss'

interface ClauseProps {
  id: string
  /** What is asked why of, beside the button. */
  head: ReactNode
  /** One sentence in plain words, above the notice's own; none where it stands in the head already. */
  sentence?: string
  /** What the button says; 为什么？ where it answers why. */
  ask?: string
  source: Citation
  children?: ReactNode
}

/** 为什么: opens the sentence of the notice in place, so that the reader keeps her position. */
export function WhyClause({ id, head, sentence, ask = '为什么？', source, children }: ClauseProps): ReactNode {
  const [open, setOpen] = useState(false)
  return (
    <View>
      <View className='why-head'>
        <View className='step-words'>{head}</View>
        <Tap id={`${id}-why`} className='link why' expanded={open} onTap={() => setOpen(!open)}>
          {open ? '收起' : ask}
        </Tap>
      </View>
      {open && (
        <View id={`${id}-clause`}>
          {sentence !== undefined && <View className='why-sentence'><Words>{sentence}</Words></View>}
          <ClauseQuote source={source} />
          {children}
        </View>
      )}
    </View>
  )
}

/** The clause's number and its sentence to the letter, or that the notice is silent. */
export function ClauseQuote({ source }: { source: Citation }): ReactNode {
  if (source.quote === null) {
    return <View className='quote quiet'>通知里没有写这一点。{source.cite !== null && <Whole>{`见${source.cite}`}</Whole>}</View>
  }
  return (
    <View className='quote'>
      {source.cite !== null && <View className='strong clause-cite'>通知原文 · <Whole>{source.cite}</Whole></View>}
      <View className='clause-quote'>“<Words>{source.quote}</Words>”</View>
    </View>
  )
}
