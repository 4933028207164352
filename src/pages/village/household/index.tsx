import { View } from '@tarojs/components'
import { useRouter } from '@tarojs/taro'
import type { ReactNode } from 'react'
import { AskedPart } from '../../../asking/asked-part'
import { useVillage, type HouseholdDesk } from '../../../cloud/village'
import { QuestionTitle } from '../../../components/question-title'
import type { DeskAt } from '../../../saved/kept-desk'
import { BackToDesk, DeskPage } from '../../../village/desk-page'
import { doorAlong, doorOf } from '../../../village/door-person'
import { DoorPart } from '../../../village/door-part'
import { HouseholdCode } from '../../../village/household-code'
import { HouseholdContacts } from '../../../village/household-contacts'
import { HouseholdReceipts } from '../../../village/household-receipts'
import { alongFor, keptAlong } from '../../../village/kept-along'
import { useKept } from '../../../village/kept-answers'
import { MembersPart } from '../../../village/members-part'

/** 一户: who of it pays and who has paid, and everything that one does at its door. */
export default function HouseholdPage(): ReactNode {
  const { household = '' } = useRouter<{ household?: string }>().params
  return <DeskPage id='page-household'>{(at) => <Household at={at} household={household} />}</DeskPage>
}

function Household({ at, household }: { at: DeskAt; household: string }): ReactNode {
  const { asked, again } = useKept(`household ${household} ${at.year}`, useVillage('householdDesk', { household, year: at.year, reason: null }))
  if (asked.is === 'unanswered') return <Along at={at} household={household} />
  return (
    <View>
      <AskedPart asked={asked} again={again} waitingFor='正在看这一户' back={<BackToDesk />}>
        {(desk) => <HouseholdParts desk={desk} at={at} again={again} />}
      </AskedPart>
    </View>
  )
}

function HouseholdParts({ desk, at, again }: { desk: HouseholdDesk; at: DeskAt; again: () => void }): ReactNode {
  const door = doorOf(desk)
  return (
    <View>
      <QuestionTitle>{`${door.head} 一家${desk.group === null ? '' : `，${desk.group}`}`}</QuestionTitle>
      <DoorPart door={door} />
      <MembersPart desk={desk} />
      <HouseholdReceipts household={desk.household} receipts={desk.receipts} />
      <HouseholdContacts at={at} household={desk.household} contacts={desk.contacts} onDone={again} />
      <HouseholdCode household={desk.household} />
    </View>
  )
}

/** No network, and this household was never opened on this phone: what was taken along this morning. */
function Along({ at, household }: { at: DeskAt; household: string }): ReactNode {
  const found = alongFor(at, household)
  if (found === null) {
    return (
      <View id='not-along' className='card'>
        <View className='title'>没有网，看不到这一户</View>
        <View className='gap'>这一户没有要交的钱，或者没有带上。有网的时候打开“户”，会自动带上没交的各户。</View>
      </View>
    )
  }
  const { day } = keptAlong(at) ?? found.page
  return (
    <View>
      <QuestionTitle>{`${found.household.head} 一家`}</QuestionTitle>
      <View id='along' className='notice'>没有网。下面是 {day} 带上的，可以照这个收，有网再上传。</View>
      <DoorPart door={doorAlong(found.household, found.page.warnings)} />
    </View>
  )
}
