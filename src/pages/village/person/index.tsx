import { View } from '@tarojs/components'
import { useRouter } from '@tarojs/taro'
import type { ReactNode } from 'react'
import { useState } from 'react'
import { dayInWords } from '../../../client/days'
import type { EnrolmentAnswers } from '../../../client/functions'
import { useEnrolment, useEnrolmentAction } from '../../../client/functions'
import type { WorkplaceYear } from '../../../client/saved-workplace'
import { BackToToday, ClerkPage, mayDo } from '../clerk-page'
import { CodeSlip, FlawList } from '../ledger-parts'
import { PhoneButton } from '../parts'
import { AbsencePart } from './absence'
import { EnrolmentPart } from './enrolment'
import { LinksPart } from './links'
import { QueryView, ActionError } from '../../../ui/answers'
import { openPage } from '../../../ui/navigate'
import { TextButton } from '../../../ui/tap'
import { QuestionTitle, Section } from '../../../ui/text'

definePageConfig({ navigationBarTitleText: '一个人' })

type Household = EnrolmentAnswers['household']
type Card = Household['members'][number]

/** One person of the ledger, and everything that the desk does about them. */
export default function PersonPage(): ReactNode {
  const { household = '', resident = '' } = useRouter<{ household?: string; resident?: string }>().params
  return <ClerkPage id="page-person">{(at) => <Person at={at} household={household} resident={resident} />}</ClerkPage>
}

function Person({ at, household, resident }: { at: WorkplaceYear; household: string; resident: string }): ReactNode {
  const { asked, again } = useEnrolment('household', { household })
  return (
    <View>
      <QueryView asked={asked} again={again} waitingFor="正在看这个人" back={<BackToToday />}>
        {(home) => {
          const card = home.members.find((member) => member.resident === resident)
          return card === undefined ? <GoneElsewhere /> : <PersonParts at={at} home={home} card={card} again={again} />
        }}
      </QueryView>
      <View className="gap-big">
        <BackToToday />
      </View>
    </View>
  )
}

function GoneElsewhere(): ReactNode {
  return (
    <View id="person-gone" className="card">
      这个人已经不在这一户了。请从名单里重新找。
    </View>
  )
}

function PersonParts({
  at,
  home,
  card,
  again,
}: {
  at: WorkplaceYear
  home: Household
  card: Card
  again: () => void
}): ReactNode {
  return (
    <View>
      <QuestionTitle>{card.name}</QuestionTitle>
      <HeadPart home={home} card={card} again={again} />
      <CardPart card={card} />
      <AbsencePart card={card} onDone={again} />
      <EnrolmentPart enrolment={`${card.resident}-${at.year}`} onDone={again} />
      <CategoriesPart card={card} />
      <BindingCodePart card={card} />
      <LinksPart resident={card.resident} />
    </View>
  )
}

/** A household without a head, or whose head has died or left, is asked for another. */
function HeadPart({ home, card, again }: { home: Household; card: Card; again: () => void }): ReactNode {
  const deed = useEnrolmentAction('nameHead', home.household)
  const head = home.members.find(({ resident }) => resident === home.head)
  if (!mayDo('nameHead') || card.isHead || card.absent !== null) return null
  const isOpen = head === undefined || head.absent !== null
  const name = async (): Promise<void> => {
    if ((await deed.run({ household: home.household, resident: card.resident })) !== null) again()
  }
  return (
    <View id="person-head" className={isOpen ? 'notice' : ''}>
      {isOpen && (
        <View className="strong">
          {head === undefined ? '这一户现在没有户主。' : `户主${head.name}${head.absent ?? ''}，请另定一位户主。`}
        </View>
      )}
      <TextButton id="head-name" className={isOpen ? 'button gap' : 'link'} onTap={() => void name()}>
        {deed.state.is === 'busy' ? '正在改…' : `让${card.name}当户主`}
      </TextButton>
      <ActionError id="head" state={deed.state} />
    </View>
  )
}

function CardPart({ card }: { card: Card }): ReactNode {
  const { resident, household, name, tail, sex, birthYear, group, phone, place, village, ground, absent, flaws } = card
  const where = `household=${household}&resident=${resident}`
  return (
    <Section id="person-card">
      <View>
        {sex}，{birthYear} 年生{tail === null ? '，还没有证件号码' : `，尾号${tail.replace(/\*/g, '')}`}
        {card.isHead ? '，户主' : ''}
      </View>
      <View className="quiet">
        {place}
        {village}
        {group === null ? '' : ` ${group}`}
        {ground === 'hukou' ? '，本地户籍' : '，居住证'}
      </View>
      {absent !== null && (
        <View id="person-absent" className="stop-words">
          {absent}
        </View>
      )}
      <FlawList flaws={flaws} />
      {phone !== null && mayDo('revealField') && <PhoneButton resident={resident} masked={phone} name={name} />}
      {mayDo('correctResident') && (
        <View className="buttons gap">
          <TextButton
            id="go-correct"
            className="button button-second"
            onTap={() => void openPage(`/pages/village/correct/index?${where}`)}
          >
            {tail === null ? '补上号码，更正资料' : '更正资料'}
          </TextButton>
          <TextButton
            id="go-move"
            className="button button-second"
            onTap={() => void openPage(`/pages/village/move/index?${where}`)}
          >
            分户、并户、迁移
          </TextButton>
        </View>
      )}
    </Section>
  )
}

/** Certified identities, looked at for a reason that is kept. */
function CategoriesPart({ card: { resident } }: { card: Card }): ReactNode {
  const deed = useEnrolmentAction('revealField', `${resident} categories`)
  const [seen, setSeen] = useState<string | null>(null)
  if (!mayDo('revealField')) return null
  const look = async (): Promise<void> => {
    const found = await deed.run({ resident, field: 'categories', reason: 'verifyIdentity' })
    if (found !== null) setSeen(found.value === null || found.value === '' ? '没有认定的身份。' : found.value)
  }
  return (
    <Section id="person-categories" title="认定的身份">
      {seen === null ? (
        <TextButton id="categories-look" className="link" onTap={() => void look()}>
          {deed.state.is === 'busy' ? '正在取…' : '看低保、特困等认定（会留记录）'}
        </TextButton>
      ) : (
        <View id="categories">{seen}</View>
      )}
      <ActionError id="categories" state={deed.state} />
      <View className="quiet">身份由民政、乡村振兴、残联等认定，县里按名单录入，村里不能自己改。</View>
    </Section>
  )
}

const STEPS = [
  '1. 微信里打开小程序“参保通”，点“我的”。',
  '2. 点“绑定本人”，填姓名、证件号码。',
  '3. 再填上面的 8 位码。只能用一次。',
] as const
const FOOT = '这个码只给本人。七天内有效；过期了，请到村里再要一个。'

/** A code by which the person binds their own phone. */
function BindingCodePart({ card: { resident } }: { card: Card }): ReactNode {
  const deed = useEnrolmentAction('handBindingCode', resident)
  const [handed, setHanded] = useState<EnrolmentAnswers['handBindingCode'] | null>(null)
  if (!mayDo('handBindingCode')) return null
  const hand = async (): Promise<void> => setHanded(await deed.run({ resident }))
  return (
    <Section id="person-code" title="绑定码">
      {handed === null ? (
        <TextButton id="binding-code" className="button button-second gap" onTap={() => void hand()}>
          {deed.state.is === 'busy' ? '正在取…' : '给本人一个绑定码'}
        </TextButton>
      ) : (
        <View>
          <CodeSlip title="绑定码" code={handed.code} steps={STEPS} foot={FOOT} />
          <View className="quiet">{dayInWords(handed.until)}前有效，只能用一次。以前给的码作废了。</View>
        </View>
      )}
      <ActionError id="binding-code" state={deed.state} />
    </Section>
  )
}
