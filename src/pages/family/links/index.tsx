import { View } from '@tarojs/components'
import type { ReactNode } from 'react'
import { type Me, useEnrollment } from '../../../cloud/enrollment'
import { QuestionTitle } from '../../../components/question-title'
import { Screen } from '../../../components/screen'
import { Section } from '../../../components/section'
import { AskedPart } from '../../../asking/asked-part'
import { BackToFamily } from '../../../family/back-to-family'
import { AnswerRow, RevokeRow } from '../../../family/link-rows'

/** Who may see whose record, and how each ends it. */
export default function LinksPage(): ReactNode {
  const { asked, again } = useEnrollment('me', undefined)
  return (
    <Screen id='page-links'>
      <QuestionTitle>谁能看谁的参保</QuestionTitle>
      <AskedPart asked={asked} again={again} waitingFor='正在查' back={<BackToFamily />}>
        {(me) => <LinkParts me={me} onDone={again} />}
      </AskedPart>
      <View className='gap-big'><BackToFamily second /></View>
    </Screen>
  )
}

function LinkParts({ me: { self, family, asked, followers }, onDone }: { me: Me; onDone: () => void }): ReactNode {
  const requests = followers.filter(({ state }) => state === 'waiting')
  const seeing = followers.filter(({ state }) => state === 'active')
  return (
    <View>
      {requests.length > 0 && (
        <Section id='links-requests' title='等您答复的'>
          {requests.map((follower) => <AnswerRow key={follower.link} follower={follower} onDone={onDone} />)}
        </Section>
      )}
      {self !== null && (
        <Section id='links-self' title='绑定的本人'>
          <RevokeRow link={self.link} words={`本人 · ${self.person.name}`} how='解除绑定' after='以后要再看，得重新绑定。' onDone={onDone} />
        </Section>
      )}
      <Section id='links-followers' title='能看我的人'>
        {seeing.length === 0 && <View>没有别人能看您的参保。</View>}
        {seeing.map((follower) => <RevokeRow key={follower.link} link={follower.link} words={`${follower.payer}（把您添作“${follower.relation}”）`} since={follower.since} how='不让看了' onDone={onDone} />)}
      </Section>
      <Section id='links-family' title='我能看的家人'>
        {family.length + asked.length === 0 && <View>还没有添家人。</View>}
        {family.map(({ link, person, relation }) => <RevokeRow key={link} link={link} words={`${relation} · ${person.name}`} how='不再看了' onDone={onDone} />)}
        {asked.map(({ link, person, relation }) => <RevokeRow key={link} link={link} words={`${relation} · ${person.name}，还在等答应`} how='不要了' onDone={onDone} />)}
      </Section>
    </View>
  )
}
