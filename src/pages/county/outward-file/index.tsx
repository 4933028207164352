import { View } from '@tarojs/components'
import { useRouter } from '@tarojs/taro'
import type { ReactNode } from 'react'
import { useState } from 'react'
import { dayInWords } from '../../../client/days'
import { useMadeFile } from '../../../client/files'
import type { CountyAnswers } from '../../../client/functions'
import { askCounty, useCounty, useCountyAction, useCountyPlainAction } from '../../../client/functions'
import { confirmed } from '../../../client/phone'
import type { CountyWorkplace } from '../county-page'
import { CountyScreen } from '../county-page'
import { counted, Figure } from '../parts'
import { OutwardLines } from './lines'
import { ActionError, QueryView, SavedFileView, Waiting } from '../../../ui/answers'
import { FormField } from '../../../ui/fields'
import { FileReading, SHEET_ENDINGS } from '../../../ui/file-reading'
import type { FileToRead } from '../../../ui/file-reading'
import { useRounds, WorkBar } from '../../../ui/long-work'
import { yuan } from '../../../ui/money'
import { TextButton } from '../../../ui/tap'
import { Section } from '../../../ui/text'

definePageConfig({ navigationBarTitleText: '一份报送名单' })

/** One file for another office: taken, handed over, answered, person by person. */
export default function OutwardFilePage(): ReactNode {
  const { outward = '' } = useRouter<{ outward?: string }>().params
  return (
    <CountyScreen id="page-outward-file" title="一份报送名单">
      {(desk) => <FilePart desk={desk} outward={decodeURIComponent(outward)} />}
    </CountyScreen>
  )
}

type File = CountyAnswers['outwardFile']['file']

function FilePart({ desk: { region }, outward }: { desk: CountyWorkplace; outward: string }): ReactNode {
  const { asked, again } = useCounty('outwardFile', { outward })
  return (
    <QueryView asked={asked} again={again} waitingFor="正在取这份名单" back={null}>
      {({ file, answers, may }) => (
        <View className="columns">
          <View>
            <Standing file={file} />
            {may && file.state !== 'making' && file.state !== 'discarded' && <Take region={region} file={file} />}
            {may && file.state === 'made' && <HandOver outward={outward} onDone={again} />}
            {may && file.sentOn !== null && <Answer region={region} outward={outward} onRead={again} />}
            {answers.length > 0 && <Answered answers={answers} />}
            {may && (file.state === 'made' || file.state === 'making') && <Discard outward={outward} onDone={again} />}
          </View>
          <OutwardLines outward={outward} isSent={file.sentOn !== null} />
        </View>
      )}
    </QueryView>
  )
}

function Standing({ file }: { file: File }): ReactNode {
  const { title, state, stateName, day, sentOn, people, waiting, sentBack, changes, held, isFull, kind } = file
  return (
    <Section id="outward-standing" title={title}>
      <View className={state === 'sentBack' ? 'notice notice-stop' : 'notice'}>{stateName}</View>
      <View className="tallies">
        <Figure look="big" words="人" value={counted(people)} />
        <Figure words="已确认" value={counted(file.confirmed)} />
        <Figure words="被退回" value={counted(sentBack)} {...(sentBack > 0 ? { look: 'stop' as const } : {})} />
        <Figure words="还没有回" value={sentOn === null ? '—' : counted(waiting)} />
      </View>
      <View className="quiet">
        {dayInWords(day)}做{sentOn === null ? '，还没有送' : `，${dayInWords(sentOn)}送出`}
        {changes.map(({ name, people: some }) => `；${name} ${counted(some)} 人`).join('')}
      </View>
      {kind === 'tax' && (
        <View>
          应缴合计 {yuan(file.fee)} 元，资助合计 {yuan(file.subsidy)} 元
        </View>
      )}
      {held.map(({ name, people: some }) => (
        <View key={name} className="notice">
          {name}，没有列进来：{counted(some)} 人。办好以后做的下一份里会有。
        </View>
      ))}
      {isFull && <View className="notice">一份装满了，后面的人在下一份里：请再点“做下一份”。</View>}
      {sentBack > 0 && <View className="notice">退回的人先按原因改好台账，再做下一份：他们会自动列在里面。</View>}
    </Section>
  )
}

const KEY_MIN = 8

/** The file itself, under a password always. */
function Take({ region, file: { outward } }: { region: string; file: File }): ReactNode {
  const deed = useCountyAction('outwardWorkbook', outward)
  const { saved, forget, save } = useMadeFile()
  const [key, setKey] = useState('')
  const take = async (): Promise<void> => {
    if (key.length < KEY_MIN) return
    deed.changed()
    forget()
    const made = await deed.run({ outward, key })
    if (made === null) return
    const ask = (part: number) => askCounty('exportPart', { region, file: made.file, part })
    await save({ ...made, about: `${made.people} 人` }, ask)
  }
  return (
    <Section id="outward-take" title="取文件">
      <FormField
        id="outward-key"
        label={`给文件加密的密码，至少 ${KEY_MIN} 位`}
        about="里面有姓名和号码全文，一定加密，取一次记一次。密码不保存，请另外告诉对方。"
        longest={128}
        value={key}
        wrong=""
        onType={setKey}
      />
      <View className="gap">
        <TextButton
          id="outward-take-it"
          className={key.length < KEY_MIN ? 'button button-off' : 'button'}
          onTap={() => void take()}
        >
          加密取文件
        </TextButton>
      </View>
      {deed.state.is === 'busy' && <Waiting words="正在做表" />}
      <ActionError id="outward-take" state={deed.state} />
      <SavedFileView saved={saved} />
    </Section>
  )
}

function HandOver({ outward, onDone }: { outward: string; onDone: () => void }): ReactNode {
  const deed = useCountyAction('sendOutward', outward)
  const send = async (): Promise<void> => {
    if (await confirmed('已经送出去了？', '记下今天送出。送出以后不能作废，等对方的回执。', '已送出'))
      if ((await deed.run({ outward })) !== null) onDone()
  }
  return (
    <Section id="outward-send" title="送出">
      <ActionError id="outward-send" state={deed.state} />
      <View className="gap">
        <TextButton id="outward-sent" className="button button-second" onTap={() => void send()}>
          已经送给对方了
        </TextButton>
      </View>
    </Section>
  )
}

function Discard({ outward, onDone }: { outward: string; onDone: () => void }): ReactNode {
  const deed = useCountyAction('discardOutward', outward)
  const discard = async (): Promise<void> => {
    if (await confirmed('这份作废？', '里面的人会列进下一份，一个也不会少。', '作废'))
      if ((await deed.run({ outward })) !== null) onDone()
  }
  return (
    <Section id="outward-discard" title="不送这一份">
      <ActionError id="outward-discard" state={deed.state} />
      <View className="gap">
        <TextButton id="outward-discard-it" className="button button-second" onTap={() => void discard()}>
          作废
        </TextButton>
      </View>
    </Section>
  )
}

/** What the other office sent back, read row by row. */
function Answer({ region, outward, onRead }: { region: string; outward: string; onRead: () => void }): ReactNode {
  const put = useCountyPlainAction('putOutwardPart')
  const lay = useCountyPlainAction('outwardColumns')
  const read = useCountyPlainAction('readOutwardAnswer')
  const { at, go } = useRounds()
  const load = async ({ file, called, key, choice }: FileToRead): Promise<void> => {
    const done = await go(async () => {
      const answer = await read.run({ outward, file, called, key, choice })
      return answer === null ? null : { done: answer.done, at: answer.entered, of: answer.of }
    })
    if (done) onRead()
  }
  return (
    <Section id="outward-answer" title="读回执">
      <View className="quiet">对方填好“处理结果”的表，或者他们系统导出的结果表，要有证件号码和处理结果两栏。</View>
      <FileReading
        id="answer"
        endings={SHEET_ENDINGS}
        put={{ state: put.state, run: (file, part) => put.run({ region, file, ...part }) }}
        layOut={{ state: lay.state, run: (file, key, chosen) => lay.run({ outward, file, key, chosen }) }}
        goWords="栏目对了，读回执"
        onRead={load}
      >
        {read.state.is === 'busy' && (
          <WorkBar id="answer-reading" words="正在逐人对回执" done={at?.at ?? 0} of={at?.of ?? 0} />
        )}
        <ActionError id="answer-read" state={read.state} />
      </FileReading>
    </Section>
  )
}

function Answered({ answers }: { answers: CountyAnswers['outwardFile']['answers'] }): ReactNode {
  return (
    <Section id="outward-answers" title="收到的回执">
      {answers.map(({ day, called, rows, left, unclear, unclearRows, ...said }) => (
        <View key={`${day}${called}`} className="row">
          <View className="strong">{called}</View>
          <View>
            {dayInWords(day)}读，{counted(rows)} 行：确认 {counted(said.confirmed)} 人，退回 {counted(said.sentBack)} 人
            {left === 0 ? '' : `，${counted(left)} 行不是人（表头、合计、说明）`}
          </View>
          {unclear > 0 && <View className="notice notice-stop">{counted(unclear)} 行没有认出来，没有算：</View>}
          {unclearRows.map(({ line, name, tail, result, why }) => (
            <View key={line} className="quiet">
              第 {line} 行 {name} {tail === null ? '' : `尾号${tail.replace(/\*/g, '')}`}
              {result === '' ? '' : `（${result}）`}：{why}
            </View>
          ))}
        </View>
      ))}
    </Section>
  )
}
