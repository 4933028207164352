import { View } from '@tarojs/components'
import type { ReactNode } from 'react'
import { useState } from 'react'
import { dayInWords } from '../../../client/days'
import type { CountyAnswers, CountyRequests } from '../../../client/functions'
import { useCounty, useCountyAction, useCountyPlainAction } from '../../../client/functions'
import type { CountyWorkplace } from '../county-page'
import { CountyScreen } from '../county-page'
import { counted, Figure } from '../parts'
import { QueryView, ActionError } from '../../../ui/answers'
import { useRounds, WorkBar } from '../../../ui/long-work'
import { FormField } from '../../../ui/fields'
import { TextButton } from '../../../ui/tap'
import { Section } from '../../../ui/text'

definePageConfig({ navigationBarTitleText: '资料质量' })

export default function QualityPage(): ReactNode {
  return (
    <CountyScreen id="page-quality" title="资料质量">
      {(desk) => (
        <View className="columns">
          <QualityPart desk={desk} />
          {desk.may.has('duplicates') && <DuplicatesPart desk={desk} />}
        </View>
      )}
    </CountyScreen>
  )
}

type Kind = CountyRequests['flawedPeople']['kind']
type Village = CountyAnswers['dataQuality']['villages'][number]
/** As the county's table of kinds names them. */
const KINDS: readonly { kind: Kind; name: string }[] = [
  { kind: '错', name: '有错' },
  { kind: '误', name: '前后矛盾' },
  { kind: '漏', name: '有缺项' },
  { kind: '重', name: '疑似重复' },
  { kind: 'newborn', name: '新生儿没有号码' },
  { kind: 'unsettled', name: '应缴没核定' },
]

/** How good the ledger is: what is wrong, by kind and village, and who it is. */
function QualityPart({ desk }: { desk: CountyWorkplace }): ReactNode {
  const { region, year, may } = desk
  const { asked, again } = useCounty('dataQuality', { region, year })
  const [shown, setShown] = useState<{ village: Village; kind: Kind } | null>(null)
  return (
    <QueryView asked={asked} again={again} waitingFor="正在取资料质量" back={null}>
      {({ total, villages }) => (
        <View>
          <Section id="quality-total" title="全部台账">
            <View className="tallies">
              {KINDS.map(({ kind, name }) => (
                <Figure
                  key={kind}
                  words={name}
                  value={counted(total[kind])}
                  {...(total[kind] > 0 ? { look: 'stop' as const } : {})}
                />
              ))}
              <Figure words="人" value={counted(total.people)} />
            </View>
            {may.has('countQuality') && <CountAgain desk={desk} of={villages.length} onDone={again} />}
          </Section>
          {shown !== null && <FlawedPeople key={`${shown.village.village} ${shown.kind}`} desk={desk} {...shown} />}
          <Section id="quality-villages" title="各村（社区）">
            {villages.map((village) => (
              <VillageRow key={village.village} village={village} onShow={(kind) => setShown({ village, kind })} />
            ))}
          </Section>
        </View>
      )}
    </QueryView>
  )
}

function CountAgain({
  desk: { region, year },
  of,
  onDone,
}: {
  desk: CountyWorkplace
  of: number
  onDone: () => void
}): ReactNode {
  const deed = useCountyPlainAction('countQuality')
  const { at, go } = useRounds()
  const count = async (): Promise<void> => {
    let [after, done]: [string | null, number] = [null, 0]
    const all = await go(async () => {
      const answer = await deed.run({ region, year, after })
      if (answer === null) return null
      after = answer.next
      done += answer.counted
      return { done: answer.next === null, at: done, of }
    })
    if (all) onDone()
  }
  return (
    <View>
      {deed.state.is === 'busy' && (
        <WorkBar id="quality-counting" words="正在逐村统计" done={at?.at ?? 0} of={at?.of ?? 0} />
      )}
      <ActionError id="quality-count" state={deed.state} />
      <View className="gap">
        <TextButton id="quality-count" className="button button-second" onTap={() => void count()}>
          重新统计
        </TextButton>
      </View>
    </View>
  )
}

function VillageRow({ village, onShow }: { village: Village; onShow: (kind: Kind) => void }): ReactNode {
  const found = KINDS.filter(({ kind }) => village[kind] > 0)
  return (
    <View id={`quality-${village.village}`} className="row">
      <View className="bar-head">
        <View className="strong">
          {village.township}
          {village.name}
        </View>
        <View className="quiet">
          {village.countedOn === null
            ? '还没有统计过'
            : `${dayInWords(village.countedOn)}，${counted(village.people)} 人`}
        </View>
      </View>
      {found.length > 0 && (
        <View className="chips">
          {found.map(({ kind, name }) => (
            <TextButton key={kind} className="chip" label={`看${village.name}${name}的人`} onTap={() => onShow(kind)}>
              {name} {counted(village[kind])} ›
            </TextButton>
          ))}
        </View>
      )}
    </View>
  )
}

function FlawedPeople({
  desk: { region, year },
  village,
  kind,
}: {
  desk: CountyWorkplace
  village: Village
  kind: Kind
}): ReactNode {
  const { asked, again } = useCounty('flawedPeople', { region, village: village.village, year, kind, after: null })
  return (
    <Section id="flawed" title={`${village.name}：${KINDS.find((one) => one.kind === kind)!.name}`}>
      <QueryView asked={asked} again={again} waitingFor="正在取" back={null}>
        {({ people, next }) => (
          <View>
            {people.length === 0 && <View className="quiet">现在没有了。</View>}
            {people.map(({ resident, name, tail, group, flaws, questions }) => (
              <View key={resident} className="row">
                <View className="strong">
                  {name}
                  {tail === null ? '' : ` 尾号${tail.replace(/\*/g, '')}`}
                  {group === null ? '' : ` · ${group}`}
                </View>
                {flaws.map(({ code, kind: of, words }) => (
                  <View key={code}>
                    {of}：{words}
                  </View>
                ))}
                {questions.length > 0 && <View className="quiet">还要问：{questions.join('、')}</View>}
              </View>
            ))}
            {next !== null && <View className="quiet gap">还有更多，改好上面的再看。</View>}
          </View>
        )}
      </QueryView>
    </Section>
  )
}

type Pair = CountyAnswers['duplicates']['pairs'][number]

/** People who are probably entered twice: looked for, and each pair settled by a person. */
function DuplicatesPart({ desk: { region, may } }: { desk: CountyWorkplace }): ReactNode {
  const { asked, again } = useCounty('duplicates', { region, state: 'open', after: null })
  const find = useCountyPlainAction('findDuplicates')
  const { at, go } = useRounds()

  const look = async (): Promise<void> => {
    let [after, looked]: [string | null, number] = [null, 0]
    const all = await go(async () => {
      const answer = await find.run({ region, after })
      if (answer === null) return null
      after = answer.next
      looked += answer.looked
      return { done: answer.next === null, at: looked, of: 0 }
    })
    if (all) again()
  }
  return (
    <Section id="duplicates" title="可能登记了两次的人">
      {may.has('settleDuplicate') && (
        <View className="buttons">
          <TextButton id="find-duplicates" className="button button-second" onTap={() => void look()}>
            查找一遍
          </TextButton>
        </View>
      )}
      {find.state.is === 'busy' && (
        <WorkBar id="duplicates-looking" words={`已看过 ${at?.at ?? 0} 人`} done={0} of={0} />
      )}
      <ActionError id="duplicates-find" state={find.state} />
      <QueryView asked={asked} again={again} waitingFor="正在取" back={null}>
        {({ pairs, next }) => (
          <View>
            {pairs.length === 0 && <View className="quiet gap">没有等着核实的。</View>}
            {pairs.map((pair) => (
              <PairRow key={pair.pair} pair={pair} may={may.has('settleDuplicate')} onDone={again} />
            ))}
            {next !== null && <View className="quiet gap">还有更多，核实完上面的会接着出来。</View>}
          </View>
        )}
      </QueryView>
    </Section>
  )
}

function PairRow({
  pair: { pair, why, people },
  may,
  onDone,
}: {
  pair: Pair
  may: boolean
  onDone: () => void
}): ReactNode {
  const deed = useCountyAction('settleDuplicate', pair)
  const [because, setBecause] = useState('')
  const settle = async (as: 'different' | 'same', leaves: string | null): Promise<void> => {
    if (because.trim() !== '' && (await deed.run({ pair, as, leaves, because: because.trim() })) !== null) onDone()
  }
  return (
    <View id={`pair-${pair}`} className="row">
      <View className="strong">{why}</View>
      {people.map(({ resident, name, tail, village, paid }) => (
        <View key={resident}>
          {name}
          {tail === null ? '，没有号码' : ` 尾号${tail.replace(/\*/g, '')}`} · {village}
          {paid ? ' · 已缴费' : ''}
        </View>
      ))}
      {may && (
        <View>
          <FormField
            id={`pair-because-${pair}`}
            label="怎么核实的"
            longest={100}
            value={because}
            wrong=""
            onType={(words) => {
              deed.changed()
              setBecause(words)
            }}
          />
          <ActionError id={`pair-said-${pair}`} state={deed.state} />
          {because.trim() !== '' && (
            <View className="buttons gap">
              <TextButton
                id={`pair-different-${pair}`}
                className="button button-second"
                onTap={() => void settle('different', null)}
              >
                是两个人
              </TextButton>
              {people.map(({ resident, village }) => (
                <TextButton key={resident} className="button button-second" onTap={() => void settle('same', resident)}>
                  是一个人，去掉{village}的
                </TextButton>
              ))}
            </View>
          )}
        </View>
      )}
    </View>
  )
}
