import type { ReactNode } from 'react'
import type { Enrolment } from '../cloud/enrollment'
import { goTo } from '../components/go-to'
import { Tap } from '../components/tap'

/** 去交费, for one of whom money is owed. */
export function PayTap({ enrolment: { id, year }, name }: { enrolment: Enrolment; name: string }): ReactNode {
  return <Tap className='button enrolment-pay' label={`替${name}交${year}年度的费`} onTap={() => void goTo(`/pages/pay/index?only=${id}`)}>去交费</Tap>
}
