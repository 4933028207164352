import { Button, View } from '@tarojs/components'
import type { ReactNode } from 'react'
import { useEffect, useState } from 'react'
import type { Answers, Requests } from '../../../../cloudfunctions/rules-engine/contract'
import type { Assessment, Facts, FeeDoubt } from '../../../../rules'
import { askingOf } from '../../../client/call'
import type { CheckSession } from '../../../client/checks'
import { keepSession, MOST_SAVED, newSavedId, saveCheck, UNNAMED } from '../../../client/checks'
import type { CalendarDay } from '../../../client/calendar-days'
import { insuranceDays } from '../../../client/calendar-days'
import { dayInWords } from '../../../client/days'
import { copyText } from '../../../client/phone'
import type { YearNotice } from '../../../client/years'
import { isRecord } from '../../../client/storage'
import { headline, shortAnswer } from './amount'
import { CalendarButton } from '../../../ui/calendar-button'
import { TypedField } from '../../../ui/fields'
import { yuan } from '../../../ui/money'
import { TextButton } from '../../../ui/tap'
import { Section } from '../../../ui/text'
import { HOTLINE } from '../../../ui/year-banner'

const LONGEST_NAME = 12

/** Keeps the check on this phone under a name, or sends the answer to the family. */
export function KeepPart({
  session,
  assessment,
  doubt,
  notice,
}: {
  session: CheckSession
  assessment: Assessment
  doubt: FeeDoubt | null
  notice: YearNotice | null
}): ReactNode {
  const message = (): string => shareText(name, assessment, doubt, notice)
  const [name, setName] = useState(session.who)
  const [savedId, setSavedId] = useState(session.savedId)
  const [said, setSaid] = useState('')

  const keep = (): void => {
    const id = savedId ?? newSavedId(Date.now())
    const place = `${assessment.policy.regionName} ${assessment.policy.year} 年度`
    const called = name.trim() === '' ? UNNAMED : name.trim()
    const saved = { ...session, savedId: id }
    const kept = saveCheck({ id, name: called, place, answer: shortAnswer(assessment, doubt), session: saved })
    if (!kept) return setSaid(`手机上存不下了（最多 ${MOST_SAVED} 条）。请先在首页删掉不用的。`)
    setSavedId(id)
    keepSession(saved)
    setSaid('存好了，在首页能看到。只存在这部手机上。')
  }
  return (
    <Section id="keep" title="存下来，发给家人">
      <TypedField
        id="keep-name"
        kind="text"
        label="起个名字"
        hint="起个名字，如：母亲"
        longest={LONGEST_NAME}
        value={name}
        onType={setName}
      />
      <View className="buttons">
        <TextButton id="keep-save" className="button" onTap={keep}>
          {savedId === null ? '存起来' : '再存一份'}
        </TextButton>
        <ShareButton words={message()} />
      </View>
      {process.env.TARO_ENV !== 'h5' && (
        <TextButton id="keep-copy" className="link" onTap={() => void copyText(message())}>
          复制文字，自己发
        </TextButton>
      )}
      <CalendarButton days={notice === null ? daysOf(assessment) : []} />
      {said !== '' && (
        <View id="keep-said" className="notice notice-good">
          {said}
        </View>
      )}
    </Section>
  )
}

/** The last day to pay and the first with benefits, as far as they are settled. */
function daysOf({ policy, answers, deadline }: Assessment): CalendarDay[] {
  if (answers.eligible === false || answers.payable === false) return []
  const { benefitStart } = answers
  return insuranceDays(`${policy.regionName}${policy.year}年度居民医保`, deadline, benefitStart ?? null)
}

/** In WeChat the page is forwarded; a browser has no family to send to, so the words are copied. */
function ShareButton({ words }: { words: string }): ReactNode {
  if (process.env.TARO_ENV !== 'h5')
    return (
      <Button id="keep-share" className="tap button button-second button-share" openType="share">
        转发给家人
      </Button>
    )
  return (
    <TextButton
      id="keep-share"
      className="button button-second"
      label="转发给家人，先复制文字"
      onTap={() => void copyText(words, '已复制，去微信粘贴')}
    >
      转发给家人
    </TextButton>
  )
}

export const SHARE_TITLE = '参保通：居民医保该交多少，一查就知道'

/** One line over the forwarded page, with the answer and nobody's name. */
export function shareTitle(assessment: Assessment, doubt: FeeDoubt | null, notice: YearNotice | null): string {
  const { regionName, year } = assessment.policy
  return `${regionName}${year}年度居民医保${notice === null ? '' : `（${notice.title}）`}：${shortAnswer(assessment, doubt)}`
}

/** The answer as a message for the family. No facts of the person go in, only the name typed and the result. */
export function shareText(
  name: string,
  assessment: Assessment,
  doubt: FeeDoubt | null,
  notice: YearNotice | null,
): string {
  const { policy, answers, deadline, day } = assessment
  const { kind, before, words, unit, below } = headline(assessment, doubt)
  const isSettled = kind === 'owed' || kind === 'free'
  const called = name.trim() === '' ? '' : `${name.trim()}：`
  const lines = [
    `${called}${policy.regionName}${policy.year}年度居民医保`,
    notice === null ? '' : `${notice.title}，${WHOM_TO_ASK}`,
    `${unit === '' ? words : `${notice?.before ?? before} ${words} ${unit}`}${inBrackets(below)}`,
    isSettled ? equationWords(answers) : '',
    day === null ? '' : `按${dayInWords(day)}交费算`,
    deadline === null || notice !== null || !isSettled ? '' : `${dayInWords(deadline)}前交，不用等`,
    benefitWords(answers),
    '依据当地通知试算，以经办机构核定为准。',
  ]
  return lines.filter((line) => line !== '').join('\n')
}

const inBrackets = (words: string): string => (words === '' ? '' : `（${words.replace(/。$/, '')}）`)

const WHOM_TO_ASK = `现在该交多少，请打 ${HOTLINE} 问。`

function equationWords({ baseFee, subsidy, fee }: Assessment['answers']): string {
  if (baseFee === undefined || subsidy === undefined || fee === undefined) return ''
  return `标准${yuan(baseFee)}元 − 资助${yuan(subsidy)}元 = 要交${yuan(fee)}元`
}

function benefitWords({ benefitStart, benefitEnd }: Assessment['answers']): string {
  if (benefitStart === null) return '今年没有报销待遇'
  return benefitStart && benefitEnd ? `${dayInWords(benefitStart)}至${dayInWords(benefitEnd)}可以报销` : ''
}

const WORDS: Readonly<Record<ServerVerdict, string>> = {
  asking: '正在同服务器核对…',
  same: '已同服务器核对，结果一样。',
  offline: '未联网，按本机政策计算。',
  newerPolicy: '服务器上的政策同这部手机的不一样。请退出小程序，重新打开后再查一次。',
  otherAnswer: '服务器算的结果同这部手机的不一样。请退出小程序，重新打开后再查；还不一样，以经办机构核定为准。',
  refused: '服务器没有认这份资料。请重新打开小程序再查；还不行，以经办机构核定为准。',
}
const ALARMING: readonly ServerVerdict[] = ['newerPolicy', 'otherAnswer', 'refused']

export function ServerLine({ told, assessment }: { told: Facts; assessment: Assessment }): ReactNode {
  const verdict = useServerAnswer(told, assessment)
  return (
    <View
      id="server-line"
      className={ALARMING.includes(verdict) ? `notice server-${verdict}` : `quiet gap server-${verdict}`}
    >
      {WORDS[verdict]}
    </View>
  )
}

/** How the server's answer stands to the one worked out on this phone. */
type ServerVerdict = 'asking' | 'same' | 'offline' | 'newerPolicy' | 'otherAnswer' | 'refused'

/**
 * Quietly asks the server the same question. The facts go without any name; the answer on screen never waits for it.
 */
function useServerAnswer(told: Facts, assessment: Assessment): ServerVerdict {
  const [verdict, setVerdict] = useState<ServerVerdict>('asking')
  useEffect(() => {
    let current = true
    setVerdict('asking')
    void serverVerdict(told, assessment).then((found) => {
      if (current) setVerdict(found)
    })
    return () => {
      current = false
    }
  }, [told, assessment])
  return verdict
}

async function serverVerdict(told: Facts, assessment: Assessment): Promise<ServerVerdict> {
  const { region, year } = assessment.policy
  try {
    const answer = await askRulesEngine('assess', { region, year, person: told, day: assessment.day })
    if (!answer.ok) return 'refused'
    if (!isRecord(answer.data.policy) || !isRecord(answer.data.answers)) return 'offline'
    if (answer.data.policy.version !== assessment.policy.version) return 'newerPolicy'
    return sameAnswers(answer.data.answers, assessment.answers) ? 'same' : 'otherAnswer'
  } catch {
    return 'offline'
  }
}

function sameAnswers(server: Assessment['answers'], phone: Assessment['answers']): boolean {
  const fields = new Set([...Object.keys(server), ...Object.keys(phone)]) as Set<keyof Assessment['answers']>
  return [...fields].every((field) => server[field] === phone[field])
}

/** Asks the function `rules-engine`. */
const askRulesEngine = askingOf<Requests, Answers>('rules-engine')
