import { View } from '@tarojs/components'
import type { ReactNode } from 'react'
import { useState } from 'react'
import { addDays, dayInWords, today } from '../../../client/days'
import type { CountyAnswers, CountyRequests } from '../../../client/functions'
import { askCounty, useCounty } from '../../../client/functions'
import { CountyScreen } from '../county-page'
import { QueryView } from '../../../ui/answers'
import { DayEntry, FormField } from '../../../ui/fields'
import { TextButton } from '../../../ui/tap'
import { Section } from '../../../ui/text'

definePageConfig({ navigationBarTitleText: '操作记录' })

export default function AuditPage(): ReactNode {
  return (
    <CountyScreen id="page-audit" title="操作记录">
      {({ region }) => <AuditPart region={region} />}
    </CountyScreen>
  )
}

type Search = Omit<CountyRequests['searchAudit'], 'region' | 'after'>
type Found = CountyAnswers['searchAudit']
type Outcome = Search['outcome']

const OUTCOMES: readonly { outcome: Outcome; name: string }[] = [
  { outcome: null, name: '全部' },
  { outcome: 'refused', name: '没有获准' },
  { outcome: 'revealed', name: '看了完整信息' },
  { outcome: 'done', name: '已办理' },
]
const DAYS_BACK = 7
const EARLIEST = '2020-01-01'

/** Who did what, looked at what in full and what for, and what was refused. */
function AuditPart({ region }: { region: string }): ReactNode {
  const [search, setSearch] = useState<Search>(() => ({
    from: addDays(today(), -DAYS_BACK),
    to: today(),
    action: null,
    person: null,
    target: null,
    outcome: null,
  }))
  return (
    <View className="columns">
      <SearchForm search={search} onSearch={setSearch} />
      <Section id="audit-lines" title="查到的">
        <Lines key={JSON.stringify(search)} region={region} search={search} />
      </Section>
    </View>
  )
}

function SearchForm({ search, onSearch }: { search: Search; onSearch: (search: Search) => void }): ReactNode {
  const [from, setFrom] = useState<string | null>(search.from)
  const [to, setTo] = useState<string | null>(search.to)
  const [outcome, setOutcome] = useState<Outcome>(search.outcome)
  const [person, setPerson] = useState('')
  const [target, setTarget] = useState('')
  const or = (words: string): string | null => (words.trim() === '' ? null : words.trim())
  const ready = from !== null && to !== null && from <= to
  const find = (): void => {
    if (ready) onSearch({ from, to, outcome, action: null, person: or(person), target: or(target) })
  }
  return (
    <Section id="audit-search" title="查操作记录">
      <View className="strong">从哪天</View>
      <DayEntry id="audit-from" value={from} earliest={EARLIEST} latest={today()} onDay={setFrom} />
      <View className="strong gap">到哪天</View>
      <DayEntry id="audit-to" value={to} earliest={EARLIEST} latest={today()} onDay={setTo} />
      <View className="chips gap">
        {OUTCOMES.map(({ outcome: one, name }) => (
          <TextButton
            key={name}
            className={one === outcome ? 'chip chip-on' : 'chip'}
            role="radio"
            checked={one === outcome}
            onTap={() => setOutcome(one)}
          >
            {name}
          </TextButton>
        ))}
      </View>
      <FormField
        id="audit-person"
        label="谁办的（岗位编号，可以不填）"
        longest={64}
        value={person}
        wrong=""
        onType={setPerson}
      />
      <FormField
        id="audit-target"
        label="办的是谁或哪一件（编号，可以不填）"
        longest={96}
        value={target}
        wrong=""
        onType={setTarget}
      />
      <View className="buttons gap">
        <TextButton id="audit-find" className={ready ? 'button' : 'button button-off'} onTap={find}>
          查
        </TextButton>
      </View>
    </Section>
  )
}

function Lines({ region, search }: { region: string; search: Search }): ReactNode {
  const { asked, again } = useCounty('searchAudit', { region, ...search, after: null })
  const [more, setMore] = useState<Found | null>(null)
  const goOn = async (so: Found): Promise<void> => {
    const answer = await askCounty('searchAudit', { region, ...search, after: so.next }).catch(() => null)
    if (answer?.ok) setMore({ lines: [...so.lines, ...answer.data.lines], next: answer.data.next })
  }
  return (
    <QueryView asked={asked} again={again} waitingFor="正在查" back={null}>
      {(first) => {
        const { lines, next } = more ?? first
        return (
          <View>
            {lines.length === 0 && next === null && <View className="quiet">这几天没有这样的记录。</View>}
            {lines.map((line, i) => (
              <AuditLine key={i} line={line} />
            ))}
            {next !== null && (
              <View className="gap">
                <TextButton id="audit-more" className="button button-second" onTap={() => void goOn({ lines, next })}>
                  再看一些
                </TextButton>
              </View>
            )}
          </View>
        )
      }}
    </QueryView>
  )
}

function AuditLine({
  line: { day, time, person, who, actionName, target, outcomeName, outcome, whyWords },
}: {
  line: Found['lines'][number]
}): ReactNode {
  return (
    <View className="row">
      <View className="bar-head">
        <View className="strong">{actionName}</View>
        <View className={outcome === 'refused' ? 'badge tone-stop' : 'badge'}>{outcomeName}</View>
      </View>
      <View>
        {who ?? person}：{target}
        {whyWords === '' ? '' : `，${whyWords}`}
      </View>
      <View className="quiet">
        {dayInWords(day)} {time}
      </View>
    </View>
  )
}
