import { View } from '@tarojs/components'
import type { ReactNode } from 'react'
import { useEnrollmentDeed } from '../cloud/enrollment'
import { callPhone } from '../components/phone-actions'
import { Tap } from '../components/tap'
import { DeedSaid } from '../asking/deed-said'

interface PhoneButtonProps {
  resident: string
  /** 000****0001 */
  masked: string
  name: string
}

/** Calls somebody: the whole number is asked for only then, which leaves a line of audit, and is not kept. */
export function PhoneButton({ resident, masked, name }: PhoneButtonProps): ReactNode {
  const deed = useEnrollmentDeed('revealField', resident)
  const call = async (): Promise<void> => {
    const revealed = await deed.run({ resident, field: 'phone', reason: 'contact' })
    if (revealed?.value) await callPhone(revealed.value)
  }
  return (
    <View>
      <Tap id={`call-${resident}`} className='button button-second call' label={`给${name}打电话`} onTap={() => void call()}>
        {deed.state.is === 'busy' ? '正在接通…' : `打电话 ${masked}`}
      </Tap>
      <DeedSaid id={`call-${resident}`} state={deed.state} />
    </View>
  )
}
