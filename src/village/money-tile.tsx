import type { ReactNode } from 'react'
import type { Today } from '../cloud/village'
import { sayDay } from '../clock/civil-days'
import { goTo } from '../components/go-to'
import { yuan } from '../result/money-words'
import { deskToday } from './desk-day'
import { sumOfTaken, useTakenMoney } from './taken-money'
import { Tile } from './tile'

/** Cash in her hands: what the server knows of, and what only this phone does. */
export function MoneyTile({ money: { inHand, due, late } }: Pick<Today, 'money'>): ReactNode {
  const unsent = sumOfTaken(useTakenMoney().filter(({ request: { way } }) => way === 'cash'))
  const until = due === null || inHand === 0 ? '' : late ? '，过期没存' : due === deskToday() ? '，今天要存' : `，${sayDay(due).slice(5)}前存`
  return (
    <Tile
      id='today-money' number={`${yuan(inHand + unsent)} 元`} tone={late ? 'stop' : due === deskToday() && inHand > 0 ? 'act' : 'plain'}
      name={`手里的钱${unsent > 0 ? `，${yuan(unsent)} 元没上传` : ''}${until}`} onTap={() => void goTo('/pages/village/deposit/index')}
    />
  )
}
