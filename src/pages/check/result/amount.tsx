import './amount-card.scss'
import { View } from '@tarojs/components'
import type { ReactNode } from 'react'
import { Fragment } from 'react'
import type { AnswerField, Assessment, CivilDay, WindowStatus } from '../../../../rules'
import { addDays, daysFromTo, dayInWords } from '../../../client/days'
import type { YearNotice } from '../../../client/years'
import { yuan } from '../../../ui/money'
import { WhyClause } from '../../../ui/notice'
import { Section, Whole, Paragraph } from '../../../ui/text'

/** The answer itself: the amount, how it comes about, and until when. */
export function AmountCard({
  who,
  assessment,
  notice,
}: {
  who: string
  assessment: Assessment
  /** Nobody can act on it today: a grey number, and no day to hurry for. */
  notice: YearNotice | null
}): ReactNode {
  const { kind, words, unit, below, field } = headline(assessment)
  const { policy, day } = assessment
  const reason = assessment.reasons.find((one) => one.field === field)
  return (
    <View id="answer" className="card answer">
      <View className="quiet">
        {who === '' || who === '其他' ? '' : `${who} · `}
        {policy.regionName} {policy.year} 年度
      </View>
      <View id="amount" className={`amount amount-${notice === null ? kind : 'past'}`}>
        {kind === 'owed' && <View className="amount-before">{notice?.before ?? '该交'}</View>}
        <View className={unit === '' ? 'amount-words' : 'amount-number'}>{words}</View>
        {unit !== '' && <View className="amount-unit">{unit}</View>}
      </View>
      {below !== '' && (
        <View id="amount-below">
          <Paragraph>{below}</Paragraph>
        </View>
      )}
      <Equation assessment={assessment} />
      {day !== null && reason === undefined && <DayAsked day={day} />}
      {reason && (
        <WhyClause
          id="amount"
          head={day !== null && <DayAsked day={day} />}
          sentence={reason.sentence}
          source={reason}
        />
      )}
      {notice === null && <DeadlineBox assessment={assessment} />}
    </View>
  )
}

function DayAsked({ day }: { day: CivilDay }): ReactNode {
  return (
    <View id="answer-day" className="quiet">
      <Whole>{dayInWords(day)}</Whole>
      <Whole>交费的话</Whole>
    </View>
  )
}

function Equation({ assessment: { answers, recommended } }: { assessment: Assessment }): ReactNode {
  if (answers.eligible === false || (answers.baseFee === undefined && recommended.baseFee === undefined)) return null
  const parts = [
    { name: '标准', fen: answers.baseFee, sign: '' },
    { name: '资助', fen: answers.subsidy, sign: '−' },
    { name: '应缴', fen: answers.fee, sign: '=' },
  ]
  return (
    <View id="equation" className="equation">
      {parts.map(({ name, fen, sign }) => (
        <Fragment key={name}>
          {sign !== '' && <View className="equation-sign">{sign}</View>}
          <View className="equation-part">
            <View className={fen === undefined ? 'equation-open' : 'equation-number'}>
              {fen === undefined ? '待核定' : yuan(fen)}
            </View>
            <View className="equation-name quiet">{name}</View>
          </View>
        </Fragment>
      ))}
    </View>
  )
}

/** Until when to pay; or, to who is late already, that each day put off costs one. */
function DeadlineBox({ assessment }: { assessment: Assessment }): ReactNode {
  const { deadline, day, answers, next } = assessment
  if (answers.eligible === false) return null
  if (deadline === null) return <LateBox assessment={assessment} />
  const left = day === null ? null : daysFromTo(day, deadline)
  return (
    <View id="deadline" className="notice notice-good">
      <View>{answers.fee === 0 ? '最晚这天办好：' : '最晚这天交：'}</View>
      <View className="subtitle">
        <Paragraph>{dayInWords(deadline)}</Paragraph>
      </View>
      {left !== null && left >= 0 && (
        <View id="days-left">
          <Paragraph>{left === 0 ? '就是这一天，别错过。' : `从这天算还有 ${left} 天。`}</Paragraph>
        </View>
      )}
      {next !== null && next.day === addDays(deadline, 1) && (
        <View id="deadline-missed">
          <Paragraph>{next.sentence}</Paragraph>
        </View>
      )}
    </View>
  )
}

function LateBox({ assessment: { day, answers, next } }: { assessment: Assessment }): ReactNode {
  const { windowStatus, benefitStart, payable } = answers
  if (windowStatus !== 'late' || payable === false) return null
  const startMoves = day !== null && typeof benefitStart === 'string' && benefitStart >= day
  return (
    <View id="late" className="notice">
      <View className="strong">已经过了集中征缴期</View>
      {startMoves && <View>早一天交，早一天能报销。</View>}
      {next !== null && (
        <View>
          <Paragraph>{next.sentence}</Paragraph>
        </View>
      )}
    </View>
  )
}

/** The one thing to know, in the biggest letters of the screen. */
interface Headline {
  kind: 'owed' | 'free' | 'refused' | 'open'
  /** 320, 不用交钱, 不能参保, 金额待核定. */
  words: string
  /** 元, where the words are a number. */
  unit: string
  /** One line below; '' = none. */
  below: string
  /** The field whose reason answers 为什么. */
  field: AnswerField
}

export function headline({ answers, recommended, undetermined }: Assessment): Headline {
  const { eligible, payable, fee } = answers
  if (eligible === false)
    return { kind: 'refused', words: '不能参保', unit: '', below: '不在这份通知的参保范围里。', field: 'eligible' }
  if (payable === false && waitsForRegistration(answers)) {
    return {
      kind: 'refused',
      words: '先去登记',
      unit: '',
      below: `先登记，再交钱。${feeThen('登记以后', fee)}`,
      field: 'payable',
    }
  }
  if (payable === false)
    return { kind: 'refused', words: '这天不能交', unit: '', below: feeThen('能交的时候', fee), field: 'payable' }
  if (fee !== undefined) return feeHeadline(fee, premise(undetermined))
  const reading = recommended.fee
  const below =
    reading === undefined
      ? '通知没有说清，或者还差您的情况。'
      : `按本程序的读法是 ${yuan(reading)} 元，以经办机构核定为准。`
  return { kind: 'open', words: '金额待核定', unit: '', below, field: 'fee' }
}

const SHUT: readonly (WindowStatus | undefined)[] = ['before', 'dayClosed', 'suspended', 'closed']

/** The day would do; only the registration is missing. */
function waitsForRegistration({ registerFirst, windowStatus }: Assessment['answers']): boolean {
  return registerFirst === true && !SHUT.includes(windowStatus)
}

function feeThen(when: string, fee: number | undefined): string {
  if (fee === undefined) return ''
  return fee === 0 ? `${when}，不用交钱。` : `${when}要交 ${yuan(fee)} 元。`
}

function feeHeadline(fee: number, below: string): Headline {
  if (fee === 0)
    return { kind: 'free', words: '不用交钱', unit: '', below: below || '个人缴费部分由资助全部抵掉了。', field: 'fee' }
  return { kind: 'owed', words: yuan(fee), unit: '元', below, field: 'fee' }
}

/** The amount holds only if this does: said right below it, so that nobody takes the number alone. */
function premise(undetermined: Assessment['undetermined']): string {
  for (const [field, words] of [
    ['eligible', '能不能参保'],
    ['payable', '这天能不能交'],
  ] as const) {
    const matter = undetermined.find((one) => one.field === field)
    if (matter?.kind === 'silent') return `但${words}，通知没有说清，以经办机构核定为准。`
    if (matter?.kind === 'notTold') return `但${words}，还差您的情况，定不下来。`
  }
  return ''
}

/** The answer in a few words, for the list of saved checks. */
export function shortAnswer(assessment: Assessment): string {
  const { words, unit } = headline(assessment)
  return unit === '' ? words : `${words} ${unit}`
}

/** From when to when the hospital bill is shared, in words. */
export function BenefitPart({ assessment }: { assessment: Assessment }): ReactNode {
  const words = benefitWords(assessment)
  const wait = waitWords(assessment.answers)
  if (words === null) return null
  return (
    <Section id="benefit" title="看病从哪天起能报销">
      <View id="benefit-words" className="subtitle">
        <Paragraph>{words}</Paragraph>
      </View>
      {wait !== null && (
        <View id="benefit-wait">
          <Paragraph>{wait}</Paragraph>
        </View>
      )}
    </Section>
  )
}

function benefitWords({ answers, undetermined }: Assessment): string | null {
  const { benefitStart, benefitEnd, eligible, payable } = answers
  if (eligible === false || payable === false) return null
  if (benefitStart === null) return '交了今年也没有报销待遇'
  if (benefitStart === undefined) {
    const matter = undetermined.find(({ field }) => field === 'benefitStart')
    if (matter === undefined) return null
    return matter.kind === 'silent'
      ? '从哪天起待核定，见下面“还没定的事”'
      : '还差您的情况，定不下来，见下面“还没定的事”'
  }
  return `${dayInWords(benefitStart)}起${benefitEnd ? `，到 ${dayInWords(benefitEnd)}止` : ''}`
}

function waitWords({ waitingDays, waitingMonths }: Assessment['answers']): string | null {
  if (waitingMonths) return `要先等 ${waitingMonths} 个月。等的时候看病不能报销。`
  if (waitingDays) return `要先等 ${waitingDays} 天。等的时候看病不能报销。`
  return null
}
