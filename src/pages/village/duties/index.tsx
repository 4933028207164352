import { View } from '@tarojs/components'
import type { ReactNode } from 'react'
import { AskedPart } from '../../../asking/asked-part'
import { useVillage, type DutyCard, type Task } from '../../../cloud/village'
import { Heading } from '../../../components/section'
import type { DeskAt } from '../../../saved/kept-desk'
import { BackToDesk, DeskPage } from '../../../village/desk-page'
import { DutyPart } from '../../../village/duty-part'
import { useKept } from '../../../village/kept-answers'
import { Milestones } from '../../../village/milestones'

/** 要办的事: what the notice asks of a village, by its urgency. */
export default function DutiesPage(): ReactNode {
  return <DeskPage id='page-duties' title='要办的事'>{(at) => <Duties at={at} />}</DeskPage>
}

function Duties({ at }: { at: DeskAt }): ReactNode {
  const { asked, again } = useKept(`duties ${at.village} ${at.year}`, useVillage('duties', at))
  return (
    <View>
      <AskedPart asked={asked} again={again} waitingFor='正在查要办的事' back={null}>
        {({ duties, milestones }) => (
          <View>
            {URGENCIES.map(({ id, title }) => (
              <Group key={id} id={id} title={title} duties={duties.filter((duty) => urgencyOf(duty) === id)} at={at} again={again} />
            ))}
            <Milestones milestones={milestones} />
          </View>
        )}
      </AskedPart>
      <View className='buttons gap-big'><BackToDesk /></View>
    </View>
  )
}

type Urgency = Task['state'] | 'standing'

const URGENCIES: readonly { id: Urgency; title: string }[] = [
  { id: 'late', title: '过期没办的' },
  { id: 'dueToday', title: '今天要办' },
  { id: 'open', title: '以后要办' },
  { id: 'done', title: '办完的' },
  { id: 'standing', title: '随时要做到' },
]

/** By its most urgent task; one without any is to be kept all the time. */
function urgencyOf({ tasks }: DutyCard): Urgency {
  return URGENCIES.find(({ id }) => tasks.some(({ state }) => state === id))?.id ?? 'standing'
}

interface GroupProps {
  id: Urgency
  title: string
  duties: readonly DutyCard[]
  at: DeskAt
  again: () => void
}

function Group({ id, title, duties, at, again }: GroupProps): ReactNode {
  if (duties.length === 0) return null
  return (
    <View id={`duties-${id}`} className='gap-big'>
      <Heading>{title}</Heading>
      {duties.map((duty) => <DutyPart key={duty.duty} duty={duty} at={at} onDone={again} />)}
    </View>
  )
}
