import { View } from '@tarojs/components'
import { useEffect, useState, type ReactNode } from 'react'
import { Waiting } from '../asking/waiting'
import { askVillage, type Posting, type Sheet } from '../cloud/village'
import { Section } from '../components/section'
import { Tap } from '../components/tap'
import { PrintSheet } from './print-sheet'

interface PostedRowsProps { posting: Posting }
type State = { is: 'fetching' } | { is: 'failed'; why: string } | { is: 'here'; sheet: Sheet }

/** On a phone a row is a name and an amount; the table is for paper. */
function PostedRow({ cells, columns }: { cells: readonly string[]; columns: readonly string[] }): ReactNode {
  const of = (column: string): string => cells[columns.indexOf(column)] ?? ''
  return (
    <View className='row spread'>
      <View>{of('序号')}. {of('缴费人')} <View className='quiet inline'>{of('组')} {of('缴费日期')}</View></View>
      <View className='spread-end'>{of('金额（元）')} 元</View>
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
    void allRows(posting).then((found) => { if (here) setState(found) })
    return () => { here = false }
  }, [posting, since, tries])
  const again = (): void => {
    setState({ is: 'fetching' })
    setTries(tries + 1)
  }
  return (
    <Section id='posted' title='贴出去的名单'>
      {state.is === 'fetching' && <Waiting words='正在取名单' />}
      {state.is === 'failed' && <View className='notice'><View>{state.why}</View><Tap id='posted-again' className='link' onTap={again}>再试一次</Tap></View>}
      {state.is === 'here' && (
        <View>
          {state.sheet.lines.map((line) => <View key={line} className='quiet'>{line}</View>)}
          {state.sheet.rows.slice(0, SHOWN).map((cells) => <PostedRow key={cells[0]} cells={cells} columns={state.sheet.columns} />)}
          <View className='strong gap'>{state.sheet.foot[0]}</View>
          {state.sheet.rows.length > SHOWN && <View className='quiet gap'>下面还有 {state.sheet.rows.length - SHOWN} 行，打印时都有。</View>}
          {printing
            ? <PrintSheet key={since} table={state.sheet} name='公示' />
            : <Tap id='posting-print' className='button button-second gap' onTap={() => setPrinting(true)}>打印，或存成图片</Tap>}
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
