import { View } from '@tarojs/components'
import type { ReactNode } from 'react'
import type { Enrolment, Person } from '../../client/functions'
import { dayLine, toneOf } from './words'
import { PayTap } from '../pay/parts'
import type { Underways } from '../pay/underway'
import { UnderwayNotice } from '../pay/underway'
import { owes } from '../pay/selection'
import { bareTail } from '../../ui/identity-form'
import { openPage } from '../../ui/navigate'
import { TextButton } from '../../ui/tap'
import { AmountText, Section, StatusTag, Paragraph } from '../../ui/text'

interface PersonCardProps {
  person: Person
  /** 本人, 母亲 … */
  relation: string
  enrolments: readonly Enrolment[]
  /** Who is being paid for already, by enrolment. */
  underway: Underways
}

/** One person: the newest year large, the ones before as a line each. */
export function PersonCard({ person, relation, enrolments, underway }: PersonCardProps): ReactNode {
  const [newest, ...before] = [...enrolments].sort((a, b) => b.year - a.year)
  return (
    <Section id={`person-${person.resident}`}>
      <PersonName person={person} relation={relation} />
      {person.absent !== null && <View className="notice notice-calm">{person.absent}</View>}
      {newest === undefined ? (
        <View className="gap person-none">还没有参保登记。要登记，请找村干部或者乡镇医保窗口。</View>
      ) : (
        <NewestYear enrolment={newest} name={person.name} underway={underway} />
      )}
      {before.map((enrolment) => (
        <YearBefore key={enrolment.id} enrolment={enrolment} name={person.name} />
      ))}
    </Section>
  )
}

export function PersonName({ person, relation }: { person: Person; relation: string }): ReactNode {
  return (
    <View>
      <View className="subtitle person-name">
        {relation}
        {relation === '' ? '' : ' · '}
        {person.name}
      </View>
      <View className="quiet">
        {person.place} {person.village}
        {person.tail === null ? '' : `，证件尾号 ${bareTail(person.tail)}`}
      </View>
    </View>
  )
}

interface NewestYearProps {
  enrolment: Enrolment
  name: string
  underway: Underways
}

function NewestYear({ enrolment, name, underway }: NewestYearProps): ReactNode {
  const { id, year, fee } = enrolment
  const paying = underway.get(id)
  // Whoever reads “待缴费” pays again.
  const isSaid = paying?.saidPaid != null && owes(enrolment)
  return (
    <View id={`enrolment-${id}`} className="gap">
      <View className="quiet">{year} 年度</View>
      {isSaid ? (
        <StatusTag tone="wait">说已交，等税务确认</StatusTag>
      ) : (
        <View>
          {owes(enrolment) && fee !== null && fee > 0 && <AmountText words="要交" fen={fee} large />}
          <StatusPart enrolment={enrolment} brief />
        </View>
      )}
      {paying !== undefined && <UnderwayNotice underway={paying} />}
      <View className="buttons gap">
        {owes(enrolment) && paying === undefined && <PayTap enrolment={enrolment} name={name} />}
        <TextButton
          className={
            owes(enrolment) && paying === undefined
              ? 'button button-second enrolment-course'
              : 'button enrolment-course'
          }
          label={`看${name}${year}年度的全程`}
          onTap={() => openCourse(id)}
        >
          看全程和依据
        </TextButton>
      </View>
    </View>
  )
}

function YearBefore({ enrolment: { id, year, statusName }, name }: { enrolment: Enrolment; name: string }): ReactNode {
  return (
    <TextButton
      id={`enrolment-${id}`}
      className="link"
      label={`看${name}${year}年度的全程`}
      onTap={() => openCourse(id)}
    >
      {year} 年度：{statusName} ›
    </TextButton>
  )
}

export function openCourse(enrolment: string): void {
  void openPage(`/pages/family/course/index?enrolment=${enrolment}`)
}

interface StatusPartProps {
  enrolment: Enrolment
  /** Only that something is not settled, not what: that is told elsewhere. */
  brief?: boolean
}

/** The status as the biggest word of all, what it means or asks for, the day that matters, and what is not settled. */
export function StatusPart({ enrolment, brief = false }: StatusPartProps): ReactNode {
  const { status, statusName, sentence, open } = enrolment
  const day = dayLine(enrolment)
  return (
    <View>
      <StatusTag tone={toneOf(status)}>{statusName}</StatusTag>
      <View className="status-sentence">
        <Paragraph>{sentence}</Paragraph>
      </View>
      {day !== '' && (
        <View className="status-day strong">
          <Paragraph>{day}</Paragraph>
        </View>
      )}
      {open !== null &&
        (brief ? (
          <View className="status-open notice">有一点通知没有写清楚，点“看全程和依据”看说明。</View>
        ) : (
          <OpenMatter words={open} />
        ))}
    </View>
  )
}

/** What the notice leaves open: said, with the reading that is taken. */
export function OpenMatter({ words }: { words: string }): ReactNode {
  return (
    <View className="notice">
      通知里没有写清楚，先按这样理解：<Paragraph>{words}</Paragraph>
    </View>
  )
}
