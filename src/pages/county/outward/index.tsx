import { View } from '@tarojs/components'
import type { ReactNode } from 'react'
import { useState } from 'react'
import { dayInWords } from '../../../client/days'
import type { CountyAnswers, CountyRequests } from '../../../client/functions'
import { useCounty, useCountyPlainAction } from '../../../client/functions'
import type { CountyWorkplace } from '../county-page'
import { CountyScreen } from '../county-page'
import { counted } from '../parts'
import { ActionError, QueryView } from '../../../ui/answers'
import { useRounds, WorkBar } from '../../../ui/long-work'
import { openPage } from '../../../ui/navigate'
import { TextButton } from '../../../ui/tap'
import { Section } from '../../../ui/text'

definePageConfig({ navigationBarTitleText: '报送名单' })

/** 报送名单: files for the tax office and for the agency's own system, and how far each has come. */
export default function OutwardPage(): ReactNode {
  return (
    <CountyScreen id="page-outward" title="报送名单">
      {(desk) => (
        <View className="columns">
          {KINDS.map((one) => (
            <Kind key={one.kind} desk={desk} {...one} />
          ))}
        </View>
      )}
    </CountyScreen>
  )
}

type Kind = CountyRequests['outwardFiles']['kind']

const KINDS: readonly { kind: Kind; title: string; about: string }[] = [
  {
    kind: 'tax',
    title: '给税务局：核定名单',
    about: '谁该缴多少、谁受资助。每一份只列还没有报过的、有变化的和上次退回来的人。',
  },
  {
    kind: 'agency',
    title: '给医保信息系统：参保登记和变更',
    about: '谁参保了、信息变了、停保了、退出了。每一份只列还没有报过的、有变化的和上次退回来的人。',
  },
]

function Kind({
  desk: { region, year },
  kind,
  title,
  about,
}: { desk: CountyWorkplace } & (typeof KINDS)[number]): ReactNode {
  const { asked, again } = useCounty('outwardFiles', { region, year, kind })
  return (
    <Section id={`outward-${kind}`} title={title}>
      <View className="quiet">{about}</View>
      <QueryView asked={asked} again={again} waitingFor="正在取报送过的" back={null}>
        {({ files, may }) => (
          <View>
            {may && <Make at={{ region, year, kind }} isBegun={files[0]?.state === 'making'} onMade={again} />}
            {files.length === 0 && <View className="quiet gap">还没有做过。</View>}
            {files.map((file) => (
              <FileRow key={file.outward} file={file} year={year} />
            ))}
          </View>
        )}
      </QueryView>
    </Section>
  )
}

interface MakeProps {
  at: { region: string; year: number; kind: Kind }
  /** One was begun, here or elsewhere, and is not done. */
  isBegun: boolean
  onMade: () => void
}

/** The next file, drawn up village after village. */
function Make({ at, isBegun, onMade }: MakeProps): ReactNode {
  const make = useCountyPlainAction('makeOutward')
  const { at: round, go } = useRounds()
  const [made, setMade] = useState<CountyAnswers['makeOutward'] | null>(null)
  const draw = async (): Promise<void> => {
    setMade(null)
    const done = await go(async () => {
      const answer = await make.run(at)
      if (answer === null) return null
      if (answer.done) setMade(answer)
      return { done: answer.done, at: answer.villages, of: answer.ofVillages }
    })
    if (done) onMade()
  }
  return (
    <View>
      <View className="gap">
        <TextButton id={`make-${at.kind}`} className="button" onTap={() => void draw()}>
          {isBegun ? '接着做没做完的那一份' : '做下一份'}
        </TextButton>
      </View>
      {make.state.is === 'busy' && (
        <WorkBar id={`making-${at.kind}`} words="正在逐村核对" done={round?.at ?? 0} of={round?.of ?? 0} />
      )}
      <ActionError id={`make-${at.kind}`} state={make.state} />
      {made !== null && <Outcome made={made} />}
    </View>
  )
}

function Outcome({ made: { outward, people, held } }: { made: CountyAnswers['makeOutward'] }): ReactNode {
  return (
    <View className={outward === null ? 'notice' : 'notice notice-good'}>
      {outward === null
        ? '没有要报的人：都报过了，也没有变化。'
        : `做好了，列了 ${counted(people)} 人。点开看，取文件送出去。`}
      {held.map(({ name, people: count }) => (
        <View key={name}>
          {name}，这次没有列进去：{counted(count)} 人
        </View>
      ))}
    </View>
  )
}

function FileRow({ file, year }: { file: CountyAnswers['outwardFile']['file']; year: number }): ReactNode {
  const { outward, number, day, stateName, people, confirmed, sentBack, waiting, sentOn, changes, state } = file
  const open = (): void =>
    void openPage(`/pages/county/outward-file/index?outward=${encodeURIComponent(outward)}&year=${year}`)
  return (
    <TextButton id={`file-${outward}`} className="row" onTap={open}>
      <View className="step-words">
        <View className="bar-head">
          <View className="strong">
            第 {number} 号，{counted(people)} 人 ›
          </View>
          <View className="badge">{stateName}</View>
        </View>
        <View className="quiet">
          {dayInWords(day)}做{sentOn === null ? '' : `，${dayInWords(sentOn)}送出`}
          {changes.length === 0
            ? ''
            : `：${changes.map(({ name, people: some }) => `${name} ${counted(some)}`).join('，')}`}
        </View>
        {sentOn !== null && state !== 'confirmed' && (
          <View>
            确认 {counted(confirmed)}，退回 {counted(sentBack)}，还没回 {counted(waiting)}
          </View>
        )}
      </View>
    </TextButton>
  )
}
