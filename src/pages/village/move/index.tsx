import Taro from '@tarojs/taro'
import { View } from '@tarojs/components'
import { useRouter } from '@tarojs/taro'
import type { ReactNode } from 'react'
import { useState } from 'react'
import type { EnrolmentAnswers, HouseholdRow } from '../../../client/functions'
import { useEnrolment, useEnrolmentAction } from '../../../client/functions'
import type { WorkplaceYear } from '../../../client/saved-workplace'
import { savedWorkplace } from '../../../client/saved-workplace'
import { BackToToday, ClerkPage } from '../clerk-page'
import { findRows } from '../households/find-rows'
import { useRows } from '../households/use-rows'
import { QueryView, ActionError } from '../../../ui/answers'
import { FormField } from '../../../ui/fields'
import { Choice, TextButton } from '../../../ui/tap'
import { QuestionTitle } from '../../../ui/text'

definePageConfig({ navigationBarTitleText: '分户、并户、迁移' })

type Card = EnrolmentAnswers['household']['members'][number]

/** 分户、并户、迁移: to a household of their own, to another one of the village, or to another village. */
export default function MovePage(): ReactNode {
  const { household = '', resident = '' } = useRouter<{ household?: string; resident?: string }>().params
  return <ClerkPage id="page-move">{(at) => <Move at={at} household={household} resident={resident} />}</ClerkPage>
}

function Move({ at, household, resident }: { at: WorkplaceYear; household: string; resident: string }): ReactNode {
  const { asked, again } = useEnrolment('household', { household })
  return (
    <View>
      <QueryView asked={asked} again={again} waitingFor="正在看这个人" back={<BackToToday />}>
        {({ members, address }) => {
          const card = members.find((member) => member.resident === resident)
          return card === undefined ? null : <MoveForm at={at} card={card} address={address ?? ''} />
        }}
      </QueryView>
      <View className="gap-big">
        <BackToToday />
      </View>
    </View>
  )
}

const WAYS = [
  { way: 'split', name: '分出去，自己单立一户', about: '还在这个村' },
  { way: 'join', name: '并到本村另一户', about: '嫁娶、赡养等' },
  { way: 'village', name: '迁到本县别的村', about: '两个村都归您管，或者由县里办' },
] as const
type Way = (typeof WAYS)[number]['way']

function MoveForm({ at, card, address }: { at: WorkplaceYear; card: Card; address: string }): ReactNode {
  const deed = useEnrolmentAction('moveResident', card.resident)
  const [way, setWay] = useState<Way | null>(null)
  const [to, setTo] = useState<{ household: string | null; village: string; words: string } | null>(null)
  const [home, setHome] = useState(address)
  const villages = savedWorkplace()?.desk.villages ?? []
  const choose = (next: Way): void => {
    deed.changed()
    setWay(next)
    setTo(next === 'split' ? { household: null, village: at.village, words: '单立一户' } : null)
  }
  const send = async (): Promise<void> => {
    if (to === null) return
    const householdAddress = to.household === null ? home.trim() || null : null
    const { household, village } = to
    const moved = await deed.run({ resident: card.resident, village, household, householdAddress })
    if (moved !== null) await Taro.navigateBack({ delta: 2 })
  }
  return (
    <View>
      <QuestionTitle>{`${card.name}搬到哪里？`}</QuestionTitle>
      {card.isHead && (
        <View id="move-head" className="notice">
          {card.name}是户主：搬走以后，请给留下的人另定户主。
        </View>
      )}
      {WAYS.filter(({ way: one }) => one !== 'village' || villages.length > 1).map(({ way: one, name, about }) => (
        <Choice key={one} id={`move-${one}`} label={name} hint={about} on={way === one} onTap={() => choose(one)} />
      ))}
      {way === 'join' && (
        <HouseholdChoice
          at={at}
          not={card.household}
          chosen={to?.household ?? null}
          onRow={({ household, head }) => setTo({ household, village: at.village, words: `并到${head}一户` })}
        />
      )}
      {way === 'village' && (
        <VillageChoice
          here={at.village}
          chosen={to?.village ?? null}
          onVillage={(village, name) => setTo({ household: null, village, words: `迁到${name}` })}
        />
      )}
      {to !== null && (
        <View className="card">
          {to.household === null && (
            <FormField
              id="move-address"
              label="新一户的住址"
              longest={200}
              value={home}
              wrong=""
              onType={(value) => {
                deed.changed()
                setHome(value)
              }}
            />
          )}
          <ActionError id="move" state={deed.state} />
          <TextButton id="move-send" className="button gap" onTap={() => void send()}>
            {deed.state.is === 'busy' ? '正在办…' : to.words}
          </TextButton>
        </View>
      )}
    </View>
  )
}

const SHOWN = 8

/** Another household of the village, found on the phone as in the list. */
function HouseholdChoice({
  at,
  not,
  chosen,
  onRow,
}: {
  at: WorkplaceYear
  not: string
  chosen: string | null
  onRow: (row: HouseholdRow) => void
}): ReactNode {
  const [words, setWords] = useState('')
  const { rows } = useRows(at)
  const found = words.trim() === '' ? [] : findRows(rows, 'all', words).filter(({ household }) => household !== not)
  return (
    <View className="card">
      <FormField
        id="move-find"
        label="并到谁家"
        hint="姓名、拼音首字母、门牌"
        longest={30}
        value={words}
        wrong=""
        onType={setWords}
      />
      {found.slice(0, SHOWN).map((row) => (
        <Choice
          key={row.household}
          id={`move-to-${row.household}`}
          label={`${row.head} 一家`}
          hint={[row.group, row.house, `${row.people.length} 人`].filter((one) => one !== null).join(' ')}
          on={row.household === chosen}
          onTap={() => onRow(row)}
        />
      ))}
    </View>
  )
}

function VillageChoice({
  here,
  chosen,
  onVillage,
}: {
  here: string
  chosen: string | null
  onVillage: (village: string, name: string) => void
}): ReactNode {
  const [words, setWords] = useState('')
  const villages = (savedWorkplace()?.desk.villages ?? [])
    .map(({ village, township, name }) => ({ village, name: `${township}${name}` }))
    .filter(({ village, name }) => village !== here && (words.trim() === '' || name.includes(words.trim())))
  return (
    <View className="card">
      <FormField id="move-village-find" label="哪个村" longest={20} value={words} wrong="" onType={setWords} />
      {villages.slice(0, SHOWN).map(({ village, name }) => (
        <Choice
          key={village}
          id={`move-village-${village}`}
          label={name}
          on={village === chosen}
          onTap={() => onVillage(village, name)}
        />
      ))}
    </View>
  )
}
