import { View } from '@tarojs/components'
import type { ReactNode } from 'react'
import { useState } from 'react'
import { dayInWords } from '../../../client/days'
import type { CountyAnswers, CountyRequests } from '../../../client/functions'
import { useCounty, useCountyAction } from '../../../client/functions'
import { confirmed, copyText } from '../../../client/phone'
import type { CountyWorkplace } from '../county-page'
import { CountyScreen } from '../county-page'
import { ProposeInstead } from '../propose'
import { Extend } from './extend'
import { QueryView, ActionError } from '../../../ui/answers'
import { FormField, useForm } from '../../../ui/fields'
import { Choice, TextButton } from '../../../ui/tap'
import { Section } from '../../../ui/text'

definePageConfig({ navigationBarTitleText: '人员任命' })

export default function PeoplePage(): ReactNode {
  return (
    <CountyScreen id="page-people" title="人员任命">
      {(desk) => <AppointmentsPart desk={desk} />}
    </CountyScreen>
  )
}

type Appointment = CountyAnswers['appointments']['people'][number]
type Invitation = CountyAnswers['appointments']['invitations'][number]

/** Who holds an office here, for which villages and until when; invitations; and what was ever done. */
function AppointmentsPart({ desk }: { desk: CountyWorkplace }): ReactNode {
  const { region, may } = desk
  const { asked, again } = useCounty('appointments', { region })
  return (
    <View className="columns">
      <QueryView asked={asked} again={again} waitingFor="正在取任命" back={null}>
        {({ people, invitations }) => (
          <View>
            <Section id="appointments" title="在岗的人">
              {people.map((appointment) => (
                <AppointmentRow key={appointment.person} region={region} appointment={appointment} onDone={again} />
              ))}
            </Section>
            <Section id="invitations" title="发出的邀请">
              {invitations.length === 0 && <View className="quiet">没有。</View>}
              {invitations.map((invitation) => (
                <InvitationRow
                  key={invitation.invitation}
                  invitation={invitation}
                  may={may.has('appoint') || invitation.role === 'clerk'}
                  onDone={again}
                />
              ))}
            </Section>
          </View>
        )}
      </QueryView>
      <View>
        {may.has('appointClerk') && <InvitePart desk={desk} onInvited={again} />}
        {desk.township === null && <History region={region} />}
      </View>
    </View>
  )
}

function scopeWords({ villages, groups, township }: Pick<Appointment, 'villages' | 'groups' | 'township'>): string {
  if (township !== null) return township
  const where = villages === null ? '全部乡镇' : villages.map(({ name }) => name).join('、')
  return groups === null ? where : `${where} ${groups.join('、')}`
}

function AppointmentRow({
  region,
  appointment,
  onDone,
}: {
  region: string
  appointment: Appointment
  onDone: () => void
}): ReactNode {
  const { person, number, who, roleName, from, until, stateName, own, mayChange } = appointment
  const end = useCountyAction('endAppointment', person)
  const [because, setBecause] = useState('')
  const finish = async (): Promise<void> => {
    if (!(await confirmed('结束任命', `${who ?? '这个人'}从今天起不能再办事。`, '结束'))) return
    if ((await end.run({ region, person, because: because.trim() })) !== null) onDone()
  }
  return (
    <View id={`appointment-${person}`} className="row">
      <View className="bar-head">
        <View className="strong">
          {who ?? '未登记姓名'}
          {own ? '（您）' : ''}
        </View>
        <View className="badge">{stateName}</View>
      </View>
      <View>
        {roleName} · {scopeWords(appointment)}
      </View>
      <View className="quiet">
        {dayInWords(from)}起{until === null ? '，没有定期限' : `，到 ${dayInWords(until)}`}，编号 {number}
      </View>
      {mayChange && (
        <View>
          <FormField
            id={`end-because-${person}`}
            label="结束任命的理由"
            longest={100}
            value={because}
            wrong=""
            onType={(words) => {
              end.changed()
              setBecause(words)
            }}
          />
          <ActionError id={`end-said-${person}`} state={end.state} />
          {because.trim() !== '' && (
            <TextButton id={`end-${person}`} className="button button-second" onTap={() => void finish()}>
              结束任命
            </TextButton>
          )}
          <Extend region={region} person={person} onDone={onDone} />
        </View>
      )}
    </View>
  )
}

function InvitationRow({
  invitation,
  may,
  onDone,
}: {
  invitation: Invitation
  may: boolean
  onDone: () => void
}): ReactNode {
  const { invitation: id, who, roleName, state, stateName, expiresOn } = invitation
  const withdraw = useCountyAction('withdrawInvitation', id)
  const run = async (): Promise<void> => {
    if ((await withdraw.run({ invitation: id })) !== null) onDone()
  }
  return (
    <View id={`invitation-${id}`} className="row">
      <View className="bar-head">
        <View className="strong">{who}</View>
        <View className="badge">{stateName}</View>
      </View>
      <View>
        {roleName} · {scopeWords(invitation)}
      </View>
      {state === 'open' && <View className="quiet">{dayInWords(expiresOn)}前用邀请码接受。</View>}
      <ActionError id={`withdraw-${id}`} state={withdraw.state} />
      {may && state === 'open' && (
        <TextButton className="link" onTap={() => void run()}>
          撤回
        </TextButton>
      )}
    </View>
  )
}

function History({ region }: { region: string }): ReactNode {
  const { asked, again } = useCounty('appointmentHistory', { region, after: null })
  return (
    <Section id="appointment-history" title="任命的来龙去脉">
      <QueryView asked={asked} again={again} waitingFor="正在取" back={null}>
        {({ changes }) => (
          <View>
            {changes.length === 0 && <View className="quiet">还没有。</View>}
            {changes.map(({ day, time, what, who, words }, i) => (
              <View key={i} className="row">
                <View className="strong">
                  {what} {who ?? ''}
                </View>
                <View>{words}</View>
                <View className="quiet">
                  {dayInWords(day)} {time}
                </View>
              </View>
            ))}
          </View>
        )}
      </QueryView>
    </Section>
  )
}

type Role = CountyRequests['inviteOfficer']['role']
const ROLES: readonly { role: Role; name: string; about: string }[] = [
  { role: 'clerk', name: '村（社区）经办人员', about: '只看、只办选定的村或村民小组' },
  { role: 'township', name: '乡镇（街道）经办人员', about: '管一个乡镇的各村，复核村里的事；任命要两个人' },
  { role: 'county', name: '县医保经办机构', about: '全部乡镇；任命要两个人' },
  { role: 'auditor', name: '稽核人员', about: '只看不改' },
]
const NOTHING = { who: '', villages: '', township: '' }

/** A code by which somebody takes an office as themself; it is shown once. */
function InvitePart({
  desk: { region, villages, may },
  onInvited,
}: {
  desk: CountyWorkplace
  onInvited: () => void
}): ReactNode {
  const deed = useCountyAction('inviteOfficer')
  const { typed, type, allWell, wrongOf } = useForm(NOTHING, deed)
  const [role, setRole] = useState<Role>('clerk')
  const [chosen, setChosen] = useState<readonly string[]>([])
  const [groups, setGroups] = useState<readonly string[]>([])
  const [township, setTownship] = useState<string | null>(null)
  const [proposed, setProposed] = useState('')
  const [made, setMade] = useState<CountyAnswers['inviteOfficer'] | null>(null)

  const invite = async (): Promise<void> => {
    const some = role === 'clerk'
    if (
      !allWell({
        who: typed.who.trim() === '' ? '请写这个人是谁。' : '',
        villages: some && chosen.length === 0 ? '请选至少一个村。' : '',
        township: role === 'township' && township === null ? '请选一个乡镇。' : '',
      })
    )
      return
    const answer = await deed.run({
      region,
      role,
      villages: some ? [...chosen] : null,
      groups: some && groups.length > 0 ? [...groups] : null,
      ...(role === 'township' ? { township } : {}),
      until: null,
      who: typed.who.trim(),
    })
    if (answer === null) return
    setMade(answer)
    onInvited()
  }
  const toggle = (village: string): void => {
    deed.changed()
    setChosen(toggled(chosen, village))
    setGroups([])
  }
  const toggleGroup = (group: string): void => {
    deed.changed()
    setGroups(toggled(groups, group))
  }
  const only = role === 'clerk' && chosen.length === 1 ? chosen[0] : undefined
  if (made !== null) return <Made made={made} onMore={() => setMade(null)} />
  return (
    <Section id="invite" title="任命一个人">
      <FormField
        id="invite-who"
        label="是谁"
        about="写单位里怎么称呼。"
        longest={40}
        value={typed.who}
        wrong={wrongOf('who')}
        onType={type('who')}
      />
      {ROLES.filter((one) => one.role === 'clerk' || may.has('appoint')).map(({ role: one, name, about }) => (
        <Choice
          key={one}
          id={`invite-${one}`}
          label={name}
          hint={about}
          on={role === one}
          onTap={() => {
            deed.changed()
            setRole(one)
          }}
        />
      ))}
      {role === 'township' && (
        <Townships
          villages={villages}
          chosen={township}
          onChoose={(one) => {
            deed.changed()
            setTownship(one)
          }}
        />
      )}
      {wrongOf('township') !== '' && <View className="notice notice-stop">{wrongOf('township')}</View>}
      {role === 'clerk' && <Villages villages={villages} chosen={chosen} onToggle={toggle} />}
      {only !== undefined && (
        <Groups key={only} region={region} village={only} chosen={groups} onToggle={toggleGroup} />
      )}
      {wrongOf('villages') !== '' && <View className="notice notice-stop">{wrongOf('villages')}</View>}
      {proposed !== '' && <View className="notice notice-good">{proposed}</View>}
      <ActionError id="invite" state={deed.state} fields={Object.keys(NOTHING)} />
      <ProposeInstead
        id="invite"
        state={deed.state}
        deed="appointOfficer"
        request={{
          region,
          villages: null,
          until: null,
          who: typed.who.trim(),
          ...(role === 'township' ? { role, township } : {}),
        }}
        onDone={(words) => {
          deed.changed()
          setProposed(words)
        }}
      />
      <View className="buttons gap">
        <TextButton id="invite-send" className="button" onTap={() => void invite()}>
          给出邀请码
        </TextButton>
      </View>
    </Section>
  )
}

const toggled = (some: readonly string[], one: string): readonly string[] =>
  some.includes(one) ? some.filter((other) => other !== one) : [...some, one]

/** Of one village its groups; none chosen is the whole village. */
function Groups({
  region,
  village,
  chosen,
  onToggle,
}: {
  region: string
  village: string
  chosen: readonly string[]
  onToggle: (group: string) => void
}): ReactNode {
  const { asked, again } = useCounty('villageGroups', { region, village })
  return (
    <QueryView asked={asked} again={again} waitingFor="正在取村民小组" back={null}>
      {({ groups }) =>
        groups.length === 0 ? null : (
          <View>
            <View id="invite-groups-head" className="gap strong">
              只管其中几个村民小组的，选组；不选就是管全村。
            </View>
            {groups.map((group, i) => (
              <Choice
                key={group}
                id={`group-${i}`}
                label={group}
                many
                on={chosen.includes(group)}
                onTap={() => onToggle(group)}
              />
            ))}
          </View>
        )
      }
    </QueryView>
  )
}

/** Which township; some dozens at most. */
function Townships({
  villages,
  chosen,
  onChoose,
}: {
  villages: CountyWorkplace['villages']
  chosen: string | null
  onChoose: (township: string) => void
}): ReactNode {
  return (
    <View>
      <View className="gap strong">管哪个乡镇（街道）</View>
      {[...new Set(villages.map(({ township }) => township))].map((township, i) => (
        <Choice
          key={township}
          id={`township-${i}`}
          label={township}
          on={chosen === township}
          onTap={() => onChoose(township)}
        />
      ))}
    </View>
  )
}

/** Hundreds of villages: a part of the name brings up those that match. */
function Villages({
  villages,
  chosen,
  onToggle,
}: {
  villages: CountyWorkplace['villages']
  chosen: readonly string[]
  onToggle: (village: string) => void
}): ReactNode {
  const [words, setWords] = useState('')
  const shown = villages
    .filter(
      ({ village, name, township }) =>
        chosen.includes(village) || (words !== '' && `${township}${name}`.includes(words)),
    )
    .slice(0, SHOWN)
  return (
    <View>
      <FormField
        id="invite-village"
        label="管哪些村：打村名或乡镇名找"
        longest={20}
        value={words}
        wrong=""
        onType={setWords}
      />
      {shown.map(({ village, name, township }) => (
        <Choice
          key={village}
          id={`village-${village}`}
          label={`${township}${name}`}
          many
          on={chosen.includes(village)}
          onTap={() => onToggle(village)}
        />
      ))}
    </View>
  )
}
const SHOWN = 20

function Made({
  made: { code, expiresOn, sentence },
  onMore,
}: {
  made: CountyAnswers['inviteOfficer']
  onMore: () => void
}): ReactNode {
  return (
    <Section id="invited" title="邀请码">
      <View className="tallies">
        <View className="tally tally-big">
          <View id="invite-code" className="tally-number">
            {code}
          </View>
        </View>
      </View>
      <View>{sentence}</View>
      <View className="quiet">{dayInWords(expiresOn)}前有效。这个码只显示这一次，请当面告诉本人。</View>
      <View className="buttons gap">
        <TextButton id="invite-copy" className="button" onTap={() => void copyText(code)}>
          复制
        </TextButton>
        <TextButton id="invite-more" className="button button-second" onTap={onMore}>
          再任命一个
        </TextButton>
      </View>
    </Section>
  )
}
