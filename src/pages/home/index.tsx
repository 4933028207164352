import './index.scss'
import { View } from '@tarojs/components'
import { useDidShow } from '@tarojs/taro'
import type { ReactNode } from 'react'
import { useEffect, useState } from 'react'
import type { CheckSession, SavedCheck } from '../../client/checks'
import { byPerson, currentSession, deleteSaved, dropSession, savedChecks } from '../../client/checks'
import { refreshIndex } from '../../client/edition-index'
import { confirmed } from '../../client/phone'
import { savedWorkplace } from '../../client/saved-workplace'
import { useTakenMoney } from '../../client/taken-cash'
import { dayInWords, today } from '../../client/days'
import type { PlaceYear, YearState } from '../../client/years'
import { servedYears } from '../../client/served-years'
import { openFirst, yearCollected, yearState } from '../../client/years'
import { openPage } from '../../ui/navigate'
import { chooseFontSize, FONT_SIZES, Screen, useFontSize } from '../../ui/screen'
import { TextButton } from '../../ui/tap'
import { Paragraph, Section, Whole } from '../../ui/text'

definePageConfig({ navigationBarTitleText: '参保通' })

interface Kept {
  saved: readonly SavedCheck[]
  session: CheckSession | null
  /** Something kept by another version could not be read, and was dropped. */
  dropped: boolean
}

export default function HomePage(): ReactNode {
  const [kept, setKept] = useState<Kept>(readKept)
  useDidShow(() => setKept((before) => ({ ...readKept(), dropped: before.dropped })))
  // A place or a year that was published since this package was built stands in the lists too.
  useEffect(() => {
    void refreshIndex().then((came) => came && setKept((before) => ({ ...before })))
  }, [])

  const remove = (id: string): void => {
    deleteSaved(id)
    // What is deleted is gone: no copy of it stays behind as an unfinished check.
    if (kept.session?.savedId === id) dropSession()
    setKept(readKept())
  }
  return (
    <Screen id="page-home">
      <View className="home-name">参保通</View>
      <View id="home-promise" className="home-promise">
        城乡居民医保：该交多少钱，哪天起能报销，依据哪一条。
      </View>
      <View className="gap-big">
        <TextButton id="home-check" className="button home-check" onTap={() => void openPage('/pages/check/index')}>
          查一查：该交多少钱
        </TextButton>
      </View>
      <View className="quiet gap">一分钟答完，不用注册，不用联网。</View>
      <OpenSeasons />
      <View className="gap">
        <TextButton id="home-pay" className="button" onTap={() => void openPage('/pages/pay/index')}>
          交医保费
        </TextButton>
      </View>
      <View className="gap">
        <TextButton
          id="home-family"
          className="button button-second"
          onTap={() => void openPage('/pages/family/index')}
        >
          我和家人的参保
        </TextButton>
      </View>
      <WorkWay />
      {isUnsaved(kept) && (
        <View className="gap">
          <TextButton
            id="home-resume"
            className="button button-second"
            onTap={() => void openPage('/pages/check/index?resume=1')}
          >
            接着上次的查
          </TextButton>
        </View>
      )}
      {kept.dropped && (
        <View id="home-dropped" className="notice">
          手机上存的旧内容读不出来，已经清掉了，请重新查一次。给您添麻烦了。
        </View>
      )}
      <SavedList saved={kept.saved} onDelete={remove} />
      <ServedPlaces />
      <FontSizeSwitch />
      <TextButton id="home-verify" className="link" onTap={() => void openPage('/pages/pay/verify/index')}>
        核验收据真假 ›
      </TextButton>
    </Screen>
  )
}

function readKept(): Kept {
  const saved = savedChecks()
  const session = currentSession()
  return { saved: saved.value ?? [], session: session.value, dropped: saved.dropped || session.dropped }
}

/** There is a check to go on with that is not in the list as it stands. */
function isUnsaved({ saved, session }: Kept): boolean {
  return session !== null && !saved.some((check) => JSON.stringify(check.session) === JSON.stringify(session))
}

/** 字号, remembered on this phone. */
function FontSizeSwitch(): ReactNode {
  const now = useFontSize()
  return (
    <Section id="font-size" title="字号">
      <View className="chips">
        {FONT_SIZES.map(({ id, label }) => (
          <TextButton
            key={id}
            id={`font-size-${id}`}
            className={id === now ? 'chip chip-on' : 'chip'}
            role="radio"
            checked={id === now}
            label={`字号${label}`}
            onTap={() => chooseFontSize(id)}
          >
            {label}
          </TextButton>
        ))}
      </View>
    </Section>
  )
}

interface SavedListProps {
  saved: readonly SavedCheck[]
  onDelete: (id: string) => void
}

/** Checks of several people, kept on this phone only. */
function SavedList({ saved, onDelete }: SavedListProps): ReactNode {
  if (saved.length === 0) return null
  return (
    <Section id="saved" title="存过的">
      {byPerson(saved).map((check) => (
        <SavedRow key={check.id} check={check} onDelete={onDelete} />
      ))}
      <View className="quiet gap">只存在这部手机上。</View>
    </Section>
  )
}

function SavedRow({
  check: { id, name, place, answer, session },
  onDelete,
}: {
  check: SavedCheck
  onDelete: (id: string) => void
}): ReactNode {
  const remove = async (): Promise<void> => {
    if (await confirmed('删掉这条？', `“${name}”的记录删掉就找不回来了。`, '删掉')) onDelete(id)
  }
  return (
    <View id={`saved-${id}`} className="row saved-row">
      <View className="saved-name subtitle">{name}</View>
      <View className="quiet">
        {place}
        {stateOf(session)}
      </View>
      <View className="saved-answer strong">{answer}</View>
      <View className="buttons">
        <TextButton
          className="button saved-open"
          label={`打开${name}的结果`}
          onTap={() => void openPage(`/pages/check/result/index?saved=${id}`)}
        >
          打开
        </TextButton>
        <TextButton
          className="button button-second saved-redo"
          label={`重新查${name}`}
          onTap={() => void openPage(`/pages/check/index?redo=${id}`)}
        >
          重查
        </TextButton>
      </View>
      <TextButton className="link saved-delete" label={`删掉${name}`} onTap={() => void remove()}>
        删掉
      </TextButton>
    </View>
  )
}

/** A kept answer that nobody can act on any more says so in the list. */
function stateOf({ region, year }: CheckSession): string {
  const one = servedYears().find((served) => served.region === region && served.year === year)
  const state = one && yearState(one, servedYears(), today())
  return state === undefined || state === 'open' || state === 'late' ? '' : `（${SHORT_WORDS[state]}）`
}

/** Whose money is collected now: seen before the first question. */
function OpenSeasons(): ReactNode {
  const now = today()
  const open = openFirst(servedYears(), now).filter(({ state }) => state === 'open')
  return (
    <View id="home-open" className="strong">
      <Paragraph>{openWords(open, now)}</Paragraph>
      {open.slice(0, MOST_OPEN).map(({ region, name, year }) => (
        <TextButton
          key={`${region}-${year}`}
          id={`home-open-${region}-${year}`}
          className="link"
          onTap={() => void openPage(`/pages/check/index?region=${region}&year=${year}&day=today`)}
        >
          {`查${name} ${year} 年度的 ›`}
        </TextButton>
      ))}
    </View>
  )
}

/** More of them are chosen from the list of places. */
const MOST_OPEN = 3

/** Which places and years can be asked about, and where each stands. */
function ServedPlaces(): ReactNode {
  const years = openFirst(servedYears(), today())
  return (
    <Section id="home-places" title="能查的地方和年度">
      {[...new Set(years.map(({ name }) => name))].map((place) => (
        <View key={place}>
          {place}{' '}
          {years
            .filter(({ name }) => name === place)
            .map(({ year, state }) => (
              <Whole key={year}>{`${year}（${SHORT_WORDS[state]}） `}</Whole>
            ))}
        </View>
      ))}
    </Section>
  )
}

const SHORT_WORDS: Readonly<Record<YearState, string>> = {
  open: '正在收',
  late: '过了集中期',
  ahead: '还没开始',
  passed: '早过了缴费期',
  over: '已过完',
}

function openWords(open: readonly PlaceYear[], now: string): string {
  if (open.length === 0) return `现在一般在收 ${yearCollected(now)} 年度的，这里还没有正在收的通知。`
  return `正在收：${open.map(({ name, year, closes }) => `${name} ${year} 年度，到 ${dayInWords(closes)}`).join('；')}。`
}

/**
 * The way to work on the first screen, for whom the server has called a clerk on this phone before: it
 * opens without a network.
 */
function WorkWay(): ReactNode {
  const [isThere, setThere] = useState(() => savedWorkplace() !== null)
  useDidShow(() => setThere(savedWorkplace() !== null))
  const unsent = useTakenMoney().length
  if (!isThere && unsent === 0) return null
  return (
    <View className="gap">
      <TextButton
        id="home-work"
        className="button button-second"
        onTap={() => void openPage('/pages/village/index')}
      >{`村里的工作${unsent > 0 ? `（${unsent} 笔没上传）` : ''}`}</TextButton>
    </View>
  )
}
