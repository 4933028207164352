import { View } from '@tarojs/components'
import type { ReactNode } from 'react'
import { dayInWords } from '../../../client/days'
import type { Me } from '../../../client/functions'
import { useEnrolment, useEnrolmentAction } from '../../../client/functions'
import { confirmed } from '../../../client/phone'
import type { ActionState } from '../../../client/use-action'
import { BackToFamily } from '../parts'
import { QueryView, ActionError } from '../../../ui/answers'
import { Screen } from '../../../ui/screen'
import { TextButton } from '../../../ui/tap'
import { QuestionTitle, Section, Paragraph } from '../../../ui/text'

definePageConfig({ navigationBarTitleText: '谁能看我的' })

/** Who may see whose record, and how each ends it. */
export default function LinksPage(): ReactNode {
  const { asked, again } = useEnrolment('me', undefined)
  return (
    <Screen id="page-links">
      <QuestionTitle>谁能看我的参保</QuestionTitle>
      <QueryView asked={asked} again={again} waitingFor="正在查" back={<BackToFamily />}>
        {(me) => <LinkParts me={me} onDone={again} />}
      </QueryView>
      <View className="gap-big">
        <BackToFamily second />
      </View>
    </Screen>
  )
}

function LinkParts({ me: { self, family, asked, followers }, onDone }: { me: Me; onDone: () => void }): ReactNode {
  const requests = followers.filter(({ state }) => state === 'waiting')
  const seeing = followers.filter(({ state }) => state === 'active')
  return (
    <View>
      {requests.length > 0 && (
        <Section id="links-requests" title="等您答复的">
          {requests.map((follower) => (
            <AnswerRow key={follower.link} follower={follower} onDone={onDone} />
          ))}
        </Section>
      )}
      {self !== null && (
        <Section id="links-self" title="绑定的本人">
          <RevokeRow
            link={self.link}
            words={`本人 · ${self.person.name}`}
            how="解除绑定"
            after="以后要再看，得重新绑定。"
            onDone={onDone}
          />
        </Section>
      )}
      <Section id="links-followers" title="能看我的人">
        {seeing.length === 0 && <View>没有别人能看您的参保。</View>}
        {seeing.map((follower) => (
          <RevokeRow
            key={follower.link}
            link={follower.link}
            words={`${follower.payer}（把您添作“${follower.relation}”）`}
            since={follower.since}
            how="不让他看"
            onDone={onDone}
          />
        ))}
      </Section>
      <Section id="links-family" title="我能看的家人">
        {family.length + asked.length === 0 && <View>还没有添家人。</View>}
        {family.map(({ link, person, relation }) => (
          <RevokeRow key={link} link={link} words={`${relation} · ${person.name}`} how="不再看了" onDone={onDone} />
        ))}
        {asked.map(({ link, person, relation }) => (
          <RevokeRow
            key={link}
            link={link}
            words={`${relation} · ${person.name}，等对方同意`}
            how="不要了"
            onDone={onDone}
          />
        ))}
      </Section>
    </View>
  )
}

type Follower = Me['followers'][number]

/** Someone asks to look after me: yes or no, both as large. */
function AnswerRow({
  follower: { link, payer, relation, since },
  onDone,
}: {
  follower: Follower
  onDone: () => void
}): ReactNode {
  const deed = useEnrolmentAction('answerLink', link)
  const answer = async (consent: boolean): Promise<void> => {
    // The other answer is another deed, whatever became of the first.
    deed.changed()
    await deed.run({ link, consent })
    onDone()
  }
  return (
    <View id={`request-${link}`} className="row">
      <View className="subtitle">{payer}</View>
      <View>
        <Paragraph>{`${dayInWords(since)}提出：说您是他的“${relation}”，想看您的参保，替您记着交费的日子。不认识，或者说不清是谁，就点“不同意”。`}</Paragraph>
      </View>
      <View className="buttons">
        <TextButton className="button link-yes" label={`同意${payer}`} onTap={() => void answer(true)}>
          同意
        </TextButton>
        <TextButton className="button button-second link-no" label={`不同意${payer}`} onTap={() => void answer(false)}>
          不同意
        </TextButton>
      </View>
      <Busy state={deed.state} />
      <ActionError id={`request-${link}`} state={deed.state} />
    </View>
  )
}

interface RevokeRowProps {
  link: string
  words: string
  since?: string
  /** What the button says. */
  how: string
  /** What it takes to see this again. */
  after?: string
  onDone: () => void
}

function RevokeRow({
  link,
  words,
  since,
  how,
  after = '以后要再看，得重新添、重新同意。',
  onDone,
}: RevokeRowProps): ReactNode {
  const deed = useEnrolmentAction('revokeLink', link)
  const revoke = async (): Promise<void> => {
    if (!(await confirmed(`${how}？`, `${words}。${after}`, how))) return
    if ((await deed.run({ link })) !== null) onDone()
  }
  return (
    <View id={`link-${link}`} className="row link-row">
      <View className="strong">{words}</View>
      {since !== undefined && (
        <View className="quiet">
          <Paragraph>{`从${dayInWords(since)}起`}</Paragraph>
        </View>
      )}
      <TextButton className="link link-revoke" label={`${how}：${words}`} onTap={() => void revoke()}>
        {how}
      </TextButton>
      <Busy state={deed.state} />
      <ActionError id={`link-${link}`} state={deed.state} />
    </View>
  )
}

function Busy({ state }: { state: ActionState }): ReactNode {
  return state.is === 'busy' ? <View className="quiet">正在办，请稍等。</View> : null
}
