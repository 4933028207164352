import { View } from '@tarojs/components'
import { useRouter } from '@tarojs/taro'
import type { ReactNode } from 'react'
import { useState } from 'react'
import { dayInWords } from '../../../client/days'
import type { HouseholdForClerk, Member } from '../../../client/functions'
import { useVillage } from '../../../client/functions'
import type { WorkplaceYear } from '../../../client/saved-workplace'
import { BackToToday, ClerkPage, mayDo } from '../clerk-page'
import { visitedOffline, doorOf } from '../home-visit'
import { DoorPart, HouseholdCode } from './door'
import { Release } from './release'
import { PhoneButton, RecordContact } from '../parts'
import { UndoCash } from '../undo-cash'
import { offlineHouseholdOf, savedOfflineList, useKept } from '../saved'
import { QueryView } from '../../../ui/answers'
import { yuan } from '../../../ui/money'
import { openPage } from '../../../ui/navigate'
import { TextButton } from '../../../ui/tap'
import { QuestionTitle, Section } from '../../../ui/text'

definePageConfig({ navigationBarTitleText: '一户' })

/** 一户: who of it pays and who has paid, and everything that one does at its door. */
export default function HouseholdPage(): ReactNode {
  const { household = '' } = useRouter<{ household?: string }>().params
  return <ClerkPage id="page-household">{(at) => <Household at={at} household={household} />}</ClerkPage>
}

function Household({ at, household }: { at: WorkplaceYear; household: string }): ReactNode {
  const { asked, again } = useKept(
    `household ${household} ${at.year}`,
    useVillage('householdDesk', { household, year: at.year, reason: null }),
  )
  if (asked.is === 'unanswered') return <OfflineHouseholdPart at={at} household={household} />
  return (
    <View>
      <QueryView asked={asked} again={again} waitingFor="正在看这一户" back={<BackToToday />}>
        {(desk) => <HouseholdParts desk={desk} at={at} again={again} />}
      </QueryView>
    </View>
  )
}

function HouseholdParts({
  desk,
  at,
  again,
}: {
  desk: HouseholdForClerk
  at: WorkplaceYear
  again: () => void
}): ReactNode {
  const door = doorOf(desk)
  return (
    <View>
      <QuestionTitle>{`${door.head} 一家${desk.group === null ? '' : `，${desk.group}`}`}</QuestionTitle>
      <DoorPart door={door} />
      <MembersPart desk={desk} again={again} />
      <HouseholdReceipts household={desk.household} receipts={desk.receipts} onUndone={again} />
      <HouseholdContacts at={at} household={desk.household} contacts={desk.contacts} onDone={again} />
      <HouseholdCode household={desk.household} />
    </View>
  )
}

/** No network, and this household was never opened on this phone: what was taken along this morning. */
function OfflineHouseholdPart({ at, household }: { at: WorkplaceYear; household: string }): ReactNode {
  const found = offlineHouseholdOf(at, household)
  if (found === null) {
    return (
      <View id="not-along" className="card">
        <View className="title">没有网，看不到这一户</View>
        <View className="gap">这一户没有要交的钱，或者没有带上。有网的时候打开“户”，会自动带上没交的各户。</View>
      </View>
    )
  }
  const { day } = savedOfflineList(at) ?? found.page
  return (
    <View>
      <QuestionTitle>{`${found.household.head} 一家`}</QuestionTitle>
      <View id="along" className="notice">
        没有网。下面是 {day} 带上的，可以照这个收，有网再上传。
      </View>
      <DoorPart door={visitedOffline(found.household, found.page.warnings)} />
    </View>
  )
}

/** Everybody of the household: who they are, where they stand; each leads to all that is done about them. */
function MembersPart({
  desk: { household, members },
  again,
}: {
  desk: HouseholdForClerk
  again: () => void
}): ReactNode {
  return (
    <Section id="members" title="家里的人">
      {members.map((member) => (
        <MemberRow key={member.resident} household={household} member={member} again={again} />
      ))}
      {mayDo('registerResident') && (
        <TextButton
          id="add-person"
          className="button button-second gap"
          onTap={() => void openPage(`/pages/village/enter/index?household=${household}`)}
        >
          ＋ 添一个人：新生儿、迁入的
        </TextButton>
      )}
    </Section>
  )
}

interface MemberRowProps {
  household: string
  member: Member
  again: () => void
}

function MemberRow({ household, member, again }: MemberRowProps): ReactNode {
  const { enrolment, held, resident, name, tail, isHead, sex, age, statusName, sentence, phone, flaws, absent } = member
  return (
    <View id={`member-${resident}`} className="row member">
      <View className="spread">
        <View className="strong">
          {name}
          {isHead ? '（户主）' : ''}
        </View>
        <View className="spread-end">{statusName}</View>
      </View>
      <View className="quiet">
        {sex}，{age} 岁{tail === null ? '，还没有证件号' : `，尾号${tail.replace(/\*/g, '')}`}
      </View>
      {absent !== null ? <View>{absent}</View> : <View>{sentence}</View>}
      {held !== null && enrolment !== null && mayDo('releaseReservation') && (
        <Release enrolment={enrolment} held={held} onDone={again} />
      )}
      {flaws.map((flaw) => (
        <View key={flaw} className="stop-words">
          资料：{flaw}
        </View>
      ))}
      {phone !== null && mayDo('revealField') && <PhoneButton resident={resident} masked={phone} name={name} />}
      {mayDo('household') && (
        <TextButton
          id={`person-${resident}`}
          className="link"
          label={`${name}的资料`}
          onTap={() => void openPage(`/pages/village/person/index?household=${household}&resident=${resident}`)}
        >
          资料、离开、绑定码、代办 ›
        </TextButton>
      )}
    </View>
  )
}

interface HouseholdContactsProps extends Pick<HouseholdForClerk, 'household' | 'contacts'> {
  at: WorkplaceYear
  onDone: () => void
}

function HouseholdContacts({ at, household, contacts, onDone }: HouseholdContactsProps): ReactNode {
  const [open, setOpen] = useState(false)
  const done = (): void => {
    setOpen(false)
    onDone()
  }
  return (
    <Section id="household-contacts" title="联系过">
      {contacts.length === 0 && <View className="quiet">还没有联系过。</View>}
      {contacts.map(({ day, wayName, resultName, mine }, i) => (
        <View key={i} className="row">
          {dayInWords(day)} {wayName}：{resultName}
          {mine ? '' : '（别的经办人员）'}
        </View>
      ))}
      {mayDo('recordContact') && (
        <TextButton id="contact-open" className="link" expanded={open} onTap={() => setOpen(!open)}>
          {open ? '收起' : '记一次联系'}
        </TextButton>
      )}
      {open && <RecordContact at={at} household={household} way="door" onDone={done} />}
    </Section>
  )
}

const WAY_WORDS = { wechat: '微信', cash: '现金', pos: '刷卡' } as const

interface HouseholdReceiptsProps extends Pick<HouseholdForClerk, 'household' | 'receipts'> {
  onUndone: () => void
}

function HouseholdReceipts({ household, receipts, onUndone }: HouseholdReceiptsProps): ReactNode {
  if (receipts.length === 0) return null
  return (
    <Section id="household-receipts" title="收据">
      {receipts.map(({ receipt, order, day, amount, people, way, state, mayUndo }) => (
        <View key={receipt} className="row">
          <View className="spread">
            <View className="strong">
              {yuan(amount)} 元，{people} 人
            </View>
            <View className={state === 'void' ? 'spread-end stop-words' : 'spread-end'}>
              {state === 'void' ? '已作废' : WAY_WORDS[way]}
            </View>
          </View>
          <View>{receipt}</View>
          <View className="quiet">{dayInWords(day)}</View>
          {state === 'issued' && (
            <TextButton
              id={`receipt-${receipt}`}
              className="link"
              onTap={() => void openPage(`/pages/pay/receipt/index?receipt=${receipt}`)}
            >
              看、打印、发给他们 ›
            </TextButton>
          )}
          {mayUndo && <UndoCash order={order} amount={amount} onDone={onUndone} />}
        </View>
      ))}
      {mayDo('receiptPapers') && (
        <TextButton
          id="household-papers"
          className="link"
          onTap={() => void openPage(`/pages/village/receipts/index?household=${household}`)}
        >
          纸质收据到哪一步了 ›
        </TextButton>
      )}
    </Section>
  )
}
