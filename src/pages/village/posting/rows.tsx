import { View } from '@tarojs/components'
import type { ReactNode } from 'react'
import { useEffect, useState } from 'react'
import { dayInWords } from '../../../client/days'
import type { Disclosure, Sheet } from '../../../client/functions'
import { askVillage, useVillageAction } from '../../../client/functions'
import { mayDo } from '../clerk-page'
import { PrintSheet } from '../../../print/print-sheet'
import { todayAtWork } from '../saved'
import { ActionError, Waiting } from '../../../ui/answers'
import { FormField, useForm } from '../../../ui/fields'
import { TextButton } from '../../../ui/tap'
import { Section } from '../../../ui/text'

interface PostedRowsProps {
  posting: Disclosure
}
type State = { is: 'fetching' } | { is: 'failed'; why: string } | { is: 'here'; sheet: Sheet }

/** On a phone a row is a name and an amount; the table is for paper. */
function PostedRow({ cells, columns }: { cells: readonly string[]; columns: readonly string[] }): ReactNode {
  const of = (column: string): string => cells[columns.indexOf(column)] ?? ''
  return (
    <View className="row spread">
      <View>
        {of('序号')}. {of('缴费人')}{' '}
        <View className="quiet inline">
          {of('组')} {of('缴费日期')}
        </View>
      </View>
      <View className="spread-end">{of('金额（元）')} 元</View>
    </View>
  )
}

/** Of a long one the first are shown; all are printed. */
const SHOWN = 20

/** What hangs: who paid how much, names masked; to look at, and to print. */
export function PostedRows({ posting: { posting, hangs } }: PostedRowsProps): ReactNode {
  const [state, setState] = useState<State>({ is: 'fetching' })
  const [printing, setPrinting] = useState(false)
  const [tries, setTries] = useState(0)
  const since = hangs?.from ?? ''
  useEffect(() => {
    let here = true
    void allRows(posting).then((found) => {
      if (here) setState(found)
    })
    return () => {
      here = false
    }
  }, [posting, since, tries])
  const again = (): void => {
    setState({ is: 'fetching' })
    setTries(tries + 1)
  }
  return (
    <Section id="posted" title="贴出去的名单">
      {state.is === 'fetching' && <Waiting words="正在取名单" />}
      {state.is === 'failed' && (
        <View className="notice">
          <View>{state.why}</View>
          <TextButton id="posted-again" className="link" onTap={again}>
            再试一次
          </TextButton>
        </View>
      )}
      {state.is === 'here' && (
        <View>
          {state.sheet.lines.map((line) => (
            <View key={line} className="quiet">
              {line}
            </View>
          ))}
          {state.sheet.rows.slice(0, SHOWN).map((cells) => (
            <PostedRow key={cells[0]} cells={cells} columns={state.sheet.columns} />
          ))}
          <View className="strong gap">{state.sheet.foot[0]}</View>
          {state.sheet.rows.length > SHOWN && (
            <View className="quiet gap">下面还有 {state.sheet.rows.length - SHOWN} 行，打印时都有。</View>
          )}
          {printing ? (
            <PrintSheet key={since} table={state.sheet} name="公示" />
          ) : (
            <TextButton id="posting-print" className="button button-second gap" onTap={() => setPrinting(true)}>
              打印，或存成图片
            </TextButton>
          )}
        </View>
      )}
    </Section>
  )
}

async function allRows(posting: string): Promise<State> {
  try {
    return await rowsAfter(posting, 0)
  } catch {
    return { is: 'failed', why: '没有取到名单，请看看手机有没有网。' }
  }
}

async function rowsAfter(posting: string, after: number): Promise<State> {
  const answer = await askVillage('postingRows', { posting, after })
  if (!answer.ok) return { is: 'failed', why: answer.error.message }
  const { sheet, next } = answer.data
  if (next === null) return { is: 'here', sheet }
  const rest = await rowsAfter(posting, next)
  return rest.is === 'here' ? { is: 'here', sheet: { ...sheet, rows: [...sheet.rows, ...rest.sheet.rows] } } : rest
}

interface ObjectionsPartProps {
  posting: Disclosure
  onMoved: (posting: Disclosure) => void
}

/** Who says that something in the posting is not so, and what they were answered. */
export function ObjectionsPart({ posting, onMoved }: ObjectionsPartProps): ReactNode {
  const { may, objections } = posting
  const mayRecord = may.includes('object') && mayDo('recordObjection')
  if (objections.length === 0 && !mayRecord) return null
  return (
    <Section id="objections" title="异议">
      {objections.length === 0 && <View className="quiet">还没有人提。</View>}
      {objections.map((one) => (
        <View key={one.objection} className="row">
          <View className="strong">
            {one.by}：{one.what}
          </View>
          <View className="quiet">{dayInWords(one.day)}提的</View>
          {one.answer !== null && (
            <View className="agrees">
              ✓ {one.upheld === true ? '改正了' : '核对过，没有错'}：{one.answer}
            </View>
          )}
          {one.answer === null && may.includes('answer') && mayDo('answerObjection') && (
            <AnswerForm posting={posting.posting} objection={one.objection} onMoved={onMoved} />
          )}
        </View>
      ))}
      {mayRecord && <RecordForm key={objections.length} posting={posting.posting} onMoved={onMoved} />}
    </Section>
  )
}

interface FormProps {
  posting: string
  onMoved: (posting: Disclosure) => void
}

function RecordForm({ posting, onMoved }: FormProps): ReactNode {
  const deed = useVillageAction('recordObjection', posting)
  const { typed, type, allWell, wrongOf } = useForm({ by: '', what: '' }, deed)
  const [open, setOpen] = useState(false)
  const send = async (): Promise<void> => {
    const [by, what] = [typed.by.trim(), typed.what.trim()]
    if (!allWell({ by: by === '' ? '请填是谁提的。' : '', what: what === '' ? '请填说了什么。' : '' })) return
    const moved = await deed.run({ posting, by, what, day: todayAtWork() })
    if (moved !== null) onMoved(moved)
  }
  if (!open)
    return (
      <TextButton id="objection-open" className="button button-second gap" onTap={() => setOpen(true)}>
        有人提意见，登记
      </TextButton>
    )
  return (
    <View>
      <FormField
        id="objection-by"
        label="谁提的"
        longest={40}
        value={typed.by}
        wrong={wrongOf('by')}
        onType={type('by')}
      />
      <FormField
        id="objection-what"
        label="说什么"
        longest={200}
        value={typed.what}
        wrong={wrongOf('what')}
        onType={type('what')}
      />
      <ActionError id="objection" state={deed.state} fields={['by', 'what']} />
      {deed.state.is === 'busy' ? (
        <Waiting words="正在登记" />
      ) : (
        <TextButton id="objection-send" className="button gap" onTap={() => void send()}>
          {deed.state.is === 'unanswered' ? '再试一次' : '登记'}
        </TextButton>
      )}
    </View>
  )
}

function AnswerForm({ posting, objection, onMoved }: FormProps & { objection: string }): ReactNode {
  const deed = useVillageAction('answerObjection', objection)
  const { typed, type, allWell, wrongOf } = useForm({ answer: '' }, deed)
  const send = async (upheld: boolean): Promise<void> => {
    const answer = typed.answer.trim()
    if (!allWell({ answer: answer === '' ? '请填怎么答复的。' : '' })) return
    const moved = await deed.run({ posting, objection, answer, upheld })
    if (moved !== null) onMoved(moved)
  }
  return (
    <View id={`answering-${objection}`}>
      <FormField
        id={`answer-${objection}`}
        label="怎么答复的"
        longest={200}
        value={typed.answer}
        wrong={wrongOf('answer')}
        onType={type('answer')}
      />
      <ActionError id={`answer-${objection}`} state={deed.state} fields={['answer']} />
      {deed.state.is === 'busy' ? (
        <Waiting words="正在登记" />
      ) : (
        <View className="buttons gap">
          <TextButton className="button answer-upheld" onTap={() => void send(true)}>
            说得对，已经改正
          </TextButton>
          <TextButton className="button button-second answer-denied" onTap={() => void send(false)}>
            核对过，没有错
          </TextButton>
        </View>
      )}
    </View>
  )
}
