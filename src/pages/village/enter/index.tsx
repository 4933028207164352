import { View } from '@tarojs/components'
import { useRouter } from '@tarojs/taro'
import type { ReactNode } from 'react'
import { useState } from 'react'
import type { EnrolmentAnswers } from '../../../client/functions'
import { useEnrolment, useEnrolmentAction } from '../../../client/functions'
import { isRealDay } from '../../../client/days'
import type { WorkplaceYear } from '../../../client/saved-workplace'
import { savedWorkplace } from '../../../client/saved-workplace'
import { BackToToday, ClerkPage } from '../clerk-page'
import { FlawList, SexChoice } from '../ledger-parts'
import { QueryView, ActionError } from '../../../ui/answers'
import { FormField, useForm } from '../../../ui/fields'
import { bareNumber, NAME_LONGEST, NUMBER_LONGEST } from '../../../ui/identity-form'
import { openPage } from '../../../ui/navigate'
import { Choice, TextButton } from '../../../ui/tap'
import { QuestionTitle } from '../../../ui/text'

definePageConfig({ navigationBarTitleText: '登记一个人' })

type Household = EnrolmentAnswers['household']
type Card = EnrolmentAnswers['registerResident']

/** 登记一个人: a newborn without a number yet, somebody who moved in, whatever identity document they hold. */
export default function EnterPage(): ReactNode {
  const { household } = useRouter<{ household?: string }>().params
  return (
    <ClerkPage id="page-enter">
      {(at) =>
        household === undefined ? <Entry at={at} home={null} /> : <IntoHousehold at={at} household={household} />
      }
    </ClerkPage>
  )
}

function IntoHousehold({ at, household }: { at: WorkplaceYear; household: string }): ReactNode {
  const { asked, again } = useEnrolment('household', { household })
  return (
    <QueryView asked={asked} again={again} waitingFor="正在看这一户" back={<BackToToday />}>
      {(home) => <Entry at={at} home={home} />}
    </QueryView>
  )
}

function Entry({ at, home }: { at: WorkplaceYear; home: Household | null }): ReactNode {
  const [done, setDone] = useState<Card | null>(null)
  return done === null ? (
    <EntryForm at={at} home={home} onDone={setDone} />
  ) : (
    <Entered card={done} onMore={() => setDone(null)} />
  )
}

const KINDS = [
  { kind: 'newborn', name: '新生儿', about: '还没有证件号码' },
  { kind: 'residentId', name: '居民身份证', about: '迁入的、以前漏登的' },
  { kind: 'hkMacaoTaiwan', name: '港澳台居民居住证', about: null },
  { kind: 'foreigner', name: '外国人永久居留身份证', about: null },
] as const
type Kind = (typeof KINDS)[number]['kind']

const NOTHING = { name: '', birthDate: '', idNumber: '', phone: '', address: '', hukou: '', group: '' }

/** Where the new one lives, as far as it is known already. */
function beginning(at: WorkplaceYear, home: Household | null): typeof NOTHING {
  const desk = savedWorkplace()?.desk
  const village = desk?.villages.find((one) => one.village === at.village)
  const place = `${desk?.regionName ?? ''}${village?.township ?? ''}${village?.name ?? ''}`
  return {
    ...NOTHING,
    address: home?.address ?? '',
    hukou: place,
    group: home?.members.find(({ isHead, group }) => isHead && group !== null)?.group ?? '',
  }
}

function EntryForm({
  at,
  home,
  onDone,
}: {
  at: WorkplaceYear
  home: Household | null
  onDone: (card: Card) => void
}): ReactNode {
  const deed = useEnrolmentAction('registerResident', home?.household ?? at.village)
  const { typed, type, allWell, wrongOf } = useForm(beginning(at, home), deed)
  const [kind, setKind] = useState<Kind | null>(home === null ? 'residentId' : null)
  const [sex, setSex] = useState<string | null>(null)
  const choose = (next: Kind): void => {
    deed.changed()
    setKind(next)
  }
  const send = async (): Promise<void> => {
    if (kind === null) return
    const birth = dayIn(typed.birthDate)
    const wrong = {
      name: typed.name.trim() === '' ? '请填姓名。' : '',
      birthDate: kind === 'newborn' && birth === null ? '请填 8 位，比如 20211120。' : '',
      idNumber: kind !== 'newborn' && bareNumber(typed.idNumber) === '' ? '请填证件号码。' : '',
      address: home === null && typed.address.trim() === '' ? '新立一户要填住址。' : '',
    }
    if (!allWell(wrong)) return
    const isLocal = kind === 'newborn' || kind === 'residentId'
    const card = await deed.run({
      village: at.village,
      household: home?.household ?? null,
      householdAddress: home === null ? typed.address.trim() : null,
      head: home === null,
      group: orNone(typed.group),
      entry: {
        name: typed.name.trim(),
        sex,
        birthDate: birth,
        idKind: kind,
        idNumber: kind === 'newborn' ? null : bareNumber(typed.idNumber),
        address: orNone(typed.address),
        phone: orNone(typed.phone),
        hukou: isLocal ? orNone(typed.hukou) : null,
        ground: isLocal ? 'hukou' : 'residence',
      },
    })
    if (card !== null) onDone(card)
  }
  return (
    <View>
      <QuestionTitle>{home === null ? '登记新的一户' : '这一户添一个人'}</QuestionTitle>
      {KINDS.filter((one) => home !== null || one.kind !== 'newborn').map((one) => (
        <Choice
          key={one.kind}
          id={`enter-${one.kind}`}
          label={one.name}
          hint={kind === null || kind === one.kind ? one.about : null}
          on={kind === one.kind}
          onTap={() => choose(one.kind)}
        />
      ))}
      {kind !== null && (
        <View className="card">
          <FormField
            id="enter-name"
            label="姓名"
            longest={NAME_LONGEST}
            value={typed.name}
            wrong={wrongOf('name')}
            onType={type('name')}
          />
          {kind === 'newborn' ? (
            <FormField
              id="enter-birth"
              label="出生日期"
              kind="number"
              hint="8 位，比如 20211120"
              longest={8}
              value={typed.birthDate}
              wrong={wrongOf('birthDate')}
              onType={type('birthDate')}
            />
          ) : (
            <FormField
              id="enter-number"
              label="证件号码"
              kind={kind === 'residentId' ? 'idcard' : 'text'}
              longest={NUMBER_LONGEST}
              value={typed.idNumber}
              wrong={wrongOf('idNumber')}
              onType={type('idNumber')}
            />
          )}
          {kind !== 'residentId' && (
            <SexChoice
              id="enter"
              sex={sex}
              onSex={(next) => {
                deed.changed()
                setSex(next)
              }}
            />
          )}
          <MoreFields kind={kind} home={home} typed={typed} type={type} wrongOf={wrongOf} />
          <ActionError id="enter" state={deed.state} fields={Object.keys(NOTHING)} />
          <View className="buttons gap">
            <TextButton id="enter-send" className="button" onTap={() => void send()}>
              {deed.state.is === 'busy' ? '正在登记…' : '登记'}
            </TextButton>
          </View>
        </View>
      )}
      <View className="gap-big">
        <BackToToday />
      </View>
    </View>
  )
}

type Form = ReturnType<typeof useForm<keyof typeof NOTHING>>

/**
 * What is filled in already or can be left empty. Of a child who joins a household it is out of the way until asked
 * for.
 */
function MoreFields({
  kind,
  home,
  typed,
  type,
  wrongOf,
}: { kind: Kind; home: Household | null } & Pick<Form, 'typed' | 'type' | 'wrongOf'>): ReactNode {
  const [open, setOpen] = useState(home === null)
  const field = (name: 'phone' | 'address' | 'hukou' | 'group', label: string, longest: number, about?: string) => (
    <FormField
      id={`enter-${name}`}
      label={label}
      {...(about === undefined ? {} : { about })}
      longest={longest}
      value={typed[name]}
      wrong={wrongOf(name)}
      onType={type(name)}
    />
  )
  if (!open)
    return (
      <TextButton id="enter-more" className="link" expanded={false} onTap={() => setOpen(true)}>
        住址、户籍、电话照这一户的，要改点这里
      </TextButton>
    )
  return (
    <View>
      {field('address', '住址', 200)}
      {field('group', '村民小组', 20, '没有分组的空着。')}
      {(kind === 'newborn' || kind === 'residentId') && field('hukou', '户籍', 100)}
      {field('phone', '电话', 30, '没有的空着。')}
    </View>
  )
}

function Entered({ card, onMore }: { card: Card; onMore: () => void }): ReactNode {
  return (
    <View id="enter-done">
      <QuestionTitle>登记好了</QuestionTitle>
      <View className="card">
        <View className="subtitle">{card.name}</View>
        <View className="quiet">
          {card.place}
          {card.village}
          {card.tail === null ? '，还没有证件号码：上了户口来“更正资料”补上' : `，尾号${card.tail.replace(/\*/g, '')}`}
        </View>
        <FlawList flaws={card.flaws} />
      </View>
      <View className="buttons gap">
        <TextButton
          id="enter-household"
          className="button"
          onTap={() => void openPage(`/pages/village/household/index?household=${card.household}`)}
        >
          看这一户，收钱
        </TextButton>
        <TextButton id="enter-more-people" className="button button-second" onTap={onMore}>
          再登记一个
        </TextButton>
        <BackToToday />
      </View>
    </View>
  )
}

const orNone = (text: string): string | null => (text.trim() === '' ? null : text.trim())

/** 20211120 → 2021-11-20; null = no day of the calendar. */
function dayIn(digits: string): string | null {
  const found = /^(\d{4})-?(\d{2})-?(\d{2})$/.exec(digits.trim())
  const day = found === null ? '' : `${found[1]}-${found[2]}-${found[3]}`
  return isRealDay(day) ? day : null
}
