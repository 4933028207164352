import { View } from '@tarojs/components'
import { useDidShow } from '@tarojs/taro'
import type { ReactNode } from 'react'
import { useRef, useState } from 'react'
import { addDays, daysFromTo, dayInWords, saySpan } from '../../../client/days'
import type { Disclosure, VillageAnswers } from '../../../client/functions'
import { useVillage, useVillageAction } from '../../../client/functions'
import type { WorkplaceYear } from '../../../client/saved-workplace'
import { BackToToday, ClerkPage, mayDo } from '../clerk-page'
import { Figure } from '../parts'
import { todayAtWork, useKept } from '../saved'
import { QueryView, ActionError, Waiting } from '../../../ui/answers'
import { DayEntry } from '../../../ui/fields'
import { yuan } from '../../../ui/money'
import { openPage } from '../../../ui/navigate'
import { WhyClause } from '../../../ui/notice'
import { TextButton } from '../../../ui/tap'
import { Heading, Section, Paragraph } from '../../../ui/text'

definePageConfig({ navigationBarTitleText: '公示' })

/** 公示: what the notice asks of it, who is still to be posted, and every posting so far. */
export default function DisclosuresPage(): ReactNode {
  return (
    <ClerkPage id="page-postings" title="公示">
      {(at) => <Disclosures at={at} />}
    </ClerkPage>
  )
}

function Disclosures({ at }: { at: WorkplaceYear }): ReactNode {
  const { asked, again } = useKept(`postings ${at.village} ${at.year}`, useVillage('postings', at))
  useAgainOnReturn(again)
  return (
    <View>
      <QueryView asked={asked} again={again} waitingFor="正在查公示" back={<BackToToday />}>
        {({ postings, rule, toPost }) => (
          <View>
            <DisclosureRulePart rule={rule} posted={postings.some(({ hangs }) => hangs !== null)} />
            {mayDo('drawUpPosting') && (
              <DraftDisclosure at={at} toPost={toPost} onDone={({ posting }) => open(posting)} />
            )}
            {postings.length > 0 && (
              <View className="gap-big">
                <Heading>编过的公示</Heading>
              </View>
            )}
            {postings.map((posting) => (
              <DisclosureRow key={posting.posting} posting={posting} />
            ))}
          </View>
        )}
      </QueryView>
      <View className="buttons gap-big">
        <BackToToday />
      </View>
    </View>
  )
}

const open = (posting: string): void => void openPage(`/pages/village/posting/index?posting=${posting}`)

/** What was done on a posting's own page is seen here. */
function useAgainOnReturn(again: () => void): void {
  const shown = useRef(false)
  useDidShow(() => {
    if (shown.current) again()
    shown.current = true
  })
}

function DisclosureRow({
  posting: { posting, state, stateName, from, to, people, amount, hangs, objections, lacks },
}: {
  posting: Disclosure
}): ReactNode {
  const waiting = objections.filter(({ answer }) => answer === null).length
  return (
    <TextButton id={`posting-${posting}`} className="card card-tap" onTap={() => open(posting)}>
      <View className="spread">
        <View className="subtitle">
          {people} 人，{yuan(amount)} 元 ›
        </View>
        <View className="badge">{stateName}</View>
      </View>
      <View>{saySpan(from, to)}缴的</View>
      {hangs !== null && <View className="quiet">{dayInWords(hangs.from)}张贴</View>}
      {waiting > 0 && <View className="stop-words">{waiting} 条异议等着答复</View>}
      {state === 'filed' && lacks.length > 0 && <View className="stop-words">还差：{lacks.join('、')}</View>}
    </TextButton>
  )
}

interface DraftDisclosureProps {
  at: WorkplaceYear
  /** Who stands in no posting yet; null = nobody. */
  toPost: VillageAnswers['postings']['toPost']
  onDone: (posting: Disclosure) => void
}

/** Days back from today that somebody may have been paid for. */
const A_SEASON = 500

/** Who has paid since the last posting, drawn up in one tap; or over days of one's own. */
function DraftDisclosure({ at, toPost, onDone }: DraftDisclosureProps): ReactNode {
  const deed = useVillageAction('drawUpPosting')
  const [own, setOwn] = useState(false)
  const [days, setDays] = useState<{ from: string | null; to: string | null }>({
    from: toPost?.from ?? null,
    to: toPost?.to ?? todayAtWork(),
  })
  const send = async (from: string, to: string): Promise<void> => {
    const done = await deed.run({ ...at, from, to })
    if (done !== null) onDone(done)
  }
  const set = (change: Partial<typeof days>): void => {
    deed.changed()
    setDays({ ...days, ...change })
  }
  const entry = { earliest: addDays(todayAtWork(), -A_SEASON), latest: todayAtWork() }
  const { from, to } = days
  return (
    <Section id="draw-up" title="还没公示过的">
      {toPost === null ? (
        <View id="nothing-to-post">在村里交钱的人都公示过了。</View>
      ) : (
        <View>
          <Figure
            id="to-post-people"
            number={String(toPost.people)}
            unit={`人，${yuan(toPost.amount)} 元`}
            tone="act"
          />
          <View>{saySpan(toPost.from, toPost.to)}缴的</View>
        </View>
      )}
      {own && (
        <View>
          <View className="strong gap">从哪天缴的</View>
          <DayEntry id="post-from" value={from} {...entry} onDay={(day) => set({ from: day })} />
          <View className="strong gap">到哪天为止</View>
          <DayEntry id="post-to" value={to} {...entry} onDay={(day) => set({ to: day })} />
        </View>
      )}
      <ActionError id="draw-up" state={deed.state} />
      {deed.state.is === 'busy' ? (
        <Waiting words="正在编公示" />
      ) : (
        <View className="buttons gap">
          {(toPost !== null || own) && (
            <TextButton
              id="draw-up-send"
              className={own && (from === null || to === null) ? 'button button-off' : 'button'}
              onTap={() => {
                if (own) {
                  if (from !== null && to !== null) void send(from, to)
                } else if (toPost !== null) void send(toPost.from, toPost.to)
              }}
            >
              {deed.state.is === 'unanswered' ? '再试一次' : '编公示'}
            </TextButton>
          )}
          {!own && (
            <TextButton id="draw-up-days" className="button button-second" onTap={() => setOwn(true)}>
              自己选日期
            </TextButton>
          )}
        </View>
      )}
    </Section>
  )
}

interface DisclosureRulePartProps {
  rule: VillageAnswers['postings']['rule']
  /** One hangs or has hung. */
  posted: boolean
}

/** What the notice asks of a posting, until when, and what makes it count. */
function DisclosureRulePart({ rule, posted }: DisclosureRulePartProps): ReactNode {
  if (rule === null)
    return (
      <View id="posting-no-rule" className="notice">
        这里的通知没有要求公示。村里要公示的，也可以在下面编。
      </View>
    )
  const { what, signers, needsSeal, filedTo, deadline, reading, cite, quote } = rule
  const wanted = [
    ...signers.map((signer) => `${signer}签字`),
    ...(needsSeal ? ['盖公章'] : []),
    ...(filedTo === null ? [] : [`报${filedTo}备案`]),
  ]
  const daysLate = deadline === null || posted ? 0 : daysFromTo(deadline, todayAtWork())
  return (
    <View id="posting-rule" className={daysLate > 0 ? 'card duty-late' : 'card'}>
      <WhyClause id="posting-rule" ask="依据" source={{ cite, quote }} head={<View className="subtitle">{what}</View>}>
        {reading !== null && <View className="quiet gap">{reading}</View>}
      </WhyClause>
      {deadline !== null && !posted && (
        <View id="posting-deadline" className={daysLate > 0 ? 'stop-words' : 'strong'}>
          {daysLate > 0 ? (
            `过期 ${daysLate} 天还没有张贴，赶紧贴`
          ) : (
            <Paragraph>{`最晚${dayInWords(deadline)}张贴`}</Paragraph>
          )}
        </View>
      )}
      {wanted.length > 0 && <View className="quiet">贴完以后：{wanted.join('、')}</View>}
    </View>
  )
}
