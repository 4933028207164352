import { View } from '@tarojs/components'
import type { ReactNode } from 'react'
import { useState } from 'react'
import { useCounty, useCountyAction } from '../../../client/functions'
import { confirmed } from '../../../client/phone'
import { counted } from '../parts'
import { ActionError, QueryView } from '../../../ui/answers'
import { FormField } from '../../../ui/fields'
import { useRounds, WorkBar } from '../../../ui/long-work'
import { TextButton } from '../../../ui/tap'
import { Section } from '../../../ui/text'

/** 2021-12-10 09:00, as the office's clock has it. */
const momentOf = (at: number): string => new Date(at + 8 * 3_600_000).toISOString().slice(0, 16).replace('T', ' ')
const whoOf = (by: string | null): string => by ?? '没有登记称呼的经办人'

/** Who sent a list and when, whether it came before, and where every row of every sheet went. */
export function RosterOrigin({ batch }: { batch: string }): ReactNode {
  const { asked, again } = useCounty('rosterFile', { batch })
  const [open, setOpen] = useState(false)
  return (
    <QueryView asked={asked} again={again} waitingFor="正在取这份文件的来历" back={null}>
      {({ called, by, at, cameAgain, account, leftRows, notes, withdrawn }) => (
        <Section id="roster-origin" title={called ?? '没有文件名'}>
          <View>
            {whoOf(by)}，{momentOf(at)} 导入
          </View>
          {cameAgain.map((one) => (
            <View key={one.at} className="notice">
              这份文件以前来过：{whoOf(one.by)}在 {momentOf(one.at)} 又传了一次，没有多记。
            </View>
          ))}
          {withdrawn !== null && (
            <View id="roster-withdrawn" className="notice notice-stop">
              {whoOf(withdrawn.by)}在 {momentOf(withdrawn.at)} 整份撤回：{withdrawn.because}。
              {counted(withdrawn.people)} 人已经恢复
              {withdrawn.stays > 0 ? `，${counted(withdrawn.stays)} 人后来变了，没有动` : ''}。
            </View>
          )}
          {account !== null && (
            <View className="quiet">
              表里 {counted(account.rows)} 行：{counted(account.taken)} 行读成人，{counted(account.exceptions)} 行有问题
              {account.left.map(({ why, rows }) => `，${counted(rows)} 行是${why}`).join('')}。
            </View>
          )}
          {leftRows.length > 0 && (
            <TextButton id="roster-left" className="link" expanded={open} onTap={() => setOpen(!open)}>
              {open ? '收起' : '看没有读的行'} ›
            </TextButton>
          )}
          {open &&
            leftRows.map(({ line, why, text }, nth) => (
              <View key={nth} className="row">
                <View className="bar-head">
                  <View>第 {line} 行</View>
                  <View className="quiet">{why}</View>
                </View>
                <View className="quiet">{text}</View>
              </View>
            ))}
          {notes.map((words) => (
            <View key={words} className="notice">
              {words}
            </View>
          ))}
        </Section>
      )}
    </QueryView>
  )
}

/** The way back of a list that was entered by mistake; where something stands on it the refusal says what. */
export function WithdrawRoster({
  batch,
  isBegun,
  onDone,
}: {
  batch: string
  isBegun: boolean
  onDone: () => void
}): ReactNode {
  const deed = useCountyAction('withdrawRoster', batch)
  const [because, setBecause] = useState(isBegun ? '接着撤回' : '')
  const { at, go } = useRounds()
  const withdraw = async (): Promise<void> => {
    if (because.trim() === '') return
    if (!(await confirmed('整份撤回', '这份名单登记过的人，身份都恢复到登记以前。', '撤回'))) return
    const done = await go(async () => {
      const answer = await deed.run({ batch, because: because.trim() })
      return answer === null ? null : { done: answer.done, at: answer.people, of: answer.people + answer.left }
    })
    if (done) onDone()
  }
  return (
    <Section id="roster-withdraw" title="登记错了，整份撤回">
      <FormField
        id="withdraw-because"
        label="为什么"
        longest={100}
        value={because}
        wrong=""
        onType={(words) => {
          deed.changed()
          setBecause(words)
        }}
      />
      {deed.state.is === 'busy' && (
        <WorkBar id="roster-withdrawing" words="正在撤回" done={at?.at ?? 0} of={at?.of ?? 0} />
      )}
      <ActionError id="roster-withdraw" state={deed.state} />
      <View className="gap">
        <TextButton id="roster-withdraw-send" className="button button-second" onTap={() => void withdraw()}>
          整份撤回
        </TextButton>
      </View>
    </Section>
  )
}
