import { View } from '@tarojs/components'
import { useRouter } from '@tarojs/taro'
import type { ReactNode } from 'react'
import { useState } from 'react'
import { useMadeFile } from '../../../client/files'
import type { PaymentAnswers } from '../../../client/functions'
import { askPayment, usePayment, usePaymentAction } from '../../../client/functions'
import { confirmed } from '../../../client/phone'
import type { CountyWorkplace } from '../county-page'
import { CountyScreen } from '../county-page'
import { counted, Figure } from '../parts'
import { FileRows } from './rows'
import { QueryView, ActionError, SavedFileView } from '../../../ui/answers'
import { FormField } from '../../../ui/fields'
import { useRounds, WorkBar } from '../../../ui/long-work'
import { TextButton } from '../../../ui/tap'
import { Section } from '../../../ui/text'

definePageConfig({ navigationBarTitleText: '一份税务文件' })

export default function TaxFilePage(): ReactNode {
  const { file = '' } = useRouter<{ file?: string }>().params
  return (
    <CountyScreen id="page-tax-file" title="这份税务文件怎么样了">
      {(desk) => <FilePart desk={desk} taxFile={decodeURIComponent(file)} />}
    </CountyScreen>
  )
}

type Page = PaymentAnswers['taxFile']

/** What became of a file: who sent it and when, where every row went, and the way back if it was a mistake. */
function FilePart({ desk, taxFile }: { desk: CountyWorkplace; taxFile: string }): ReactNode {
  const { asked, again } = usePayment('taxFile', { taxFile })
  const may = desk.may.has('settleTaxRow')
  return (
    <QueryView asked={asked} again={again} waitingFor="正在取这份文件" back={null}>
      {(page) => (
        <View className="columns">
          <View>
            <Whence page={page} />
            <Account page={page} />
            {may && page.file.state !== 'withdrawn' && <Exceptions taxFile={taxFile} />}
            {may && <Withdraw page={page} onDone={again} />}
          </View>
          <FileRows taxFile={taxFile} year={desk.year} />
        </View>
      )}
    </QueryView>
  )
}

/** 2021-12-10 09:00, as the office's clock has it. */
const momentOf = (at: number): string => new Date(at + 8 * 3_600_000).toISOString().slice(0, 16).replace('T', ' ')

const whoOf = (by: string | null): string => by ?? '没有登记称呼的经办人'

function Whence({ page: { called, by, at, cameAgain, withdrawn } }: { page: Page }): ReactNode {
  return (
    <Section id="file-whence" title={called ?? '没有文件名'}>
      <View>
        {whoOf(by)}，{momentOf(at)} 导入
      </View>
      {cameAgain.map((one) => (
        <View key={one.at} className="notice">
          这份文件以前来过：{whoOf(one.by)}在 {momentOf(one.at)} 又传了一次，没有多记。
        </View>
      ))}
      {withdrawn !== null && (
        <View id="file-withdrawn" className="notice notice-stop">
          {whoOf(withdrawn.by)}在 {momentOf(withdrawn.at)} 把这份文件整份撤回了：{withdrawn.because}
        </View>
      )}
    </Section>
  )
}

/** Every row of every sheet: taken, an exception, or left out by name; the sum closes. */
function Account({ page: { file, rows, leftRows } }: { page: Page }): ReactNode {
  const { account } = file
  const [open, setOpen] = useState(false)
  const left = account?.left.reduce((sum, one) => sum + one.rows, 0) ?? 0
  return (
    <Section id="file-account" title="每一行都去了哪里">
      {account !== undefined && (
        <View>
          <View className="tallies">
            <Figure words="表里的行" value={counted(account.rows)} />
            <Figure words="读成缴费" value={counted(account.taken)} />
            <Figure
              words="有问题"
              value={counted(account.exceptions)}
              {...(account.exceptions > 0 ? { look: 'stop' as const } : {})}
            />
            <Figure words="不是缴费" value={counted(left)} />
          </View>
          <View className="quiet">
            {counted(account.taken)} + {counted(account.exceptions)} + {counted(left)} = {counted(account.rows)}{' '}
            行，一行不少。
          </View>
        </View>
      )}
      {rows.map(({ state, name, rows: count }) => (
        <View key={state} className="row bar-head">
          <View>{name}</View>
          <View className="strong">{counted(count)} 笔</View>
        </View>
      ))}
      {file.again > 0 && <View className="quiet">其中 {counted(file.again)} 笔以前的文件里来过，没有多记。</View>}
      {leftRows.length > 0 && (
        <TextButton id="file-left" className="link" expanded={open} onTap={() => setOpen(!open)}>
          {open ? '收起' : '看不是缴费的行'} ›
        </TextButton>
      )}
      {open &&
        leftRows.map(({ line, why, text }, at) => (
          <View key={at} className="row">
            <View className="bar-head">
              <View>第 {line} 行</View>
              <View className="quiet">{why}</View>
            </View>
            <View className="quiet">{text}</View>
          </View>
        ))}
      {file.notes?.map((words) => (
        <View key={words} className="notice">
          {words}
        </View>
      ))}
    </Section>
  )
}

/** What waits for somebody, as a sheet for the tax office: names and numbers in full, so audited. */
function Exceptions({ taxFile }: { taxFile: string }): ReactNode {
  const deed = usePaymentAction('taxExceptions', taxFile)
  const [key, setKey] = useState('')
  const { saved, forget, save } = useMadeFile()
  const make = async (): Promise<void> => {
    deed.changed()
    forget()
    const made = await deed.run({ taxFile, key: key === '' ? null : key })
    if (made === null) return
    const ask = (part: number) => askPayment('taxSheetPart', { taxFile, file: made.file, part })
    await save({ name: made.fileName, parts: made.parts, about: `${made.rows} 行` }, ask)
  }
  return (
    <Section id="file-exceptions" title="把有问题的行退给税务局">
      <View className="quiet">表里有姓名和证件号码全文，导出会记下是谁导的。要发出去的，请填一个密码加密。</View>
      <FormField id="exceptions-key" label="给文件加密的密码" longest={128} value={key} wrong="" onType={setKey} />
      <ActionError id="exceptions" state={deed.state} />
      <View className="gap">
        <TextButton id="exceptions-make" className="button button-second" onTap={() => void make()}>
          导出有问题的行
        </TextButton>
      </View>
      <SavedFileView saved={saved} />
    </Section>
  )
}

function Withdraw({ page: { file, stands }, onDone }: { page: Page; onDone: () => void }): ReactNode {
  const deed = usePaymentAction('withdrawTaxFile', file.taxFile)
  const { at, go } = useRounds()
  const [because, setBecause] = useState('')
  if (file.state === 'withdrawn') return null
  const withdraw = async (): Promise<void> => {
    if (because.trim() === '') return
    if (!(await confirmed('整份撤回', '这份文件的每一行都不再算数，挂着的钱也一并冲掉。', '撤回'))) return
    const done = await go(async () => {
      const answer = await deed.run({ taxFile: file.taxFile, because: because.trim() })
      return answer === null ? null : { done: answer.done, at: file.rows - answer.left, of: file.rows }
    })
    if (done) onDone()
  }
  return (
    <Section id="file-withdraw" title="传错了，整份撤回">
      {stands.length > 0 ? (
        <View id="file-stands" className="notice">
          现在不能整份撤回：{stands.join('；')}。
        </View>
      ) : (
        <View>
          <FormField
            id="withdraw-because"
            label="为什么撤回"
            longest={100}
            value={because}
            wrong=""
            onType={(words) => {
              deed.changed()
              setBecause(words)
            }}
          />
          {deed.state.is === 'busy' && (
            <WorkBar id="withdrawing" words="正在撤回" done={at?.at ?? 0} of={at?.of ?? 0} />
          )}
          <ActionError id="withdraw" state={deed.state} />
          <View className="gap">
            <TextButton id="withdraw-send" className="button button-second" onTap={() => void withdraw()}>
              整份撤回
            </TextButton>
          </View>
        </View>
      )}
    </Section>
  )
}
