import { View } from '@tarojs/components'
import { useState, type ReactNode } from 'react'
import { askVillage, type HouseholdDesk, type Member } from '../cloud/village'
import { Section } from '../components/section'
import { Tap } from '../components/tap'
import { mayDo } from './desk-page'
import { PhoneButton } from './phone-button'

type Names = Readonly<Record<string, string>>

/** Everybody of the household: who they are, where they stand, how to call them. */
export function MembersPart({ desk: { household, year, members } }: { desk: HouseholdDesk }): ReactNode {
  const [names, setNames] = useState<Names>({})
  const [failed, setFailed] = useState('')
  const reveal = async (): Promise<void> => {
    try {
      const answer = await askVillage('householdDesk', { household, year, reason: 'verifyIdentity' })
      if (answer.ok) setNames(Object.fromEntries(answer.data.members.map(({ resident, name }) => [resident, name])))
      else setFailed(answer.error.message)
    } catch {
      setFailed('没有连上，有网的时候再看。')
    }
  }
  return (
    <Section id='members' title='家里的人'>
      {members.map((member) => <MemberRow key={member.resident} member={member} name={names[member.resident]} />)}
      {Object.keys(names).length === 0 && <Tap id='reveal-names' className='link' onTap={() => void reveal()}>看全名（核对身份，会留记录）</Tap>}
      {failed !== '' && <View className='notice'>{failed}</View>}
    </Section>
  )
}

function MemberRow({ member, name }: { member: Member; name: string | undefined }): ReactNode {
  const { resident, tail, isHead, sex, age, statusName, sentence, phone, flaws, absent } = member
  return (
    <View id={`member-${resident}`} className='row member'>
      <View className='spread'>
        <View className='strong'>{name ?? member.name}{isHead ? '（户主）' : ''}</View>
        <View className='spread-end'>{statusName}</View>
      </View>
      <View className='quiet'>{sex}，{age} 岁{tail === null ? '，还没有证件号' : `，尾号 ${tail.replace(/\*/g, '')}`}</View>
      {absent !== null ? <View>{absent}</View> : <View>{sentence}</View>}
      {flaws.map((flaw) => <View key={flaw} className='stop-words'>资料：{flaw}</View>)}
      {phone !== null && mayDo('revealField') && <PhoneButton resident={resident} masked={phone} name={name ?? member.name} />}
    </View>
  )
}
