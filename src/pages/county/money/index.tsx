import { View } from '@tarojs/components'
import type { ReactNode } from 'react'
import { AskedPart } from '../../../asking/asked-part'
import { sayDay } from '../../../clock/civil-days'
import { useCounty, type CountyAnswers } from '../../../cloud/county'
import { Section } from '../../../components/section'
import { CountyScreen, type CountyDesk } from '../../../county/county-screen'
import { ExportPart } from '../../../county/export-part'
import { Figure } from '../../../county/figure'
import { yuan } from '../../../result/money-words'

type Money = CountyAnswers['money']

/** Where every fen of the year lies, whose cash waits too long, and all of it as a spreadsheet. */
export default function MoneyPage(): ReactNode {
  return (
    <CountyScreen id='page-money' title='资金'>
      {(desk) => <MoneyPart desk={desk} />}
    </CountyScreen>
  )
}

function MoneyPart({ desk }: { desk: CountyDesk }): ReactNode {
  const { asked, again } = useCounty('money', { region: desk.region, year: desk.year })
  return (
    <View className='columns'>
      <AskedPart asked={asked} again={again} waitingFor='正在取资金情况' back={null}>
        {(money) => <View><Where money={money} /><Subsidies money={money} /></View>}
      </AskedPart>
      <View>
        <AskedPart asked={asked} again={again} waitingFor='正在取手中现金' back={null}>
          {(money) => <Clerks money={money} />}
        </AskedPart>
        {desk.may.has('exportSheet') && <ExportPart desk={desk} />}
      </View>
    </View>
  )
}

const sum = (fen: number): string => `${yuan(fen)} 元`

function Where({ money: { day, paid, assessed, inHand, arrived, owedBack, inTransit } }: { money: Money }): ReactNode {
  const places = [
    { name: '税务已到账', amount: arrived }, { name: '在村级经办人员手里', amount: inHand },
    ...inTransit.map(({ name, amount }) => ({ name: `在途：${name}`, amount })), { name: '应退还缴费人', amount: owedBack },
  ]
  return (
    <Section id='money-where' title={`钱在哪里 ${sayDay(day)}`}>
      <View className='tallies'><Figure id='money-paid' look='big' words='已收到的个人缴费' value={sum(paid)} /></View>
      {places.map(({ name, amount }) => (
        <View key={name} className='row bar-head'><View>{name}</View><View className='strong'>{sum(amount)}</View></View>
      ))}
      <View className='row bar-head'><View className='quiet'>已核定的应缴保费（含资助）</View><View>{sum(assessed)}</View></View>
    </Section>
  )
}

function Subsidies({ money: { subsidies } }: { money: Money }): ReactNode {
  return (
    <Section id='money-subsidies' title='资助由谁出'>
      {subsidies.length === 0 && <View className='quiet'>还没有核定到资助。</View>}
      {subsidies.map(({ funder, amount }) => <View key={funder} className='row bar-head'><View>{funder}</View><View className='strong'>{sum(amount)}</View></View>)}
    </Section>
  )
}

/** Cash in hands, the longest first; what should be at the bank already stands out. */
function Clerks({ money: { clerks } }: { money: Money }): ReactNode {
  return (
    <Section id='money-clerks' title='谁手里有现金'>
      {clerks.length === 0 && <View>没有。收的现金都缴存了。</View>}
      {clerks.map(({ clerk, villages, amount, receipts, oldest, days, due, late }) => (
        <View key={clerk} className={late ? 'notice notice-stop' : 'row'}>
          <View className='bar-head'><View className='strong'>{villages.join('、')}</View><View className='strong'>{sum(amount)}</View></View>
          <View>{receipts} 笔，最早一笔是 {sayDay(oldest)}收的，已 {days} 天。</View>
          <View className={late ? 'strong' : 'quiet'}>{due === null ? '通知没有写最晚哪天缴存。' : late ? `${sayDay(due)}就该缴存了，请马上联系。` : `最晚 ${sayDay(due)}缴存。`}</View>
        </View>
      ))}
    </Section>
  )
}
