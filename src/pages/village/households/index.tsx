import { View } from '@tarojs/components'
import { useRouter } from '@tarojs/taro'
import { useState, type ReactNode } from 'react'
import { Tap } from '../../../components/tap'
import { TypedField } from '../../../components/typed-field'
import type { DeskAt } from '../../../saved/kept-desk'
import { DeskPage } from '../../../village/desk-page'
import { FILTER_IDS, FILTERS, findRows, type Filter } from '../../../village/find-rows'
import { FoundOnServer } from '../../../village/found-on-server'
import { RowList } from '../../../village/row-list'
import { useRows, type Rows } from '../../../village/use-rows'

/** 户: every household of the village, as it is known on this phone, searched and filtered there. */
export default function HouseholdsPage(): ReactNode {
  return <DeskPage id='page-households'>{(at) => <Households at={at} />}</DeskPage>
}

function Households({ at }: { at: DeskAt }): ReactNode {
  const { filter: wanted } = useRouter<{ filter?: string }>().params
  const [filter, setFilter] = useState<Filter>(FILTER_IDS.find((one) => one === wanted) ?? 'all')
  const [words, setWords] = useState('')
  const rows = useRows(at)
  const found = findRows(rows.rows, filter, words)
  return (
    <View className='households'>
      <TypedField id='rows-words' label='找人' kind='text' longest={30} hint='姓名、尾号，或者3组' value={words} onType={setWords} />
      <View className='filters'>
        {FILTER_IDS.map((id) => (
          <Tap key={id} id={`filter-${id}`} className={id === filter ? 'chip chip-on' : 'chip'} role='radio' checked={id === filter} onTap={() => setFilter(id)}>
            {FILTERS[id].name}
          </Tap>
        ))}
      </View>
      <RowsState rows={rows} found={found.length} />
      {found.length > 0 ? <RowList key={`${filter} ${words}`} rows={found} /> : rows.is !== 'fetching' && <FoundOnServer key={words} at={at} words={words} />}
    </View>
  )
}

/** How many, and how fresh they are. */
function RowsState({ rows: { rows, is, why, along, again }, found }: { rows: Rows; found: number }): ReactNode {
  return (
    <View id='rows-state' className='spread'>
      <View><View id='rows-found' className='strong inline'>{found}</View> 户{is === 'fetching' ? '，正在取最新的…' : along === null ? '' : `，没网也能收 ${along} 户`}</View>
      {is === 'unanswered' && <Tap id='rows-again' className='link' onTap={again}>{rows.length === 0 ? '没有连上，再试' : '没网，是上次的'}</Tap>}
      {is === 'refused' && <View id='rows-refused' className='stop-words'>{why}</View>}
    </View>
  )
}
