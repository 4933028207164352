import Taro, { useRouter } from '@tarojs/taro'
import type { ReactNode } from 'react'
import { Tap } from '../components/tap'

/** Back to the course of the enrolment that this page is about: usually the page below. */
export function BackToCourse({ second = true }: { second?: boolean }): ReactNode {
  const { enrolment = '' } = useRouter<{ enrolment?: string }>().params
  const back = async (): Promise<void> => {
    if (Taro.getCurrentPages().length > 1) await Taro.navigateBack()
    else await Taro.redirectTo({ url: `/pages/family/course/index?enrolment=${enrolment}` })
  }
  return <Tap id='back-to-course' className={second ? 'button button-second' : 'button'} onTap={() => void back()}>回到参保全程</Tap>
}
