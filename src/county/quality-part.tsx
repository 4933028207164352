import { View } from '@tarojs/components'
import { useState, type ReactNode } from 'react'
import { AskedPart } from '../asking/asked-part'
import { DeedSaid } from '../asking/deed-said'
import { sayDay } from '../clock/civil-days'
import { useCounty, useCountyPlainDeed, type CountyAnswers, type CountyRequests } from '../cloud/county'
import { Section } from '../components/section'
import { Tap } from '../components/tap'
import type { CountyDesk } from './county-screen'
import { counted, Figure } from './figure'
import { WorkBar } from './upload-part'
import { useRounds } from './use-rounds'

type Kind = CountyRequests['flawedPeople']['kind']
type Village = CountyAnswers['dataQuality']['villages'][number]
/** As the county's table of kinds names them. */
const KINDS: readonly { kind: Kind; name: string }[] = [
  { kind: '错', name: '有错' }, { kind: '误', name: '前后矛盾' }, { kind: '漏', name: '有缺项' }, { kind: '重', name: '疑似重复' }, { kind: 'newborn', name: '新生儿没有号码' }, { kind: 'unsettled', name: '应缴没核定' },
]

/** How good the ledger is: what is wrong, by kind and village, and who it is. */
export function QualityPart({ desk }: { desk: CountyDesk }): ReactNode {
  const { region, year, may } = desk
  const { asked, again } = useCounty('dataQuality', { region, year })
  const [shown, setShown] = useState<{ village: Village; kind: Kind } | null>(null)
  return (
    <AskedPart asked={asked} again={again} waitingFor='正在取资料质量' back={null}>
      {({ total, villages }) => (
        <View>
          <Section id='quality-total' title='全部台账'>
            <View className='tallies'>
              {KINDS.map(({ kind, name }) => <Figure key={kind} words={name} value={counted(total[kind])} {...(total[kind] > 0 ? { look: 'stop' as const } : {})} />)}
              <Figure words='人' value={counted(total.people)} />
            </View>
            {may.has('countQuality') && <CountAgain desk={desk} of={villages.length} onDone={again} />}
          </Section>
          {shown !== null && <FlawedPeople key={`${shown.village.village} ${shown.kind}`} desk={desk} {...shown} />}
          <Section id='quality-villages' title='各村（社区）'>
            {villages.map((village) => <VillageRow key={village.village} village={village} onShow={(kind) => setShown({ village, kind })} />)}
          </Section>
        </View>
      )}
    </AskedPart>
  )
}

function CountAgain({ desk: { region, year }, of, onDone }: { desk: CountyDesk; of: number; onDone: () => void }): ReactNode {
  const deed = useCountyPlainDeed('countQuality')
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
      {deed.state.is === 'busy' && <WorkBar id='quality-counting' words='正在逐村统计' done={at?.at ?? 0} of={at?.of ?? 0} />}
      <DeedSaid id='quality-count' state={deed.state} />
      <View className='gap'><Tap id='quality-count' className='button button-second' onTap={() => void count()}>重新统计</Tap></View>
    </View>
  )
}

function VillageRow({ village, onShow }: { village: Village; onShow: (kind: Kind) => void }): ReactNode {
  const found = KINDS.filter(({ kind }) => village[kind] > 0)
  return (
    <View id={`quality-${village.village}`} className='row'>
      <View className='bar-head'>
        <View className='strong'>{village.township}{village.name}</View>
        <View className='quiet'>{village.countedOn === null ? '还没有统计过' : `${sayDay(village.countedOn)}，${counted(village.people)} 人`}</View>
      </View>
      {found.length > 0 && (
        <View className='chips'>
          {found.map(({ kind, name }) => <Tap key={kind} className='chip' label={`看${village.name}${name}的人`} onTap={() => onShow(kind)}>{name} {counted(village[kind])} ›</Tap>)}
        </View>
      )}
    </View>
  )
}

function FlawedPeople({ desk: { region, year }, village, kind }: { desk: CountyDesk; village: Village; kind: Kind }): ReactNode {
  const { asked, again } = useCounty('flawedPeople', { region, village: village.village, year, kind, after: null })
  return (
    <Section id='flawed' title={`${village.name}：${KINDS.find((one) => one.kind === kind)!.name}`}>
      <AskedPart asked={asked} again={again} waitingFor='正在取' back={null}>
        {({ people, next }) => (
          <View>
            {people.length === 0 && <View className='quiet'>现在没有了。</View>}
            {people.map(({ resident, name, tail, group, flaws, questions }) => (
              <View key={resident} className='row'>
                <View className='strong'>{name}{tail === null ? '' : ` 尾号 ${tail}`}{group === null ? '' : ` · ${group}`}</View>
                {flaws.map(({ code, kind: of, words }) => <View key={code}>{of}：{words}</View>)}
                {questions.length > 0 && <View className='quiet'>还要问：{questions.join('、')}</View>}
              </View>
            ))}
            {next !== null && <View className='quiet gap'>还有更多，改好上面的再看。</View>}
          </View>
        )}
      </AskedPart>
    </Section>
  )
}
