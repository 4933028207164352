import { View } from '@tarojs/components'
import type { ReactNode } from 'react'
import { useState } from 'react'
import type { Question, QuestionOption } from '../../rules'
import type { FactValue } from '../client/checks'
import { isRealDay, dayInWords } from '../client/days'
import { DayAnswer } from './day-answer'
import { TypedField } from './fields'
import { Choice, TextButton } from './tap'
import { QuestionTitle, Paragraph } from './text'

interface FactQuestionProps {
  question: Question
  kept: FactValue | undefined
  /** What the rules said against the last answer, in words; '' = nothing. */
  complaint: string
  /** Whom it is about, in the family's word: at what year of birth the wheel opens. */
  who?: string
  onAnswer: (value: FactValue) => void
}

/** One question of the rules, a screen of its own. */
export function FactQuestion({ question, kept, complaint, who = '', onAnswer }: FactQuestionProps): ReactNode {
  return (
    <View id={`question-${question.fact}`}>
      <QuestionTitle id="question-words">{question.ask}</QuestionTitle>
      {question.hint && (
        <View className="quiet">
          <Paragraph>{question.hint}</Paragraph>
        </View>
      )}
      <AnswerPart question={question} kept={kept} who={who} onAnswer={onAnswer} />
      {complaint !== '' && (
        <View id="complaint" className="notice notice-stop">
          {complaint}
        </View>
      )}
    </View>
  )
}

function AnswerPart({
  question,
  kept,
  who,
  onAnswer,
}: Pick<FactQuestionProps, 'question' | 'kept' | 'who' | 'onAnswer'>): ReactNode {
  switch (question.kind) {
    case 'choice':
      return <ChoiceAnswer question={question} kept={kept} onAnswer={onAnswer} />
    case 'set':
      return <SetAnswer options={question.options} kept={kept} onAnswer={onAnswer} />
    case 'day':
      return <DayAnswer kept={kept} who={who} birth={question.fact === 'birthDate'} onAnswer={onAnswer} />
    case 'number':
      return <NumberAnswer kept={kept} onAnswer={onAnswer} />
  }
}

/** A tap answers and goes on; coming back, the kept answer shows and can be gone on from. */
function ChoiceAnswer({
  question,
  kept,
  onAnswer,
}: Pick<FactQuestionProps, 'question' | 'kept' | 'onAnswer'>): ReactNode {
  return (
    <View>
      {question.options.map(({ value, label, hint }, i) => (
        <Choice
          key={String(value)}
          id={`answer-${i}`}
          label={label}
          hint={hint}
          on={kept === value}
          onTap={() => onAnswer(value)}
        />
      ))}
      {kept !== undefined && (
        <View className="gap-big">
          <TextButton id="answer-next" className="button" onTap={() => onAnswer(kept)}>
            还是这个，下一题
          </TextButton>
        </View>
      )}
    </View>
  )
}

interface NumberAnswerProps {
  kept: FactValue | undefined
  onAnswer: (value: number) => void
}

function NumberAnswer({ kept, onAnswer }: NumberAnswerProps): ReactNode {
  const [typed, setTyped] = useState(typeof kept === 'number' ? String(kept) : '')
  const [complaint, setComplaint] = useState('')

  const next = (): void => {
    if (/^\d+$/.test(typed)) onAnswer(Number(typed))
    else setComplaint('请填一个数字，如 2021。')
  }
  return (
    <View className="gap">
      <TypedField
        id="answer-number"
        kind="number"
        label="填数字"
        longest={6}
        value={typed}
        onType={(text) => {
          setTyped(text.trim())
          setComplaint('')
        }}
      />
      {complaint !== '' && (
        <View id="number-complaint" className="notice notice-stop">
          {complaint}
        </View>
      )}
      <View className="gap-big">
        <TextButton id="answer-next" className="button" onTap={next}>
          下一题
        </TextButton>
      </View>
    </View>
  )
}

const SEARCH_FROM = 9

interface SetAnswerProps {
  options: readonly QuestionOption[]
  kept: FactValue | undefined
  onAnswer: (value: readonly string[]) => void
}

/** Any of many: large boxes under their headings, a search where the list is long, and one way to say none. */
function SetAnswer({ options, kept, onAnswer }: SetAnswerProps): ReactNode {
  const [ticked, setTicked] = useState<readonly string[]>(Array.isArray(kept) ? kept : [])
  const [sought, setSought] = useState('')
  const found = options.filter((option) => matches(option, sought) || ticked.includes(String(option.value)))

  const flip = (value: string): void => {
    setTicked(ticked.includes(value) ? ticked.filter((item) => item !== value) : [...ticked, value])
  }
  return (
    <View id="answer-set">
      <View className="gap">
        <TextButton id="answer-none-first" className="button button-second" onTap={() => onAnswer([])}>
          下面这些都没有
        </TextButton>
      </View>
      {options.length >= SEARCH_FROM && (
        <View className="gap">
          <TypedField
            id="answer-search"
            kind="text"
            label="找一找"
            hint="打字找一找，如：低保"
            longest={20}
            value={sought}
            onType={setSought}
          />
        </View>
      )}
      {found.length === 0 && <View className="notice notice-calm">没有找到“{sought}”。换个说法，或清空了往下看。</View>}
      {groupsOf(found).map(([group, members]) => (
        <View key={group} className="gap-big">
          {group !== '' && <View className="subtitle">{group}</View>}
          {members.map((option) => {
            const value = String(option.value)
            return (
              <Choice
                key={value}
                id={`answer-${options.indexOf(option)}`}
                many
                label={option.label}
                hint={option.hint}
                on={ticked.includes(value)}
                onTap={() => flip(value)}
              />
            )
          })}
        </View>
      ))}
      <View className={ticked.length > 0 ? 'foot' : 'gap-big'}>
        {ticked.length > 0 ? (
          <TextButton id="answer-next" className="button" onTap={() => onAnswer(ticked)}>
            选好了 {ticked.length} 项，下一题
          </TextButton>
        ) : (
          <TextButton id="answer-none" className="button button-second" onTap={() => onAnswer([])}>
            以上都没有
          </TextButton>
        )}
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

/** One question with what was answered, and the way back to it. */
export function AnswerRow({
  id,
  ask,
  answer,
  onChange,
}: {
  id: string
  ask: string
  answer: string
  onChange: () => void
}): ReactNode {
  return (
    <View id={id} className="row why-head">
      <View className="step-words">
        <View className="row-name">
          <Paragraph>{ask}</Paragraph>
        </View>
        <View className="row-value">
          <Paragraph>{answer}</Paragraph>
        </View>
      </View>
      <TextButton id={`${id}-change`} className="link why" label={`改“${ask}”`} onTap={onChange}>
        改
      </TextButton>
    </View>
  )
}

/** An answer as the question words it. */
export function answerWords({ options }: Question, value: FactValue | undefined): string {
  if (value === undefined) return '说不清'
  if (Array.isArray(value)) return value.length === 0 ? '都没有' : value.join('、')
  const chosen = options.find((option) => option.value === value)
  if (chosen) return chosen.label
  return typeof value === 'string' && isRealDay(value) ? dayInWords(value) : String(value)
}
