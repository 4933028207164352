import type { ReactNode } from 'react'
import { Alert } from '../components/alert'
import { goTo } from '../components/go-to'
import { yuan } from '../result/money-words'
import { sumOfTaken, useTakenMoney, waitsForServer } from './taken-money'

/** Money that the server has not entered: how much, and where to look at it. */
export function UnsentAlert(): ReactNode {
  const taken = useTakenMoney()
  const waiting = taken.filter(waitsForServer)
  const refused = taken.length - waiting.length
  const open = (): void => void goTo('/pages/village/unsent/index')
  return (
    <>
      {refused > 0 && <Alert id='taken-refused' stop words={`${refused} 笔钱没有记上，要您处理`} onTap={open} />}
      {waiting.length > 0 && <Alert id='taken-waiting' words={`${waiting.length} 笔没上传，共 ${yuan(sumOfTaken(waiting))} 元`} onTap={open} />}
    </>
  )
}
