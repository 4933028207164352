import { View } from '@tarojs/components'
import { useRouter } from '@tarojs/taro'
import type { ReactNode } from 'react'
import { useState } from 'react'
import { addDays, daysFromTo, dayInWords, saySpan } from '../../../client/days'
import type { Disclosure, VillageAnswers } from '../../../client/functions'
import { useVillage, useVillageAction } from '../../../client/functions'
import type { WorkplaceYear } from '../../../client/saved-workplace'
import { BackToToday, ClerkPage, mayDo } from '../clerk-page'
import { Figure } from '../parts'
import { ObjectionsPart, PostedRows } from './rows'
import { todayAtWork, useKept } from '../saved'
import { QueryView, ActionError, Waiting } from '../../../ui/answers'
import { DayEntry, FormField, useForm } from '../../../ui/fields'
import { yuan } from '../../../ui/money'
import { Choice, TextButton } from '../../../ui/tap'
import { QuestionTitle, Section, Paragraph } from '../../../ui/text'

definePageConfig({ navigationBarTitleText: '一次公示' })

/** 一次公示: where it stands, what comes next, who objects, and what hangs. */
export default function DisclosurePage(): ReactNode {
  const { posting = '' } = useRouter<{ posting?: string }>().params
  return <ClerkPage id="page-posting">{(at) => <OfDisclosure at={at} id={posting} />}</ClerkPage>
}

function OfDisclosure({ at, id }: { at: WorkplaceYear; id: string }): ReactNode {
  const { asked, again } = useKept(`postings ${at.village} ${at.year}`, useVillage('postings', at))
  const [moved, setMoved] = useState<Disclosure | null>(null)
  return (
    <View>
      <QueryView asked={asked} again={again} waitingFor="正在查这次公示" back={<BackToToday />}>
        {({ postings, rule }) => {
          const posting = moved ?? postings.find((one) => one.posting === id)
          return posting === undefined ? (
            <View id="no-posting" className="notice">
              没有找到这次公示。请返回“公示”再看一次。
            </View>
          ) : (
            <DisclosureParts posting={posting} rule={rule} onMoved={setMoved} />
          )
        }}
      </QueryView>
      <View className="buttons gap-big">
        <BackToToday />
      </View>
    </View>
  )
}

interface DisclosurePartsProps {
  posting: Disclosure
  rule: VillageAnswers['postings']['rule']
  onMoved: (posting: Disclosure) => void
}

function DisclosureParts({ posting, rule, onMoved }: DisclosurePartsProps): ReactNode {
  const { stateName, from, to, people, amount, hangs, filed, valid, lacks, state, sentBack } = posting
  return (
    <View>
      <QuestionTitle>{stateName}</QuestionTitle>
      <View id="posting-facts" className="card">
        <Figure id="posting-people" number={String(people)} unit={`人，${yuan(amount)} 元`} />
        <View>
          <Paragraph>{saySpan(from, to)}</Paragraph>在村里缴的
        </View>
        {hangs !== null && (
          <View>
            贴在{hangs.place}，<Paragraph>{saySpan(hangs.from, hangs.until)}</Paragraph>
          </View>
        )}
        {filed !== null && (
          <View>
            {dayInWords(filed.day)}备案{filed.signedBy.length > 0 ? `，${filed.signedBy.join('、')}签了字` : ''}
            {filed.sealed ? '，盖了公章' : ''}
            {filed.filedTo === null ? '' : `，交到${filed.filedTo}`}
          </View>
        )}
        {sentBack !== null && (
          <View id="posting-sent-back" className="stop-words">
            {dayInWords(sentBack.day)}乡镇退回：{sentBack.because}。改好再交。
          </View>
        )}
        {valid && state === 'filed' && <View className="agrees">✓ 符合通知的要求</View>}
        {state !== 'drawnUp' && lacks.length > 0 && (
          <View id="posting-lacks" className="stop-words">
            还差：{lacks.join('、')}
          </View>
        )}
      </View>
      <DisclosureStep posting={posting} rule={rule} onMoved={onMoved} />
      <ObjectionsPart posting={posting} onMoved={onMoved} />
      <PostedRows posting={posting} />
    </View>
  )
}

interface DisclosureStepProps {
  posting: Disclosure
  rule: VillageAnswers['postings']['rule']
  onMoved: (posting: Disclosure) => void
}

/** What comes next with a posting, as the server offers it. */
function DisclosureStep({ posting, rule, onMoved }: DisclosureStepProps): ReactNode {
  const { may } = posting
  return (
    <View>
      {may.includes('putUp') && mayDo('putUpPosting') && <PutUp posting={posting} onMoved={onMoved} />}
      {may.includes('close') && mayDo('closePosting') && <Close posting={posting} onMoved={onMoved} />}
      {may.includes('file') && mayDo('filePosting') && <File posting={posting} rule={rule} onMoved={onMoved} />}
    </View>
  )
}

type StepProps = Omit<DisclosureStepProps, 'rule'>

/** No notice says how long it hangs; a week is what villages do, and can be changed. */
const USUAL_DAYS = 7
const LONGEST_DAYS = 90

function PutUp({ posting: { posting }, onMoved }: StepProps): ReactNode {
  const deed = useVillageAction('putUpPosting', posting)
  const { typed, type, allWell, wrongOf } = useForm({ place: '' }, deed)
  const [until, setUntil] = useState<string | null>(() => addDays(todayAtWork(), USUAL_DAYS - 1))
  const send = async (): Promise<void> => {
    const place = typed.place.trim()
    if (!allWell({ place: place === '' ? '请填贴在哪里，如：村委会门口。' : '' }) || until === null) return
    const moved = await deed.run({ posting, from: todayAtWork(), until, place })
    if (moved !== null) onMoved(moved)
  }
  return (
    <Section id="put-up" title="下一步：打印，贴出去">
      <View className="quiet">先在下面打印。贴好以后回来登记，从今天（{dayInWords(todayAtWork())}）算起。</View>
      <FormField
        id="put-up-place"
        label="贴在哪里"
        hint="村委会门口"
        longest={200}
        value={typed.place}
        wrong={wrongOf('place')}
        onType={type('place')}
      />
      <View className="strong gap">贴到哪天</View>
      <DayEntry
        id="put-up-until"
        value={until}
        earliest={todayAtWork()}
        latest={addDays(todayAtWork(), LONGEST_DAYS)}
        onDay={(day) => {
          deed.changed()
          setUntil(day)
        }}
      />
      <ActionError id="put-up" state={deed.state} fields={['place']} />
      {deed.state.is === 'busy' ? (
        <Waiting words="正在登记" />
      ) : (
        <TextButton
          id="put-up-send"
          className={until === null ? 'button button-off gap' : 'button gap'}
          onTap={() => void send()}
        >
          {deed.state.is === 'unanswered' ? '再试一次' : '已经贴好了'}
        </TextButton>
      )}
    </Section>
  )
}

function Close({ posting: { posting, hangs, objections }, onMoved }: StepProps): ReactNode {
  const deed = useVillageAction('closePosting', posting)
  const daysLeft = hangs === null ? 0 : daysFromTo(todayAtWork(), hangs.until)
  const unanswered = objections.filter(({ answer }) => answer === null).length
  const send = async (): Promise<void> => {
    const moved = await deed.run({ posting })
    if (moved !== null) onMoved(moved)
  }
  if (daysLeft > 0)
    return (
      <View id="still-hanging" className="notice">
        还要贴 {daysLeft} 天，到 {dayInWords(hangs!.until)} 期满。有人提意见，在下面登记。
      </View>
    )
  return (
    <Section id="close-posting" title="下一步：期满收起来">
      {unanswered > 0 && <View className="stop-words">先答复下面 {unanswered} 条异议。</View>}
      <ActionError id="close-posting" state={deed.state} />
      {deed.state.is === 'busy' ? (
        <Waiting words="正在登记" />
      ) : (
        <TextButton id="close-posting-send" className="button gap" onTap={() => void send()}>
          {deed.state.is === 'unanswered' ? '再试一次' : '公示期满'}
        </TextButton>
      )}
    </Section>
  )
}

function File({ posting: { posting }, rule, onMoved }: DisclosureStepProps): ReactNode {
  const deed = useVillageAction('filePosting', posting)
  const [signedBy, setSignedBy] = useState<readonly string[]>([])
  const [sealed, setSealed] = useState(false)
  const [handedIn, setHandedIn] = useState(false)
  const change = (to: () => void): void => {
    deed.changed()
    to()
  }
  const filedTo = rule?.filedTo ?? null
  const send = async (): Promise<void> => {
    const moved = await deed.run({
      posting,
      signedBy: [...signedBy],
      sealed,
      filedTo: handedIn ? filedTo : null,
      day: todayAtWork(),
    })
    if (moved !== null) onMoved(moved)
  }
  return (
    <Section id="file-posting" title="下一步：签字、盖章、备案">
      <View className="quiet">办好一样，点一样。少了的会写明，不算数。</View>
      {(rule?.signers ?? []).map((signer) => (
        <Choice
          key={signer}
          id={`signed-${signer}`}
          many
          label={`${signer}签了字`}
          on={signedBy.includes(signer)}
          onTap={() =>
            change(() =>
              setSignedBy(signedBy.includes(signer) ? signedBy.filter((one) => one !== signer) : [...signedBy, signer]),
            )
          }
        />
      ))}
      <Choice
        id="posting-sealed"
        many
        label="盖了单位公章"
        on={sealed}
        onTap={() => change(() => setSealed(!sealed))}
      />
      {filedTo !== null && (
        <Choice
          id="posting-handed-in"
          many
          label={`交到${filedTo}备案了`}
          on={handedIn}
          onTap={() => change(() => setHandedIn(!handedIn))}
        />
      )}
      <ActionError id="file-posting" state={deed.state} />
      {deed.state.is === 'busy' ? (
        <Waiting words="正在登记" />
      ) : (
        <TextButton id="file-posting-send" className="button gap" onTap={() => void send()}>
          {deed.state.is === 'unanswered' ? '再试一次' : '登记备案'}
        </TextButton>
      )}
    </Section>
  )
}
