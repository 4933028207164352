import { View } from '@tarojs/components'
import type { ReactNode } from 'react'
import { useRef, useState } from 'react'
import { askStudio, type StudioAnswers } from '../../../client/functions'
import { FormField } from '../../../ui/fields'
import { TextButton } from '../../../ui/tap'
import { Section } from '../../../ui/text'
import type { PolicyDraft } from '../../../client/functions'

type Tried = StudioAnswers['tryDraft']

/** The draft over the county's own people: asked part by part, with how far it is, then who changes by which clause. */
export function TryPart({ view: { draft, year, serial } }: { view: PolicyDraft }): ReactNode {
  const [day, setDay] = useState(`${year - 1}-11-30`)
  const [tried, setTried] = useState<Tried | null>(null)
  const [trouble, setTrouble] = useState('')
  const busy = useRef(false)
  const run = async (): Promise<void> => {
    if (busy.current) return
    busy.current = true
    setTrouble('')
    setTried(null)
    try {
      for (let done = false; !done;) {
        const answer = await askStudio('tryDraft', { draft, day })
        if (!answer.ok) {
          setTrouble(answer.error.message)
          break
        }
        setTried(answer.data)
        done = answer.data.done
      }
    } catch {
      setTrouble('没有连上。再点一次，会从停下的地方接着算。')
    }
    busy.current = false
  }
  return (
    <Section id="draft-try" title="在本县的人身上试一试">
      <FormField id="try-day" label="还没缴费的人，算他们哪天缴" longest={10} value={day} wrong="" onType={setDay} />
      <View className="gap">
        <TextButton id="try-go" className="button button-second" onTap={() => void run()}>
          试算（第 {String(serial)} 稿）
        </TextButton>
      </View>
      {trouble !== '' && <View className="notice notice-stop">{trouble}</View>}
      {tried !== null && <Result tried={tried} />}
    </Section>
  )
}

function Result({ tried: { people, of, done, unread, summary, rows } }: { tried: Tried }): ReactNode {
  return (
    <View id="try-result">
      <View className="notice">
        {done ? '算完了' : '正在算'}：{people}
        {of === null ? '' : ` / ${of}`} 人{unread > 0 ? `，其中 ${unread} 人已经退出或者读不出，没有算` : ''}
      </View>
      {done && summary.map((line) => <View key={line}>{line}</View>)}
      {done &&
        rows.map(({ people: count, what, citeBefore, citeAfter, gap }, i) => (
          <View key={i} className="studio-row">
            <View className="strong">
              {count} 人{gap === 0 && what.includes('应缴') ? '，有的还定不下来，没有算进合计' : `，自缴相差 ${gap} 元`}
            </View>
            <View>{what}</View>
            <View className="quiet">原来：{citesOf(citeBefore)}</View>
            <View className="quiet">以后：{citesOf(citeAfter)}</View>
          </View>
        ))}
    </View>
  )
}

/** Clauses by their place in the notice, without the names that programs have for them. */
const citesOf = (cites: string): string => cites.replace(/ ?[a-zA-Z]+\/[\w-]+/g, '') || '通知没有写条款'
