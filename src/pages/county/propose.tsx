import { View } from '@tarojs/components'
import type { ReactNode } from 'react'
import type { CountyRequests } from '../../client/functions'
import { useCountyAction } from '../../client/functions'
import type { ActionState } from '../../client/use-action'
import { ActionError, Waiting } from '../../ui/answers'
import { FormField, useForm } from '../../ui/fields'
import { TextButton } from '../../ui/tap'

interface ProposeProps {
  id: string
  /** What came of doing it alone. */
  state: ActionState
  deed: CountyRequests['propose']['deed']
  request: object
  onDone: (words: string) => void
}

/** What one person may not do alone is proposed from where it was refused, with a reason. */
export function ProposeInstead({ id, state, deed, request, onDone }: ProposeProps): ReactNode {
  const isRefused = state.is === 'refused' && state.error.code === 'SECOND_PERSON_NEEDED'
  return isRefused ? <ProposeForm id={id} deed={deed} request={request} onDone={onDone} /> : null
}

/** A deed that always takes two is proposed at once. */
export function ProposeForm({ id, deed, request, onDone }: Omit<ProposeProps, 'state'>): ReactNode {
  const action = useCountyAction('propose', `${deed} ${JSON.stringify(request)}`)
  const { typed, type, allWell, wrongOf } = useForm({ because: '' }, action)
  const send = async (): Promise<void> => {
    const because = typed.because.trim()
    if (!allWell({ because: because === '' ? '请写一句为什么要办，同事复核时看得到。' : '' })) return
    if ((await action.run({ deed, request, because })) === null) return
    onDone('已经提请复核。另一位县级经办人员在“待复核”里同意以后才办，15 天内有效。')
  }
  return (
    <View>
      <FormField
        id={`${id}-propose-because`}
        label="为什么要办（给复核的同事看）"
        longest={200}
        value={typed.because}
        wrong={wrongOf('because')}
        onType={type('because')}
      />
      <ActionError id={`${id}-propose`} state={action.state} fields={['because']} />
      {action.state.is === 'busy' ? (
        <Waiting words="正在提请" />
      ) : (
        <View className="buttons gap">
          <TextButton id={`${id}-propose`} className="button" onTap={() => void send()}>
            {action.state.is === 'unanswered' ? '再试一次' : '提请另一位同事复核'}
          </TextButton>
        </View>
      )}
    </View>
  )
}
