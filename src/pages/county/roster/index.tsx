import { Text, View } from '@tarojs/components'
import { useRouter } from '@tarojs/taro'
import type { ReactNode } from 'react'
import { useState } from 'react'
import { dayInWords } from '../../../client/days'
import type { CountyAnswers } from '../../../client/functions'
import { useCounty, useCountyAction, useCountyPlainAction } from '../../../client/functions'
import { confirmed } from '../../../client/phone'
import type { CountyWorkplace } from '../county-page'
import { CountyScreen } from '../county-page'
import { counted, Figure } from '../parts'
import { NearWords } from './near-words'
import { RosterOrigin, WithdrawRoster } from './origin'
import { RosterRows, RosterSheet } from './rows'
import { QueryView, ActionError } from '../../../ui/answers'
import { useRounds, WorkBar } from '../../../ui/long-work'
import { FormField } from '../../../ui/fields'
import { yuan } from '../../../ui/money'
import { TextButton } from '../../../ui/tap'
import { Section, Paragraph } from '../../../ui/text'

definePageConfig({ navigationBarTitleText: '名单核对' })

export default function RosterPage(): ReactNode {
  const { batch = '' } = useRouter<{ batch?: string }>().params
  return (
    <CountyScreen id="page-roster" title="名单核对">
      {(desk) => <RosterBatch desk={desk} batch={decodeURIComponent(batch)} />}
    </CountyScreen>
  )
}

type Batch = CountyAnswers['rosterBatch']

/** One batch: what its rows came to, what it would change, and the agreement of a person before anything is entered. */
function RosterBatch({ desk, batch }: { desk: CountyWorkplace; batch: string }): ReactNode {
  const { asked, again } = useCounty('rosterBatch', { batch })
  return (
    <QueryView asked={asked} again={again} waitingFor="正在取这份名单" back={null}>
      {(found) => (
        <View className="columns">
          <View>
            <Outline batch={found} />
            <RosterOrigin key={found.state} batch={batch} />
            {found.state === 'ready' && <NearWords batch={batch} may={desk.may.has('confirmRoster')} onDone={again} />}
            {found.state === 'ready' && (
              <RosterEffect key={found.sentence} batch={batch}>
                {(effect) =>
                  desk.may.has('confirmRoster') ? <Confirm batch={found} effect={effect} onDone={again} /> : null
                }
              </RosterEffect>
            )}
            {found.state === 'applying' && <Apply batch={found} onDone={again} />}
            {desk.may.has('rosterSheet') && <RosterSheet batch={found} />}
            {desk.may.has('confirmRoster') && (found.state === 'applied' || found.state === 'withdrawing') && (
              <WithdrawRoster batch={batch} isBegun={found.state === 'withdrawing'} onDone={again} />
            )}
            {desk.may.has('confirmRoster') && found.state === 'ready' && <Discard batch={batch} onDone={again} />}
          </View>
          <RosterRows batch={batch} />
        </View>
      )}
    </QueryView>
  )
}

function Outline({
  batch: {
    certifier,
    name,
    stateName,
    confirmedOn,
    rows,
    taken,
    same,
    sentBack,
    sentence,
    missingColumns,
    open,
    flaws,
  },
}: {
  batch: Batch
}): ReactNode {
  return (
    <Section id="batch-outline" title={`${certifier} · ${name}`}>
      <View className="bar-head">
        <View className="quiet">{dayInWords(confirmedOn)}确认</View>
        <View id="batch-state" className="badge">
          {stateName}
        </View>
      </View>
      <View className="tallies">
        <Figure words="行" value={counted(rows)} />
        <Figure words="采用" value={counted(taken)} />
        <Figure words="没有变化" value={counted(same)} />
        <Figure words="退回核实" value={counted(sentBack)} {...(sentBack > 0 ? { look: 'stop' as const } : {})} />
      </View>
      <View>{sentence}</View>
      {missingColumns.length > 0 && <View className="notice">表里缺少：{missingColumns.join('、')}</View>}
      {open.map(({ field, why, reading }) => (
        <View key={field} className="notice">
          通知没有写清楚：{why}。先按“{reading}”办。
        </View>
      ))}
      {flaws.map(({ code, kind, words, rows: found }) => (
        <View key={code} className="row bar-head">
          <View>
            {kind}：{words}
          </View>
          <View className="strong">{counted(found)} 行</View>
        </View>
      ))}
    </Section>
  )
}

function Confirm({
  batch: { batch },
  effect: { round, outdated, people },
  onDone,
}: {
  batch: Batch
  effect: Effect
  onDone: () => void
}): ReactNode {
  const confirm = useCountyAction('confirmRoster', batch)
  const recheck = useCountyPlainAction('recheckRoster')
  const { at, go } = useRounds()

  const checkAgain = async (): Promise<void> => {
    let begin = true
    const done = await go(async () => {
      const answer = await recheck.run({ batch, begin })
      begin = false
      return answer === null ? null : { done: answer.done, at: answer.checked, of: answer.rows }
    })
    if (done) onDone()
  }
  const agree = async (): Promise<void> => {
    if (!(await confirmed('登记这份名单', `${people} 人会有变化。登记以后，他们的应缴会跟着变。`, '登记'))) return
    if ((await confirm.run({ batch, round })) !== null) onDone()
  }
  return (
    <View>
      {recheck.state.is === 'busy' && (
        <WorkBar id="roster-rechecking" words="正在重新核对" done={at?.at ?? 0} of={at?.of ?? 0} />
      )}
      <ActionError id="roster-recheck" state={recheck.state} />
      <ActionError id="roster-confirm" state={confirm.state} />
      {outdated && <View className="notice">上面的变化不是今天算的，先重新核对一遍再登记。</View>}
      <View className="buttons gap">
        {!outdated && (
          <TextButton id="roster-confirm" className="button" onTap={() => void agree()}>
            看清楚了，登记
          </TextButton>
        )}
        <TextButton id="roster-recheck" className="button button-second" onTap={() => void checkAgain()}>
          重新核对
        </TextButton>
      </View>
    </View>
  )
}

/** Entering what was confirmed; whoever opens this page goes on with it. */
function Apply({ batch: { batch, people, applied }, onDone }: { batch: Batch; onDone: () => void }): ReactNode {
  const apply = useCountyPlainAction('applyRoster')
  const { at, go } = useRounds()
  const enter = async (): Promise<void> => {
    const done = await go(async () => {
      const answer = await apply.run({ batch })
      return answer === null ? null : { done: answer.done, at: answer.applied + answer.failed, of: answer.people }
    })
    if (done) onDone()
  }
  return (
    <Section id="roster-apply" title="登记">
      <WorkBar id="roster-applying" words="已登记" done={at?.at ?? applied} of={people} />
      <ActionError id="roster-apply" state={apply.state} />
      <View className="gap">
        <TextButton id="roster-enter" className="button" onTap={() => void enter()}>
          接着登记
        </TextButton>
      </View>
    </Section>
  )
}

function Discard({ batch, onDone }: { batch: string; onDone: () => void }): ReactNode {
  const deed = useCountyAction('discardRoster', batch)
  const [because, setBecause] = useState('')
  const discard = async (): Promise<void> => {
    if (because.trim() !== '' && (await deed.run({ batch, because: because.trim() })) !== null) onDone()
  }
  return (
    <Section id="roster-discard" title="不用这份名单">
      <FormField
        id="discard-because"
        label="为什么"
        longest={100}
        value={because}
        wrong=""
        onType={(words) => {
          deed.changed()
          setBecause(words)
        }}
      />
      <ActionError id="roster-discard" state={deed.state} />
      <View className="gap">
        <TextButton id="roster-discard-send" className="button button-second" onTap={() => void discard()}>
          作废，什么也不登记
        </TextButton>
      </View>
    </Section>
  )
}

type Effect = CountyAnswers['rosterEffect']

/** What confirming would change, before anything is: in people, in money, and whose purse. */
function RosterEffect({ batch, children }: { batch: string; children: (effect: Effect) => ReactNode }): ReactNode {
  const { asked, again } = useCounty('rosterEffect', { batch })
  return (
    <QueryView asked={asked} again={again} waitingFor="正在算登记以后的变化" back={null}>
      {(effect) => (
        <Section id="roster-effect" title="登记以后会有什么变化">
          <View className="tallies">
            <Figure id="effect-people" look="big" words="人会有变化" value={counted(effect.people)} />
            <Figure words="其中已经缴过，今年不变" value={counted(effect.keepYear)} />
            <Figure words="个人应缴合计，现在" value={`${yuan(effect.feeBefore)} 元`} />
            <Figure words="登记以后" value={`${yuan(effect.feeAfter)} 元`} />
          </View>
          {effect.groups.map(({ sentence }) => (
            <View key={sentence} className="row">
              <Paragraph>{sentence}</Paragraph>
            </View>
          ))}
          {effect.funders.length > 0 && <View className="strong gap">资助的钱由谁出</View>}
          {effect.funders.map(({ funder, people, before, after }) => (
            <View key={funder} className="row bar-head">
              <View>
                {funder}，{counted(people)} 人
              </View>
              <View>
                {yuan(before)} 元 → <Text className="strong">{yuan(after)} 元</Text>
              </View>
            </View>
          ))}
          <View className="gap">
            <Paragraph>{effect.sentence}</Paragraph>
          </View>
          {children(effect)}
        </Section>
      )}
    </QueryView>
  )
}
