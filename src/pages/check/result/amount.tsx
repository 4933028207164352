import './amount-card.scss'
import { View } from '@tarojs/components'
import type { ReactNode } from 'react'
import { Fragment } from 'react'
import type { AnswerField, Assessment, CivilDay, FeeDoubt, WindowStatus } from '../../../../rules'
import { addDays, daysFromTo, dayInWords } from '../../../client/days'
import type { YearNotice } from '../../../client/years'
import { yuan } from '../../../ui/money'
import { WhyClause } from '../../../ui/notice'
import { Section, Whole, Paragraph } from '../../../ui/text'

/** The answer itself: the amount, how it comes about, and until when. */
export function AmountCard({
  who,
  assessment,
  doubt,
  notice,
}: {
  who: string
  assessment: Assessment
  doubt: FeeDoubt | null
  /** Nobody can act on it today: a grey number, and no day to hurry for. */
  notice: YearNotice | null
}): ReactNode {
  const { kind, before, words, unit, below, field } = headline(assessment, doubt)
  const { policy, day } = assessment
  const wait = waitWords(assessment.answers)
  const reason = assessment.reasons.find((one) => one.field === field)
  return (
    <View id="answer" className="card answer">
      <View className="quiet">
        {who === '' || who === '其他' ? '' : `${who} · `}
        {policy.regionName} {policy.year} 年度
      </View>
      <View id="amount" className={`amount amount-${notice === null ? kind : 'past'}`}>
        {before !== '' && <View className="amount-before">{notice?.before ?? before}</View>}
        <View className={unit === '' ? 'amount-words' : 'amount-number'}>{words}</View>
        {unit !== '' && <View className="amount-unit">{unit}</View>}
      </View>
      {wait !== null && kind !== 'refused' && (
        <View id="amount-wait" className="notice">
          <Paragraph>{wait}</Paragraph>
        </View>
      )}
      {below !== '' && (
        <View id="amount-below">
          <Paragraph>{below}</Paragraph>
        </View>
      )}
      {(kind === 'owed' || kind === 'free' || words === OPEN_WORDS) && <Equation assessment={assessment} />}
      {day !== null && reason === undefined && <DayAsked day={day} />}
      {reason && (
        <WhyClause
          id="amount"
          head={day !== null && <DayAsked day={day} />}
          sentence={reason.sentence}
          source={reason}
        />
      )}
      {notice === null && words !== NOT_YET && <DeadlineBox assessment={assessment} />}
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
    { name: '要交', fen: answers.fee, sign: '=' },
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
      <View>{answers.fee === 0 ? '这天前办好，不用等：' : '这天前交，不用等：'}</View>
      <View className="subtitle">
        <Paragraph>{dayInWords(deadline)}</Paragraph>
      </View>
      {left !== null && left >= 0 && (
        <View id="days-left">
          <Paragraph>{left === 0 ? '就是这一天，别错过。' : `还有 ${left} 天。`}</Paragraph>
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
  /** 该交, 最多交; '' where the words are no number. */
  before: string
  /** 320, 不用交钱, 不能参保, 先别交, 金额待核定. */
  words: string
  /** 元, where the words are a number. */
  unit: string
  /** One line below; '' = none. */
  below: string
  /** The field whose reason answers 为什么. */
  field: AnswerField
}

export const NOT_YET = '先别交'
const OPEN_WORDS = '金额待核定'

/** @param doubt what the fee hangs on that was skipped: then no number is shown as certain */
export function headline(assessment: Assessment, doubt: FeeDoubt | null): Headline {
  const { answers, recommended, undetermined, reasons } = assessment
  const { eligible, payable, fee } = answers
  const words = (kind: Headline['kind'], said: string, below: string, field: AnswerField): Headline => ({
    kind,
    before: '',
    words: said,
    unit: '',
    below,
    field,
  })
  const outside = reasons.find(({ field }) => field === 'eligible')?.sentence ?? '不在这份通知的参保范围里。'
  if (eligible === false) return words('refused', '不能参保', outside, 'eligible')
  const against = readAgainst(assessment)
  if (against !== null) return words('open', NOT_YET, against, 'eligible')
  if (payable === false && waitsForRegistration(answers))
    return words('refused', '先去登记', `先登记，再交钱。${feeThen('登记以后', fee)}`, 'payable')
  if (payable === false) return words('refused', '这天不能交', feeThen('能交的时候', fee), 'payable')
  if (doubt !== null)
    return {
      kind: 'open',
      before: '最多交',
      words: yuan(doubt.most),
      unit: '元',
      below: doubtWords(doubt),
      field: 'fee',
    }
  if (fee !== undefined) return feeHeadline(fee, premise(undetermined))
  const reading = recommended.fee
  const below =
    reading === undefined
      ? '通知没有说清，或者还差您的情况。'
      : `按本程序的读法是 ${yuan(reading)} 元，以经办机构核定为准。`
  return words('open', OPEN_WORDS, below, 'fee')
}

/** The notice leaves it open, and the reading is against paying: that comes before any number. null = it is not so. */
function readAgainst({ answers, recommended, undetermined }: Assessment): string | null {
  const field = (['eligible', 'payable'] as const).find(
    (one) => answers[one] === undefined && recommended[one] === false,
  )
  const matter = undetermined.find((one) => one.field === field && one.kind === 'silent')
  if (matter === undefined) return null
  const reading = field === 'eligible' ? '不用也不能再交居民医保' : '这时候不能交'
  return `按本程序的读法，${reading}。${matter.why}问清楚以前先别交，以经办机构核定为准。`
}

/** Of many identities, those that people know best by name. */
const KNOWN_BEST = /低保|最低生活|残疾|特困/
const MOST_NAMED = 3

function doubtWords({ less }: FeeDoubt): string {
  const cheaper = less.filter(({ fee }) => fee !== null).flatMap((one) => one.if)
  const named = [...cheaper.filter((one) => KNOWN_BEST.test(one)), ...cheaper].slice(0, MOST_NAMED)
  const shown = [...new Set(named)].join('、')
  return [
    shown === '' ? '' : `${shown}${cheaper.length > MOST_NAMED ? '等' : ''}，可能更少。`,
    less.some(({ fee }) => fee === null) ? '也可能不该在这里交，看下面。' : '',
  ].join('')
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
    return {
      kind: 'free',
      before: '',
      words: '不用交钱',
      unit: '',
      below: below || '个人缴费部分由资助全部抵掉了。',
      field: 'fee',
    }
  return { kind: 'owed', before: '该交', words: yuan(fee), unit: '元', below, field: 'fee' }
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
export function shortAnswer(assessment: Assessment, doubt: FeeDoubt | null): string {
  const { before, words, unit } = headline(assessment, doubt)
  return unit === '' ? words : `${before === '最多交' ? '最多 ' : ''}${words} ${unit}`
}

/** From when to when the hospital bill is shared, in words. */
export function BenefitPart({ assessment }: { assessment: Assessment }): ReactNode {
  const words = benefitWords(assessment)
  if (words === null) return null
  return (
    <Section id="benefit" title="看病从哪天起能报销">
      <View id="benefit-words" className="subtitle">
        <Paragraph>{words}</Paragraph>
      </View>
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
