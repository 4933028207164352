import { View } from '@tarojs/components'
import { useState, type ReactNode } from 'react'
import { AskedPart } from '../asking/asked-part'
import { DeedSaid } from '../asking/deed-said'
import { FormField } from '../asking/form-field'
import { sayDay } from '../clock/civil-days'
import { useCounty, useCountyDeed, type CountyAnswers } from '../cloud/county'
import { confirmed } from '../components/phone-actions'
import { Section } from '../components/section'
import { Tap } from '../components/tap'
import type { CountyDesk } from './county-screen'
import { InvitePart } from './invite-part'

type Appointment = CountyAnswers['appointments']['people'][number]
type Invitation = CountyAnswers['appointments']['invitations'][number]

/** Who holds an office here, for which villages and until when; invitations; and what was ever done. */
export function AppointmentsPart({ desk }: { desk: CountyDesk }): ReactNode {
  const { region, may } = desk
  const { asked, again } = useCounty('appointments', { region })
  return (
    <View className='columns'>
      <AskedPart asked={asked} again={again} waitingFor='正在取任命' back={null}>
        {({ people, invitations }) => (
          <View>
            <Section id='appointments' title='在岗的人'>
              {people.map((appointment) => <AppointmentRow key={appointment.person} region={region} appointment={appointment} onDone={again} />)}
            </Section>
            <Section id='invitations' title='发出的邀请'>
              {invitations.length === 0 && <View className='quiet'>没有。</View>}
              {invitations.map((invitation) => <InvitationRow key={invitation.invitation} invitation={invitation} may={may.has('appoint')} onDone={again} />)}
            </Section>
          </View>
        )}
      </AskedPart>
      <View>
        {may.has('appoint') && <InvitePart desk={desk} onInvited={again} />}
        <History region={region} />
      </View>
    </View>
  )
}

function scopeWords({ villages, groups }: Pick<Appointment, 'villages' | 'groups'>): string {
  const where = villages === null ? '全部乡镇' : villages.map(({ name }) => name).join('、')
  return groups === null ? where : `${where} ${groups.join('、')}`
}

function AppointmentRow({ region, appointment, onDone }: { region: string; appointment: Appointment; onDone: () => void }): ReactNode {
  const { person, who, roleName, from, until, stateName, own, mayChange } = appointment
  const end = useCountyDeed('endAppointment', person)
  const [because, setBecause] = useState('')
  const finish = async (): Promise<void> => {
    if (!(await confirmed('结束任命', `${who ?? '这个人'}从今天起不能再办事。`, '结束'))) return
    if ((await end.run({ region, person, because: because.trim() })) !== null) onDone()
  }
  return (
    <View id={`appointment-${person}`} className='row'>
      <View className='bar-head'><View className='strong'>{who ?? '没有写名字'}{own ? '（您）' : ''}</View><View className='badge'>{stateName}</View></View>
      <View>{roleName} · {scopeWords(appointment)}</View>
      <View className='quiet'>{sayDay(from)}起{until === null ? '，没有定期限' : `，到 ${sayDay(until)}`}</View>
      {mayChange && (
        <View>
          <FormField id={`end-because-${person}`} label='结束任命的理由' longest={100} value={because} wrong='' onType={(words) => { end.changed(); setBecause(words) }} />
          <DeedSaid id={`end-said-${person}`} state={end.state} />
          {because.trim() !== '' && <Tap id={`end-${person}`} className='button button-second' onTap={() => void finish()}>结束任命</Tap>}
        </View>
      )}
    </View>
  )
}

function InvitationRow({ invitation, may, onDone }: { invitation: Invitation; may: boolean; onDone: () => void }): ReactNode {
  const { invitation: id, who, roleName, state, stateName, expiresOn } = invitation
  const withdraw = useCountyDeed('withdrawInvitation', id)
  const run = async (): Promise<void> => {
    if ((await withdraw.run({ invitation: id })) !== null) onDone()
  }
  return (
    <View id={`invitation-${id}`} className='row'>
      <View className='bar-head'><View className='strong'>{who}</View><View className='badge'>{stateName}</View></View>
      <View>{roleName} · {scopeWords(invitation)}</View>
      {state === 'open' && <View className='quiet'>{sayDay(expiresOn)}前用邀请码接受。</View>}
      <DeedSaid id={`withdraw-${id}`} state={withdraw.state} />
      {may && state === 'open' && <Tap className='link' onTap={() => void run()}>撤回</Tap>}
    </View>
  )
}

function History({ region }: { region: string }): ReactNode {
  const { asked, again } = useCounty('appointmentHistory', { region, after: null })
  return (
    <Section id='appointment-history' title='任命的来龙去脉'>
      <AskedPart asked={asked} again={again} waitingFor='正在取' back={null}>
        {({ changes }) => (
          <View>
            {changes.length === 0 && <View className='quiet'>还没有。</View>}
            {changes.map(({ day, time, what, who, words }, i) => (
              <View key={i} className='row'><View className='strong'>{what} {who ?? ''}</View><View>{words}</View><View className='quiet'>{sayDay(day)} {time}</View></View>
            ))}
          </View>
        )}
      </AskedPart>
    </Section>
  )
}
