import { View } from '@tarojs/components'
import type { ReactNode } from 'react'
import { useState } from 'react'
import type { EnrolmentAnswers } from '../../client/functions'
import { useEnrolmentPlainAction } from '../../client/functions'
import type { CountyWorkplace } from './county-page'
import { ActionError } from '../../ui/answers'
import { FormField } from '../../ui/fields'
import { TextButton } from '../../ui/tap'

interface FigureProps {
  id?: string
  words: string
  value: string
  /** big: the one that is to be seen first. stop: it should not be so. */
  look?: 'big' | 'stop'
}

/** A number with what it counts below it. */
export function Figure({ id, words, value, look }: FigureProps): ReactNode {
  return (
    <View id={id} className={look === undefined ? 'tally' : `tally tally-${look}`}>
      <View className="tally-number">{value}</View>
      <View className="quiet">{words}</View>
    </View>
  )
}

/** 548738 → 548,738, as tables of people are written. */
export const counted = (number: number): string => String(number).replace(/\B(?=(\d{3})+$)/g, ',')

/** null: cannot be told. */
export const countedOrNot = (number: number | null): string => (number === null ? '—' : counted(number))

/** A village's own desk, and from there on to one of its pages. */
export const villageUrl = (village: string, year: number, on?: string): string =>
  `/pages/village/index?village=${village}&year=${year}${on === undefined ? '' : `&on=${encodeURIComponent(on)}`}`

/** Somebody of the county, and their enrolment of the year that one works on. */
export interface FoundPerson {
  enrolment: string
  person: EnrolmentAnswers['findResident']['found'][number]
}

interface PersonFinderProps {
  id: string
  desk: CountyWorkplace
  found: FoundPerson | null
  /** null = another number is being typed. */
  onFound: (found: FoundPerson | null) => void
}

/** Whose money it is, by the whole number; shown masked, to be compared with the paper in hand. */
export function PersonFinder({ id, desk: { region, year }, found, onFound }: PersonFinderProps): ReactNode {
  const look = useEnrolmentPlainAction('findResident')
  const [typed, setTyped] = useState('')
  const [wrong, setWrong] = useState('')
  const type = (value: string): void => {
    setTyped(value)
    setWrong('')
    if (found !== null) onFound(null)
  }
  const find = async (): Promise<void> => {
    const idNumber = typed.replace(/\s/g, '').toUpperCase()
    if (idNumber === '') return setWrong('请填缴费凭证上的证件号码。')
    const answer = await look.run({ region, village: null, idNumber, name: null })
    if (answer === null) return
    const [person] = answer.found
    if (person === undefined) setWrong('本县台账里没有这个号码。请核对；是新来的，先在村里登记。')
    else onFound({ enrolment: `${person.resident}-${year}`, person })
  }
  return (
    <View>
      <FormField
        id={`${id}-number`}
        label="证件号码"
        kind="idcard"
        longest={30}
        value={typed}
        wrong={wrong}
        onType={type}
      />
      <ActionError id={`${id}-find`} state={look.state} />
      {found === null ? (
        <View className="buttons gap">
          <TextButton id={`${id}-find`} className="button button-second" onTap={() => void find()}>
            找人
          </TextButton>
        </View>
      ) : (
        <View id={`${id}-found`} className="notice notice-calm">
          {found.person.name}（{found.person.tail ?? '没有号码'}），{found.person.village}。请和凭证上的名字核对。
        </View>
      )}
    </View>
  )
}
