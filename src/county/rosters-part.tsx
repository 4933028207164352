import { View } from '@tarojs/components'
import { useState, type ReactNode } from 'react'
import { AskedPart } from '../asking/asked-part'
import { sayDay } from '../clock/civil-days'
import { useCounty, type CountyAnswers } from '../cloud/county'
import { WhyClause } from '../components/clause'
import { goTo } from '../components/go-to'
import { Section } from '../components/section'
import { Tap } from '../components/tap'
import type { CountyDesk } from './county-screen'
import { counted } from './figure'
import { RosterUpload, type Roster } from './roster-upload'

const KINDS: Readonly<Record<Roster['kind'], string>> = { changes: '报新增和减少的人', whole: '整册报送：册上没有的人，视为不再认定', employee: '已参加职工医保的人' }

/** The lists that the place's notice knows, one to be loaded, and the batches so far. */
export function RostersPart({ desk }: { desk: CountyDesk }): ReactNode {
  const { region, year } = desk
  const { asked, again } = useCounty('rosters', { region, year })
  const [chosen, setChosen] = useState<Roster | null>(null)
  return (
    <AskedPart asked={asked} again={again} waitingFor='正在取名单' back={null}>
      {({ rosters, batches }) => (
        <View className='columns'>
          <View>
            <Section id='rosters' title='可以导入的名单'>
              {rosters.map((roster) => <RosterRow key={roster.roster} roster={roster} may={desk.may.has('importRoster')} onLoad={() => setChosen(roster)} />)}
            </Section>
            {chosen !== null && <RosterUpload key={chosen.roster} desk={desk} roster={chosen} onRead={(batch) => openBatch(batch, year)} />}
          </View>
          <Batches batches={batches} year={year} />
        </View>
      )}
    </AskedPart>
  )
}

const openBatch = (batch: string, year: number): void => void goTo(`/pages/county/roster/index?batch=${encodeURIComponent(batch)}&year=${year}`)

function RosterRow({ roster, may, onLoad }: { roster: Roster; may: boolean; onLoad: () => void }): ReactNode {
  const { roster: id, from, kind, encrypted, open, cite, quote, reading } = roster
  return (
    <View id={`roster-${id}`} className='row'>
      <WhyClause id={`roster-${id}`} ask='依据' head={<View className='strong'>{from}</View>} source={{ cite, quote }} />
      <View className='quiet'>{KINDS[kind]}{encrypted ? '；要加密' : ''}{reading === null ? '' : `；${reading}`}</View>
      {open.map(({ field, why, reading: read }) => <View key={field} className='notice'>通知没有写清楚：{why}。先按“{read}”办。</View>)}
      {may && <Tap id={`load-${id}`} className='link' label={`导入${from}的名单`} onTap={onLoad}>导入一份 ›</Tap>}
    </View>
  )
}

function Batches({ batches, year }: { batches: CountyAnswers['rosters']['batches']; year: number }): ReactNode {
  return (
    <Section id='batches' title='导入过的'>
      {batches.length === 0 && <View className='quiet'>还没有导入过。</View>}
      {batches.map(({ batch, certifier, name, stateName, uploadedOn, rows, sentBack, people, sentence }) => (
        <Tap key={batch} id={`batch-${batch}`} className='row' onTap={() => openBatch(batch, year)}>
          <View className='step-words'>
            <View className='bar-head'><View className='strong'>{certifier} · {name} ›</View><View className='badge'>{stateName}</View></View>
            <View>{sayDay(uploadedOn)}，{counted(rows)} 行，{counted(people)} 人有变化{sentBack === 0 ? '' : `，${counted(sentBack)} 行要退回核实`}</View>
            <View className='quiet'>{sentence}</View>
          </View>
        </Tap>
      ))}
    </Section>
  )
}
