import { View } from '@tarojs/components'
import { useState, type ReactNode } from 'react'
import { DeedSaid } from '../asking/deed-said'
import { FormField } from '../asking/form-field'
import { useEnrollmentPlainDeed, type EnrollmentAnswers } from '../cloud/enrollment'
import { Tap } from '../components/tap'
import type { CountyDesk } from './county-screen'

/** Somebody of the county, and their enrolment of the year that one works on. */
export interface FoundPerson { enrolment: string; person: EnrollmentAnswers['findResident']['found'][number] }

interface PersonFinderProps {
  id: string
  desk: CountyDesk
  found: FoundPerson | null
  /** null = another number is being typed. */
  onFound: (found: FoundPerson | null) => void
}

/** Whose money it is, by the whole number; shown masked, to be compared with the paper in hand. */
export function PersonFinder({ id, desk: { region, year }, found, onFound }: PersonFinderProps): ReactNode {
  const look = useEnrollmentPlainDeed('findResident')
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
      <FormField id={`${id}-number`} label='证件号码' kind='idcard' longest={30} value={typed} wrong={wrong} onType={type} />
      <DeedSaid id={`${id}-find`} state={look.state} />
      {found === null
        ? <View className='buttons gap'><Tap id={`${id}-find`} className='button button-second' onTap={() => void find()}>找人</Tap></View>
        : <View id={`${id}-found`} className='notice notice-calm'>{found.person.name}（{found.person.tail ?? '没有号码'}），{found.person.village}。请和凭证上的名字核对。</View>}
    </View>
  )
}
