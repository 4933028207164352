import { View } from '@tarojs/components'
import Taro, { useRouter } from '@tarojs/taro'
import { useEffect, type ReactNode } from 'react'
import { DeedSaid } from '../../../asking/deed-said'
import { FormField } from '../../../asking/form-field'
import { Waiting } from '../../../asking/waiting'
import { BackOrHome } from '../../../components/back-or-home'
import { QuestionTitle } from '../../../components/question-title'
import { Screen } from '../../../components/screen'
import { Section } from '../../../components/section'
import { Tap } from '../../../components/tap'
import { readCodeText, type ReceiptCode } from '../../../receipt/receipt-code'
import { useVerifying } from '../../../receipt/use-verifying'
import { VerdictPart } from '../../../receipt/verdict-part'

const FIELDS = ['receipt', 'check'] as const

/** Open to all: whether a receipt is genuine. Whom it is for is neither asked nor told. */
export default function VerifyPage(): ReactNode {
  const given = codeOfAddress(useRouter<Address>().params)
  const verifying = useVerifying(given ?? { receipt: '', check: '' })
  const { form: { typed, type, wrongOf }, state, verdict, verify } = verifying
  useEffect(() => {
    if (given !== null) void verify(given)
    // Once, for what the page was opened with.
  }, [])
  const scan = async (): Promise<void> => {
    const code = await scanned()
    if (code === null) return
    for (const field of FIELDS) type(field)(code[field])
    await verify(code)
  }
  return (
    <Screen id='page-verify'>
      <QuestionTitle>核验收据</QuestionTitle>
      {verdict !== null && <VerdictPart verdict={verdict} />}
      {state.is === 'busy' && <Waiting words='正在核验' />}
      <Section id='verify-form'>
        <View>照着收据上印的填，马上知道是真是假。谁都可以查，看不到任何人的信息。</View>
        {process.env.TARO_ENV === 'weapp' && (
          <View className='gap'><Tap id='verify-scan' className='button button-second' onTap={() => void scan()}>扫收据上的码</Tap></View>
        )}
        <FormField id='verify-number' label='收据号码' hint='例如 ruijin-2022-1-1-00001' longest={96} value={typed.receipt} wrong={wrongOf('receipt')} onType={type('receipt')} />
        <FormField id='verify-check' label='校验码' about='16 位，不分大小写，短横可以不填' longest={40} value={typed.check} wrong={wrongOf('check')} onType={type('check')} />
        <DeedSaid id='verify' state={state} fields={FIELDS} />
        <View className='gap'><Tap id='verify-send' className='button' onTap={() => void verify(typed)}>查真假</Tap></View>
      </Section>
      <View className='buttons gap-big'><BackOrHome /></View>
    </Screen>
  )
}

/** `q`: the whole address of the code, where WeChat opens the page by it (扫普通链接二维码打开小程序). */
interface Address extends Partial<ReceiptCode>, Record<string, string | undefined> { q?: string }

function codeOfAddress({ receipt, check, q }: Address): ReceiptCode | null {
  if (q !== undefined) return readCodeText(decodeURIComponent(q))
  return receipt === undefined || check === undefined ? null : { receipt, check }
}

/** Null when nothing of ours was scanned, which is said, or when the reader turned back. */
async function scanned(): Promise<ReceiptCode | null> {
  try {
    const code = readCodeText((await Taro.scanCode({ scanType: ['qrCode'] })).result)
    if (code === null) await Taro.showModal({ title: '这不是收据上的码', content: '请对准收据右上角的方块码再扫一次，或者照着收据填号码和校验码。', showCancel: false, confirmText: '知道了' })
    return code
  } catch {
    return null
  }
}
