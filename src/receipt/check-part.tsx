import { View } from '@tarojs/components'
import type { ReactNode } from 'react'
import type { Receipt } from '../cloud/payment'
import { goTo } from '../components/go-to'
import { copyText } from '../components/phone-actions'
import { Section } from '../components/section'
import { Tap } from '../components/tap'
import { VERIFY_PAGE } from './receipt-code'
import './check-part.scss'

/** What whoever doubts the receipt needs: number and check, to be read out, copied, or tried here. */
export function CheckPart({ receipt: { receipt, check } }: { receipt: Receipt }): ReactNode {
  return (
    <Section id='receipt-check' title='校验码'>
      <View id='check-code' className='check-code'>
        {check.split('-').map((four) => <View key={four} className='check-four'>{four}</View>)}
      </View>
      <View className='gap'>谁要查真假，请他在参保通首页点“核验收据”，照着号码和校验码填，或者扫收据上的码。他看不到您家任何人的信息。</View>
      <View className='buttons gap'>
        <Tap id='check-copy' className='button button-second' onTap={() => void copyText(`收据号码 ${receipt}，校验码 ${check}`)}>复制号码和校验码</Tap>
        <Tap id='check-try' className='button button-second' onTap={() => void goTo(`${VERIFY_PAGE}?receipt=${receipt}&check=${check}`)}>核验收据</Tap>
      </View>
    </Section>
  )
}
