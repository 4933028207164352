import { View } from '@tarojs/components'
import { useState, type ReactNode } from 'react'
import type { QuestionOption } from '../../rules'
import { Choice } from '../components/choice'
import { Tap } from '../components/tap'
import { TypedField } from '../components/typed-field'
import type { FactValue } from './session'

const SEARCH_FROM = 9

interface SetAnswerProps {
  options: readonly QuestionOption[]
  kept: FactValue | undefined
  onAnswer: (value: readonly string[]) => void
}

/** Any of many: large boxes under their headings, a search where the list is long, and one way to say none. */
export function SetAnswer({ options, kept, onAnswer }: SetAnswerProps): ReactNode {
  const [ticked, setTicked] = useState<readonly string[]>(Array.isArray(kept) ? kept : [])
  const [sought, setSought] = useState('')
  const found = options.filter((option) => matches(option, sought) || ticked.includes(String(option.value)))

  const flip = (value: string): void => {
    setTicked(ticked.includes(value) ? ticked.filter((item) => item !== value) : [...ticked, value])
  }
  return (
    <View id='answer-set'>
      <View className='gap'>
        <Tap id='answer-none-first' className='button button-second' onTap={() => onAnswer([])}>下面这些都没有</Tap>
      </View>
      {options.length >= SEARCH_FROM && (
        <View className='gap'>
          <TypedField id='answer-search' kind='text' label='找一找' hint='打字找一找，如：低保' longest={20} value={sought} onType={setSought} />
        </View>
      )}
      {found.length === 0 && <View className='notice notice-calm'>没有找到“{sought}”。换个说法，或清空了往下看。</View>}
      {groupsOf(found).map(([group, members]) => (
        <View key={group} className='gap-big'>
          {group !== '' && <View className='subtitle'>{group}</View>}
          {members.map((option) => {
            const value = String(option.value)
            return (
              <Choice key={value} id={`answer-${options.indexOf(option)}`} many label={option.label} hint={option.hint} on={ticked.includes(value)} onTap={() => flip(value)} />
            )
          })}
        </View>
      ))}
      <View className={ticked.length > 0 ? 'foot' : 'gap-big'}>
        {ticked.length > 0
          ? <Tap id='answer-next' className='button' onTap={() => onAnswer(ticked)}>选好了 {ticked.length} 项，下一题</Tap>
          : <Tap id='answer-none' className='button button-second' onTap={() => onAnswer([])}>以上都没有</Tap>}
      </View>
    </View>
  )
}

function matches({ label, hint }: QuestionOption, sought: string): boolean {
  const word = sought.trim()
  return word === '' || label.includes(word) || (hint ?? '').includes(word)
}

function groupsOf(options: readonly QuestionOption[]): [string, QuestionOption[]][] {
  const groups = new Map<string, QuestionOption[]>()
  for (const option of options) {
    const group = option.group ?? ''
    groups.set(group, [...(groups.get(group) ?? []), option])
  }
  return [...groups]
}
