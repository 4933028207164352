import './row-list.scss'
import Taro from '@tarojs/taro'
import { ScrollView, View } from '@tarojs/components'
import { useRouter } from '@tarojs/taro'
import type { ReactNode } from 'react'
import { memo, useState } from 'react'
import { dayInWords } from '../../../client/days'
import type { HouseholdRow } from '../../../client/functions'
import { askVillage } from '../../../client/functions'
import type { WorkplaceYear } from '../../../client/saved-workplace'
import { useTakenMoney } from '../../../client/taken-cash'
import { ClerkPage, mayDo } from '../clerk-page'
import type { Filter } from './find-rows'
import { FILTER_IDS, FILTERS, findRows, rowsDrawn, rowsInSight } from './find-rows'
import type { Rows } from './use-rows'
import { useRows } from './use-rows'
import { Waiting } from '../../../ui/answers'
import { TypedField } from '../../../ui/fields'
import { yuan } from '../../../ui/money'
import { openPage } from '../../../ui/navigate'
import { useFontScale } from '../../../ui/screen'
import { TextButton } from '../../../ui/tap'

definePageConfig({ navigationBarTitleText: '户' })

/** 户: every household of the village, as it is known on this phone, searched and filtered there. */
export default function HouseholdsPage(): ReactNode {
  return <ClerkPage id="page-households">{(at) => <Households at={at} />}</ClerkPage>
}

function Households({ at }: { at: WorkplaceYear }): ReactNode {
  const { filter: wanted } = useRouter<{ filter?: string }>().params
  const [filter, setFilter] = useState<Filter>(FILTER_IDS.find((one) => one === wanted) ?? 'all')
  const [words, setWords] = useState('')
  const rows = useRows(at)
  const found = findRows(rows.rows, filter, words)
  return (
    <View className="households">
      <TypedField
        id="rows-words"
        label="找人"
        kind="text"
        longest={30}
        hint="姓名、拼音首字母、门牌、尾号、3组"
        value={words}
        onType={setWords}
      />
      <View className="filters">
        {FILTER_IDS.map((id) => (
          <TextButton
            key={id}
            id={`filter-${id}`}
            className={id === filter ? 'chip chip-on' : 'chip'}
            role="radio"
            checked={id === filter}
            onTap={() => setFilter(id)}
          >
            {FILTERS[id].name}
          </TextButton>
        ))}
      </View>
      <RowsState rows={rows} found={found.length} />
      {mayDo('registerResident') && (
        <TextButton id="add-household" className="link" onTap={() => void openPage('/pages/village/enter/index')}>
          ＋ 登记新的一户
        </TextButton>
      )}
      {found.length > 0 ? (
        <RowList key={`${filter} ${words}`} rows={found} />
      ) : (
        rows.is !== 'fetching' && <FoundOnServer key={words} at={at} words={words} />
      )}
    </View>
  )
}

/** How many, and how fresh they are. */
function RowsState({ rows: { rows, is, why, along, again }, found }: { rows: Rows; found: number }): ReactNode {
  return (
    <View id="rows-state" className="spread">
      <View>
        <View id="rows-found" className="strong inline">
          {found}
        </View>{' '}
        户{is === 'fetching' ? '，正在取最新的…' : along === null ? '' : `，没网也能收 ${along} 户`}
      </View>
      {is === 'unanswered' && (
        <TextButton id="rows-again" className="link" onTap={again}>
          {rows.length === 0 ? '没有连上，再试' : '没网，是上次的'}
        </TextButton>
      )}
      {is === 'refused' && (
        <View id="rows-refused" className="stop-words">
          {why}
        </View>
      )}
    </View>
  )
}

type Search =
  | { is: 'idle' | 'busy' | 'unanswered' }
  | { is: 'refused'; message: string }
  | { is: 'found'; rows: readonly HouseholdRow[]; more: boolean }

/** Nothing on the phone answers to what was typed: the server knows the names in full. */
function FoundOnServer({ at, words }: { at: WorkplaceYear; words: string }): ReactNode {
  const [search, setSearch] = useState<Search>({ is: 'idle' })
  if (words.trim() === '')
    return (
      <View id="rows-none" className="card">
        没有这样的户。
      </View>
    )

  const look = async (): Promise<void> => {
    setSearch({ is: 'busy' })
    try {
      const answer = await askVillage('findHouseholds', { ...at, words: words.trim() })
      setSearch(answer.ok ? { is: 'found', ...answer.data } : { is: 'refused', message: answer.error.message })
    } catch {
      setSearch({ is: 'unanswered' })
    }
  }
  return (
    <View id="rows-none" className="card">
      {search.is !== 'found' && <View>手机上没找到“{words}”。要打全部号码来找的，请连上网。</View>}
      {search.is === 'busy' ? (
        <Waiting words="正在找" />
      ) : (
        <TextButton id="find-on-server" className="button button-second gap" onTap={() => void look()}>
          在全村里找
        </TextButton>
      )}
      {search.is === 'unanswered' && <View className="notice">没有连上，有网的时候再找。</View>}
      {search.is === 'refused' && <View className="notice notice-stop">{search.message}</View>}
      {search.is === 'found' && (
        <View id="rows-of-server">
          {search.rows.length === 0 && <View className="gap">全村也没有找到。</View>}
          {search.rows.map((row) => (
            <RowOfHousehold key={row.household} row={row} unsent={false} />
          ))}
          {search.more && <View className="quiet">还有别的，请多打几个字。</View>}
        </View>
      )}
    </View>
  )
}

/** As `.household-row` has it, before the reader's font size. */
const ROW_PX = 84

/**
 * A list of any length, all rows of one height: only those in sight and a few around them are drawn. A drawn row keeps
 * its place in the page when it scrolls away and becomes another, as changing words costs a cheap phone less than new
 * elements.
 */
function RowList({ rows }: { rows: readonly HouseholdRow[] }): ReactNode {
  const row = ROW_PX * useFontScale()
  const [height] = useState(() => Taro.getWindowInfo().windowHeight)
  const [start, setStart] = useState(0)
  const unsent = new Set(useTakenMoney().map(({ household }) => household))
  const drawn = rowsDrawn(height, row)
  const { from, to } = rowsInSight(rows.length, { scrolled: start, height, row })

  const look = (scrolled: number): void => {
    if (rowsInSight(rows.length, { scrolled, height, row }).from !== from) setStart(scrolled)
  }
  return (
    <ScrollView id="rows" className="row-list" scrollY onScroll={({ detail }) => look(detail.scrollTop)}>
      <View className="row-space" style={{ height: `${rows.length * row}px` }}>
        {Array.from({ length: Math.min(drawn, rows.length) }, (_, slot) => {
          const at = from + ((((slot - from) % drawn) + drawn) % drawn)
          const one = rows[at]
          return one === undefined || at >= to ? null : (
            <View key={slot} className="row-slot" style={{ top: `${at * row}px` }}>
              <RowOfHousehold row={one} unsent={unsent.has(one.household)} />
            </View>
          )
        })}
      </View>
    </ScrollView>
  )
}

interface RowProps {
  row: HouseholdRow
  /** Money of theirs waits on this phone. */
  unsent: boolean
}

/** One household at a glance: whose, who of them, and what they owe. Of the same elements whatever it says. */
const RowOfHousehold = memo(function RowOfHousehold({ row, unsent }: RowProps): ReactNode {
  const { household, head, group, house, people } = row
  const tails = people.flatMap(({ tail }) => tail ?? []).join('、')
  const { state, large, small } = listState(row, unsent)
  return (
    <TextButton
      className={`household-row household-${state}`}
      onTap={() => void openPage(`/pages/village/household/index?household=${household}`)}
    >
      <View className="household-head">{[head, group, house].filter((one) => one !== null).join(' ')}</View>
      <View className="household-large">{large}</View>
      <View className="household-more quiet">{`${people.length} 人${tails === '' ? '' : `，尾号 ${tails}`}`}</View>
      <View className="household-small">{small}</View>
    </TextButton>
  )
})

interface ListState {
  state: 'owes' | 'done' | 'waits' | 'empty'
  large: string
  small: string
}

function listState({ people, unpaid, owed }: HouseholdRow, unsent: boolean): ListState {
  if (unsent) return { state: 'waits', large: '收了', small: '没上传' }
  if (people.length === 0) return { state: 'empty', large: '空户', small: '' }
  if (unpaid === 0) return paidState(people)
  return { state: 'owes', large: `${yuan(owed)} 元`, small: `${unpaid} 人没交` }
}

/** Paying is one thing, being covered another: from when, or that it is not, and why. */
function paidState(people: HouseholdRow['people']): ListState {
  const covers = people.flatMap(({ cover }) => cover ?? [])
  const not = covers.find(({ is }) => is === 'no')
  if (not !== undefined) return { state: 'waits', large: '交了没待遇', small: not.why ?? '打开看原因' }
  const later = covers.flatMap(({ is, day }) => (is === 'later' && day !== null ? [day] : [])).sort()
  const last = later.at(-1)
  if (last !== undefined) return { state: 'done', large: '✓ 交了', small: `${dayInWords(last).slice(5)}起能报销` }
  return { state: 'done', large: '✓ 交了', small: covers.some(({ is }) => is === 'now') ? '能报销了' : '' }
}
