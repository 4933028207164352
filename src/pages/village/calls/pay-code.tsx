import { View } from '@tarojs/components'
import type { ReactNode } from 'react'
import { useState } from 'react'
import { CodeSlip } from '../ledger-parts'
import { TextButton } from '../../../ui/tap'
import { Section } from '../../../ui/text'

/**
 * Of the build (`CANBAO_VERIFY_ADDRESS`): where the receipts' public page is; the page of paying is its neighbour.
 */
declare const VERIFY_ADDRESS: string

const VERIFY_PAGE = 'pages/pay/verify/index'
const PAY_PAGE = 'pages/pay/index'

/** Where any camera opens a family's own bill; null: the deployment has said no public address. */
function payAddress(): string | null {
  if (VERIFY_ADDRESS !== '') return VERIFY_ADDRESS.replace(VERIFY_PAGE, PAY_PAGE)
  return process.env.TARO_ENV === 'h5' ? `${location.href.split('#', 1)[0] ?? ''}#/${PAY_PAGE}` : null
}

const STEPS = ['1. 用手机扫上面的方块码。', '2. 打开的就是您自己家要交的，看清了再交。']
const FOOT = '码上没有任何一家的信息，谁扫，看到的都是自己家的。'

/**
 * The code that leads whoever scans it to their own bill: which that is, the person's own binding says and not the
 * code, so the same paper may hang at the committee and go into the village's chat.
 */
export function PayCode(): ReactNode {
  const [open, setOpen] = useState(false)
  const address = payAddress()
  if (address === null) return null
  return (
    <Section id="pay-code" title="扫码交费的纸">
      <View className="quiet">贴在村委会，或者发到群里：谁扫，打开的都是自己家要交的。</View>
      <TextButton id="pay-code-open" className="button button-second gap" expanded={open} onTap={() => setOpen(!open)}>
        {open ? '收起' : '看码、打印'}
      </TextButton>
      {open && <CodeSlip title="扫码交医保费" code="参保通" scanned={address} steps={STEPS} foot={FOOT} />}
    </Section>
  )
}
